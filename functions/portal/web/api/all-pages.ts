/** All of a list that comes page by page: for choosing among it, where there is not too much of it. */
export async function allPages<T>(
  read: (cursor: { cursor?: string }) => Promise<{ items: T[]; next?: string }>,
): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await read(cursor === undefined ? {} : { cursor });
    found.push(...items);
    cursor = next;
  } while (cursor !== undefined);
  return found;
}
