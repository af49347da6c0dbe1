/** Average activity (社区社会组织平均活跃度, T2): what makes an organisation active, as numerator and denominator. Pure. */

import { kindOf, monthsOf } from '../../../shared/calendar/periods.ts';
import type { Class } from '../../../shared/events/shapes.ts';
import type { Definition } from '../policy/definition.ts';
import { countsIn, type Spell } from './existence.ts';

/** What an organisation did in a month, by activities that count. */
export interface MonthCount {
  activities: number;
  /** People who took part. */
  participants: number;
  /** Minutes of service. */
  minutes: number;
  /** Sum of the community's ratings, and how many there are. */
  ratings: { sum: number; count: number };
}

export const NO_COUNT: MonthCount = {
  activities: 0,
  participants: 0,
  minutes: 0,
  ratings: { sum: 0, count: 0 },
};

/** An organisation with all that its activity is judged by. */
export interface Judged {
  spells: readonly Spell[];
  /** By month, YYYY-MM; none where it did nothing. */
  counts: ReadonlyMap<string, MonthCount>;
}

/** A rate as two whole numbers, which add up over organisations and divisions. */
export interface Rate {
  numerator: number;
  denominator: number;
}

export const NOTHING: Rate = { numerator: 0, denominator: 0 };
export const sum = (rates: Iterable<Rate>): Rate => {
  const total = { ...NOTHING };
  for (const { numerator, denominator } of rates) {
    total.numerator += numerator;
    total.denominator += denominator;
  }
  return total;
};

/**
 * Whether a definition has a figure for a period: one that looks at whole years has none for months and quarters, which do
 * not add up to it.
 */
export const isDefinedFor = ({ by }: Definition, period: string): boolean =>
  by !== 'activities-a-year' || kindOf(period) === 'year';

/**
 * What an organisation adds to the rates of divisions for a period: for each month that counts for it one in the
 * denominator of the division that it was in, and one in the numerator when it was active; by a definition that looks at
 * years, one for the year, in the division where it was last.
 * @param through the last month that has begun: of a running quarter or year the months to come do not count yet
 * @throws RangeError when the definition has no figure for the period
 */
export function contributionsOf(
  definition: Definition,
  period: string,
  { spells, counts }: Judged,
  through?: string,
): { division: string; rate: Rate }[] {
  if (!isDefinedFor(definition, period))
    throw new RangeError(`“${definition.title}” is judged on whole years`);
  const months = monthsOf(period).flatMap((month) => {
    const stood = through !== undefined && month > through ? undefined : countsIn(spells, month);
    return stood
      ? [{ division: stood.division, class: stood.class, count: counts.get(month) ?? NO_COUNT }]
      : [];
  });
  if (definition.by !== 'activities-a-year')
    return months.map(({ division, ...month }) => ({
      division,
      rate: { numerator: Number(isActive(definition, month)), denominator: 1 },
    }));
  const last = months.at(-1);
  if (!last) return [];
  const activities = months.reduce((total, { count }) => total + count.activities, 0);
  const numerator = Number(activities >= definition.minActivities);
  return [{ division: last.division, rate: { numerator, denominator: 1 } }];
}

/**
 * The rates of all divisions that organisations count in, and of those above them, up to the city.
 * @param parentOf the division above one, undefined for the city
 * @param through the last month that has begun, as for `contributionsOf`
 */
export function ratesByDivision(
  definition: Definition,
  period: string,
  organisations: Iterable<Judged>,
  parentOf: (division: string) => string | undefined,
  through?: string,
): Map<string, Rate> {
  const rates = new Map<string, Rate>();
  for (const organisation of organisations)
    for (const { division, rate } of contributionsOf(definition, period, organisation, through))
      for (let at: string | undefined = division; at !== undefined; at = parentOf(at))
        rates.set(at, sum([rates.get(at) ?? NOTHING, rate]));
  return rates;
}

type ByMonth = Exclude<Definition, { by: 'activities-a-year' }>;

/** Whether an organisation that is of a class is active in a month. */
export function isActive(definition: ByMonth, month: { class: Class; count: MonthCount }): boolean {
  return definition.by === 'activities-a-month'
    ? month.count.activities >= definition.minActivities
    : scoreOf(definition, month).thousandths >= definition.activeFrom * 1000;
}

/**
 * The score of an organisation in a month, 0 to 100,000 thousandths of a point, by parts: each its share of a target, at most
 * the whole. Whole numbers, so that sums are the same wherever they are made.
 */
export function scoreOf(
  { frequency, participation, minutes, rating }: Extract<Definition, { by: 'score-a-month' }>,
  { class: grade, count }: { class: Class; count: MonthCount },
) {
  const { ratings } = count;
  const parts = {
    frequency: share(frequency.points, count.activities, frequency.target),
    participation: share(participation.points, count.participants, participation.target[grade]),
    minutes: share(minutes.points, count.minutes, minutes.target),
    rating: ratings.count === 0 ? 0 : share(rating.points, ratings.sum, rating.most * ratings.count),
  };
  return { thousandths: Object.values(parts).reduce((total, part) => total + part, 0), parts };
}

const share = (points: number, value: number, target: number) =>
  Math.floor((Math.min(value, target) * points * 1000) / target);
