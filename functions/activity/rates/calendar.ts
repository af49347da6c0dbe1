import { monthOf } from '../../../shared/calendar/months.ts';
import { lastDayOf } from '../../../shared/calendar/periods.ts';
import { parentOf } from '../../../shared/divisions/index.ts';
import { ConditionFailed, retried, type TransactWrite } from '../../../shared/store/index.ts';
import type { RatesDeps } from '../deps.ts';
import type { Causes } from '../model/cause.ts';
import { milestones } from '../model/milestones.ts';
import { pieceOf } from '../model/span.ts';
import { FIRST_MONTH } from '../policy/index.ts';
import { follow, markDirty, markSince, partitionOf, settleSince } from '../store/dirty.ts';

/** Writes in one transaction, of the 100 that it takes. */
const WRITES_A_SAVE = 90;

/**
 * Has computed what the calendar changes in a county, or in the city alone: months that began and periods that were closed
 * since it was last followed. Broken off it begins again.
 */
export async function followCalendar(county: string, deps: RatesDeps): Promise<void> {
  const known = await deps.store.followed(county);
  const today = deps.today();
  if (known && known.through >= today) return;
  // At first there is nothing to follow: what is told of organisations has their months computed up to now.
  const periods = known
    ? milestones(
        { first: FIRST_MONTH, since: known.through, today },
        (period) => deps.policyOn(lastDayOf(period)).data.closesAfterDays,
      )
    : [];
  const divisions = periods.length > 0 ? await divisionsOf(county, deps) : [];
  const marks = periods.flatMap((period) => divisions.map((division) => mark(division, period, deps)));
  await inChunks(marks, deps);
  const moved = { county, through: today, version: (known?.version ?? 0) + 1 };
  await unlessOvertaken(() => deps.store.save({ writes: [follow(moved)] }));
}

/**
 * Makes single months of what was told of whole spans; what is told anew meanwhile stays told. Months are told in the
 * transaction that takes the span back, or moves it on to the month where it goes on: each is told once of each piece of
 * news, whoever else does the same and wherever it is broken off.
 */
export async function expandSpans(county: string, deps: RatesDeps): Promise<void> {
  for (const division of await deps.store.divisionsSince(county)) await expandSpan(division, deps);
}

/** As `expandSpans`, of one division. */
export const expandSpan = (division: string, deps: RatesDeps) => retried(() => expand(division, deps));

async function expand(division: string, deps: RatesDeps): Promise<void> {
  const through = monthOf(deps.today());
  for (;;) {
    const spans = await deps.store.dirtySince(division);
    const piece = pieceOf(spans, { first: FIRST_MONTH, through });
    if (!piece) return;
    await deps.store.save({
      writes: [
        ...piece.settled.map(settleSince),
        ...piece.months.map(({ month, causes }) => mark(division, month, deps, causes)),
        ...(piece.rest ? [markSince({ division, ...piece.rest, stamp: deps.newId() })] : []),
      ],
    });
  }
}

/** The divisions of a county that may have figures: those with organisations, and those above them; the city always. */
export async function divisionsOf(county: string, deps: RatesDeps): Promise<string[]> {
  const homes = await deps.store.homesIn(county);
  const all = new Set(homes.length > 0 || county.length === 4 ? [county] : []);
  for (const home of homes)
    for (
      let at: string | undefined = home;
      at !== undefined && partitionOf(at) === county && at.length > 4;
      at = parentOf(at)?.code
    )
      all.add(at);
  return [...all];
}

export async function inChunks(writes: readonly TransactWrite[], deps: RatesDeps): Promise<void> {
  for (let at = 0; at < writes.length; at += WRITES_A_SAVE)
    await deps.store.save({ writes: writes.slice(at, at + WRITES_A_SAVE) });
}

export const mark = (division: string, period: string, { newId }: RatesDeps, causes: Causes = {}) =>
  markDirty({ division, period, stamp: newId(), causes });

async function unlessOvertaken(save: () => Promise<void>): Promise<void> {
  try {
    await save();
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}
