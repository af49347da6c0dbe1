/** What a match costs, against the money that it was promised (M2.3). */

import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, notFound, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Once } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { spent } from '../model/funds.ts';
import type { Resource } from '../model/listing.ts';
import {
  type Spending,
  type SpendingFacts,
  spendingFaults,
  withoutSpending,
  withSpending,
} from '../model/spending.ts';
import { told } from '../money/told.ts';
import { matchEntry } from '../offers/confirm.ts';
import { putRecord } from '../store/delivery.ts';
import { putMatch } from '../store/matches.ts';
import { putEntries } from '../store/money.ts';
import { evidenceFor, noLongerUsed, used } from './evidence.ts';
import { having } from './find.ts';
import { tell } from './told.ts';

const nameOf = (serial: number) => `spending ${serial}`;

/**
 * The organisation records what it spent of one resource's money: never more than is left of what was promised.
 * @throws Problem 422 with what is left, or for a day or evidence that cannot be; else as `having`
 */
export async function spend(
  id: string,
  facts: SpendingFacts,
  acting: Acting,
  deps: Deps,
  once: (answer: Answer) => { once?: Once },
): Promise<Answer> {
  const { match } = await having(['organisation'], 'spend', id, acting, deps);
  const { evidence, errors } = await evidenceFor(id, facts.evidence, 'organisation', deps);
  errors.unshift(...spendingFaults(match, facts, deps.today()));
  if (errors.length > 0) throw unprocessable(errors.map(({ detail }) => detail).join('；'), { errors });
  const at = deps.now().toISOString();
  const { match: after, spending } = withSpending(match, facts, at);
  const resource = (await deps.store.listing('resource', facts.resource)) as Resource;
  const { serial: number, fen, on } = spending;
  const entries = spent(match, resource, { number, fen }, on);
  const { caller, correlationId } = acting;
  const answer: Answer = { status: 201, body: spending, etag: after.version };
  await deps.store.save({
    writes: [
      putMatch(after),
      putRecord('spending', id, spending),
      ...used(evidence, nameOf(number)),
      ...putEntries(entries, at),
    ],
    audit: [matchEntry(id, 'spent', caller, sumOf(spending))],
    events: told(entries, correlationId, deps),
    ...once(answer),
  });
  return answer;
}

/**
 * A spending that was wrong is reversed, never edited.
 * @throws Problem 404 for one that is not there, 409 for one that is void already; else as `having`
 */
export async function voidSpending(
  id: string,
  serial: number,
  { reason }: { reason: string },
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { match, side } = await having(['organisation', 'platform'], 'void-spending', id, acting, deps);
  const found = await deps.store.record('spending', id, serial);
  if (!found) throw notFound('没有这笔支出');
  if (found.voided) throw conflict('这笔支出已经作废', { extra: { state: match.state } });
  const day = deps.today();
  const { match: after, spending } = withoutSpending(match, found, { reason, on: day });
  const resource = (await deps.store.listing('resource', spending.resource)) as Resource;
  const entries = spent(match, resource, { number: serial, fen: -spending.fen }, day);
  const { caller, correlationId } = acting;
  const text = `第 ${serial} 笔支出已作废：${reason}`;
  const news = { key: `spending.${serial}.void`, kind: 'delivery', text } as const;
  await deps.store.save({
    writes: [
      putMatch(after),
      putRecord('spending', id, spending),
      ...(await noLongerUsed(id, spending.evidence, nameOf(serial), deps)),
      ...putEntries(entries, deps.now().toISOString()),
      ...tell(after, side === 'organisation' ? ['owner'] : ['owner', 'organisation'], news, deps),
    ],
    audit: [matchEntry(id, 'spending-voided', caller, { ...sumOf(spending), reason })],
    events: told(entries, correlationId, deps),
  });
  return { status: 200, body: spending, etag: after.version };
}

const sumOf = ({ serial, resource, fen }: Spending) => ({ spending: serial, resource, fen });
