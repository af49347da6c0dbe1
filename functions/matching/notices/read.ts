/** What the caller was told of what concerns him. */
import type { Caller } from '../../../shared/auth/caller.ts';
import { notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { type Notice, organisationTold, toOrganisation, toOwner } from '../model/notice.ts';
import { putNotice } from '../store/notices.ts';

/** Organisations whose notices are shown to one account. */
const MOST_ORGANISATIONS = 100;

/**
 * Notices to the caller's account, division, and organisations, the latest first; and how many of all are not read.
 * @param before id of a notice: only what was told before it
 */
export async function listNotices(
  { limit, before }: { limit: number; before?: string | undefined },
  caller: Caller,
  deps: Deps,
) {
  const { store } = deps;
  const recipients = await recipientsOf(caller, deps);
  const [lists, counts] = await Promise.all([
    Promise.all(recipients.map((recipient) => store.notices(recipient, { limit, before }))),
    Promise.all(recipients.map((recipient) => store.unread(recipient))),
  ]);
  const latest = lists.flat().toSorted((a, b) => (a.id < b.id ? 1 : -1));
  return {
    items: latest.slice(0, limit).map(shown),
    unread: counts.reduce((sum, count) => sum + count, 0),
  };
}

/**
 * Marks a notice as read; again changes nothing.
 * @throws Problem 404 for one that is not the caller's
 */
export async function markRead(id: string, caller: Caller, deps: Deps): Promise<Answer> {
  const found = await deps.store.notice(id, await recipientsOf(caller, deps));
  if (!found) throw notFound('没有这条消息');
  if (found.readAt !== undefined) return { status: 200, body: shown(found) };
  const read = { ...found, readAt: deps.now().toISOString() };
  await deps.store.save({ writes: [putNotice(read)] });
  return { status: 200, body: shown(read) };
}

async function recipientsOf(caller: Caller, { store }: Deps): Promise<string[]> {
  const { items } = await store.organisationsOf(caller, {
    limit: MOST_ORGANISATIONS,
    scope: 'recipients',
  });
  return [toOwner(caller), ...items.map(({ id }) => toOrganisation(id))];
}

function shown({ id, recipient, kind, text, link, at, readAt }: Notice) {
  const organisation = organisationTold(recipient);
  return {
    id,
    kind,
    ...(organisation !== undefined && { organisation }),
    text,
    link,
    at,
    ...(readAt !== undefined && { readAt }),
  };
}
