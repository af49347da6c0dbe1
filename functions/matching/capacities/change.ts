/** What an organisation says of what it can take on: changes, a pause, and its end. */
import { covers, divisionByCode } from '../../../shared/divisions/index.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { changedOrganisation } from '../listings/told.ts';
import { kindsOutside } from '../model/capacity.ts';
import type { Capacity, Organisation } from '../model/organisation.ts';
import { putOrganisation } from '../store/organisations.ts';
import { answerOf, capacityEntry, own } from './find.ts';
import type { CapacityPatch } from './schema.ts';

/**
 * Changes what an organisation can take on; from now on it is its own word, and no longer follows from registration.
 * @throws Problem 422 for kinds of other actions, areas elsewhere, a period that ends before it begins; else as `own`
 */
export async function changeCapacity(
  id: string,
  patch: CapacityPatch,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const before = await own(id, acting, deps);
  const merged = { ...before.capacity, ...patch, own: true } as Record<string, unknown>;
  const capacity = Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== null && value !== undefined),
  ) as unknown as Capacity;
  refuseUnfit(capacity, acting);
  return saved(before, capacity, { action: 'changed', detail: { fields: Object.keys(patch) } }, acting, deps);
}

/** Has an organisation take nothing on for the time being. @throws Problem as `own` */
export async function pause(
  id: string,
  { reason }: { reason: string },
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const before = await own(id, acting, deps);
  const capacity = { ...before.capacity, state: 'withdrawn' as const, reason };
  return saved(before, capacity, { action: 'paused', detail: { reason } }, acting, deps);
}

/** Has an organisation take needs on again. @throws Problem as `own` */
export async function reopen(id: string, acting: Acting, deps: Deps): Promise<Answer> {
  const before = await own(id, acting, deps);
  const { reason: _, ...kept } = before.capacity;
  return saved(before, { ...kept, state: 'open' }, { action: 'reopened' }, acting, deps);
}

function refuseUnfit(capacity: Capacity, { caller }: Acting): void {
  const { areas, period } = capacity;
  const city = caller.division.slice(0, 4);
  const errors = [
    ...kindsOutside(capacity).map((index) => ({
      pointer: `#/body/kinds/${index}`,
      detail: '这个种类不属于所选的行动，请去掉或增选行动',
    })),
    ...areas.flatMap((area, index) =>
      covers(city, area) && divisionByCode(area)
        ? []
        : [
            {
              pointer: `#/body/areas/${index}`,
              detail: `应为本市（${city}）的行政区划；功能区请填写所辖街道`,
            },
          ],
    ),
    ...(period && period.to < period.from
      ? [{ pointer: '#/body/period/to', detail: `应不早于开始日期 ${period.from}` }]
      : []),
  ];
  if (errors.length > 0) throw unprocessable(`有 ${errors.length} 处不符合要求`, { errors });
}

async function saved(
  before: Organisation,
  capacity: Capacity,
  { action, detail }: { action: string; detail?: object },
  { caller, correlationId }: Acting,
  deps: Deps,
): Promise<Answer> {
  const after: Organisation = {
    ...before,
    capacity: { ...capacity, revision: before.capacity.revision + 1 },
    version: before.version + 1,
  };
  await deps.store.save({
    writes: putOrganisation(after, before),
    audit: [capacityEntry(before.id, action, caller, detail)],
    events: [changedOrganisation(before, after, correlationId, deps)],
  });
  return answerOf(after);
}
