/**
 * Reads a sheet of a workbook (.xlsx, ECMA-376) row by row. Of the workbook only the packed file and its shared
 * strings are ever in memory; what it may unpack to is bounded before anything is unpacked, and held to while it is.
 */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { columnIndex, columnName, formulaIn, type Limits, type SheetRow, UnreadableFile } from './rows.ts';

/** Entries of a workbook's zip archive; Excel writes a dozen or two. */
const MOST_ENTRIES = 500;
/** Rows and columns of a sheet (Excel's limits; the last column is XFD). */
const MOST_SHEET_ROWS = 1_048_576;
const MOST_SHEET_COLUMNS = 16_384;
/** The first bytes of a compound file: an old .xls, or an .xlsx that a password protects. */
const COMPOUND_FILE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

const broken = (cause?: unknown) =>
  new UnreadableFile(
    'broken',
    '文件已损坏或不完整，打不开。请用 Excel 或 WPS 打开后另存为 .xlsx，再上传',
    cause,
  );

const tooLarge = () =>
  new UnreadableFile(
    'too-large',
    '文件解压后过大，不像一张要导入的表。请把各行复制到新的模板文件里，分几个文件导入',
  );

/**
 * The rows of the workbook's ledger sheet that have something in them, from the top.
 * @throws UnreadableFile for what is no sound workbook of plain values within the limits
 */
export async function* readXlsx(bytes: Buffer, limits: Limits, sheetName: string): AsyncGenerator<SheetRow> {
  if (bytes.subarray(0, 4).equals(COMPOUND_FILE))
    throw new UnreadableFile(
      'encrypted',
      '文件是旧版 .xls 或设了打开密码。请取消密码，另存为“Excel 工作簿（.xlsx）”，再上传',
    );
  const parts = await openParts(bytes, limits);
  const sheet = await sheetNamed(sheetName, parts);
  const strings = await sharedStrings(parts, limits);
  yield* sheetRows(parts, sheet, strings, limits);
}

interface Parts {
  zip: ZipFile;
  entries: ReadonlyMap<string, Entry>;
}

/** The parts of a workbook, once its table of contents shows nothing that must not be in it. */
async function openParts(bytes: Buffer, limits: Limits): Promise<Parts> {
  const entries = new Map<string, Entry>();
  let zip: ZipFile;
  try {
    zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true });
    if (zip.entryCount > MOST_ENTRIES) throw tooLarge();
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  } catch (error) {
    throw error instanceof UnreadableFile ? error : broken(error);
  }
  let unpacked = 0;
  for (const { fileName, uncompressedSize, compressedSize } of entries.values()) {
    if (/vbaProject/i.test(fileName)) throw macros();
    unpacked += uncompressedSize;
    const swells = uncompressedSize > limits.ratioFrom && uncompressedSize > compressedSize * limits.ratio;
    if (swells || unpacked > limits.unpackedBytes) throw tooLarge();
  }
  return { zip, entries };
}

const macros = () =>
  new UnreadableFile('macros', '文件里有宏，不能导入。请另存为不含宏的“Excel 工作簿（.xlsx）”，再上传');

/** Where the ledger sheet is in the archive. */
async function sheetNamed(wanted: string, parts: Parts): Promise<string> {
  const sheets: { name: string; id: string }[] = [];
  let dates1904 = false;
  await walk(parts, 'xl/workbook.xml', {
    open: (name, attributes) => {
      if (name === 'sheet')
        sheets.push({ name: attributes.name ?? '', id: attributes['r:id'] ?? attributes.id ?? '' });
      if (name === 'workbookPr') dates1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
    },
  });
  if (dates1904)
    throw new UnreadableFile(
      'date-system',
      '工作簿用的是 1904 日期系统，日期会差四年。请在 Excel“选项—高级”中取消“使用 1904 日期系统”，核对日期后再导入',
    );
  const targets = new Map<string, string>();
  await walk(parts, 'xl/_rels/workbook.xml.rels', {
    open: (name, { Id = '', Target = '' }) => {
      if (name === 'Relationship') targets.set(Id, Target);
    },
  });
  await walk(parts, '[Content_Types].xml', {
    open: (_, { ContentType = '' }) => {
      if (/macroEnabled/i.test(ContentType)) throw macros();
    },
  });
  const sheet = sheets.find(({ name }) => name.trim() === wanted) ?? sheets[0];
  const target = sheet && targets.get(sheet.id);
  if (target === undefined) throw broken();
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

/** The texts that cells refer to by number; phonetic guides (rPh) are no part of them. */
async function sharedStrings(parts: Parts, limits: Limits): Promise<string[]> {
  const strings: string[] = [];
  if (!parts.entries.has('xl/sharedStrings.xml')) return strings;
  let text: string | undefined;
  let inText = false;
  let inPhonetic = false;
  await walk(parts, 'xl/sharedStrings.xml', {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 't') inText = true;
      if (name === 'rPh') inPhonetic = true;
    },
    text: (more) => {
      if (text !== undefined && inText && !inPhonetic && text.length <= limits.cellCharacters) text += more;
    },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') inPhonetic = false;
      if (name === 'si') strings.push(text!);
    },
  });
  return strings;
}

async function* sheetRows(
  parts: Parts,
  path: string,
  strings: readonly string[],
  limits: Limits,
): AsyncGenerator<SheetRow> {
  let done: SheetRow[] = [];
  let number = 0;
  let cells: SheetRow['cells'][number][] = [];
  let column = -1;
  let type = 'n';
  let value: string | undefined;
  let capturing = false;
  const walker = walking({
    open: (name, attributes) => {
      if (name === 'row') {
        const last = number;
        number = attributes.r === undefined ? last + 1 : Number(attributes.r);
        // A row is known by its number: one that comes twice would pass for the other.
        if (!Number.isInteger(number) || number <= last || number > MOST_SHEET_ROWS) throw broken();
        cells = [];
        column = -1;
      } else if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : columnIndex(attributes.r);
        if (column < 0 || column >= MOST_SHEET_COLUMNS) throw broken();
        type = attributes.t ?? 'n';
        value = undefined;
      } else if (name === 'f') {
        throw formulaIn(`${columnName(column)}${number}`);
      } else if (name === 'v' || name === 't') {
        capturing = true;
        value ??= '';
      }
    },
    text: (more) => {
      if (capturing && value!.length <= limits.cellCharacters) value += more;
    },
    close: (name) => {
      if (name === 'v' || name === 't') capturing = false;
      else if (name === 'c' && value !== undefined && column < limits.columns)
        cells[column] = cellOf(type, value, strings);
      else if (name === 'row' && cells.some((cell) => cell !== undefined && cell !== ''))
        done.push({ number, cells });
    },
  });
  for await (const text of textOf(parts, path)) {
    walker.write(text);
    yield* done;
    done = [];
  }
  walker.close();
  yield* done;
}

function cellOf(type: string, value: string, strings: readonly string[]): string | number {
  if (type === 's') {
    const shared = strings[Number(value)];
    if (shared === undefined) throw broken();
    return shared;
  }
  if (type === 'b') return value === '1' ? '是' : '否';
  if (type !== 'n') return value;
  const number = Number(value);
  // More digits than a number keeps: the text says more.
  return value.trim() === '' || Number.isNaN(number) || !Number.isSafeInteger(Math.trunc(number))
    ? value
    : number;
}

interface Walk {
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

/** A parser that tells of elements by their local names; document types, which workbooks have none of, are refused. */
function walking({ open, text, close }: Walk): SaxesParser {
  const local = ({ name }: { name: string }) => name.slice(name.indexOf(':') + 1);
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw broken(error);
  });
  parser.on('doctype', () => {
    throw broken();
  });
  if (open) parser.on('opentag', (tag: SaxesTagPlain) => open(local(tag), tag.attributes));
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  if (close) parser.on('closetag', (tag: SaxesTagPlain) => close(local(tag)));
  return parser;
}

async function walk(parts: Parts, path: string, what: Walk): Promise<void> {
  const parser = walking(what);
  for await (const text of textOf(parts, path)) parser.write(text);
  parser.close();
}

/** The text of a part, piece by piece as it is unpacked. */
async function* textOf({ zip, entries }: Parts, path: string): AsyncGenerator<string> {
  const entry = entries.get(path);
  if (!entry) throw new UnreadableFile('not-a-workbook', NO_WORKBOOK);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const stream = await zip.openReadStreamPromise(entry).catch(refuse);
  const pieces = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await pieces.next().catch(refuse);
      if (done) return;
      let text: string;
      try {
        text = decoder.decode(value as Buffer, { stream: true });
      } catch (error) {
        throw broken(error);
      }
      yield text;
    }
  } finally {
    // Whoever reads on to a row only leaves the rest packed.
    stream.destroy();
  }
}

function refuse(cause: unknown): never {
  throw broken(cause);
}

const NO_WORKBOOK = '这不是 Excel 工作簿（.xlsx）。请下载模板，填好后另存为 .xlsx 或 .csv，再上传';
