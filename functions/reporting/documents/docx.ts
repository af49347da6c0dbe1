/** A report as a Word document, set as official documents are (GB/T 9704-2012). Pure. */
import { createRequire } from 'node:module';
import type * as Docx from 'docx';
import { today } from '../../../shared/calendar/today.ts';
import { shownOf } from '../../../shared/figures/shown.ts';
import { targetFor } from '../model/judged.ts';
import type { Indicator } from '../policy/schema.ts';
import type { Picture } from './picture.ts';
import { indicatorsOfParts, PARTS_NAME, type Reported, rankedBy, titleOf, toldOf } from './report.ts';
import { addressee, closing, type Passage, passagesOf } from './words.ts';

/** Taken from its package, which the function brings along (functions.yml): bundled with the rest it would be too large. */
const {
  AlignmentType,
  Document,
  Footer,
  HeightRule,
  ImageRun,
  LineRuleType,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} = createRequire(import.meta.url)('docx') as typeof Docx;

/** Half points: 二号, 三号, 四号, 小四 and 五号. */
const SIZES = { title: 44, body: 32, number: 28, small: 24, table: 21 } as const;
/** Twentieths of a point: lines of 28 points. */
const LINE = 560;
/** Two characters, in hundredths of one, and in twentieths of a point for readers that know no characters. */
const INDENT = { firstLineChars: 200, firstLine: 640 };
/** A4 with margins of 37, 35, 28 and 26 mm, in twentieths of a point. */
const PAGE = {
  size: { width: 11_906, height: 16_838 },
  margin: { top: 2_098, bottom: 1_984, left: 1_587, right: 1_474, footer: 1_587 },
};
/** Of the text, in twentieths of a point, and of pictures in pixels. */
const TEXT_WIDTH = PAGE.size.width - PAGE.margin.left - PAGE.margin.right;
const PICTURE_WIDTH = 580;
const PICTURE_HEIGHT = 800;

/** With the hint, signs that both scripts have (“”, —) are set in the Chinese font. */
const font = (eastAsia: string) => ({
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  eastAsia,
  hint: 'eastAsia',
});
const FONTS = {
  title: font('方正小标宋简体'),
  body: font('仿宋_GB2312'),
  first: font('黑体'),
  second: font('楷体_GB2312'),
  number: font('宋体'),
};
const MAKER = '社区社会组织培优平台';

/** Indicators of one table of an attachment: as many as a page is wide. */
const COLUMNS = 5;

/** The bytes of the document (.docx). */
export async function docxOf(report: Reported, pictures: readonly Picture[]): Promise<Buffer> {
  const { content } = report;
  const title = titleOf(content);
  const name = PARTS_NAME[content.level];
  const attachments = [
    '主要指标表',
    ...(content.parts.length > 0 ? [`${name}指标表`] : []),
    ...(pictures.length > 0 ? ['图表'] : []),
  ];
  const passages = passagesOf(report);
  const last = passages.findIndex(({ kind, text }) => kind === 'first' && text.includes('存在的不足'));
  const [issuer, day] = closing(report, today);
  const document = new Document({
    title,
    creator: MAKER,
    lastModifiedBy: MAKER,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { font: FONTS.body, size: SIZES.body, language: { value: 'zh-CN', eastAsia: 'zh-CN' } },
          paragraph: { spacing: { line: LINE, lineRule: LineRuleType.EXACT } },
        },
      },
    },
    sections: [
      {
        properties: { page: PAGE },
        footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            // Lines of the body's height would cut the larger title off.
            spacing: { line: LINE, lineRule: LineRuleType.AT_LEAST, after: LINE },
            children: [new TextRun({ text: title, font: FONTS.title, size: SIZES.title })],
          }),
          paragraph(`${addressee(report)}：`, {}),
          ...passages.slice(0, last).map(shown),
          ...mainTableOfParts(report),
          ...passages.slice(last).map(shown),
          empty(),
          ...attachments.map((attached, at) =>
            paragraph(`${at === 0 ? '附件：' : ''}${at + 1}.${attached}`, {
              indent: at === 0 ? INDENT : { firstLineChars: 500, firstLine: 1_600 },
              keepNext: true,
            }),
          ),
          empty(),
          empty(),
          // Issuer and day never stand alone on a page: what is attached comes with them.
          // The day stands four characters from the margin, the issuer centred over it as far as its length allows.
          paragraph(issuer!, { alignment: AlignmentType.RIGHT, keepNext: true, indent: { end: 960 } }),
          paragraph(day!, { alignment: AlignmentType.RIGHT, indent: { end: 1_280 } }),
          ...attachments.flatMap((attached, at) => [
            attachmentHead(at + 1, attached),
            ...(attached === '图表'
              ? pictures.flatMap(pictured)
              : at === 0
                ? [mainTable(report)]
                : tablesOfParts(report)),
          ]),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

/** — 1 —, towards the outer edge of the page. */
function pageNumber(alignment: (typeof AlignmentType)['LEFT' | 'RIGHT']): Docx.Footer {
  const children = ['— ', PageNumber.CURRENT, ' —'];
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        indent: { start: 280, end: 280 },
        children: [new TextRun({ children, font: FONTS.number, size: SIZES.number })],
      }),
    ],
  });
}

function shown({ kind, text }: Passage): Docx.Paragraph {
  if (kind === 'text') return paragraph(text, { alignment: AlignmentType.JUSTIFIED, indent: INDENT });
  return new Paragraph({
    indent: INDENT,
    keepNext: true,
    outlineLevel: kind === 'first' ? 0 : 1,
    children: [new TextRun({ text, font: FONTS[kind], size: SIZES.body })],
  });
}

const paragraph = (text: string, options: Docx.IParagraphOptions) =>
  new Paragraph({ ...options, children: [new TextRun({ text, font: FONTS.body, size: SIZES.body })] });

const empty = () => paragraph('', { keepNext: true });

function attachmentHead(number: number, title: string): Docx.Paragraph {
  return new Paragraph({
    spacing: { line: LINE, lineRule: LineRuleType.AT_LEAST, after: 200 },
    children: [
      new PageBreak(),
      new TextRun({ text: `附件${number}`, font: FONTS.first, size: SIZES.body }),
      new TextRun({ text: title, font: FONTS.title, size: SIZES.body, break: 1 }),
    ],
  });
}

/** The indicators with targets over the divisions below, ranked by the first of them. */
function mainTableOfParts(report: Reported): (Docx.Paragraph | Docx.Table)[] {
  const { content } = report;
  const indicators = indicatorsOfParts(report).filter((one) => targetFor(one, content.period));
  const [first] = indicators;
  if (!first) return [];
  const places = new Map(
    indicators.map((one) => [one.id, new Map(rankedBy(one, report).map((row) => [row.part.division, row]))]),
  );
  const ranked = rankedBy(first, report);
  const order = [
    ...ranked.map(({ part }) => part),
    ...content.parts.filter((part) => !ranked.some((one) => one.part === part)),
  ];
  const head = ['地区', ...indicators.flatMap(({ name }) => [name.zh, '位次'])];
  const rows = order.map((part) => [
    part.name,
    ...indicators.flatMap(({ id }) => {
      const row = places.get(id)!.get(part.division);
      return [row?.shown.text ?? '—', row?.place === undefined ? '—' : String(row.place)];
    }),
  ]);
  return [table(head, rows, [2, ...indicators.flatMap(() => [2.4, 0.9])]), empty()];
}

function mainTable(report: Reported): Docx.Table {
  const rows = toldOf(report).map(({ indicator, line, now, before }) => [
    indicator.name.zh,
    line.denominator === undefined ? '—' : `${line.numerator}/${line.denominator}`,
    now.text,
    before?.text ?? '—',
    line.judged?.target ?? '—',
    line.judged === undefined
      ? '—'
      : line.judged.reached === undefined
        ? '暂不能判断'
        : line.judged.reached
          ? '达标'
          : '未达标',
  ]);
  return table(
    ['指标', '分子/分母', '本期', '上期', '目标', '是否达标'],
    rows,
    [3.4, 2.6, 1.9, 1.9, 1.7, 1.2],
  );
}

/** All indicators over the divisions below, as many in a table as a page is wide. */
function tablesOfParts(report: Reported): (Docx.Paragraph | Docx.Table)[] {
  const indicators = indicatorsOfParts(report);
  const groups = Array.from({ length: Math.ceil(indicators.length / COLUMNS) }, (_, at) =>
    indicators.slice(at * COLUMNS, (at + 1) * COLUMNS),
  );
  return groups.flatMap((group) => [tableOfParts(report, group), empty()]);
}

const tableOfParts = ({ content }: Reported, indicators: readonly Indicator[]): Docx.Table =>
  table(
    ['地区', ...indicators.map(({ name }) => name.zh)],
    content.parts.map(({ name, figures }) => [
      name,
      ...indicators.map((indicator) => {
        const figure = figures[indicator.id];
        return figure ? shownOf(indicator, figure).text : '—';
      }),
    ]),
    [1.6, ...indicators.map(() => 2)],
  );

/** @param widths how wide columns are to one another */
function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
): Docx.Table {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const columnWidths = widths.map((width) => Math.floor((width / whole) * TEXT_WIDTH));
  const cell = (text: string, column: number, isHead: boolean) =>
    new TableCell({
      verticalAlign: VerticalAlignTable.CENTER,
      width: { size: columnWidths[column]!, type: WidthType.DXA },
      margins: { left: 60, right: 60 },
      children: [
        new Paragraph({
          alignment: column === 0 && !isHead ? AlignmentType.LEFT : AlignmentType.CENTER,
          spacing: { line: 300, lineRule: LineRuleType.AT_LEAST },
          children: [new TextRun({ text, font: isHead ? FONTS.first : FONTS.body, size: SIZES.table })],
        }),
      ],
    });
  const row = (values: readonly string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      height: { value: 400, rule: HeightRule.ATLEAST },
      children: values.map((text, column) => cell(text, column, isHead)),
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths,
    rows: [row(head, true), ...rows.map((values) => row(values, false))],
  });
}

function pictured({ png, width, height, title }: Picture): Docx.Paragraph[] {
  const scale = Math.min(PICTURE_WIDTH / width, PICTURE_HEIGHT / height);
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      // Of fixed height a line would show a strip of the picture only.
      spacing: { line: 240, lineRule: LineRuleType.AUTO, after: 200 },
      children: [
        new ImageRun({
          type: 'png',
          data: png,
          transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
          altText: { name: title, title, description: title },
        }),
      ],
    }),
  ];
}
