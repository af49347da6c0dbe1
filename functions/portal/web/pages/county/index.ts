import type { Role } from '../../../../../shared/auth/caller.ts';
import { texts } from '../../texts/index.ts';
import type { Page } from '../page.ts';

const t = texts.county;
/** County and city look at the same things, each at its own. */
const roles: readonly Role[] = ['county', 'city'];

export const county: readonly Page[] = [
  {
    path: '/dashboard',
    title: t.dashboard.title,
    component: () => import('./Dashboard.vue'),
    roles: ['township', 'county', 'city'],
    menu: true,
  },
  { path: '/reports', title: t.reports.title, component: () => import('./Reports.vue'), roles, menu: true },
  {
    path: '/reports/:division/:period',
    title: t.report.title,
    component: () => import('./Report.vue'),
    roles,
  },
  { path: '/pushes', title: t.pushes.title, component: () => import('./Pushes.vue'), roles, menu: true },
  { path: '/pushes/:id', title: t.push.title, component: () => import('./Push.vue'), roles },
];
