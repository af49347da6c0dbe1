/** A report as a workbook: a sheet a table, and what is computed stays a formula over whole numbers. Pure. */
import { type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { kindOf } from '../../../shared/calendar/periods.ts';
import type { Figure } from '../model/figures.ts';
import { DIMENSION_NAMES, kindNamed } from '../model/kinds.ts';
import { differenceOf, shownOf } from '../model/shown.ts';
import type { Indicator } from '../policy/schema.ts';
import type { Picture } from './picture.ts';
import {
  EARLIER,
  indicatorOf,
  indicatorsOfParts,
  issuerOf,
  lastDayName,
  PARTS_NAME,
  periodName,
  type Reported,
  STATES,
  type Told,
  titleOf,
  toldOf,
} from './report.ts';
import {
  cellAt,
  DECIMAL,
  type Image,
  PERCENT,
  type Row,
  SIGNED,
  sheetOf,
  type Value,
  WHOLE,
} from './sheet.ts';

type Quotient = Omit<Figure, 'by'>;

/** What stands for a quotient of nothing. */
const NOTHING = '—';
const MAKER = '社区社会组织培优平台';

/** The bytes of the workbook. */
export async function xlsxOf(report: Reported, pictures: readonly Picture[]): Promise<Buffer> {
  const { content, signing } = report;
  const told = toldOf(report);
  const when = new Date(signing.signedAt ?? content.asOf);
  const sheets: WriteSheet[] = [
    cover(report),
    main(report, told),
    ...[...Map.groupBy(told, ({ indicator }) => indicator.section)].flatMap(([section, lines]) =>
      breakdown(section, lines),
    ),
    ...(content.parts.length > 0 ? [places(report)] : []),
    ...(content.changes ? [changed(report)] : []),
    ...(pictures.length > 0 ? [charts(pictures)] : []),
  ];
  const bytes = await writeXlsx({
    sheets,
    properties: {
      title: titleOf(content),
      creator: MAKER,
      lastModifiedBy: MAKER,
      created: when,
      modified: when,
    },
    defaultFont: { name: '宋体', size: 11 },
  });
  return Buffer.from(bytes);
}

function cover({ content, policy, signing }: Reported): WriteSheet {
  const facts: readonly (readonly [string, Value])[] = [
    ['编制单位', issuerOf(content)],
    ['行政区划', `${content.name}（${content.division}）`],
    ['期间', `${periodName(content.period)}（截至${lastDayName(content)}）`],
    ['版本', `第${content.version}版`],
    ['状态', STATES[signing.state]],
    ...(signing.checkedAt ? [['核对时间', signing.checkedAt] as const] : []),
    ...(signing.signedAt ? [['签发时间', signing.signedAt] as const] : []),
    ['数据截至', content.asOf],
    ['指标定义版本', policy.version],
    ['其他定义版本', content.definitions.join('、') || '无'],
    ['所含事实', content.facts.count],
    ['事实摘要', content.facts.digest],
    ['内容 SHA-256', signing.contentHash],
  ];
  const rows: Row[] = [
    { kind: 'title', values: [titleOf(content)] },
    { kind: 'note', values: [] },
    ...facts.map(([name, value]): Row => ({ kind: 'body', values: [name, value] })),
    { kind: 'note', values: [] },
    ...[
      '分子、分母均为整数；比例、平均数和合计都是公式，可以在单元格中查看。',
      '百分比保留两位小数，只舍不入：未达到目标的，不会显示为已达到。时间为世界协调时（UTC）。',
    ].map((note): Row => ({ kind: 'note', values: [note] })),
  ];
  return sheetOf('说明', rows, { widths: [18, 80] });
}

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

function main({ content }: Reported, told: readonly Told[]): WriteSheet {
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

/** The value as a formula over its whole numbers: percentages are cut off, as everywhere (model/shown.ts). */
function quotient(indicator: Indicator, figure: Quotient, numerator: string, denominator: string): Value {
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

function difference(
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

/** A sheet of a section: its indicators by what they are broken down by; none when nothing is. */
function breakdown(section: string, told: readonly Told[]): WriteSheet[] {
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
            '分子',
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

const share = (part: number, whole: number, a: string, b: string): Value => ({
  formula: `IF(${b}=0,"${NOTHING}",ROUNDDOWN(${a}/${b},4))`,
  result: whole === 0 ? NOTHING : Math.floor((part * 10_000) / whole) / 10_000,
  format: PERCENT,
});

const wordNames = ({ numerator }: Indicator, dimension: string): Readonly<Record<string, string>> =>
  (numerator.of === 'facts' && kindNamed(numerator.kind)?.dimensions[dimension]) || {};

/** The divisions below, with numerators and denominators of every indicator, their sums, and what the report says. */
function places(report: Reported): WriteSheet {
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

/** Of a restatement: every figure that is another than in the version before. */
function changed({ content, policy }: Reported): WriteSheet {
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

/** Of a row's height in pixels, for the pictures below one another. */
const ROW_PIXELS = 20;

function charts(pictures: readonly Picture[]): WriteSheet {
  let row = 2;
  const images = pictures.map(({ png, width, height, title }): Image => {
    const from = { row, col: 0 };
    row += Math.ceil(height / ROW_PIXELS) + 2;
    return { data: png, type: 'png', anchor: { from }, width, height, altText: title, title };
  });
  return sheetOf('图表', [{ kind: 'title', values: ['图表'] }], { widths: [12], images });
}
