/** What lists take, and how a short one is read whole. */
import type { Page } from './read.ts';

/** What every list takes. */
export interface ListOptions {
  limit: number;
  /** What the cursor is bound to. */
  scope: string;
  cursor?: string | undefined;
}

/** The options as a query takes them: without what is undefined. */
export const given = ({ limit, scope, cursor }: ListOptions) => ({
  limit,
  scope,
  ...(cursor !== undefined && { cursor }),
});

/** All pages of a list that is short by its nature. */
export async function allOf<T>(
  page: (list: { limit: number; scope: string; cursor?: string }) => Promise<Page<T>>,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await page({ limit: 500, scope: 'all', ...(cursor !== undefined && { cursor }) });
    all.push(...items);
    cursor = next;
  } while (cursor !== undefined);
  return all;
}
