/** How figures stand to the plan's targets. Pure; whole numbers are compared, so that 49.999 % is not 50 %. */
import type { Indicator, Target } from '../policy/schema.ts';
import type { Judged } from './content.ts';
import type { Figure } from './figures.ts';

type Quotient = Omit<Figure, 'by'>;

/** The target of an indicator for the year that a period lies in. */
export const targetFor = ({ targets }: Indicator, period: string): Target | undefined =>
  targets.find(({ year }) => year === period.slice(0, 4));

/**
 * Whether a figure reaches its target, and what is missing.
 * @param baseline of the first quarter that has figures, for targets that go by how much it is up
 */
export function judge(target: Target, figure: Quotient | undefined, baseline?: Quotient): Judged {
  const { clause } = target;
  const about = { target: inWords(target), clause };
  if (!figure?.denominator) return about;
  const { numerator, denominator } = figure;
  if (target.kind === 'clearly-up') {
    if (!baseline?.denominator) return about;
    const up =
      BigInt(numerator) * BigInt(baseline.denominator) - BigInt(baseline.numerator) * BigInt(denominator);
    const missing = BigInt(target.points) * BigInt(denominator) * BigInt(baseline.denominator) - up * 100n;
    if (missing <= 0n) return { ...about, reached: true };
    return {
      ...about,
      reached: false,
      gap: gapOf(missing, BigInt(denominator) * BigInt(baseline.denominator)),
    };
  }
  const missing = BigInt(target.percent) * BigInt(denominator) - BigInt(numerator) * 100n;
  const reached = target.kind === 'over' ? missing < 0n : missing <= 0n;
  return reached ? { ...about, reached } : { ...about, reached, gap: gapOf(missing, BigInt(denominator)) };
}

/** A target in words. */
export function inWords(target: Target): string {
  switch (target.kind) {
    case 'at-least':
      return target.percent === 100 ? '100%' : `不低于 ${target.percent}%`;
    case 'over':
      return `超过 ${target.percent}%`;
    case 'clearly-up':
      return `比基期提升 ${target.points} 个百分点以上`;
  }
}

/** Rounded up: what is missing does not look as if it were less. */
function gapOf(missing: bigint, denominator: bigint): string {
  const hundredths = (missing * 100n + denominator - 1n) / denominator;
  return missing === 0n ? '须超过，刚好相等' : `还差 ${(Number(hundredths) / 100).toFixed(2)} 个百分点`;
}
