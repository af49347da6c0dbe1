import type { Caller } from '../../../shared/auth/caller.ts';
import { addDays } from '../../../shared/calendar/index.ts';
import type { Page } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { standing } from '../model/due.ts';
import type { ReviewItem } from '../schema.ts';
import type { Waiting } from '../store/waiting.ts';
import { policyOf } from './application.ts';

interface InboxQuery {
  state: 'open' | 'soon' | 'overdue';
  type?: Waiting['type'] | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** What waits for the caller's authority, the most urgent first: all of it, or what is due soon, or overdue. */
export async function readInbox(
  { state, type, limit, cursor }: InboxQuery,
  { role, division }: Caller,
  deps: Deps,
): Promise<Page<ReviewItem>> {
  const today = deps.today();
  const { dueSoonDays } = policyOf(deps).data;
  const upTo = { open: undefined, soon: addDays(today, dueSoonDays), overdue: addDays(today, -1) }[state];
  const page = await deps.store.inbox(
    { role, division },
    { upTo, type, limit, scope: `inbox ${role} ${division} ${state} ${type}`, cursor },
  );
  return {
    ...page,
    items: page.items.map(({ dueOn, ...waiting }) => ({
      ...itemOf(waiting),
      ...(dueOn !== undefined && { dueOn, standing: standing(dueOn, today, dueSoonDays) }),
    })),
  };
}

function itemOf(waiting: Waiting): ReviewItem {
  if (waiting.type !== 'application') {
    const { type, organisationId, name, division, state, version } = waiting;
    const year = waiting.type === 'yearly-report' ? { year: waiting.year } : {};
    return { type, organisationId, name, division, state, ...year, version };
  }
  const { type, id, matter, organisationId, draft, state, taken, submittedAt, version } = waiting;
  return {
    type,
    id,
    matter,
    ...(organisationId !== undefined && { organisationId }),
    name: draft.name!,
    kind: draft.kind!,
    track: draft.track!,
    division: draft.division!,
    state,
    submittedAt: submittedAt!,
    ...(taken && { takenBy: taken.by }),
    version,
  };
}
