import type { Caller } from '../../shared/auth/caller.ts';
import { addDays } from '../../shared/calendar/index.ts';
import type { Page } from '../../shared/store/index.ts';
import { policyOf } from './application.ts';
import type { Deps } from './deps.ts';
import { standing } from './model/due.ts';
import type { ReviewItem } from './schema.ts';

interface InboxQuery {
  state: 'open' | 'soon' | 'overdue';
  limit: number;
  cursor?: string | undefined;
}

/** What waits for the caller's authority, the most urgent first: all of it, or what is due soon, or overdue. */
export async function readInbox(
  { state, limit, cursor }: InboxQuery,
  { role, division }: Caller,
  deps: Deps,
): Promise<Page<ReviewItem>> {
  const today = deps.today();
  const { dueSoonDays } = policyOf(deps).data;
  const upTo = { open: undefined, soon: addDays(today, dueSoonDays), overdue: addDays(today, -1) }[state];
  const page = await deps.store.inbox(
    { role, division },
    { upTo, limit, scope: `inbox ${role} ${division} ${state}`, cursor },
  );
  return {
    items: page.items.map(({ id, matter, draft, state: at, dueOn, taken, submittedAt, version }) => ({
      id,
      matter,
      name: draft.name!,
      kind: draft.kind!,
      track: draft.track!,
      division: draft.division!,
      state: at,
      submittedAt: submittedAt!,
      ...(dueOn !== undefined && { dueOn, standing: standing(dueOn, today, dueSoonDays) }),
      ...(taken && { takenBy: taken.by }),
      version,
    })),
    ...(page.next !== undefined && { next: page.next }),
  };
}
