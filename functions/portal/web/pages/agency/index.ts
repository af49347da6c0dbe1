import type { Role } from '../../../../../shared/auth/caller.ts';
import { texts } from '../../texts/index.ts';
import type { Page } from '../page.ts';

const t = texts.agency;
const roles: readonly Role[] = ['agency'];

export const agency: readonly Page[] = [
  {
    path: '/agency/projects',
    title: t.projects.title,
    component: () => import('./Projects.vue'),
    roles,
    menu: true,
  },
  {
    path: '/agency/projects/new',
    title: t.project.newTitle,
    component: () => import('./NewProject.vue'),
    roles,
  },
  {
    path: '/agency/projects/:id',
    title: t.project.title,
    component: () => import('./ProjectPage.vue'),
    roles,
  },
];
