import { CITY, childrenOf } from '../../../shared/divisions/index.ts';
import { allOf } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { periodsDue } from '../model/calendar.ts';
import { idOf } from '../model/report.ts';
import { draftAnew, draftFirst } from './draft.ts';
import { eachUntil } from './each.ts';
import type { Id } from './find.ts';

/** Counties before the city, whose report is signed after theirs. */
export const divisionsReported = (): string[] => [
  ...childrenOf(CITY.code).map(({ code }) => code),
  CITY.code,
];

/**
 * Drafts what was asked for anew, then every report that is due and not there: also those of periods in which no schedule ran, the
 * latest first, for it is the one that is waited for. What is drafted is there, so a run that is stopped is resumed by the next. One that fails holds up no
 * other.
 * @param until instant after which none is begun
 * @returns how many were drafted
 * @throws AggregateError of those that failed, after all others
 */
export async function draftDue(deps: Deps, until: Date): Promise<number> {
  const anew = await allOf((list) => deps.store.redrafts(list));
  const work = [
    ...anew.map((id) => () => draftAnew(id, deps)),
    ...(await missing(deps)).map((id) => () => draftFirst(id, deps)),
  ];
  return eachUntil(work, until, deps);
}

/** Reports that are due and not drafted. */
async function missing(deps: Deps): Promise<Id[]> {
  const today = deps.today();
  const { from, draftAfterDays } = deps.policyOn(today).data.reports;
  const due = periodsDue(today, { firstMonth: from, draftAfterDays })
    .toReversed()
    .flatMap((period) => divisionsReported().map((division) => ({ division, period })));
  const there = new Set((await deps.store.heads('latest', due)).map(idOf));
  return due.filter((id) => !there.has(idOf(id)));
}
