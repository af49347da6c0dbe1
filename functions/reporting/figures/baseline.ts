import { monthsAfter } from '../../../shared/calendar/months.ts';
import { around, lastDayOf } from '../../../shared/calendar/periods.ts';
import type { Deps } from '../deps.ts';
import { countyOf } from '../model/fact.ts';
import type { Figure } from '../model/figures.ts';
import { published } from '../model/tally.ts';
import type { Indicator } from '../policy/schema.ts';

/** Quarters in which the first figures are looked for. */
const QUARTERS = 4;

/**
 * What an indicator that others publish came to in the first quarter that has figures (T2: clearly up from then on).
 * @param asOf ISO 8601 instant: as it was known then; as it is when left out
 */
export async function baselineOf(
  indicator: Indicator,
  division: string,
  { period, asOf }: { period: string; asOf?: string },
  { store, policyOn }: Pick<Deps, 'store' | 'policyOn'>,
): Promise<Figure | undefined> {
  const { firstMonth } = policyOn(lastDayOf(period)).data;
  for (let number = 0; number < QUARTERS; number++) {
    const { quarter } = around(monthsAfter(firstMonth, number * 3));
    const facts = await store.facts(countyOf(division), quarter, asOf);
    const found = published(facts, [indicator]).get(division)?.[indicator.id];
    if (found?.denominator) return found;
  }
  return undefined;
}
