import type { Page } from '../page.ts';

export const community: readonly Page[] = [];
