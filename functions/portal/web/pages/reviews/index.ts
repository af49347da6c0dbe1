/** The inbox in which every authority finds what was asked of it: applications, yearly reports, commitments. */
import type { Role } from '../../../../../shared/auth/caller.ts';
import { texts } from '../../texts/index.ts';
import type { Page } from '../page.ts';

const t = texts.reviews;
const roles: readonly Role[] = ['community', 'township', 'county', 'city'];

export const reviews: readonly Page[] = [
  { path: '/reviews', title: t.list.title, component: () => import('./Reviews.vue'), roles, menu: true },
  { path: '/reviews/:id', title: t.review.title, component: () => import('./Review.vue'), roles },
  {
    path: '/reviews/:organisation/yearly-reports/:year',
    title: t.yearly.title,
    component: () => import('./YearlyReport.vue'),
    roles,
  },
  {
    path: '/reviews/:organisation/commitment',
    title: t.commitment.title,
    component: () => import('./Commitment.vue'),
    roles,
  },
];
