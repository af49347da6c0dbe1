/** What the events of other services add to the figures of platforms; the same in any order and any number of times. */

import { monthOf } from '../../../shared/calendar/months.ts';
import type { EventData } from '../../../shared/events/catalogue.ts';
import { type CloudEvent, onceFor } from '../../../shared/events/index.ts';
import { ConditionFailed, retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { FigureName, Share } from '../model/figures.ts';
import { placeOf } from '../model/places.ts';
import { moveFigures, putAverageActivity, putCounted } from '../store/figures.ts';

type Type =
  | 'registration.organisation.registered'
  | 'registration.organisation.filed'
  | 'registration.organisation.managed'
  | 'registration.organisation.graded'
  | 'matching.need.published'
  | 'matching.need.matched'
  | 'matching.project.completed';
type Classes = EventData<'registration.organisation.graded'>['class'];

const CLASSES: readonly Classes[] = ['start-up', 'growing', 'mature'];

/** What adds one to a figure, for the place that it lies in and the month of its day. */
const one =
  <T extends Type>(name: FigureName, dayOf: (data: EventData<T>) => string) =>
  async (event: CloudEvent<T>, deps: Deps): Promise<void> => {
    const data = event.data as EventData<T>;
    await add(event as CloudEvent, data.division, dayOf(data), name, deps);
  };

export const registered = one<'registration.organisation.registered'>('registered', (of) => of.registeredOn);
export const filed = one<'registration.organisation.filed'>('filed', (of) => of.registeredOn);
export const managed = one<'registration.organisation.managed'>('managed', (of) => of.registeredOn);
export const needPublished = one<'matching.need.published'>('needsPublished', (of) => of.publishedOn);
export const needMatched = one<'matching.need.matched'>('needsMatched', (of) => of.matchedOn);
export const projectCompleted = one<'matching.project.completed'>(
  'projectsCompleted',
  (of) => of.completedOn,
);

/** An organisation of a higher class than before counts (C1.1), one of a lower does not. */
export async function graded(
  event: CloudEvent<'registration.organisation.graded'>,
  deps: Deps,
): Promise<void> {
  const { division, gradedOn, formerClass, class: now } = event.data;
  if (CLASSES.indexOf(now) > CLASSES.indexOf(formerClass))
    await add(event as CloudEvent, division, gradedOn, 'gradedUp', deps);
}

async function add(event: CloudEvent, division: string, on: string, name: FigureName, deps: Deps) {
  const township = placeOf(division, policyToday(deps));
  if (township === undefined) return;
  const share: Share = { township, month: monthOf(on), figures: { [name]: 1 } };
  await deps.store.save({ writes: moveFigures(undefined, share), once: onceFor(event, deps.now()) });
}

/** An activity held at a platform counts for it, as its latest revision says. */
export async function activityCounted(
  event: CloudEvent<'activity.record.counted'>,
  deps: Deps,
): Promise<void> {
  const { activityId, revision, counts, platform, on, participants, minutes } = event.data;
  const township = platform === undefined ? undefined : placeOf(platform, policyToday(deps));
  const share: Share | undefined =
    counts && township !== undefined
      ? { township, month: monthOf(on), figures: { activities: 1, participants, minutes } }
      : undefined;
  await retried(async () => {
    const known = await deps.store.counted(activityId);
    if (known && known.revision >= revision) return;
    const next = {
      activity: activityId,
      revision,
      ...(share && { share }),
      version: (known?.version ?? 0) + 1,
    };
    await deps.store.save({ writes: [putCounted(next), ...moveFigures(known?.share, share)] });
  });
}

/** The average activity of a township (T2): the highest revision holds. */
export async function ratePublished(event: CloudEvent<'activity.rate.published'>, deps: Deps): Promise<void> {
  const { division, period, numerator, denominator, policy, revision } = event.data;
  if (placeOf(division, policyToday(deps)) !== division) return;
  const rate = { numerator, denominator, policy, revision };
  try {
    await deps.store.save({ writes: [putAverageActivity(division, period, rate)] });
  } catch (error) {
    // A later revision is known already.
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

const policyToday = ({ policyOn, today }: Deps) => policyOn(today()).data;
