import type { Role } from '../../../../../shared/auth/caller.ts';
import { texts } from '../../texts/index.ts';
import type { Page } from '../page.ts';

const t = texts.provider;
/** Enterprises, departments and others who give; authorities give as well (M2.1). */
const GIVERS: readonly Role[] = ['provider', 'community', 'township', 'county'];

export const provider: readonly Page[] = [
  {
    path: '/resources',
    title: t.resources.title,
    component: () => import('./Resources.vue'),
    roles: GIVERS,
    menu: true,
  },
  {
    path: '/resources/new',
    title: t.resource.newTitle,
    component: () => import('./NewResource.vue'),
    roles: GIVERS,
  },
  {
    path: '/resources/:id',
    title: t.resource.title,
    component: () => import('./ResourcePage.vue'),
    roles: GIVERS,
  },
];
