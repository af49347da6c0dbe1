/** The form of a government purchase (O2), and what of it is told to the API. Pure. */
import type { paths } from '../../api/generated/schema.d.ts';
import { fenOf } from '../../components/money.ts';
import { filledIn } from '../../components/patch.ts';
import type { texts } from '../../texts/index.ts';

export type Purchase = paths['/v1/purchases/{id}']['get']['responses'][200]['content']['application/json'];
type PurchaseBody = NonNullable<paths['/v1/purchases']['post']['requestBody']>['content']['application/json'];
type Words = typeof texts.words;

export interface PurchaseForm {
  what: string;
  on: string;
  yuan: string;
  isNew: boolean;
  from: keyof Words['purchaseSeller'];
  /** Whether the organisation is one that the platform knows. */
  listed: boolean;
  organisation: string;
  sellerName: string;
  purpose: keyof Words['purchasePurpose'];
  document: string;
}

export const emptyPurchase = (): PurchaseForm => ({
  what: '',
  on: '',
  yuan: '',
  isNew: true,
  from: 'social-organisation',
  listed: true,
  organisation: '',
  sellerName: '',
  purpose: 'platform',
  document: '',
});

/** Whether who it is bought from is chosen, not written. */
export const isChosen = ({ from, listed }: PurchaseForm): boolean => from === 'social-organisation' && listed;

/** What is filled in: what is missing the API tells beside its field. */
export function purchaseBodyOf(form: PurchaseForm): PurchaseBody {
  const { on, yuan, isNew, from, organisation, sellerName, purpose } = form;
  return filledIn({
    on,
    fen: fenOf(yuan),
    isNew,
    from,
    ...(isChosen(form) ? { organisation } : { sellerName: sellerName.trim() }),
    purpose,
    what: form.what.trim(),
    document: form.document.trim(),
  }) as PurchaseBody;
}
