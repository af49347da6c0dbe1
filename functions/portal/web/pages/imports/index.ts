/** Ledgers and activities that are held as workbooks, brought in by the authorities. */
import type { Role } from '../../../../../shared/auth/caller.ts';
import { texts } from '../../texts/index.ts';
import type { Page } from '../page.ts';

const t = texts.imports;
const roles: readonly Role[] = ['community', 'township', 'county', 'city'];

export const imports: readonly Page[] = [
  { path: '/imports', title: t.title, component: () => import('./Imports.vue'), roles, menu: true },
  {
    path: '/imports/:kind(ledger|activities)/:id',
    title: t.title,
    component: () => import('./ImportPage.vue'),
    roles,
  },
];
