/** What activity tells: activities that count, and the average activity of divisions as it stands (T2). */
import { lastDayOf } from '../../../shared/calendar/periods.ts';
import type { CloudEvent } from '../../../shared/events/index.ts';
import type { Deps } from '../deps.ts';
import { keepHappened } from './keep.ts';
import { peopleOf } from './people.ts';

export async function activityCounted(
  event: CloudEvent<'activity.record.counted'>,
  deps: Deps,
): Promise<void> {
  const { activityId, division, on, action, counts, minutes, participants, volunteers, served, revision } =
    event.data;
  const { groups, people, splits } = peopleOf(served);
  await keepHappened(
    {
      kind: 'activity',
      subject: activityId,
      revision,
      division,
      on,
      ...(counts && {
        counted: {
          words: { action: [action], group: groups },
          values: { minutes, participants, volunteers, people },
          splits,
        },
      }),
    },
    event as CloudEvent,
    deps,
  );
}

export async function ratePublished(event: CloudEvent<'activity.rate.published'>, deps: Deps): Promise<void> {
  const { division, period, numerator, denominator, policy, revision } = event.data;
  await keepHappened(
    {
      kind: 'rate',
      subject: `${division}/${period}`,
      revision,
      division,
      on: lastDayOf(period),
      period,
      counted: { words: {}, values: { active: numerator, existing: denominator } },
      policy,
    },
    event as CloudEvent,
    deps,
  );
}
