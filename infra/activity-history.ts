/**
 * Invented organisations in real villages and what they did, month by month: ever more of them active, in some counties
 * more than in others. The same for the same seed.
 */

import { addDays } from '../shared/calendar/index.ts';
import { monthOf, monthsBetween } from '../shared/calendar/months.ts';
import { lastDayOf } from '../shared/calendar/periods.ts';
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
/** How many times as many records as organisations that are active. */
const MANY = 1.6;

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
  { from, to, seed = 1, many = MANY }: { from: string; to: string; seed?: number; many?: number },
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

/** By how much more than asked for is made, so that there is enough to choose from. */
const ROOM = 1.05;

/**
 * So many records, spread evenly over all that organisations did; fewer of a tenth, a hundredth are among them.
 * @param most the most that will be asked for: all that ask with the same have the same records to choose from
 */
export function someRecords(
  organisations: readonly HistoryOrganisation[],
  { count, most = count, ...span }: { from: string; to: string; seed?: number; count: number; most?: number },
): Iterable<HistoryRecord> {
  let many = MANY;
  let all = amountOf(historyRecords(organisations, { ...span, many }));
  for (let attempt = 0; all < most && attempt < MOST_ATTEMPTS; attempt++) {
    many *= Math.max(ROOM, (most / Math.max(all, 1)) * ROOM);
    all = amountOf(historyRecords(organisations, { ...span, many }));
  }
  if (all < most) throw new RangeError(`${organisations.length} organisations do not make ${most} records`);
  return spread(historyRecords(organisations, { ...span, many }), count / all);
}

const MOST_ATTEMPTS = 6;

/** The records at which the share of those before passes a whole number. */
function* spread(records: Iterable<HistoryRecord>, share: number): Generator<HistoryRecord> {
  let seen = 0;
  for (const record of records) {
    seen += 1;
    if (Math.floor(seen * share + TINY) > Math.floor((seen - 1) * share + TINY)) yield record;
  }
}

/** What arithmetic loses of a whole number. */
const TINY = 1e-6;

function amountOf(all: Iterable<unknown>): number {
  let count = 0;
  for (const _ of all) count += 1;
  return count;
}

const existsOn = ({ from, to }: HistoryOrganisation, day: string) =>
  from <= day && (to === undefined || day <= to);

const daysFrom = (from: string, to: string) =>
  monthsBetween(monthOf(from), monthOf(to)).reduce(
    (sum, month) => sum + Number(lastDayOf(month).slice(8)),
    0,
  );
