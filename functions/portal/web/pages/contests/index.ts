import { ROLES } from '../../../../../shared/auth/caller.ts';
import { texts } from '../../texts/index.ts';
import { ORGANISERS } from '../channels.ts';
import type { Page } from '../page.ts';

const t = texts.contests;
export const contests: readonly Page[] = [
  {
    path: '/contests',
    title: t.list.title,
    component: () => import('./Contests.vue'),
    roles: ROLES,
    menu: true,
  },
  {
    path: '/contests/new',
    title: t.contest.newTitle,
    component: () => import('./NewContest.vue'),
    roles: ORGANISERS,
  },
  {
    path: '/contests/:id',
    title: t.contest.title,
    component: () => import('./ContestPage.vue'),
    roles: ROLES,
  },
  {
    path: '/contests/:id/edit',
    title: t.contest.editTitle,
    component: () => import('./EditContest.vue'),
    roles: ORGANISERS,
  },
  {
    path: '/contests/:id/enter',
    title: t.entry.newTitle,
    component: () => import('./NewEntry.vue'),
    roles: ['applicant', 'organisation', 'agency'],
  },
  {
    path: '/contests/:id/entries/:entry',
    title: t.entry.title,
    component: () => import('./EntryPage.vue'),
    roles: ROLES,
  },
];
