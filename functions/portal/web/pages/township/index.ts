import type { Role } from '../../../../../shared/auth/caller.ts';
import { texts } from '../../texts/index.ts';
import type { Page } from '../page.ts';

const t = texts.township;
/** Who reviews what was asked of an authority; small organisations' communities have pages of their own. */
const REVIEWERS: readonly Role[] = ['township', 'county', 'city'];

export const township: readonly Page[] = [
  {
    path: '/reviews',
    title: t.reviews.title,
    component: () => import('./Reviews.vue'),
    roles: REVIEWERS,
    menu: true,
  },
  { path: '/reviews/:id', title: t.review.title, component: () => import('./Review.vue'), roles: REVIEWERS },
];
