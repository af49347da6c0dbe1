import type { Role } from '../../../../../shared/auth/caller.ts';
import { texts } from '../../texts/index.ts';
import type { Page } from '../page.ts';

const t = texts.organisation;
/** A founder speaks for the organisation until it has an account of its own. */
const SPEAKERS: readonly Role[] = ['organisation', 'applicant'];

export const organisation: readonly Page[] = [
  {
    path: '/organisation/record',
    title: t.record.title,
    component: () => import('./RecordActivity.vue'),
    roles: SPEAKERS,
    menu: true,
    speaks: true,
  },
  {
    path: '/organisation/activities',
    title: t.activities.title,
    component: () => import('./MyActivities.vue'),
    roles: SPEAKERS,
    menu: true,
    speaks: true,
  },
  {
    path: '/organisation/activities/:id',
    title: t.activity.title,
    component: () => import('./ActivityPage.vue'),
    roles: SPEAKERS,
  },
  {
    path: '/organisation/needs',
    title: t.needs.title,
    component: () => import('./NeedsNearby.vue'),
    roles: [...SPEAKERS, 'agency', 'provider'],
    menu: true,
  },
  {
    path: '/organisation/offers',
    title: t.offers.title,
    component: () => import('./Offers.vue'),
    roles: SPEAKERS,
    menu: true,
    speaks: true,
  },
  {
    path: '/organisation/matches',
    title: t.matches.title,
    component: () => import('./Matches.vue'),
    roles: SPEAKERS,
    menu: true,
    speaks: true,
  },
  {
    path: '/organisation/matches/:id',
    title: t.match.title,
    component: () => import('./MatchPage.vue'),
    roles: SPEAKERS,
  },
  {
    path: '/organisation/matters',
    title: t.matters.title,
    component: () => import('./Matters.vue'),
    roles: SPEAKERS,
    menu: true,
  },
  {
    path: '/organisation/score',
    title: t.score.title,
    component: () => import('./Score.vue'),
    roles: SPEAKERS,
    menu: true,
    speaks: true,
  },
];
