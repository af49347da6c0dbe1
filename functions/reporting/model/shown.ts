/** Figures as people read them: the only place where they are divided. Pure. */
import type { Indicator } from '../policy/schema.ts';
import type { Figure } from './figures.ts';

type Quotient = Omit<Figure, 'by'>;
type Form = Pick<Indicator, 'as' | 'unit' | 'scale'>;

export interface Shown {
  /** To two decimals; null for a quotient of nothing. */
  value: number | null;
  /** With its unit. */
  text: string;
}

/**
 * A figure as it is shown. Percentages are cut off, not rounded: what is short of a target does not look as if it were there.
 */
export function shownOf({ as, unit, scale }: Form, { numerator, denominator = 0 }: Quotient): Shown {
  if (as !== 'number' && denominator === 0) return { value: null, text: '—' };
  const value =
    as === 'percent'
      ? Number((BigInt(numerator) * 10_000n) / BigInt(denominator)) / 100
      : Math.round((numerator / (as === 'average' ? denominator * scale : scale)) * 100) / 100;
  const digits = as === 'number' && scale === 1 ? 0 : 2;
  const said = value.toLocaleString('zh-CN', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return { value, text: unit === '%' ? `${said}%` : `${said} ${unit}`.trimEnd() };
}

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
