/** What matching tells: needs, matches, projects, what was thought of them, purchases (M1, O2). */
import { daysBetween } from '../../../shared/calendar/days.ts';
import type { CloudEvent } from '../../../shared/events/index.ts';
import type { Deps } from '../deps.ts';
import { keepHappened } from './keep.ts';
import { peopleOf } from './people.ts';

export async function needPublished(event: CloudEvent<'matching.need.published'>, deps: Deps): Promise<void> {
  const { needId, division, action, groups, publishedOn } = event.data;
  await keepHappened(
    {
      kind: 'need',
      subject: needId,
      revision: 1,
      division,
      on: publishedOn,
      counted: { words: { action: [action], group: groups }, values: {} },
    },
    event as CloudEvent,
    deps,
  );
}

/** A need counts once as matched, on the first day on which somebody was confirmed for it. */
export async function needMatched(event: CloudEvent<'matching.need.matched'>, deps: Deps): Promise<void> {
  const { needId, division, action, publishedOn, matchedOn } = event.data;
  await keepHappened(
    {
      kind: 'match',
      subject: needId,
      // The earlier day is the higher revision: it holds in whatever order they come.
      revision: 99_999_999 - Number(matchedOn.replaceAll('-', '')),
      division,
      on: matchedOn,
      counted: { words: { action: [action] }, values: { days: daysBetween(publishedOn, matchedOn) } },
    },
    event as CloudEvent,
    deps,
  );
}

export async function needClosed(event: CloudEvent<'matching.need.closed'>, deps: Deps): Promise<void> {
  const { needId, division, action, cause, closedOn } = event.data;
  await keepHappened(
    {
      kind: 'ending',
      subject: needId,
      revision: 1,
      division,
      on: closedOn,
      counted: { words: { action: [action], cause: [cause] }, values: {} },
    },
    event as CloudEvent,
    deps,
  );
}

export async function projectCompleted(
  event: CloudEvent<'matching.project.completed'>,
  deps: Deps,
): Promise<void> {
  const { matchId, division, action, completedOn, minutes, served } = event.data;
  const { groups, people, splits } = peopleOf(served);
  await keepHappened(
    {
      kind: 'delivery',
      subject: matchId,
      revision: 1,
      division,
      on: completedOn,
      counted: { words: { action: [action], group: groups }, values: { minutes, people }, splits },
    },
    event as CloudEvent,
    deps,
  );
}

export async function projectEvaluated(
  event: CloudEvent<'matching.project.evaluated'>,
  deps: Deps,
): Promise<void> {
  const { matchId, division, action, evaluatedOn, by, sum, count, revision } = event.data;
  await keepHappened(
    {
      kind: 'evaluation',
      subject: `${matchId}/${by}`,
      revision,
      division,
      on: evaluatedOn,
      counted: { words: { action: [action], by: [by] }, values: { points: sum, ratings: count } },
    },
    event as CloudEvent,
    deps,
  );
}

export async function purchaseRecorded(
  event: CloudEvent<'matching.purchase.recorded'>,
  deps: Deps,
): Promise<void> {
  const { purchaseId, division, on, fen, heading, counts, revision } = event.data;
  await keepHappened(
    {
      kind: 'purchase',
      subject: `purchase/${purchaseId}`,
      revision,
      division,
      on,
      ...(counts && { counted: { words: { heading: [heading] }, values: { fen } } }),
    },
    event as CloudEvent,
    deps,
  );
}

/** Money of government purchase for matches counts in the year that it was arranged in, also what is given back later (O2). */
export async function fundsCommitted(
  event: CloudEvent<'matching.funds.committed'>,
  deps: Deps,
): Promise<void> {
  const { entryId, division, source, fen, committedOn, year = committedOn.slice(0, 4) } = event.data;
  if (source !== 'government-purchase') return;
  await keepHappened(
    {
      kind: 'purchase',
      subject: `entry/${entryId}`,
      revision: 1,
      division,
      on: committedOn.startsWith(year) ? committedOn : `${year}-12-31`,
      counted: { words: { heading: ['match'] }, values: { fen } },
    },
    event as CloudEvent,
    deps,
  );
}
