/** Figures as people read them: the only place where they are divided. Pure. */

/** A count, or two counts of which one is divided by the other. */
export interface Quotient {
  numerator: number;
  denominator?: number;
}

/** How an indicator is shown: `scale` of what is counted make one `unit`. */
export interface Form {
  as: 'percent' | 'average' | 'number';
  unit: string;
  scale: number;
}

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
