import { atOnce } from '../../../shared/at-once.ts';
import { parentOf } from '../../../shared/divisions/index.ts';
import type { RatesDeps } from '../deps.ts';
import { expandSpans, followCalendar } from './calendar.ts';
import { compute } from './compute.ts';

/** Rates that are looked up at once, and how many of them are computed at once. */
const RATES_A_PAGE = 200;
const AT_ONCE = 8;

/**
 * Computes all that has to be computed of a county, or of the city alone: level by level, so that what is made of others
 * comes after them, once.
 * @param isOver whether it has to stop: what is left stays told
 * @returns how many figures are other than before, and whether nothing is left
 */
export async function workOff(
  county: string,
  deps: RatesDeps,
  isOver: () => boolean = () => false,
): Promise<{ changed: number; finished: boolean }> {
  await followCalendar(county, deps);
  await expandSpans(county, deps);
  let changed = 0;
  for (;;) {
    const { items } = await deps.store.dirty(county, { limit: RATES_A_PAGE, scope: 'dirty' });
    if (items.length === 0) return { changed, finished: true };
    if (isOver()) return { changed, finished: false };
    const level = items[0]!.division.length;
    const rates = items.filter(({ division }) => division.length === level);
    // Those under one division tell the same one above them: one after the other they do not meet there.
    const families = Map.groupBy(rates, ({ division }) => parentOf(division)?.code);
    await atOnce([...families.values()], AT_ONCE, async (family) => {
      for (const dirty of family) {
        if (isOver()) return;
        const news = await compute(dirty, deps);
        // Only now: what was read before the wait would forget what others counted meanwhile.
        changed += Number(news);
      }
    });
  }
}

/** Whether something of a county has to be computed. */
export async function isDirty(county: string, { store }: RatesDeps): Promise<boolean> {
  const [{ items }, spans] = await Promise.all([
    store.dirty(county, { limit: 1, scope: 'dirty' }),
    store.divisionsSince(county),
  ]);
  return items.length > 0 || spans.length > 0;
}
