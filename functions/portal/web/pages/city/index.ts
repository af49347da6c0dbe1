import type { Page } from '../page.ts';

export const city: readonly Page[] = [];
