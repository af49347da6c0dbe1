import { atOnce } from '../../../shared/at-once.ts';
import { monthOf } from '../../../shared/calendar/months.ts';
import { monthsOf } from '../../../shared/calendar/periods.ts';
import { CITY, parentOf } from '../../../shared/divisions/index.ts';
import { ConditionFailed } from '../../../shared/store/index.ts';
import type { RatesDeps } from '../deps.ts';
import { COUNTIES } from '../model/run.ts';
import { Snapshot, type WrongCounts, type WrongFigure } from '../model/snapshot.ts';
import { markLook } from '../store/attention.ts';
import { correctCounts, take } from '../store/snapshot.ts';
import { inChunks, mark } from './calendar.ts';
import { begunPeriods, check, repair } from './check.ts';
import { following, toldOf } from './compute.ts';
import { workOff } from './work-off.ts';

type Item = Parameters<typeof take>[1];
/** Goes over every item of the table. */
export type Reader = (each: (item: Item) => void) => Promise<void>;

export interface Recomputed {
  activities: number;
  organisations: number;
  /** Counts and figures that were wrong, and were put right. */
  counts: number;
  figures: number;
}

/** How often the table is read while records that come in meanwhile make differences that do not last. */
const MOST_READS = 4;
/** Figures in one transaction, each with up to three items and an event, and transactions at once. */
const FIGURES_A_SAVE = 24;
const SAVES_AT_ONCE = 8;

/**
 * Rebuilds all counts and figures from the activities and the organisations: what is other than these come to is put right,
 * the figures by the same steps as a run's, so that closed periods are restated under a new edition.
 * @param from the first month, YYYY-MM: quarters and years that begin before it are left alone
 */
export async function recompute(read: Reader, from: string, deps: RatesDeps): Promise<Recomputed> {
  const begun = deps.now().toISOString();
  const snapshot = async () => {
    const taken = new Snapshot(from);
    await read((item) => take(taken, item));
    return taken;
  };
  let found = await snapshot();
  let counts = 0;
  // A record may be counted while the table is read: what differs counts when it shows twice, the same.
  for (let reads = 1, wrong = found.wrongCounts(); wrong.length > 0 && reads < MOST_READS; reads++) {
    const seen = new Set(wrong.map((one) => JSON.stringify(one)));
    found = await snapshot();
    const lasting = found.wrongCounts().filter((one) => seen.has(JSON.stringify(one)));
    for (const one of lasting) counts += await corrected(one, found, deps);
    wrong = found.wrongCounts().filter((one) => !seen.has(JSON.stringify(one)));
  }
  const periods = begunPeriods(deps).filter((period) => monthsOf(period)[0]! >= from);
  const figures = found.wrongFigures(
    periods,
    monthOf(deps.today()),
    (day) => deps.policyOn(day).definition,
    (division) => parentOf(division)?.code,
  );
  const missing = figures.filter(({ isMissing }) => isMissing);
  await inChunks(
    figures.filter(({ isMissing }) => !isMissing).map(({ division, period }) => mark(division, period, deps)),
    deps,
  );
  await made(missing, deps);
  for (const place of [...COUNTIES, CITY.code]) {
    await workOff(place, deps);
    if (missing.length === 0) continue;
    // What changed while the table was read may not be in what was made of it.
    const found = await check(place, begun, deps);
    if (found.mismatches === 0) continue;
    await repair(place, found, deps);
    await workOff(place, deps);
  }
  return {
    activities: found.activities,
    organisations: found.organisations,
    counts,
    figures: figures.length,
  };
}

/** Makes figures that are missing, many at once; those that somebody else made meanwhile are computed by themselves. */
async function made(missing: readonly WrongFigure[], deps: RatesDeps): Promise<void> {
  const chunks = Array.from({ length: Math.ceil(missing.length / FIGURES_A_SAVE) }, (_, at) =>
    missing.slice(at * FIGURES_A_SAVE, (at + 1) * FIGURES_A_SAVE),
  );
  await atOnce(chunks, SAVES_AT_ONCE, async (chunk) => {
    const told = chunk.flatMap((one) => {
      const figure = following(undefined, one, one.comesTo, deps);
      return figure ? [toldOf(figure, true, deps)] : [];
    });
    const writes = told.flatMap((one) => one.writes);
    try {
      await deps.store.save({ writes, events: told.flatMap((one) => one.events) });
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      await inChunks(
        chunk.map(({ division, period }) => mark(division, period, deps)),
        deps,
      );
    }
  });
}

/** Counts put right, and what is made of them marked, together; others' that moved meanwhile are left to the next time. */
async function corrected(wrong: WrongCounts, found: Snapshot, deps: RatesDeps): Promise<number> {
  const { organisation } = wrong;
  const homes = new Set(found.spellsOf(organisation).map(({ division }) => division));
  const looks = [...homes]
    .slice(-1)
    .map((division) => markLook({ organisation, division, stamp: deps.newId() }));
  try {
    await deps.store.save({
      writes: [
        correctCounts(wrong),
        ...[...homes].map((home) => mark(home, wrong.month, deps, { recounted: 1 })),
        ...looks,
      ],
    });
    return 1;
  } catch (error) {
    if (error instanceof ConditionFailed) return 0;
    throw error;
  }
}
