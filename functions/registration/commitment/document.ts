/** The commitment as a Word document, set as official documents are: A4, 黑体 and 宋体, two characters of indent. */
import { AlignmentType, Document, LineRuleType, Packer, PageOrientation, Paragraph, TextRun } from 'docx';
import type { CommitmentText } from '../model/commitment.ts';

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Half points: 二号 and 三号. */
const TITLE = 44;
const BODY = 32;
/** Twentieths of a point: lines of 28 points. */
const LINE = 560;
/** Two characters, in hundredths of one, and in twentieths of a point for readers that know no characters. */
const INDENT = { firstLineChars: 200, firstLine: 640 };

/** With the hint, signs that both scripts have (“”, —) are set in the Chinese font. */
const font = (eastAsia: string) => ({
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  eastAsia,
  hint: 'eastAsia',
});
const MAKER = '社区社会组织登记备案';
const SONG = font('宋体');
const HEI = font('黑体');

/** Who promised, and on which day (YYYY-MM-DD); before that there are lines to sign on. */
export interface Signed {
  name: string;
  on: string;
}

/** The bytes of the document (.docx). */
export async function commitmentDocument(
  { title, addressee, paragraphs }: CommitmentText,
  signed?: Signed,
): Promise<Buffer> {
  const run = (text: string) => new TextRun({ text, font: SONG, size: BODY });
  const line = (text: string, more: object = {}) => new Paragraph({ ...more, children: [run(text)] });
  const signature = [
    signed ? `承诺人：${signed.name}（已在线确认）` : '承诺人（签字）：________________',
    `日期：${signed ? dayOf(signed.on) : '____年____月____日'}`,
  ];
  const document = new Document({
    title,
    creator: MAKER,
    lastModifiedBy: MAKER,
    styles: {
      default: {
        document: {
          run: { font: SONG, size: BODY, language: { value: 'zh-CN', eastAsia: 'zh-CN' } },
          paragraph: { spacing: { line: LINE, lineRule: LineRuleType.EXACT } },
        },
      },
    },
    sections: [
      {
        properties: {
          // A4 with the margins of official documents (37, 35, 28, 26 mm), in twentieths of a point, which all readers take.
          page: {
            size: { width: 11_906, height: 16_838, orientation: PageOrientation.PORTRAIT },
            margin: { top: 2_098, bottom: 1_984, left: 1_587, right: 1_474 },
          },
        },
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            // Lines of the body's height would cut the larger title off.
            spacing: { line: LINE, lineRule: LineRuleType.AT_LEAST, after: LINE },
            children: [new TextRun({ text: title, font: HEI, size: TITLE })],
          }),
          line(`${addressee}：`),
          ...paragraphs.map((text) => line(text, { alignment: AlignmentType.JUSTIFIED, indent: INDENT })),
          ...signature.map((text, index) =>
            line(text, {
              alignment: AlignmentType.RIGHT,
              keepLines: true,
              ...(index === 0 && {
                keepNext: true,
                spacing: { before: LINE, line: LINE, lineRule: LineRuleType.EXACT },
              }),
            }),
          ),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

function dayOf(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
