/** A figure: the average activity (T2) of a division for a period, as it was computed, closed and restated. Pure. */
import { addDays } from '../../../shared/calendar/days.ts';
import { lastDayOf } from '../../../shared/calendar/periods.ts';
import { NOTHING, type Rate } from './activity-rate.ts';
import type { Causes } from './cause.ts';

export interface Figure extends Rate {
  division: string;
  period: string;
  /** Of the organisations whose home is the division itself, not one below it. */
  own: Rate;
  /** 0 while the period is open, 1 when it is closed, one more each time that it is restated. */
  edition: number;
  /** By how much numerator and denominator moved when this edition took the place of the one before. */
  restated?: Rate;
  /** What was told since the edition before, of what this one takes account of. */
  causes?: Causes;
  /** Counts what was published, from 1. */
  revision: number;
  /** The policy that it was computed under: the one in force on the period's last day. */
  policy: string;
  /** The day in Asia/Shanghai on which it was computed, and the instant. */
  day: string;
  computedAt: string;
  version: number;
}

/** What a division's figure comes to now. */
export interface Computed {
  division: string;
  period: string;
  total: Rate;
  own: Rate;
  policy: string;
  closed: boolean;
  /** Why it is computed. */
  causes?: Causes;
}

/** The first day on which a period is closed: so many whole days after its end. */
export const closedFrom = (period: string, closesAfterDays: number): string =>
  addDays(lastDayOf(period), closesAfterDays + 1);

/**
 * The figure that follows: a closed period's is frozen under an edition, and what moves it later is another edition.
 * @returns undefined when nothing is other than before
 */
export function nextFigure(
  before: Figure | undefined,
  { division, period, total, own, policy, closed, causes = {} }: Computed,
  { day, computedAt }: Pick<Figure, 'day' | 'computedAt'>,
): Figure | undefined {
  if (!before && same(total, NOTHING)) return undefined;
  const moved = !before || !same(before, total) || before.policy !== policy;
  const published = before?.edition ?? 0;
  // A period that once was closed stays so: what follows restates it.
  const edition = published > 0 ? published + Number(moved) : Number(closed);
  const told = moved || edition !== published;
  if (!told && same(before.own, own)) return undefined;
  const restated = edition > 1 ? (moved ? difference(before!, total) : before!.restated) : undefined;
  return {
    division,
    period,
    ...total,
    own,
    edition,
    ...(restated && { restated, causes: moved ? causes : (before!.causes ?? {}) }),
    revision: (before?.revision ?? 0) + Number(told),
    policy,
    day,
    computedAt,
    version: (before?.version ?? 0) + 1,
  };
}

/** Whether others have to hear of a figure: those above it, and other services. */
export const isNews = (before: Figure | undefined, after: Figure): boolean =>
  before?.revision !== after.revision;

/** Whether a figure's numbers are other than before: then what it was computed for is what moves those made of it. */
export const isOther = (before: Rate | undefined, after: Rate): boolean => !same(before ?? NOTHING, after);

export const same = (one: Rate, other: Rate): boolean =>
  one.numerator === other.numerator && one.denominator === other.denominator;

const difference = (before: Rate, after: Rate): Rate => ({
  numerator: after.numerator - before.numerator,
  denominator: after.denominator - before.denominator,
});

/** A rate in percent with two decimals, cut off: what is short of a target does not look as if it were there. */
export const percentOf = ({ numerator, denominator }: Rate): number | null =>
  denominator === 0 ? null : Math.floor((numerator * 10_000) / denominator) / 100;
