import type { Role } from '../../../../../shared/auth/caller.ts';
import { texts } from '../../texts/index.ts';
import type { Page } from '../page.ts';

const t = texts.township;
/** Who reads how a platform does. */
const READERS: readonly Role[] = ['township', 'county', 'city'];

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
  {
    path: '/platform',
    title: t.platform.title,
    component: () => import('./OwnPlatform.vue'),
    roles: ['township'],
    menu: true,
  },
  {
    path: '/monthly',
    title: t.monthly.title,
    component: () => import('./OwnMonthly.vue'),
    roles: ['township'],
    menu: true,
  },
  {
    path: '/platforms/:township/operation',
    title: t.platform.title,
    component: () => import('./Platform.vue'),
    roles: READERS,
  },
  {
    path: '/platforms/:township/monthly',
    title: t.monthly.title,
    component: () => import('./MonthlyReports.vue'),
    roles: READERS,
  },
  {
    path: '/platforms/:township/monthly/:month',
    title: t.monthly.title,
    component: () => import('./MonthlyReport.vue'),
    roles: READERS,
  },
];
