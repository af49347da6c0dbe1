/** From an uploaded file to the rows of a sheet. */
import { readCsv } from '../spreadsheet/csv.ts';
import { LIMITS, type Limits, type SheetRow, UnreadableFile } from '../spreadsheet/rows.ts';
import { readXlsx } from '../spreadsheet/xlsx.ts';
import { type Cells, headingsOf, type Places, type Row, type Sheet } from './sheet.ts';
import type { Format } from './sheet-import.ts';

/** Rows of one file; a larger sheet is imported in several. */
export const MOST_ROWS = 20_000;

/** Characters that no workbook may hold (XML 1.0, 2.2); databases leave them in text, and nobody sees them. */
const UNSEEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Rows from the top among which the headings are looked for: titles and notes may stand above them. */
const HEADINGS_WITHIN = 10;

/**
 * The rows of a sheet below its headings, one at a time.
 * @throws UnreadableFile for a file that cannot be imported as a whole, as soon as that is seen
 */
export async function* readRows<C extends string>(
  bytes: Buffer,
  format: Format,
  sheet: Sheet<C>,
  { limits = LIMITS, mostRows = MOST_ROWS }: { limits?: Limits; mostRows?: number } = {},
): AsyncGenerator<Row<C>> {
  const zipped = bytes.subarray(0, 2).toString('latin1') === 'PK';
  if (format === 'csv' && zipped)
    throw new UnreadableFile('not-a-workbook', '文件是工作簿，不是 CSV。请把文件名改回 .xlsx，再上传');
  const headings = headingsOf(sheet);
  let places: Places<C> | undefined;
  let best: readonly string[] | undefined;
  let rows = 0;
  let looked = 0;
  for await (const row of format === 'csv' ? readCsv(bytes, limits) : readXlsx(bytes, limits, sheet.name)) {
    if (places) {
      if (++rows > mostRows)
        throw new UnreadableFile(
          'too-many-rows',
          `${sheet.name}超过 ${mostRows} 行。请拆成几个文件，每个不超过 ${mostRows} 行，分别导入`,
        );
      yield rowOf(row, places);
      continue;
    }
    const found = headings(row.cells);
    if (found.outcome === 'twice')
      throw new UnreadableFile('template', `表头“${found.heading}”出现了两次。请删去或改名其中一列，再上传`);
    if (found.outcome === 'found') places = found.places;
    else if (!best || found.missing.length < best.length) best = found.missing;
    if (++looked === HEADINGS_WITHIN && !places) break;
  }
  if (!places && !best) throw new UnreadableFile('empty', '文件里没有内容。请下载模板，填好后再上传');
  if (!places)
    throw new UnreadableFile(
      'template',
      `表头缺少：${best!.join('、')}。请下载模板，按模板的表头填写（前 ${HEADINGS_WITHIN} 行内应有一行表头）`,
    );
  if (rows === 0) throw new UnreadableFile('empty', '表头下面没有内容。请填写后再上传');
}

function rowOf<C extends string>({ number, cells }: SheetRow, places: Places<C>): Row<C> {
  const found: Cells<C> = {};
  for (const [column, index] of places) {
    const cell = cells[index];
    const shown = typeof cell === 'string' ? cell.replace(UNSEEN, '') : cell;
    if (shown !== undefined && shown !== '') found[column] = shown;
  }
  return { number, cells: found };
}
