import type { Page } from '../page.ts';

export const organisation: readonly Page[] = [];
