import type { Caller } from '../../../shared/auth/caller.ts';
import { type FieldError, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Once } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { bought, type Purchase } from '../model/purchase.ts';
import { putEntries, putPurchase } from '../store/money.ts';
import { answerOf, purchaseEntry } from './purchases.ts';
import type { PurchaseRequest } from './schema.ts';
import { toldPurchase } from './told.ts';

/** The plan's first year: there is no share to be told of the years before. */
const FIRST_DAY = '2021-01-01';

/**
 * A county's bureau records a government purchase (O2): it stands in the ledger, and in the county's share of its year.
 * @throws Problem 422 for a day to come, an organisation that is not known, or nobody bought from
 */
export async function record(
  request: PurchaseRequest,
  caller: Caller,
  correlationId: string,
  deps: Deps,
  once: (answer: Answer) => { once?: Once },
): Promise<Answer> {
  const { organisation, sellerName, ...facts } = request;
  const known = organisation === undefined ? undefined : await deps.store.organisation(organisation);
  const errors = wrongIn(request, known !== undefined, deps.today());
  if (errors.length > 0) throw unprocessable(`有 ${errors.length} 处须改正`, { errors });
  const at = deps.now().toISOString();
  const purchase: Purchase = {
    ...facts,
    ...(organisation !== undefined && { organisation }),
    sellerName: known?.name ?? sellerName!,
    id: deps.newId(),
    division: caller.division,
    recordedAt: at,
    version: 1,
  };
  const answer = answerOf(purchase, 201);
  await deps.store.save({
    writes: [putPurchase(purchase), ...putEntries([bought(purchase, 'purchase', deps.today())], at)],
    audit: [{ ...purchaseEntry(purchase.id, 'recorded', caller, { fen: purchase.fen }), first: true }],
    events: [toldPurchase(purchase, correlationId, deps)],
    ...once(answer),
  });
  return answer;
}

function wrongIn(
  { on, from, organisation, sellerName }: PurchaseRequest,
  isKnown: boolean,
  today: string,
): FieldError[] {
  const at = (field: string, detail: string) => [{ pointer: `#/body/${field}`, detail }];
  const day =
    on > today
      ? at('on', `应不晚于今天（${today}）`)
      : on < FIRST_DAY
        ? at('on', `应不早于 ${FIRST_DAY}`)
        : [];
  if (organisation === undefined)
    return sellerName === undefined ? [...day, ...at('sellerName', '须填写承接主体名称')] : day;
  if (from === 'other') return [...day, ...at('organisation', '承接主体不是社会组织的，只填 sellerName')];
  if (sellerName !== undefined)
    return [...day, ...at('sellerName', '填了 organisation 的不再填名称，以登记的名称为准')];
  return isKnown
    ? day
    : [...day, ...at('organisation', '没有这个组织；未在本平台登记、备案的，只填 sellerName')];
}
