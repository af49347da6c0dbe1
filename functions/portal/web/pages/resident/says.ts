/** Whether what is held has all that a change (RFC 7396) would make of it: null takes a field away. Pure. */
export function says(held: unknown, change: unknown): boolean {
  if (change === null) return held === undefined || held === null;
  if (typeof change !== 'object') return held === change;
  if (Array.isArray(change)) return JSON.stringify(held) === JSON.stringify(change);
  return Object.entries(change).every(
    ([field, value]) =>
      value === undefined || says((held as Record<string, unknown> | undefined)?.[field], value),
  );
}
