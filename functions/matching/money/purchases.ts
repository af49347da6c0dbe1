/** Government purchases as they are read, and how they are shown. */
import type { Caller } from '../../../shared/auth/caller.ts';
import { covers } from '../../../shared/divisions/index.ts';
import { notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { entriesOf } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Purchase } from '../model/purchase.ts';

/** Audit entries of a purchase. */
export const purchaseEntry = entriesOf((id) => `PURCHASE#${id}`);

export const answerOf = (purchase: Purchase, status = 200): Answer => ({
  status,
  body: shown(purchase),
  etag: purchase.version,
});

/**
 * The purchases of a year that the bureaus of a subtree recorded, reversed ones as well, the latest first by bureau.
 * @param year YYYY; this one when left out
 */
export async function listPurchases(
  query: { division: string; year?: string | undefined; limit: number; cursor?: string | undefined },
  deps: Deps,
) {
  const { division, year = deps.today().slice(0, 4), limit, cursor } = query;
  const scope = `purchases ${division} ${year}`;
  const page = await deps.store.purchases(division, year, { limit, scope, cursor });
  return { ...page, items: page.items.map(shown) };
}

/**
 * A purchase, for the bureau that recorded it and those above.
 * @throws Problem 404 for everybody else
 */
export async function readPurchase(id: string, { division }: Caller, { store }: Deps): Promise<Answer> {
  const purchase = await store.purchase(id);
  if (!purchase || !covers(division, purchase.division)) throw notFound('没有这笔政府购买，或您无权查看');
  return answerOf(purchase);
}

const shown = ({ version: _, ...purchase }: Purchase) => purchase;
