import type { WriteSheet } from 'hucre/xlsx';
import { indicatorOf, type Reported } from '../report.ts';
import { cellAt, type Row, sheetOf, type Value } from './sheet.ts';
import { type Quotient, quotient } from './values.ts';

/** Of a restatement: every figure that is another than in the version before. */
export function changed({ content, policy }: Reported): WriteSheet {
  const names = new Map([
    [content.division, content.name],
    ...content.parts.map((one) => [one.division, one.name] as const),
  ]);
  const rows: Row[] = [
    { kind: 'title', values: [`第${content.version}版与第${content.version - 1}版不同之处`] },
    {
      kind: 'head',
      values: ['行政区划', '指标', '单位', '原分子', '原分母', '原数值', '现分子', '现分母', '现数值'],
    },
    ...(content.changes ?? []).map(({ division, indicator: id, before, after }, at): Row => {
      const indicator = indicatorOf(policy, id);
      const side = (figure: Quotient | undefined, from: number): Value[] =>
        figure
          ? [
              figure.numerator,
              figure.denominator,
              quotient(indicator, figure, cellAt(at + 2, from), cellAt(at + 2, from + 1)),
            ]
          : ['无', undefined, undefined];
      return {
        kind: 'body',
        values: [
          names.get(division) ?? division,
          indicator.name.zh,
          indicator.unit,
          ...side(before, 3),
          ...side(after, 6),
        ],
      };
    }),
  ];
  return sheetOf('重述变化', rows, {
    widths: [22, 40, 8, 14, 14, 14, 14, 14, 14],
    freeze: { rows: 2, columns: 2 },
  });
}
