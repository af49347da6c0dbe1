/** What the pages of rounds make of the API's numbers. */

const FINISHED = new Set(['done', 'cancelled', 'failed']);

/** Whether something is still being done in a round, so that its page asks again. */
export const inProgress = (state: string): boolean => !FINISHED.has(state);

/** Whether a round may still be rolled back whole: as long as nothing of it is announced (M2.2). */
export const cancellable = (state: string): boolean => state === 'queued' || state === 'holding';

/** How far the offers of a round are out, in hundredths; the engine's part of the work is the first ten. */
export function progressOf({
  state,
  counts,
}: {
  state: string;
  counts: { chosen: number; held: number; overtaken: number; announced: number };
}): number {
  if (!inProgress(state)) return 100;
  if (state === 'queued') return 5;
  if (counts.chosen === 0) return 10;
  const done = counts.held + counts.overtaken + counts.announced;
  return Math.min(99, 10 + Math.round((done / (2 * counts.chosen)) * 90));
}

/** A share as per cent with two digits; empty for none. */
export const percentText = (share: number | undefined): string =>
  share === undefined ? '' : `${Math.round(share * 10_000) / 100}%`;

/** Caps by source in fen, of what was typed in yuan; undefined where nothing was. */
export function capsOf<K extends string>(
  yuan: Partial<Record<K, number | ''>>,
): Partial<Record<K, number>> | undefined {
  const given = (Object.entries(yuan) as [K, number | ''][]).filter(
    (one): one is [K, number] => typeof one[1] === 'number',
  );
  return given.length === 0
    ? undefined
    : (Object.fromEntries(given.map(([source, amount]) => [source, Math.round(amount * 100)])) as Partial<
        Record<K, number>
      >);
}
