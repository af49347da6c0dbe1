import { conflict, notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { ConditionFailed } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { closed, type Points, sumOf } from '../model/rating.ts';
import { platformOf } from '../register/find.ts';
import { countVote, useRatingLink } from '../store/ratings.ts';
import { hashOf } from './links.ts';

/**
 * What a link is for.
 * @throws Problem 404 for one that was never given out, 409 for one that is used or past
 */
export async function openLink(token: string, deps: Deps): Promise<Answer> {
  const { township, until } = await link(token, deps);
  const { facts } = await platformOf(township, deps);
  return { status: 200, body: { township, name: facts.name, until }, headers: NOT_KEPT };
}

/**
 * Rates a platform, once by each link; who gave what cannot be told afterwards.
 * @throws Problem 409 the second time; else as `openLink`
 */
export async function rate(token: string, points: Points, deps: Deps): Promise<Answer> {
  const { township } = await link(token, deps);
  try {
    await deps.store.save({
      writes: [useRatingLink(hashOf(token)), countVote(township, deps.today().slice(0, 4), points)],
    });
  } catch (error) {
    if (error instanceof ConditionFailed) throw conflict('这个链接已经用过，每个链接只能评价一次');
    throw error;
  }
  return { status: 204, headers: NOT_KEPT };
}

/** What was rated in a year; how, only from so many ratings on. */
export async function readRatings(township: string, year: string, deps: Deps): Promise<Answer> {
  await platformOf(township, deps);
  const { leastShown } = deps.policyOn(deps.today()).data.ratings;
  const rated = await deps.store.rated(township, year);
  const { issued, votes, given } = rated;
  const body = {
    township,
    year,
    issued,
    votes,
    ...(votes >= leastShown && { sum: sumOf(rated), given }),
  };
  return { status: 200, body };
}

const NOT_KEPT = { 'cache-control': 'no-store' };

async function link(token: string, { store, today }: Deps) {
  const found = await store.ratingLink(hashOf(token));
  if (!found) throw notFound('没有这个评价链接');
  const why = closed(found, today());
  if (why !== undefined) throw conflict(why);
  return found;
}
