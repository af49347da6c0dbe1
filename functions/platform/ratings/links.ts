import { createHash } from 'node:crypto';
import type { Caller } from '../../../shared/auth/caller.ts';
import { addDays } from '../../../shared/calendar/index.ts';
import { unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { ConditionFailed } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { platformEntry, platformOf } from '../register/find.ts';
import { countIssued, putRatingLink } from '../store/ratings.ts';

/** Days for which a link that is past is still told to be so. */
const REMEMBERED_DAYS = 30;

/**
 * Where the portal takes ratings. The token stands behind the #: that part of an address goes to no server, so into no log
 * of requests and no Referer.
 */
const PAGE = '/app/rate';

export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/**
 * Gives out links by which the public rates a platform, each once (C3). Their tokens are in this answer and nowhere else: asked
 * again, there are others.
 * @throws Problem 404 when none is registered, 422 for too many at once or in a year, or for too long
 */
export async function giveOut(
  township: string,
  { count, days }: { count: number; days: number },
  caller: Caller,
  deps: Deps,
): Promise<Answer> {
  const { facts } = await platformOf(township, deps);
  const today = deps.today();
  const { mostAtOnce, mostAYear, mostDays } = deps.policyOn(today).data.ratings;
  if (count > mostAtOnce) throw beyond('count', `一次最多 ${mostAtOnce} 个`);
  if (days > mostDays) throw beyond('days', `有效期最多 ${mostDays} 天`);
  const until = addDays(today, days);
  const expiresAt = Math.floor(deps.now().getTime() / 1000) + (days + REMEMBERED_DAYS) * 86_400;
  const tokens = Array.from({ length: count }, deps.newToken);
  const year = today.slice(0, 4);
  try {
    await deps.store.save({
      writes: [
        countIssued(township, year, count, mostAYear),
        ...tokens.map((token) =>
          putRatingLink(hashOf(token), { township, until, used: false, version: 1 }, expiresAt),
        ),
      ],
      audit: [platformEntry(township, 'rating-links-given', caller, { count, until })],
    });
  } catch (error) {
    if (error instanceof ConditionFailed && error.index === 0)
      throw beyond('count', `每年最多 ${mostAYear} 个，${year} 年已不够`);
    throw error;
  }
  const links = tokens.map((token) => ({ token, path: `${PAGE}#${token}` }));
  return {
    status: 201,
    body: { township, name: facts.name, until, links },
    headers: { 'cache-control': 'no-store' },
  };
}

function beyond(field: string, detail: string) {
  return unprocessable(detail, { errors: [{ pointer: `#/body/${field}`, detail }] });
}
