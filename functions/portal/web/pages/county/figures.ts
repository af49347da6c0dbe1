/** Figures as they stand in a report: numerator and denominator, shown in the way of their indicator. */

export interface Figure {
  numerator: number;
  denominator?: number | undefined;
}
export type ShownAs = 'percent' | 'average' | 'number';

/** The value of a figure; null where there is nothing to divide by. */
export function quotientOf({ numerator, denominator }: Figure, as: ShownAs): number | null {
  if (denominator === undefined) return numerator;
  if (denominator === 0) return null;
  const quotient = numerator / denominator;
  return as === 'percent' ? quotient * 100 : quotient;
}

/** The value in words: `83.33%（5/6）`, `1.25（5/4）`, `12`; a dash where there is none. */
export function textOf(figure: Figure, as: ShownAs): string {
  const value = quotientOf(figure, as);
  if (figure.denominator === undefined) return String(figure.numerator);
  const of = `（${figure.numerator}/${figure.denominator}）`;
  if (value === null) return `—${of}`;
  return `${Math.round(value * 100) / 100}${as === 'percent' ? '%' : ''}${of}`;
}

/** The number of a target such as `90%`, `≥3` or `2022: 100%` on the scale of its figures; undefined without one. */
export function lineOf(target: string): number | undefined {
  const found = /(\d+(?:\.\d+)?)\s*[%％]?\s*$/.exec(target);
  return found === null ? undefined : Number(found[1]);
}
