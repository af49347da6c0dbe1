/** What changes together when an activity does: itself, the counts it adds to, the rates to be computed, what others hear. */
import { isDeepStrictEqual } from 'node:util';
import { monthOf } from '../../../shared/calendar/months.ts';
import { around, lastDayOf, monthsOf } from '../../../shared/calendar/periods.ts';
import { today } from '../../../shared/calendar/today.ts';
import { type CloudEvent, newEvent } from '../../../shared/events/index.ts';
import { entriesOf, type TransactWrite } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { type Activity, contributionOf } from '../model/activity.ts';
import { isDefinedFor } from '../model/activity-rate.ts';
import { causeOf } from '../model/cause.ts';
import { countsIn } from '../model/existence.ts';
import { closedFrom } from '../model/figure.ts';
import type { Organisation } from '../model/organisation.ts';
import { FIRST_MONTH } from '../policy/index.ts';
import { putActivity } from '../store/activities.ts';
import { markLook } from '../store/attention.ts';
import { moveCounts } from '../store/counts.ts';
import { markDirty } from '../store/dirty.ts';

/** Audit entries of an activity. */
export const activityEntry = entriesOf((id) => `ACTIVITY#${id}`);

/**
 * The writes and events of an activity's next version. Its counts move with it, so that they are exact however often it is
 * repeated.
 */
export function changed(
  before: Activity | undefined,
  after: Activity,
  { spells, division }: Pick<Organisation, 'spells' | 'division'>,
  correlationId: string,
  deps: Deps,
): { writes: TransactWrite[]; events: CloudEvent[] } {
  const [had, has] = [before && contributionOf(before), contributionOf(after)];
  const counts = moveCounts(had, has);
  const months = counts.length === 0 ? [] : [...new Set([had, has].flatMap((one) => one?.month ?? []))];
  const { facts } = after;
  const told = has !== undefined || had !== undefined;
  const isNews = told && !(isDeepStrictEqual(had, has) && isDeepStrictEqual(before?.facts, facts));
  return {
    writes: [
      ...putActivity(after, before),
      ...counts,
      ...months.flatMap((month) =>
        placesOf(month, { spells, division }, deps).map((place) =>
          markDirty({
            division: place,
            period: month,
            stamp: deps.newId(),
            causes: { [causeOf(before, after, isLate(after, month, deps))]: 1 },
          }),
        ),
      ),
      ...(months.length > 0
        ? [markLook({ organisation: after.organisation, division, stamp: deps.newId() })]
        : []),
    ],
    events: isNews
      ? [
          newEvent(
            'activity.record.counted',
            {
              subject: after.id,
              correlationId,
              data: {
                activityId: after.id,
                organisationId: after.organisation,
                division: facts.division,
                on: facts.on,
                action: facts.action,
                kinds: [...facts.kinds],
                counts: has !== undefined,
                participants: facts.participants,
                volunteers: facts.volunteers,
                minutes: facts.minutes,
                served: facts.served,
                ...(facts.platform !== undefined && { platform: facts.platform }),
                revision: after.version,
              },
            },
            deps,
          ),
        ]
      : [],
  };
}

/**
 * Divisions whose figures an activity of a month may move: where the organisation counts in it; where it does not count, its
 * home looks after it. By a definition that looks at whole years it counts where it was last in the year, maybe elsewhere.
 */
function placesOf(
  month: string,
  { spells, division }: Pick<Organisation, 'spells' | 'division'>,
  { policyOn }: Deps,
): string[] {
  const place = countsIn(spells, month)?.division ?? division;
  if (month < FIRST_MONTH || isDefinedFor(policyOn(lastDayOf(month)).definition, month)) return [place];
  const { year } = around(month);
  return [...new Set([place, ...monthsOf(year).flatMap((one) => countsIn(spells, one)?.division ?? [])])];
}

/** Whether an activity was recorded when the month that it is of was closed already. */
function isLate({ createdAt }: Activity, month: string, { policyOn }: Deps): boolean {
  if (month < FIRST_MONTH) return false;
  const { closesAfterDays } = policyOn(lastDayOf(month)).data;
  return today(new Date(createdAt)) >= closedFrom(month, closesAfterDays);
}

/** An activity in its next version, in a state that it has reached now. */
export const moved = (
  { confirmBy: _, ...activity }: Activity,
  change: Partial<Activity>,
  { now }: Deps,
): Activity => ({ ...activity, ...change, at: now().toISOString(), version: activity.version + 1 });

/** The month whose last days today is among, if it is. */
export const monthEnding = (today: string, lastDay: string, lastDays: number): boolean =>
  today.slice(0, 7) === monthOf(lastDay) && Number(lastDay.slice(8)) - Number(today.slice(8)) < lastDays;
