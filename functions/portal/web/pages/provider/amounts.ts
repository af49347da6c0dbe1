/** How much of a resource there is, and how much of it is in use, in words. Pure. */
import { yuanText } from '../../components/money.ts';
import { texts } from '../../texts/index.ts';
import type { Resource } from './resource-form.ts';

const t = texts.provider.amount;
type Gift = NonNullable<Resource['gift']>;
interface Amounts {
  fen: number;
  quantity: number;
  minutes: number;
  slots?: readonly object[];
}

/** Amounts in the unit of a gift. */
export function amountText(gift: Gift, { fen, quantity, minutes, slots = [] }: Amounts): string {
  switch (gift.type) {
    case 'funds':
      return t.funds(yuanText(fen));
    case 'goods':
      return t.goods(quantity, gift.unit);
    case 'people':
      return t.people(minutes);
    case 'venue':
      return t.venue(slots.length);
  }
}

/** All that a gift gives. */
export function givenText(gift: Gift): string {
  const all = { fen: 0, quantity: 0, minutes: 0 };
  return amountText(gift, { ...all, ...gift });
}
