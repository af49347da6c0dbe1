import type { Role } from '../../../../../shared/auth/caller.ts';
import { texts } from '../../texts/index.ts';
import type { Page } from '../page.ts';

const t = texts.county;
/** The city sees what its counties see, and more. */
const COUNTY_AND_CITY: readonly Role[] = ['county', 'city'];

export const county: readonly Page[] = [
  {
    path: '/dashboard',
    title: t.dashboard.title,
    component: () => import('./Dashboard.vue'),
    roles: ['community', 'township', ...COUNTY_AND_CITY],
    menu: true,
  },
  {
    path: '/dashboard/:division/:period/:indicator',
    title: t.dashboard.title,
    component: () => import('./IndicatorPage.vue'),
    roles: ['community', 'township', ...COUNTY_AND_CITY],
  },
  {
    path: '/reports',
    title: t.reports.title,
    component: () => import('./ReportList.vue'),
    roles: COUNTY_AND_CITY,
    menu: true,
  },
  {
    path: '/reports/:division/:period/:version(\\d+)?',
    title: t.reports.title,
    component: () => import('./ReportPage.vue'),
    roles: COUNTY_AND_CITY,
  },
  {
    path: '/pushes',
    title: t.pushes.title,
    component: () => import('./PushList.vue'),
    roles: COUNTY_AND_CITY,
    menu: true,
  },
  {
    path: '/pushes/:id',
    title: t.pushes.title,
    component: () => import('./PushPage.vue'),
    roles: COUNTY_AND_CITY,
  },
  {
    path: '/rounds',
    title: t.rounds.title,
    component: () => import('./Rounds.vue'),
    roles: COUNTY_AND_CITY,
    menu: true,
  },
  {
    path: '/rounds/:id',
    title: t.rounds.round,
    component: () => import('./RoundPage.vue'),
    roles: COUNTY_AND_CITY,
  },
  {
    path: '/policy',
    title: t.policy.title,
    component: () => import('./Policy.vue'),
    roles: COUNTY_AND_CITY,
    menu: true,
  },
];
