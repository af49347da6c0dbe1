import { texts } from '../../texts/index.ts';
import type { Page } from '../page.ts';

export const ledger: readonly Page[] = [
  {
    path: '/organisations/:id',
    title: texts.ledger.title,
    component: () => import('./OrganisationPage.vue'),
    // Communities come to it from their list, the others from the figures that it counts in.
    roles: ['community', 'township', 'county', 'city'],
  },
  {
    path: '/organisation/profile',
    title: texts.ledger.profile.title,
    component: () => import('./Profile.vue'),
    roles: ['organisation', 'applicant'],
    menu: true,
    speaks: true,
  },
];
