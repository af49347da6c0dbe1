import { atOnce } from '../../../shared/at-once.ts';
import { monthOf } from '../../../shared/calendar/months.ts';
import { CITY } from '../../../shared/divisions/index.ts';
import { sha256 } from '../../../shared/sha256.ts';
import { canonicalJson } from '../../../shared/store/audit.ts';
import { ConditionFailed, type TransactWrite } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { monthsIn } from '../model/months.ts';
import { FOR_EVER, markDirty, putFollowed, settle } from '../store/dirty.ts';
import { countiesOfCity, yearOf } from './made.ts';
import { writesOfCity, writesOfCounty } from './writes.ts';

const AT_ONCE = 8;

/**
 * Computes the figures of all counties whose facts are new, then those of the city, a year at a time until the time is up: what
 * is left the next run does. Figures are made of facts anew, never moved, so that a run that is stopped is as if never begun, and
 * two at once do no harm. A county that fails holds up no other.
 * @param until instant after which nothing more is begun
 * @returns months computed, of all counties
 * @throws AggregateError of the counties that failed, after all others
 */
export async function computeDue(deps: Deps, until: Date): Promise<number> {
  let computed = 0;
  const failed: unknown[] = [];
  for (const county of [...countiesOfCity(), CITY.code]) {
    try {
      await followCalendar(county, deps);
      computed += await computeCounty(county, deps, until);
    } catch (error) {
      failed.push(error);
    }
    if (deps.now() > until) break;
  }
  if (failed.length > 0)
    throw new AggregateError(failed, `figures of ${failed.length} counties failed: ${failed}`);
  return computed;
}

/**
 * A month that begins, or definitions that are others than before, make figures without any new fact; facts that were there
 * before anybody looked told of their months themselves.
 */
async function followCalendar(county: string, deps: Deps): Promise<void> {
  const current = monthOf(deps.today());
  const { firstMonth, indicators } = deps.policyOn(deps.today()).data;
  const definitions = sha256(canonicalJson(indicators));
  const before = await deps.store.followed(county);
  if (before?.through === current && before.definitions === definitions) return;
  const from = before?.definitions === definitions ? before.through : firstMonth;
  await deps.store.save({
    writes: [
      ...(before ? [markDirty({ county, from, until: FOR_EVER, stamp: deps.newId() })] : []),
      putFollowed({ county, through: current, definitions }),
    ],
  });
}

async function computeCounty(county: string, deps: Deps, until: Date): Promise<number> {
  const dirty = await deps.store.dirty(county);
  if (dirty.length === 0) return 0;
  const { firstMonth } = deps.policyOn(deps.today()).data;
  const months = monthsIn(dirty, { first: firstMonth, current: monthOf(deps.today()) });
  const writesOf = county === CITY.code ? writesOfCity : writesOfCounty;
  const years = [...Map.groupBy(months, yearOf).values()];
  const done: string[] = [];
  // The latest year first: it is what people look at.
  for (const some of years.toReversed()) {
    if (done.length > 0 && deps.now() > until) break;
    let outrun = false;
    for (const writes of await writesOf(county, some, deps))
      await atOnce(writes, AT_ONCE, async (write) => {
        if (!(await saved(write, deps))) outrun = true;
      });
    // Who was faster may have read older facts: all stays told, and is computed once more.
    if (outrun) return done.length;
    done.unshift(...some);
  }
  const left = months.filter((month) => !done.includes(month));
  const next = [
    ...(left.length > 0 ? [{ county, from: left[0]!, until: left.at(-1)! }] : []),
    ...(county === CITY.code ? [] : [{ county: CITY.code, from: done[0]!, until: done.at(-1)! }]),
  ].filter(({ from }) => from !== undefined);
  // First what is to be done yet: broken off in between, the same is done again.
  await deps.store.save({ writes: next.map((one) => markDirty({ ...one, stamp: deps.newId() })) });
  // What was told anew meanwhile stays told.
  await atOnce(dirty, AT_ONCE, async (one) => {
    await saved(settle(one), deps);
  });
  return done.length;
}

/** @returns false where its condition does not hold any more */
async function saved(write: TransactWrite, deps: Deps): Promise<boolean> {
  try {
    await deps.store.save({ writes: [write] });
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}
