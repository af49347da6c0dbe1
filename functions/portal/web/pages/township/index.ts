import { texts } from '../../texts/index.ts';
import type { Page } from '../page.ts';

const t = texts.township;

export const township: readonly Page[] = [
  {
    path: '/confirmations',
    title: t.confirmations.title,
    component: () => import('./Confirmations.vue'),
    roles: ['township', 'county'],
    menu: true,
  },
  {
    path: '/resource-list',
    title: t.resourceList.title,
    component: () => import('./ResourceList.vue'),
    roles: ['organisation', 'agency', 'provider', 'community', 'township', 'county', 'city'],
    menu: true,
  },
];
