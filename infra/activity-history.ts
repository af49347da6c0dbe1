/**
 * Invented organisations in real villages and what they did, month by month: ever more of them active, in some counties
 * more than in others. The same for the same seed.
 */

import { lastDayOf } from '../functions/activity/model/period.ts';
import { addDays } from '../shared/calendar/index.ts';
import { monthOf, monthsBetween } from '../shared/calendar/months.ts';
import { divisionsWithin } from '../shared/divisions/index.ts';
import { randomOf } from './random.ts';

export interface HistoryOrganisation {
  id: string;
  /** Code of its village or community. */
  division: string;
  /** First and last day, YYYY-MM-DD. */
  from: string;
  to?: string;
  class: 'start-up' | 'growing' | 'mature';
  /** How much more or less often than others it is active. */
  zeal: number;
}

export interface HistoryRecord {
  id: string;
  organisation: string;
  /** YYYY-MM-DD */
  date: string;
  status: 'confirmed' | 'flagged' | 'void';
  participants: number;
  minutes: number;
}

/** Share of organisations active at the first month, and how much it grows a year: the plan's targets are met in time. */
const BEGINNING = 0.34;
const GROWTH = 0.13;
/** Between the most and the least active county. */
const SPREAD = 0.1;
/** Of records, those that a check holds out, and those that are taken back. */
const FLAGGED = 0.02;
const VOID = 0.02;

/** @param from YYYY-MM-DD: two thirds of the organisations are there by then, the others are founded until `to` */
export function historyOrganisations({
  division,
  count,
  from,
  to,
  seed = 1,
}: {
  division: string;
  count: number;
  from: string;
  to: string;
  seed?: number;
}): HistoryOrganisation[] {
  const random = randomOf(seed);
  const villages = divisionsWithin(division, 'village');
  const days = daysFrom(from, to);
  return Array.from({ length: count }, (_, index) => {
    const village = villages[Math.floor(random() * villages.length)]!;
    const founded = random() < 2 / 3 ? -Math.floor(random() * 1_500) : Math.floor(random() * days);
    const begins = addDays(from, founded);
    const ends = random() < 0.05 ? addDays(begins, 100 + Math.floor(random() * 1_500)) : undefined;
    const graded = random();
    return {
      id: `O${String(index + 1).padStart(6, '0')}`,
      division: village.code,
      from: begins,
      ...(ends !== undefined && { to: ends }),
      class: graded < 0.05 ? 'mature' : graded < 0.35 ? 'growing' : 'start-up',
      zeal: random() - 0.5,
    };
  });
}

/**
 * What organisations did from one month to another, both included (YYYY-MM), month by month.
 * @param many how many times as many records as organisations that are active
 */
export function* historyRecords(
  organisations: readonly HistoryOrganisation[],
  { from, to, seed = 1, many = 1.6 }: { from: string; to: string; seed?: number; many?: number },
): Generator<HistoryRecord> {
  let serial = 0;
  for (const [at, month] of monthsBetween(from, to).entries()) {
    const random = randomOf(seed + at * 7919);
    const days = Number(lastDayOf(month).slice(8));
    for (const organisation of organisations) {
      const { division, zeal } = organisation;
      const county = Number(division.slice(4, 6)) % 7;
      const chance = BEGINNING + (GROWTH * at) / 12 + (county / 6 - 0.5) * SPREAD + zeal * 0.5;
      if (random() >= chance) continue;
      const times = 1 + Math.floor(random() * 2 * (many - 1) + random());
      for (let time = 0; time < times; time++) {
        const date = `${month}-${String(1 + Math.floor(random() * days)).padStart(2, '0')}`;
        if (!existsOn(organisation, date)) continue;
        const fate = random();
        serial += 1;
        yield {
          id: `R${serial}`,
          organisation: organisation.id,
          date,
          status: fate < FLAGGED ? 'flagged' : fate < FLAGGED + VOID ? 'void' : 'confirmed',
          participants: 5 + Math.floor(random() * 60),
          minutes: 30 * (1 + Math.floor(random() * 12)),
        };
      }
    }
  }
}

const existsOn = ({ from, to }: HistoryOrganisation, day: string) =>
  from <= day && (to === undefined || day <= to);

const daysFrom = (from: string, to: string) =>
  monthsBetween(monthOf(from), monthOf(to)).reduce(
    (sum, month) => sum + Number(lastDayOf(month).slice(8)),
    0,
  );
