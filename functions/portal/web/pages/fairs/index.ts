import { ROLES } from '../../../../../shared/auth/caller.ts';
import { texts } from '../../texts/index.ts';
import { ORGANISERS } from '../channels.ts';
import type { Page } from '../page.ts';

const t = texts.fairs;

export const fairs: readonly Page[] = [
  {
    path: '/fairs',
    title: t.list.title,
    component: () => import('./Fairs.vue'),
    roles: ROLES,
    menu: true,
  },
  {
    path: '/fairs/new',
    title: t.fair.newTitle,
    component: () => import('./NewFair.vue'),
    roles: ORGANISERS,
  },
  {
    path: '/fairs/:id',
    title: t.fair.title,
    component: () => import('./FairPage.vue'),
    roles: ROLES,
  },
  {
    path: '/fairs/:id/edit',
    title: t.fair.editTitle,
    component: () => import('./EditFair.vue'),
    roles: ORGANISERS,
  },
];
