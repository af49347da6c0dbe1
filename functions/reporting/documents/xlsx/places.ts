import type { WriteSheet } from 'hucre/xlsx';
import type { Indicator } from '../../policy/schema.ts';
import { indicatorsOfParts, PARTS_NAME, type Reported, titleOf } from '../report.ts';
import { cellAt, type Row, sheetOf, type Value, WHOLE } from './sheet.ts';
import { type Quotient, quotient } from './values.ts';

/** The divisions below, with numerators and denominators of every indicator, their sums, and what the report says. */
export function places(report: Reported): WriteSheet {
  const { content } = report;
  const indicators = indicatorsOfParts(report);
  const columns = indicators.map((indicator) => ({ indicator, names: columnsOf(indicator) }));
  const name = PARTS_NAME[content.level];
  const first = 3;
  const last = first + content.parts.length - 1;
  const merges: NonNullable<WriteSheet['merges']> = [];
  let at = 2;
  for (const { names } of columns) {
    if (names.length > 1)
      merges.push({ startRow: 1, endRow: 1, startCol: at, endCol: at + names.length - 1 });
    at += names.length;
  }
  /** The cells of a row; whole numbers as they are given for a column. */
  const cells = (row: number, figures: Readonly<Record<string, Quotient>>, summed = false): Value[] => {
    let column = 2;
    return columns.flatMap(({ indicator, names }): Value[] => {
      const from = column;
      column += names.length;
      const figure = figures[indicator.id];
      if (!figure) return names.map(() => undefined);
      const whole = (value: number, offset: number): Value =>
        summed
          ? {
              formula: `SUM(${cellAt(first, from + offset)}:${cellAt(last, from + offset)})`,
              result: value,
              format: WHOLE,
            }
          : value;
      const values = [whole(figure.numerator, 0)];
      if (indicator.as !== 'number') values.push(whole(figure.denominator ?? 0, 1));
      return names.length === 1
        ? values
        : [...values, quotient(indicator, figure, cellAt(row, from), cellAt(row, from + 1))];
    });
  };
  const rows: Row[] = [
    { kind: 'title', values: [`${titleOf(content)}：${name}情况`] },
    {
      kind: 'head',
      values: [
        '',
        '',
        ...columns.flatMap(({ indicator, names }) =>
          names.map((_, at) => (at === 0 ? `${indicator.name.zh}（${indicator.unit}）` : '')),
        ),
      ],
    },
    { kind: 'head', values: ['代码', '名称', ...columns.flatMap(({ names }) => names)] },
    ...content.parts.map(
      (part, index): Row => ({
        kind: 'body',
        values: [part.division, part.name, ...cells(first + index, part.figures)],
      }),
    ),
    {
      kind: 'total',
      values: ['', '合计', ...cells(last + 1, sums(report, indicators), true)],
    },
    {
      kind: 'total',
      values: [
        content.division,
        `${content.name}（报告数）`,
        ...cells(last + 2, Object.fromEntries(content.lines.map((line) => [line.indicator, line]))),
      ],
    },
    {
      kind: 'note',
      values: ['合计与报告数不同的：本级直接办理的不在各地之中；由专门口径公布的，以报告数为准。'],
    },
  ];
  return sheetOf(`${name}情况`, rows, {
    widths: [12, 20, ...columns.flatMap(({ names }) => names.map(() => 14))],
    freeze: { rows: 3, columns: 2 },
    merges,
  });
}

function columnsOf({ as, scale }: Indicator): readonly string[] {
  if (as !== 'number') return ['分子', '分母', '数值'];
  return scale === 1 ? ['数值'] : ['原值', '数值'];
}

/** Added up over the divisions below. */
function sums({ content }: Reported, indicators: readonly Indicator[]): Record<string, Quotient> {
  const sum = (id: string, side: 'numerator' | 'denominator') =>
    content.parts.reduce((total, { figures }) => total + (figures[id]?.[side] ?? 0), 0);
  return Object.fromEntries(
    indicators.map(({ id, as }) => [
      id,
      { numerator: sum(id, 'numerator'), ...(as !== 'number' && { denominator: sum(id, 'denominator') }) },
    ]),
  );
}
