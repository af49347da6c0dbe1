import { describe, expect, test } from '@jest/globals';
import { writeXlsx } from 'hucre/xlsx';
import { ledgerImport } from '../../../../functions/registration/import/routes.ts';
import {
  COLUMNS,
  LEDGER,
  type LedgerRow,
  TEMPLATE,
} from '../../../../functions/registration/model/import/columns.ts';
import { ledger, workbookOf } from '../../../../infra/ledger-workbook.ts';
import { readRows } from '../../../../shared/imports/rows.ts';
import type { Format } from '../../../../shared/imports/sheet-import.ts';
import { annotated, templateOf } from '../../../../shared/imports/workbook.ts';
import { zipOf } from '../../../support/zip.ts';

const templateFor = (division: string) =>
  templateOf(LEDGER, { choices: ledgerImport.choices(division), hint: ledgerImport.hint(division) });
const HEADINGS = TEMPLATE.map(([, { heading }]) => heading);
const CSV = `${HEADINGS.join(',')}\n红枫合唱队${','.repeat(HEADINGS.length - 1)}\n`;

async function rowsOf(
  bytes: Uint8Array | string,
  format: Format = 'xlsx',
  options = {},
): Promise<LedgerRow[]> {
  const rows: LedgerRow[] = [];
  for await (const row of readRows(Buffer.from(bytes as Uint8Array), format, LEDGER, options)) rows.push(row);
  return rows;
}
const sheet = (rows: (string | number)[][], more = {}) =>
  writeXlsx({ sheets: [{ name: '台账', rows, ...more }] });

describe('a workbook', () => {
  test('gives the rows that were typed, with the numbers that the sheet shows', async () => {
    const made = ledger({ rows: 300, division: '330302' });
    const read = await rowsOf(await workbookOf(made));
    expect(read.map(({ number }) => number)).toEqual(made.rows.map((_, index) => index + 2));
    // A cell left empty is a cell not there.
    const typed = made.rows.map((cells) =>
      Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== '')),
    );
    expect(read.map(({ cells }) => cells)).toEqual(typed);
  });

  test('may have a title above its headings, blank rows, and columns in any order', async () => {
    const headings = [...HEADINGS].reverse();
    const bytes = await sheet([['南汇街道社会组织台账'], [], headings, [], headings.map((one) => `${one}!`)]);
    const [row, ...others] = await rowsOf(bytes);
    expect(row).toMatchObject({ number: 5, cells: { name: '名称!', phone: '联系电话!' } });
    expect(others).toEqual([]);
  });

  test.each<[string, () => Promise<Uint8Array> | Uint8Array | string, Format, RegExp]>([
    [
      'with a formula names its cell',
      () => sheet([HEADINGS, ['甲']], { cells: new Map([['1,2', { formula: 'A1' }]]) }),
      'xlsx',
      /单元格 C2 是公式/,
    ],
    [
      'of another template names the columns that it lacks',
      () =>
        sheet([
          ['名称', '类别'],
          ['甲', '乙'],
        ]),
      'xlsx',
      /表头缺少：办理方式、.*联系电话/,
    ],
    ['whose heading comes twice', () => sheet([[...HEADINGS, '名称']]), 'xlsx', /“名称”出现了两次/],
    ['without a row', () => sheet([HEADINGS]), 'xlsx', /没有内容/],
    [
      'with macros',
      () =>
        writeXlsx({ sheets: [{ name: '台账', rows: [HEADINGS, ['甲']] }], vbaProject: new Uint8Array(64) }),
      'xlsx',
      /宏/,
    ],
    ['that a password protects', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'xlsx', /旧版/],
    ['that is a picture', () => 'no zip at all', 'xlsx', /打不开/],
    ['that is a CSV by its name only', () => sheet([HEADINGS]), 'csv', /改回 .xlsx/],
    ['that is no text in a known encoding', () => Buffer.from(CSV, 'utf16le'), 'csv', /编码/],
    [
      'of text with a formula names its cell',
      () => CSV.replace('红枫合唱队', '=A1'),
      'csv',
      /单元格 A2 是公式/,
    ],
    ['of text whose quotation marks do not match', () => CSV.replace('红枫合唱队', '"红枫'), 'csv', /引号/],
  ])('%s', async (_, make, format, said) => {
    const bytes = Buffer.from((await make()) as Uint8Array);
    await expect(rowsOf(bytes, format)).rejects.toThrow(said);
  });

  test('that was cut off or damaged on its way is said to be broken', async () => {
    const bytes = Buffer.from(await workbookOf(ledger({ rows: 200, division: '330302' })));
    await expect(rowsOf(bytes.subarray(0, bytes.length / 2))).rejects.toThrow(/损坏/);
    const damaged = Buffer.from(bytes);
    for (let at = 200; at < damaged.length - 2_000; at += 97) damaged[at] = damaged[at]! ^ 0xff;
    await expect(rowsOf(damaged)).rejects.toThrow(/损坏|解压/);
  });

  const bomb = async () => {
    const rows = [HEADINGS, ...Array.from({ length: 15_000 }, () => ['甲'.repeat(600)])];
    return Buffer.from(await writeXlsx({ sheets: [{ name: '台账', rows }], stringMode: 'inline' }));
  };

  test('that would unpack to hundreds of times its size is refused before it does', async () => {
    const bytes = await bomb();
    expect(bytes.length).toBeLessThan(200_000);
    await expect(rowsOf(bytes)).rejects.toThrow(/解压后过大/);
  });

  test('that lies about what it unpacks to is stopped where it exceeds what it said', async () => {
    const bytes = await bomb();
    for (let at = bytes.indexOf('PK\x01\x02'); at !== -1; at = bytes.indexOf('PK\x01\x02', at + 4))
      bytes.writeUInt32LE(Math.min(bytes.readUInt32LE(at + 24), 100_000), at + 24);
    await expect(rowsOf(bytes)).rejects.toThrow(/损坏/);
  });

  /** A workbook that some program wrote badly: its sheet's rows below the headings are given as XML. */
  const written = (rows: string) => {
    const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
    const headings = `<row r="1">${HEADINGS.map(cell).join('')}</row>`;
    return zipOf([
      ['[Content_Types].xml', '<Types/>'],
      ['xl/workbook.xml', '<workbook><sheets><sheet name="台账" id="rId1"/></sheets></workbook>'],
      [
        'xl/_rels/workbook.xml.rels',
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
      ],
      ['xl/worksheets/sheet1.xml', `<worksheet><sheetData>${headings}${rows}</sheetData></worksheet>`],
    ]);
  };

  test.each([
    ['two rows of one number', '<row r="5"><c><v>1</v></c></row><row r="5"><c><v>2</v></c></row>'],
    ['a row whose number is none', '<row r="five"><c><v>1</v></c></row>'],
    ['a row above the first', '<row r="-3"><c><v>1</v></c></row>'],
    ['a cell far right of all columns', `<row r="2"><c r="${'Z'.repeat(400)}2"><f>A1</f></c></row>`],
  ])('with %s is said to be broken: none of its rows is passed over', async (_, rows) => {
    await expect(rowsOf(written(rows))).rejects.toThrow(/损坏/);
  });

  test('of too many rows is refused with the number that is taken', async () => {
    const bytes = await workbookOf(ledger({ rows: 11, division: '330302' }));
    await expect(rowsOf(bytes, 'xlsx', { mostRows: 10 })).rejects.toThrow(/超过 10 行/);
  });
});

test('text is read in UTF-8, with and without a mark, and in GB18030', async () => {
  const gb18030 = Buffer.from('c3fbb3c6', 'hex');
  expect(new TextDecoder('gb18030').decode(gb18030)).toBe('名称');
  for (const bytes of [Buffer.from(CSV), Buffer.from(`\ufeff${CSV}`), toGb18030(CSV)])
    expect(await rowsOf(bytes, 'csv')).toEqual([{ number: 2, cells: { name: '红枫合唱队' } }]);
});

test('the template is read as a ledger without rows', async () => {
  for (const division of ['3303', '330302', '330302025', '330383', '330303Z1'])
    await expect(rowsOf(await templateFor(division))).rejects.toThrow('表头下面没有内容');
});

test('the rows to be put right come back as they were typed, and can be imported as they are', async () => {
  const rows = ledger({ rows: 3, division: '330302', mistakes: 0 }).rows.map((cells, index) => ({
    number: index + 20,
    cells,
    problems: [{ column: 'phone', reason: '不是电话号码', remedy: '请填 11 位' } as const],
  }));
  const bytes = await annotated(LEDGER, rows);
  expect((await rowsOf(bytes)).map(({ cells }) => cells)).toEqual(rows.map(({ cells }) => cells));
  const { readXlsx } = await import('hucre/xlsx');
  const read = (await readXlsx(bytes)).sheets[0]!;
  const phone = TEMPLATE.findIndex(([id]) => id === 'phone');
  expect(read.rows[1]!.slice(-2)).toEqual([20, `${COLUMNS.phone.heading}：不是电话号码。请填 11 位`]);
  expect(read.cells?.get(`1,${phone}`)?.comment?.text).toContain('请填 11 位');
});

test('characters that nobody sees, left in a CSV by a database, do not spoil the workbook of its bad rows', async () => {
  const [row] = await rowsOf(CSV.replace('红枫合唱队', '红枫\u0001\u000b合唱队\uffff'), 'csv');
  expect(row!.cells).toEqual({ name: '红枫合唱队' });
  const problems = [{ column: 'name', reason: '甲', remedy: '乙' } as const];
  expect(await rowsOf(await annotated(LEDGER, [{ ...row!, problems }]))).toEqual([row]);
});

/** Node decodes GB18030 but does not encode it: the characters of the double-byte plane by looking them up. */
function toGb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, Buffer>();
  for (let high = 0x81; high < 0xff; high++)
    for (let low = 0x40; low < 0xff; low++) {
      const code = Buffer.from([high, low]);
      codes.set(decoder.decode(code), code);
    }
  return Buffer.concat([...text].map((one) => codes.get(one) ?? Buffer.from(one, 'latin1')));
}
