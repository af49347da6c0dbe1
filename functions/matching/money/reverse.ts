import type { Acting } from '../../../shared/http/acting.ts';
import { notFound, preconditionFailed } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { bought } from '../model/purchase.ts';
import { putEntries, putPurchase } from '../store/money.ts';
import { answerOf, purchaseEntry } from './purchases.ts';
import { toldPurchase } from './told.ts';

/**
 * Takes back a purchase that was recorded by mistake: what was written stays, and an entry against it follows. Again it changes
 * nothing.
 * @throws Problem 404 for other bureaus than the one that recorded it, 412 for another version
 */
export async function reverse(
  id: string,
  { reason }: { reason: string },
  { caller, ifMatch, correlationId }: Acting,
  deps: Deps,
): Promise<Answer> {
  const purchase = await deps.store.purchase(id);
  if (!purchase || purchase.division !== caller.division) throw notFound('没有这笔政府购买，或不由您办理');
  if (ifMatch !== undefined && ifMatch !== String(purchase.version)) throw preconditionFailed();
  if (purchase.reversed) return answerOf(purchase);
  const at = deps.now().toISOString();
  const reversed = { ...purchase, reversed: { reason, at }, version: purchase.version + 1 };
  await deps.store.save({
    writes: [putPurchase(reversed), ...putEntries([bought(purchase, 'reversal', deps.today())], at)],
    audit: [purchaseEntry(id, 'reversed', caller, { reason })],
    events: [toldPurchase(reversed, correlationId, deps)],
  });
  return answerOf(reversed);
}
