/** Service time by month: what an organisation has promised, and what it can give. Pure. */
import type { NeedFacts } from './listing.ts';
import type { Organisation } from './organisation.ts';

/** Minutes of a need by month (YYYY-MM): spread evenly over the months of its period. */
export function monthly({
  minutes = 0,
  period,
}: Pick<NeedFacts, 'minutes' | 'period'>): ReadonlyMap<string, number> {
  if (minutes === 0) return new Map();
  const months: string[] = [];
  const last = period.to.slice(0, 7);
  for (let month = period.from.slice(0, 7); month <= last && months.length < 120; month = after(month))
    months.push(month);
  return new Map(months.map((month) => [month, Math.ceil(minutes / months.length)]));
}

/** Minutes that an organisation can still give in a month; undefined where it sets no bound. */
export function freeMinutes({ capacity, load }: Organisation, month: string): number | undefined {
  if (capacity.minutesAMonth === undefined) return undefined;
  return capacity.minutesAMonth - (load.minutes[month] ?? 0);
}

/** The first month in which an organisation has too little time for a need; undefined when it has enough. */
export function fullMonth(
  organisation: Organisation,
  facts: Pick<NeedFacts, 'minutes' | 'period'>,
): string | undefined {
  for (const [month, minutes] of monthly(facts)) {
    const free = freeMinutes(organisation, month);
    if (free !== undefined && free < minutes) return month;
  }
  return undefined;
}

/** The load with the minutes of a need added, or taken away. */
export function withMinutes(
  before: Readonly<Record<string, number>>,
  facts: Pick<NeedFacts, 'minutes' | 'period'>,
  sign: 1 | -1,
): Readonly<Record<string, number>> {
  const minutes = { ...before };
  for (const [month, more] of monthly(facts)) {
    const sum = (minutes[month] ?? 0) + sign * more;
    if (sum > 0) minutes[month] = sum;
    else delete minutes[month];
  }
  return minutes;
}

function after(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
