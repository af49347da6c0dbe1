/** What enters the yearly assessment of divisions (O2), as a table to be taken along. */
import { writeCsv } from 'hucre/csv';
import { type Cell, writeXlsx } from 'hucre/xlsx';
import type * as z from 'zod';
import { columnName } from '../../../shared/spreadsheet/rows.ts';
import type { Indicator } from '../policy/schema.ts';
import type { PerformanceAnswer } from './schema.ts';

type Performance = z.output<typeof PerformanceAnswer>;
type Column = Pick<Indicator, 'as' | 'scale'> & Performance['indicators'][number];
type Row = (string | number | null)[];

const LEVEL_NAMES = { city: '市', county: '县（市、区）', township: '乡镇（街道）', village: '村（社区）' };
const FIRST = ['行政区划代码', '名称', '层级'];

/** One row a division; of every indicator numerator, denominator and value. UTF-8 with a BOM, as Excel wants it. */
export function performanceCsv(performance: Performance, columns: readonly Column[]): string {
  return writeCsv([headings(columns), ...rowsOf(performance, columns)], { bom: true, escapeFormulae: true });
}

/** The same as a workbook, in which quotients are formulas over their numerators and denominators. */
export async function performanceXlsx(
  performance: Performance,
  columns: readonly Column[],
): Promise<Uint8Array> {
  const rows = rowsOf(performance, columns);
  const cells = new Map<string, Partial<Cell>>();
  for (const [at, row] of rows.entries())
    for (const [index, { as, scale }] of columns.entries()) {
      const [numerator, denominator, value] = [0, 1, 2].map((one) => FIRST.length + index * 3 + one) as [
        number,
        number,
        number,
      ];
      if (row[value] === null) continue;
      const cell = (column: number) => `${columnName(column)}${at + 2}`;
      const quotient = `${cell(numerator)}/${cell(denominator)}`;
      // Percentages are cut off, as everywhere (model/shown.ts).
      const formula = {
        number: `${cell(numerator)}/${scale}`,
        average: `${quotient}/${scale}`,
        percent: `ROUNDDOWN(${quotient},4)*100`,
      }[as];
      cells.set(`${at + 1},${value}`, { formula, formulaResult: row[value]!, style: { numFmt: '0.00' } });
    }
  for (const at of headings(columns).keys()) cells.set(`0,${at}`, { style: { font: { bold: true } } });
  return writeXlsx({
    sheets: [
      {
        name: `${performance.year}年考核数据`,
        rows: [headings(columns), ...rows],
        columns: headings(columns).map((heading) => ({ width: Math.max(12, heading.length * 2 + 2) })),
        cells,
        freezePane: { rows: 1, columns: FIRST.length },
      },
    ],
  });
}

const headings = (columns: readonly Column[]): string[] => [
  ...FIRST,
  ...columns.flatMap(({ name, unit }) => [`${name}（分子）`, `${name}（分母）`, `${name}（${unit}）`]),
];

const rowsOf = ({ items }: Performance, columns: readonly Column[]): Row[] =>
  items.map(({ division, name, level, figures }) => [
    division,
    name,
    LEVEL_NAMES[level],
    ...columns.flatMap(({ indicator }): Row => {
      const figure = figures[indicator];
      return figure ? [figure.numerator, figure.denominator ?? null, figure.value] : [null, null, null];
    }),
  ]);
