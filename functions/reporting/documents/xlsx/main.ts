import type { WriteSheet } from 'hucre/xlsx';
import { kindOf } from '../../../../shared/calendar/periods.ts';
import { EARLIER, type Reported, type Told, titleOf } from '../report.ts';
import { cellAt, type Row, sheetOf } from './sheet.ts';
import { difference, quotient } from './values.ts';

const MAIN_COLUMNS = {
  name: 0,
  unit: 1,
  numerator: 2,
  denominator: 3,
  value: 4,
  beforeNumerator: 5,
  beforeDenominator: 6,
  before: 7,
} as const;

/** Every indicator with its target, and how it changed. */
export function main({ content }: Reported, told: readonly Told[]): WriteSheet {
  const earlier = EARLIER[kindOf(content.period)];
  const head = [
    '指标',
    '单位',
    '分子',
    '分母',
    '数值',
    `${earlier}分子`,
    `${earlier}分母`,
    `${earlier}数值`,
    '增减（百分点或本单位）',
    '目标',
    '是否达标',
    '差距',
    '依据',
  ];
  const rows: Row[] = [
    { kind: 'title', values: [`${titleOf(content)}：主要指标`] },
    { kind: 'head', values: head },
    ...told.map(({ indicator, line }, at): Row => {
      const row = at + 2;
      const { numerator, denominator, value, beforeNumerator, beforeDenominator, before } = MAIN_COLUMNS;
      const { judged } = line;
      return {
        kind: 'body',
        values: [
          indicator.name.zh,
          indicator.unit,
          line.numerator,
          line.denominator,
          quotient(indicator, line, cellAt(row, numerator), cellAt(row, denominator)),
          line.before?.numerator,
          line.before?.denominator,
          line.before &&
            quotient(indicator, line.before, cellAt(row, beforeNumerator), cellAt(row, beforeDenominator)),
          line.before && difference(indicator, line, line.before, [cellAt(row, value), cellAt(row, before)]),
          judged?.target,
          judged && (judged.reached === undefined ? '暂不能判断' : judged.reached ? '达标' : '未达标'),
          judged?.gap,
          indicator.clause,
        ],
      };
    }),
  ];
  return sheetOf('主要指标', rows, {
    widths: [40, 8, 14, 14, 14, 14, 14, 14, 16, 22, 12, 22, 20],
    freeze: { rows: 2, columns: 1 },
  });
}
