/** Figures of two periods, and which is more. Pure. */
import { type Form, type Quotient, shownOf } from '../../../shared/figures/shown.ts';

/** How far apart two figures are, in the unit that is shown: points of percentages; null where one says nothing. */
export function differenceOf(form: Form, now: Quotient, before: Quotient | undefined): number | null {
  const [after, earlier] = [shownOf(form, now).value, before ? shownOf(form, before).value : null];
  return after === null || earlier === null ? null : Math.round((after - earlier) * 100) / 100;
}

/** Compares two quotients or numbers without dividing: negative when the first is less. */
export function compared(a: Quotient, b: Quotient): number {
  const left = BigInt(a.numerator) * BigInt(b.denominator ?? 1);
  const right = BigInt(b.numerator) * BigInt(a.denominator ?? 1);
  return left < right ? -1 : left > right ? 1 : 0;
}
