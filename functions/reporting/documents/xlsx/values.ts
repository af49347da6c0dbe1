import { shownOf } from '../../../../shared/figures/shown.ts';
import type { Figure } from '../../model/figures.ts';
import { differenceOf } from '../../model/shown.ts';
import type { Indicator } from '../../policy/schema.ts';
import { DECIMAL, PERCENT, SIGNED, type Value, WHOLE } from './sheet.ts';

export type Quotient = Omit<Figure, 'by'>;

/** What stands for a quotient of nothing. */
export const NOTHING = '—';

/** The value as a formula over its whole numbers: percentages are cut off, as everywhere (model/shown.ts). */
export function quotient(
  indicator: Indicator,
  figure: Quotient,
  numerator: string,
  denominator: string,
): Value {
  const { as, scale } = indicator;
  if (as === 'number')
    return scale === 1
      ? { formula: numerator, result: figure.numerator, format: WHOLE }
      : { formula: `${numerator}/${scale}`, result: figure.numerator / scale, format: DECIMAL };
  const divided = `${numerator}/${denominator}`;
  const cell = (formula: string, result: number, format: string) => ({
    formula: `IF(${denominator}=0,"${NOTHING}",${formula})`,
    result: figure.denominator ? result : NOTHING,
    format,
  });
  if (as === 'percent')
    return cell(`ROUNDDOWN(${divided},4)`, hundredths(shownOf(indicator, figure).value ?? 0), PERCENT);
  return cell(
    scale === 1 ? divided : `${divided}/${scale}`,
    figure.numerator / (figure.denominator || 1) / scale,
    DECIMAL,
  );
}

/** Of per cent the share of one, as a decimal has it. */
const hundredths = (percent: number) => Math.round(percent * 100) / 10_000;

export function difference(
  indicator: Indicator,
  now: Quotient,
  before: Quotient,
  [a, b]: readonly [string, string],
): Value {
  const found = differenceOf(indicator, now, before);
  const [factor, result] = indicator.as === 'percent' ? ['*100', found] : ['', exact(indicator, now, before)];
  return {
    formula: `IF(OR(${a}="${NOTHING}",${b}="${NOTHING}"),"${NOTHING}",(${a}-${b})${factor})`,
    result: found === null || result === null ? NOTHING : result,
    format: SIGNED,
  };
}

function exact({ as, scale }: Indicator, now: Quotient, before: Quotient): number | null {
  const of = ({ numerator, denominator }: Quotient) =>
    as === 'number' ? numerator / scale : denominator ? numerator / denominator / scale : null;
  const [after, earlier] = [of(now), of(before)];
  return after === null || earlier === null ? null : after - earlier;
}

export const share = (part: number, whole: number, a: string, b: string): Value => ({
  formula: `IF(${b}=0,"${NOTHING}",ROUNDDOWN(${a}/${b},4))`,
  result: whole === 0 ? NOTHING : Math.floor((part * 10_000) / whole) / 10_000,
  format: PERCENT,
});
