import type { Role } from '../../../../../shared/auth/caller.ts';
import { texts } from '../../texts/index.ts';
import type { Page } from '../page.ts';

const t = texts.community;
const roles: readonly Role[] = ['community'];

export const community: readonly Page[] = [
  {
    path: '/community/needs',
    title: t.needs.title,
    component: () => import('./Needs.vue'),
    roles,
    menu: true,
  },
  { path: '/community/needs/new', title: t.need.newTitle, component: () => import('./NewNeed.vue'), roles },
  { path: '/community/needs/:id', title: t.need.title, component: () => import('./NeedPage.vue'), roles },
  {
    path: '/community/activities',
    title: t.activities.title,
    component: () => import('./Activities.vue'),
    roles,
    menu: true,
  },
  {
    path: '/activities-to-judge',
    title: t.activities.judgeTitle,
    component: () => import('./Activities.vue'),
    roles: ['township', 'county'],
    menu: true,
  },
  {
    path: '/community/organisations',
    title: t.organisations.title,
    component: () => import('./Organisations.vue'),
    roles,
    menu: true,
  },
];
