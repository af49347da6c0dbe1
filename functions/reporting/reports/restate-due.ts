import { lastDayOf } from '../../../shared/calendar/periods.ts';
import { CITY } from '../../../shared/divisions/index.ts';
import type { Deps } from '../deps.ts';
import { periodsDue } from '../model/calendar.ts';
import { changesOf, figuresOf, isMaterial } from '../model/changes.ts';
import type { Changed } from '../model/content.ts';
import { idOf } from '../model/report.ts';
import { type Head, putCompared } from '../store/reports.ts';
import { contentOf } from './contents.ts';
import { divisionsReported } from './draft-due.ts';
import { eachUntil } from './each.ts';
import { isOfCity } from './find.ts';
import { restate } from './restate.ts';

/**
 * Holds the signed reports of this year and the last against the figures that stand, where these were computed since, and drafts
 * the next version of those of which a figure moved materially. Facts of earlier years come too late to change a report.
 * @param until instant after which none is begun
 * @returns how many were looked at
 * @throws AggregateError of those that failed, after all others
 */
export async function restateDue(deps: Deps, until: Date): Promise<number> {
  const moved = await recomputed(deps);
  return eachUntil(
    moved.map(
      ({ head, computedAt }) =>
        () =>
          hold(head, computedAt, deps),
    ),
    until,
    deps,
  );
}

/**
 * The signed reports whose division's figures were computed after they were held against them last, and of which no restatement
 * is under way. A county's figures stand anew with those of its townships; those of the city need not with its counties', of which
 * its report tells, too.
 */
async function recomputed(deps: Deps): Promise<{ head: Head; computedAt: string }[]> {
  const today = deps.today();
  const { firstMonth, reports } = deps.policyOn(today).data;
  const lastYear = String(Number(today.slice(0, 4)) - 1);
  const from = firstMonth.slice(0, 4) > lastYear ? firstMonth : `${lastYear}-01`;
  const ids = periodsDue(today, { firstMonth: from, draftAfterDays: reports.draftAfterDays }).flatMap(
    (period) => divisionsReported().map((division) => ({ division, period })),
  );
  const [signed, latest] = await Promise.all([
    deps.store.heads('signed', ids),
    deps.store.heads('latest', ids),
  ]);
  const settled = new Set(latest.filter(({ state }) => state === 'signed').map(idOf));
  const heads = signed.filter((head) => settled.has(idOf(head)));
  const told = heads.flatMap(({ division, period }) =>
    [division, ...(isOfCity({ division }) ? divisionsReported() : [])].map((one) => ({
      division: one,
      period,
    })),
  );
  const [standings, compared] = await Promise.all([
    deps.store.standings([...new Map(told.map((id) => [idOf(id), id])).values()]),
    deps.store.compared(heads),
  ]);
  const computed = new Map<string, string>();
  for (const { division, period, computedAt } of standings)
    for (const id of [idOf({ division, period }), idOf({ division: CITY.code, period })])
      if (computedAt > (computed.get(id) ?? '')) computed.set(id, computedAt);
  const held = new Map(compared.map((one) => [`${idOf(one)} ${one.version}`, one.computedAt]));
  return heads.flatMap((head) => {
    const computedAt = computed.get(idOf(head));
    const before = held.get(`${idOf(head)} ${head.version}`) ?? head.asOf;
    return computedAt !== undefined && computedAt > before ? [{ head, computedAt }] : [];
  });
}

async function hold(head: Head, computedAt: string, deps: Deps): Promise<void> {
  const { division, period, version } = head;
  const content = await contentOf(head, deps);
  const standings = await deps.store.standings(
    [division, ...content.parts.map((part) => part.division)].map((one) => ({ division: one, period })),
  );
  // Where nothing stands nothing was ever told of: there it says what it said.
  const now = new Map([
    ...figuresOf(content),
    ...standings.map((one) => [one.division, one.figures] as const),
  ]);
  const { data } = deps.policyOn(lastDayOf(period));
  const material = (changes: readonly Changed[]) =>
    changes.some((change) => isMaterial(change, period, data));
  if (!material(changesOf(content, now, data)))
    return deps.store.save({ writes: [putCompared({ division, period, version, computedAt })] });
  await restate(head, material, deps);
}
