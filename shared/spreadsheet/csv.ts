/** Reads a ledger from comma-separated text, as Excel and WPS save it: UTF-8 with or without BOM, or GB18030. */
import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { columnName, formulaIn, type Limits, type SheetRow, UnreadableFile } from './rows.ts';

const PIECE = 64 * 1024;

/**
 * The records that have something in them, from the top.
 * @throws UnreadableFile for another encoding, text that is no CSV, a formula
 */
export async function* readCsv(bytes: Buffer, limits: Limits): AsyncGenerator<SheetRow> {
  const text = Readable.from(decoded(bytes));
  const records = parse({
    bom: true,
    // Sheets copied out of Excel are separated by tabs.
    delimiter: [',', '\t'],
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: limits.columns * limits.cellCharacters,
  });
  text.on('error', (error) => records.destroy(error));
  text.pipe(records);
  let number = 0;
  try {
    for await (const record of records as AsyncIterable<string[]>) {
      number++;
      const cells = record.slice(0, limits.columns);
      const formula = cells.findIndex((cell) => cell.startsWith('='));
      if (formula !== -1) throw formulaIn(`${columnName(formula)}${number}`);
      if (cells.some((cell) => cell.trim() !== '')) yield { number, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableFile(
      'broken',
      `第 ${number + 1} 行起不是完整的 CSV：引号没有成对。请用 Excel 或 WPS 打开后另存为“CSV UTF-8”，再上传`,
      error,
    );
  }
}

function* decoded(bytes: Buffer): Generator<string> {
  const decoder = new TextDecoder(encodingOf(bytes), { fatal: true });
  for (let from = 0; from < bytes.length; from += PIECE) {
    const stream = from + PIECE < bytes.length;
    try {
      yield decoder.decode(bytes.subarray(from, from + PIECE), { stream });
    } catch (error) {
      throw wrongEncoding(error);
    }
  }
}

function encodingOf(bytes: Buffer): 'utf-8' | 'gb18030' {
  // UTF-16 and binary files have zero bytes, which no text in the two encodings has.
  if (bytes.subarray(0, PIECE).includes(0)) throw wrongEncoding();
  return isUtf8(bytes) ? 'utf-8' : 'gb18030';
}

const wrongEncoding = (cause?: unknown) =>
  new UnreadableFile(
    'encoding',
    'CSV 的编码认不出来。请用 Excel 或 WPS 打开后另存为“CSV UTF-8（逗号分隔）”，再上传',
    cause,
  );
