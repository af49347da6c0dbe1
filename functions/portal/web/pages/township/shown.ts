/** How months, money and versions stand on the pages of the authorities. */

/** Fen as yuan, with two digits only where there are any. */
export function yuan(fen: number): string {
  const [whole, part] = (Math.abs(fen) / 100).toFixed(2).split('.') as [string, string];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}${grouped}${part === '00' ? '' : `.${part}`}`;
}

/** What must be sent back with a change, so that none of somebody else is overwritten. */
export const etagOf = (response: Response): { 'If-Match': string } => ({
  'If-Match': response.headers.get('etag') ?? '*',
});

/** Month before a day, as `2026-10`. */
export function monthBefore(day: Date): string {
  const local = new Date(day.getTime() + 8 * 3_600_000);
  return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}
