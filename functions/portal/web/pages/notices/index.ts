import { ROLES } from '../../../../../shared/auth/caller.ts';
import { texts } from '../../texts/index.ts';
import type { Page } from '../page.ts';

/** Where the header leads with the count of what is not read. */
export const NOTICES = '/notices';

export const notices: readonly Page[] = [
  {
    path: NOTICES,
    title: texts.notices.title,
    component: () => import('./Notices.vue'),
    roles: ROLES,
  },
];
