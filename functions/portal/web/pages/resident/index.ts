import { texts } from '../../texts/index.ts';
import type { Page } from '../page.ts';

const roles = ['applicant', 'organisation'] as const;
const t = texts.resident;

export const resident: readonly Page[] = [
  {
    path: '/applications',
    title: t.list.title,
    component: () => import('./MyApplications.vue'),
    roles,
    menu: true,
  },
  {
    path: '/applications/new',
    title: t.wizard.newTitle,
    component: () => import('./NewApplication.vue'),
    roles,
    menu: true,
  },
  {
    path: '/applications/:id',
    title: t.status.title,
    component: () => import('./ApplicationStatus.vue'),
    roles,
  },
  {
    path: '/applications/:id/edit/:step',
    title: t.wizard.title,
    component: () => import('./ApplicationWizard.vue'),
    roles,
  },
];
