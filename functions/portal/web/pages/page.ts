import type { Component } from 'vue';
import type { Role } from '../../../../shared/auth/caller.ts';

/** A page: its address, who may open it, and how it is loaded when it is first opened. */
export interface Page {
  /** Below /app, as Vue Router writes it. */
  path: string;
  title: string;
  component: () => Promise<Component>;
  /** Who may open it; everybody when left out. */
  roles?: readonly Role[];
  /** Stands in the navigation of whoever may open it. */
  menu?: true;
  /** Of use only to an account that speaks for an organisation; of others it is not in the navigation. */
  speaks?: true;
}

/** API Gateway takes `/app/` for another address than `/app`: the home page has a name as all others have. */
export const HOME = '/home';

/**
 * The navigation of a role, or of the public: the own pages first.
 * @param speaks whether the account speaks for an organisation
 */
export function menuOf(pages: readonly Page[], role: Role | undefined, speaks: boolean): Page[] {
  const shown = pages.filter(
    (page) =>
      page.menu &&
      (!page.roles || (role && page.roles.includes(role))) &&
      (speaks || page.speaks === undefined),
  );
  return [...shown.filter(({ roles }) => roles), ...shown.filter(({ roles }) => !roles)];
}
