import type { Role } from '../../../../../shared/auth/caller.ts';
import { texts } from '../../texts/index.ts';
import type { Page } from '../page.ts';

const t = texts.money;
const BUREAUS: readonly Role[] = ['county', 'city'];
const ABOVE: readonly Role[] = ['township', ...BUREAUS];
/** Who gives resources (M2.1). */
const GIVERS: readonly Role[] = ['provider', 'community', 'township', 'county'];

export const money: readonly Page[] = [
  {
    path: '/ledger',
    title: t.ledger.title,
    component: () => import('./Ledger.vue'),
    roles: ABOVE,
    menu: true,
  },
  {
    path: '/ledger/places/:division',
    title: t.ledger.title,
    component: () => import('./Ledger.vue'),
    roles: ABOVE,
  },
  {
    path: '/ledger/accounts',
    title: t.accounts.title,
    component: () => import('./Accounts.vue'),
    roles: GIVERS,
  },
  {
    path: '/ledger/accounts/:id',
    title: t.account.title,
    component: () => import('./AccountPage.vue'),
    roles: [...GIVERS, 'city'],
  },
  {
    path: '/ledger/matches/:id',
    title: t.match.title,
    component: () => import('./MatchMoney.vue'),
    roles: ['applicant', 'organisation', 'community', ...ABOVE],
  },
  {
    path: '/purchases',
    title: t.purchases.title,
    component: () => import('./Purchases.vue'),
    roles: BUREAUS,
    menu: true,
  },
  {
    path: '/purchases/new',
    title: t.purchase.newTitle,
    component: () => import('./NewPurchase.vue'),
    roles: ['county'],
  },
  {
    path: '/purchases/:id',
    title: t.purchase.title,
    component: () => import('./PurchasePage.vue'),
    roles: BUREAUS,
  },
];
