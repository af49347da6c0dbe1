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
}

/** API Gateway takes `/app/` for another address than `/app`: the home page has a name as all others have. */
export const HOME = '/home';
