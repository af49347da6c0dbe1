import type { Page } from '../page.ts';

export const resident: readonly Page[] = [];
