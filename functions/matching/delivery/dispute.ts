/** What the two sides do not agree on: opened by one, answered by the other, ruled on by the township (M1.4). */

import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, forbidden, notFound, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Once } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import {
  type About,
  DISPUTE_NAMES,
  type Dispute,
  disputed,
  isUnsettled,
  OUTCOME_NAMES,
  type Outcome,
  otherSide,
  SIDE_NAMES,
  type Side,
  settled,
} from '../model/dispute.ts';
import type { Match } from '../model/match.ts';
import { matchEntry } from '../offers/confirm.ts';
import { putRecord } from '../store/delivery.ts';
import { putMatch } from '../store/matches.ts';
import { acceptanceEnds } from './complete.ts';
import { evidenceFor, used } from './evidence.ts';
import { having } from './find.ts';
import { tell } from './told.ts';

/** Disputes of a match that are looked at: more than anybody has. */
const MOST = 100;

/**
 * One side says what it does not agree with. Until it is settled nothing is accepted.
 * @throws Problem 409 while another of the same side is unsettled, 422 for evidence that is not there; else as `having`
 */
export async function dispute(
  id: string,
  request: { about: About; text: string; evidence: readonly string[] },
  acting: Acting,
  deps: Deps,
  once: (answer: Answer) => { once?: Once },
): Promise<Answer> {
  const found = await having(['organisation', 'owner'], 'dispute', id, acting, deps);
  const { match } = found;
  const by = found.side!;
  const { items } = await deps.store.records('dispute', id, { limit: MOST, scope: 'unsettled' });
  if (items.some((one) => isUnsettled(one) && one.by === by))
    throw conflict('您提出的争议还有未解决的，请先等待裁定或撤回', { extra: { state: match.state } });
  const { evidence, errors } = await evidenceFor(id, request.evidence, by, deps);
  if (errors.length > 0) throw unprocessable(`有 ${errors.length} 个佐证不能引用`, { errors });
  const after = disputed(match);
  const { dispute: serial } = after.serials;
  const opened: Dispute = { ...request, serial, by, state: 'open', at: deps.now().toISOString() };
  const answer: Answer = { status: 201, body: opened, etag: after.version };
  const text = `${SIDE_NAMES[by]}提出争议，请答复`;
  await deps.store.save({
    writes: [
      putMatch(after),
      putRecord('dispute', id, opened),
      ...used(evidence, `dispute ${serial}`),
      ...tell(after, [otherSide(by), 'judge'], { key: `dispute.${serial}`, kind: 'dispute', text }, deps),
    ],
    audit: [matchEntry(id, 'disputed', acting.caller, { dispute: serial, about: request.about })],
    ...once(answer),
  });
  return answer;
}

/**
 * The other side answers.
 * @throws Problem 403 for the side that opened it, 409 for one that is answered or settled; else as `unsettled`
 */
export async function answerDispute(
  id: string,
  serial: number,
  { text }: { text: string },
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { match, dispute, side } = await unsettled(['organisation', 'owner'], id, serial, acting, deps);
  if (dispute.by === side) throw forbidden('由另一方答复');
  if (dispute.state === 'answered')
    throw conflict('争议已答复，等待裁定', { extra: { state: dispute.state } });
  const at = deps.now().toISOString();
  const answered: Dispute = { ...dispute, state: 'answered', answer: { text, at } };
  const after = { ...match, version: match.version + 1 };
  const news = { key: `dispute.${serial}.answered`, kind: 'dispute', text: '的争议已答复，待裁定' } as const;
  await deps.store.save({
    writes: [
      putMatch(after),
      putRecord('dispute', id, answered),
      ...tell(after, [dispute.by, 'judge'], news, deps),
    ],
    audit: [matchEntry(id, 'dispute-answered', acting.caller, { dispute: serial })],
  });
  return { status: 200, body: answered, etag: after.version };
}

/**
 * Who opened a dispute takes it back.
 * @throws Problem 403 for the other side; else as `unsettled`
 */
export async function withdrawDispute(
  id: string,
  serial: number,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const found = await unsettled(['organisation', 'owner'], id, serial, acting, deps);
  const { match, dispute, side } = found;
  if (dispute.by !== side) throw forbidden('由提出争议的一方撤回');
  const at = deps.now().toISOString();
  const withdrawn: Dispute = { ...dispute, state: 'withdrawn', endedAt: at };
  return end(match, withdrawn, 'stands', { action: 'dispute-withdrawn', said: '的争议已撤回' }, acting, deps);
}

/**
 * The township rules, having heard both sides or not: it stands as it is, or what was said to be complete is done over.
 * @throws Problem 422 for doing over what was not said to be complete; else as `unsettled`
 */
export async function resolve(
  id: string,
  serial: number,
  { outcome, text }: { outcome: Outcome; text: string },
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { match, dispute } = await unsettled(['judge'], id, serial, acting, deps);
  if (outcome === 'redo' && match.state !== 'delivered') {
    const detail = '项目没有在待验收，不能退回整改；确需终止的，请终止项目';
    throw unprocessable(detail, { errors: [{ pointer: '#/body/outcome', detail }] });
  }
  const at = deps.now().toISOString();
  const resolved: Dispute = { ...dispute, state: 'resolved', ruling: { outcome, text, at }, endedAt: at };
  const said = `的争议已裁定：${OUTCOME_NAMES[outcome]}。${text}`;
  return end(match, resolved, outcome, { action: 'dispute-resolved', said }, acting, deps);
}

async function end(
  match: Match,
  dispute: Dispute,
  outcome: Outcome,
  { action, said }: { action: string; said: string },
  { caller }: Acting,
  deps: Deps,
): Promise<Answer> {
  const { id } = match;
  const { serial } = dispute;
  const after = settled(match, outcome, acceptanceEnds(deps));
  const news = { key: `dispute.${serial}.ended`, kind: 'dispute', text: said } as const;
  await deps.store.save({
    writes: [
      putMatch(after),
      putRecord('dispute', id, dispute),
      ...tell(after, ['organisation', 'owner'], news, deps),
    ],
    audit: [matchEntry(id, action, caller, { dispute: serial, outcome })],
  });
  return { status: 200, body: dispute, etag: after.version };
}

/**
 * A dispute that waits for an answer or a ruling.
 * @throws Problem 404 for one that is not there, 409 for one that is settled; else as `having`
 */
async function unsettled(
  parts: readonly (Side | 'judge')[],
  id: string,
  serial: number,
  acting: Acting,
  deps: Deps,
): Promise<{ match: Match; dispute: Dispute; side: Side | undefined }> {
  const { match, side } = await having(parts, 'settle', id, acting, deps);
  const found = await deps.store.record('dispute', id, serial);
  if (!found) throw notFound('没有这个争议');
  if (!isUnsettled(found))
    throw conflict(`争议${DISPUTE_NAMES[found.state]}，不能再办理`, { extra: { state: found.state } });
  return { match, dispute: found, side };
}
