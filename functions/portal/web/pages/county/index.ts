import type { Page } from '../page.ts';

export const county: readonly Page[] = [];
