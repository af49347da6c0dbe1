/** An organisation's activities of one day in one item, by which what is entered twice at once is seen. */

import { monthOf } from '../../../shared/calendar/months.ts';
import { lastDayOf } from '../../../shared/calendar/periods.ts';
import { unprocessable } from '../../../shared/http/problem.ts';
import type { TransactWrite } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { ActivityFacts } from '../model/activity.ts';
import { check, comparable, type Flag, type SameDay } from '../model/checks.ts';
import { type OrganisationDay, putEntered, putOrganisationDay } from '../store/activities.ts';
import { monthEnding } from './change.ts';

/** Seconds for which counts of what was entered on a day are kept. */
const KEPT_SECONDS = 3 * 86_400;

/** What an activity looks like among those of its day. */
export const brief = (id: string, { title, from, to }: ActivityFacts): SameDay => ({
  id,
  title: comparable(title),
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to }),
});

/**
 * Looks at an activity beside the others of its organisation's day, and has it stand among them.
 * @param isNew whether it is entered now: then it counts among those entered on a month's last days of that month
 * @param pointer JSON pointer of the day
 * @throws Problem 422 when the day is full
 */
export async function lookedAt(
  { id, organisation, facts }: { id: string; organisation: string; facts: ActivityFacts },
  isNew: boolean,
  deps: Deps,
  pointer = '#/body/on',
): Promise<{ flags: Flag[]; writes: TransactWrite[] }> {
  const { checks, confirmation } = deps.policyOn(deps.today()).data;
  const today = deps.today();
  const day = await deps.store.organisationDay(organisation, facts.on);
  const others = (day?.activities ?? []).filter((one) => one.id !== id);
  if (others.length >= confirmation.mostADay)
    throw unprocessable(`一个组织一天最多填报 ${confirmation.mostADay} 次活动`, {
      errors: [{ pointer, detail: `${facts.on} 已填报 ${others.length} 次` }],
    });
  const month = monthOf(today);
  const isEnding =
    isNew && monthOf(facts.on) === month && monthEnding(today, lastDayOf(month), checks.burst.lastDays);
  const entered = isEnding ? ((await deps.store.entered(organisation, today)) ?? NONE) : undefined;
  // What was entered as a duplicate of this one makes no duplicate of it.
  const sameDay = others.filter(({ duplicateOf }) => !duplicateOf?.includes(id));
  const flags = check(facts, { sameDay, entered: entered?.count }, checks);
  const duplicateOf = flags.flatMap((flag) => (flag.code === 'duplicate' ? (flag.with ?? []) : []));
  const one = { ...brief(id, facts), ...(duplicateOf.length > 0 && { duplicateOf }) };
  return {
    flags,
    writes: [
      putOrganisationDay(withActivities(day, { organisation, on: facts.on }, [...others, one])),
      ...(entered
        ? [
            putEntered(
              organisation,
              today,
              { count: entered.count + 1, version: entered.version + 1 },
              Math.floor(deps.now().getTime() / 1000) + KEPT_SECONDS,
            ),
          ]
        : []),
    ],
  };
}

/** Takes an activity out of its day. */
export async function takenOut(
  { id, organisation, facts }: { id: string; organisation: string; facts: ActivityFacts },
  { store }: Deps,
): Promise<TransactWrite[]> {
  const day = await store.organisationDay(organisation, facts.on);
  if (!day?.activities.some((one) => one.id === id)) return [];
  return [
    putOrganisationDay(
      withActivities(
        day,
        day,
        day.activities.filter((one) => one.id !== id),
      ),
    ),
  ];
}

const NONE = { count: 0, version: 0 };

const withActivities = (
  day: OrganisationDay | undefined,
  { organisation, on }: Pick<OrganisationDay, 'organisation' | 'on'>,
  activities: readonly SameDay[],
): OrganisationDay => ({ organisation, on, activities, version: (day?.version ?? 0) + 1 });
