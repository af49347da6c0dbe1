import type { Role } from '../../../../../shared/auth/caller.ts';
import { texts } from '../../texts/index.ts';
import type { Page } from '../page.ts';

const t = texts.delivery;
/** Who publishes needs, accepts what is delivered and says what he thinks of it. */
const OWNERS: readonly Role[] = ['community', 'township'];

export const delivery: readonly Page[] = [
  {
    path: '/matches',
    title: t.list.title,
    component: () => import('./Matches.vue'),
    roles: OWNERS,
    menu: true,
  },
  {
    path: '/matches/:id',
    title: t.match.title,
    component: () => import('./MatchPage.vue'),
    roles: [...OWNERS, 'county'],
  },
];
