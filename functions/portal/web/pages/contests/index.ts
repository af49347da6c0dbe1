import type { Role } from '../../../../../shared/auth/caller.ts';
import { texts } from '../../texts/index.ts';
import type { Page } from '../page.ts';

const t = texts.contests;
/** What is announced everybody who is signed in may read; judges may be of any role (M1.5). */
const EVERYBODY: readonly Role[] = [
  'applicant',
  'organisation',
  'agency',
  'provider',
  'community',
  'township',
  'county',
  'city',
];
const ORGANISERS: readonly Role[] = ['township', 'county', 'city'];

export const contests: readonly Page[] = [
  {
    path: '/contests',
    title: t.list.title,
    component: () => import('./Contests.vue'),
    roles: EVERYBODY,
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
    roles: EVERYBODY,
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
    roles: EVERYBODY,
  },
];
