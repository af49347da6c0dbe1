/** A figure of the benchmark. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** What it is compared with, in the same unit. */
  floor?: number;
  /** What `value / floor`, or `value` when there is no floor, shall not exceed (or fall below: `atLeast`). */
  aim?: { atMost?: number; atLeast?: number };
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

export const median = (values: readonly number[]) => percentile(values, 0.5);

/** Whether a figure reaches its aim; undefined when it has none. */
export function reached({ value, floor, aim }: Figure): boolean | undefined {
  if (!aim) return undefined;
  const compared = floor === undefined ? value : value / floor;
  return compared <= (aim.atMost ?? Number.POSITIVE_INFINITY) && compared >= (aim.atLeast ?? 0);
}

/** The figures as a table for people. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { name, value, unit, floor, aim } = figure;
    return [
      name,
      `${rounded(value)} ${unit}`,
      floor === undefined ? '' : `${rounded(floor)} ${unit}`,
      floor === undefined ? '' : `${(value / floor).toPrecision(3)} x`,
      aim ? `${aim.atMost === undefined ? `>= ${aim.atLeast}` : `<= ${rounded(aim.atMost)}`}` : '',
      { true: 'yes', false: 'MISSED', undefined: '' }[String(reached(figure))]!,
    ];
  });
  const head = ['figure', 'value', 'floor', 'ratio', 'aim', 'reached'];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  return [head, widths.map((width) => '-'.repeat(width)), ...rows]
    .map((row) =>
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
    )
    .join('\n');
}

const rounded = (value: number) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2));
