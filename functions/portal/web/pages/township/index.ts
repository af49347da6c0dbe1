import type { Page } from '../page.ts';

export const township: readonly Page[] = [];
