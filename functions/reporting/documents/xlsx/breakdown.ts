import type { WriteSheet } from 'hucre/xlsx';
import { DIMENSION_NAMES, kindNamed } from '../../model/kinds.ts';
import type { Indicator } from '../../policy/schema.ts';
import type { Told } from '../report.ts';
import { cellAt, type Row, sheetOf } from './sheet.ts';
import { quotient, share } from './values.ts';

/** A sheet of a section: its indicators by what they are broken down by; none when nothing is. */
export function breakdown(section: string, told: readonly Told[]): WriteSheet[] {
  const rows: Row[] = [
    { kind: 'title', values: [`${section}：分类情况`] },
    {
      kind: 'note',
      values: ['一项可以同时属于几类的，各类之和大于总数；没有分类的，各类之和小于总数。'],
    },
  ];
  const heading = rows.length;
  for (const { indicator, line } of told)
    for (const [dimension, words] of Object.entries(line.by ?? {})) {
      const names = wordNames(indicator, dimension);
      const isQuotient = Object.values(words).some(({ denominator }) => denominator !== undefined);
      rows.push(
        { kind: 'note', values: [] },
        {
          kind: 'head',
          values: [
            `${indicator.name.zh}（按${DIMENSION_NAMES[dimension] ?? dimension}）`,
            isQuotient ? '分子' : wholeOf(indicator),
            ...(isQuotient ? ['分母', `数值（${indicator.unit}）`] : ['占本项总数']),
          ],
        },
      );
      const whole = rows.length + Object.keys(words).length;
      for (const [word, figure] of Object.entries(words)) {
        const row = rows.length;
        rows.push({
          kind: 'body',
          values: [
            names[word] ?? word,
            figure.numerator,
            ...(isQuotient
              ? [figure.denominator ?? 0, quotient(indicator, figure, cellAt(row, 1), cellAt(row, 2))]
              : [share(figure.numerator, line.numerator, cellAt(row, 1), cellAt(whole, 1))]),
          ],
        });
      }
      rows.push({
        kind: 'total',
        values: [
          '本项总数',
          line.numerator,
          ...(isQuotient
            ? [line.denominator ?? 0, quotient(indicator, line, cellAt(whole, 1), cellAt(whole, 2))]
            : [share(line.numerator, line.numerator, cellAt(whole, 1), cellAt(whole, 1))]),
        ],
      });
    }
  return rows.length === heading
    ? []
    : [sheetOf(section, rows, { widths: [44, 16, 16, 16], freeze: { rows: 1, columns: 1 } })];
}

const wordNames = ({ numerator }: Indicator, dimension: string): Readonly<Record<string, string>> =>
  (numerator.of === 'facts' && kindNamed(numerator.kind)?.dimensions[dimension]) || {};

/** What a whole number counts: of minutes and fen, how many make one of what is shown. */
const wholeOf = ({ scale, unit }: Indicator): string =>
  scale === 1 ? `数值（${unit}）` : `原值（每 ${scale} 为 1 ${unit}）`;
