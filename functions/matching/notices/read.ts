/** What the caller was told of what concerns him. */
import type { Caller } from '../../../shared/auth/caller.ts';
import { notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { type Notice, toOrganisation, toOwner } from '../model/notice.ts';
import { putNotice } from '../store/notices.ts';

/** Organisations whose notices are shown to one account. */
const MOST_ORGANISATIONS = 20;

/**
 * Notices to the caller's account, division, and organisations, the latest first.
 * @param before ISO 8601 instant: only earlier ones
 */
export async function listNotices(
  { limit, before }: { limit: number; before?: string | undefined },
  caller: Caller,
  deps: Deps,
) {
  const pages = await Promise.all(
    (await recipientsOf(caller, deps)).map(async (recipient) => {
      const { items } = await deps.store.notices(recipient, { limit: 100, scope: 'notices' });
      return items;
    }),
  );
  const all = pages
    .flat()
    .filter(({ at }) => before === undefined || at < before)
    .toSorted((a, b) => (a.id < b.id ? 1 : -1));
  return { items: all.slice(0, limit).map(shown), unread: all.filter(({ readAt }) => !readAt).length };
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

const shown = ({ id, kind, text, link, at, readAt }: Notice) => ({
  id,
  kind,
  text,
  link,
  at,
  ...(readAt !== undefined && { readAt }),
});
