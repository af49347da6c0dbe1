import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeXlsx } from 'hucre/xlsx';
import { TEMPLATE } from '../../../functions/registration/model/import/columns.ts';
import { ledger, workbookOf } from '../../../infra/ledger-workbook.ts';
import { CHOIR_ROW, imported, workbook } from './imports.ts';
import { type RegistrationService, registrationService } from './service.ts';

const NANHUI = '330302025';
const HEADINGS = TEMPLATE.map(([, { heading }]) => heading);
let registration: RegistrationService;
beforeAll(async () => {
  registration = await registrationService();
});
afterAll(() => registration.close());

const sheet = (rows: (string | number)[][], more = {}) =>
  writeXlsx({ sheets: [{ name: '台账', rows, ...more }] });
const organisations = async () =>
  (await registration.deps.store.ledger('3303', {}, { limit: 10, scope: 'all' })).items;

describe('不能导入的文件: nothing of it lands, and the township is told why and what to do', () => {
  it.each<[string, () => Promise<Uint8Array> | Uint8Array | string, string, RegExp]>([
    [
      'a zip bomb',
      () =>
        writeXlsx({
          sheets: [
            {
              name: '台账',
              rows: [HEADINGS, ...Array.from({ length: 15_000 }, () => ['甲'.repeat(600)])],
            },
          ],
          stringMode: 'inline',
        }),
      '台账.xlsx',
      /解压后过大/,
    ],
    [
      'a workbook with macros',
      () =>
        writeXlsx({ sheets: [{ name: '台账', rows: [HEADINGS, ['甲']] }], vbaProject: new Uint8Array(64) }),
      '台账.xlsx',
      /有宏.*另存为不含宏/,
    ],
    [
      'a workbook of another template',
      () =>
        sheet([
          ['名称', '类别'],
          ['甲', '乙'],
        ]),
      '台账.xlsx',
      /表头缺少：办理方式、.*下载模板/,
    ],
    [
      'a workbook with a formula far below sound rows',
      () =>
        sheet([HEADINGS, ...Array.from({ length: 200 }, () => ['甲'])], {
          cells: new Map([['200,2', { formula: 'A1' }]]),
        }),
      '台账.xlsx',
      /单元格 C201 是公式.*选择性粘贴/,
    ],
    [
      'an old or encrypted workbook',
      () => Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      '台账.xlsx',
      /旧版 .xls 或设了打开密码/,
    ],
    ['a workbook without a row', () => sheet([HEADINGS]), '台账.xlsx', /没有内容/],
    ['a workbook cut off', async () => (await workbook([CHOIR_ROW])).subarray(0, 900), '台账.xlsx', /损坏/],
    ['a workbook named as CSV', () => sheet([HEADINGS, ['甲']]), '台账.csv', /改回 .xlsx/],
    [
      'text in an unknown encoding',
      () => Buffer.from(`${HEADINGS.join(',')}\n甲\n`, 'utf16le'),
      '台账.csv',
      /编码认不出来.*CSV UTF-8/,
    ],
    ['empty text', () => '\n\n', '台账.csv', /没有内容/],
    [
      'more than 20,000 rows',
      () => `${HEADINGS.join(',')}\n${'甲\n'.repeat(20_001)}`,
      '台账.csv',
      /超过 20000 行.*拆成几个文件/,
    ],
  ])(
    '%s',
    async (_, make, fileName, said) => {
      const wu = registration.as('township', NANHUI, 'wu');
      const bytes = Buffer.from((await make()) as Uint8Array);
      const { id, state, reason, rows, problems, finishedAt } = await imported(
        registration,
        wu,
        bytes,
        NANHUI,
        fileName,
      );
      expect({ state, reason, rows, problems }).toEqual({
        state: 'failed',
        reason: expect.stringMatching(said),
        rows: { landed: 0, unchanged: 0, bad: 0 },
        problems: [],
      });
      expect(finishedAt).toBeDefined();
      expect(await organisations()).toEqual([]);
      const file = await wu.get(`/v1/imports/${id}/problems.xlsx`);
      expect(file.status).toBe(409);
      expect((file.json as { detail: string }).detail).toMatch(said);
      expect(await registration.audit(`IMPORT#${id}`)).toContain('failed by import');
    },
    30_000,
  );

  it('a CSV in UTF-8, as Excel writes it, is imported like a workbook', async () => {
    const wu = registration.as('township', '330302026', 'ye');
    const row = ledger({ rows: 1, division: '330302026', mistakes: 0 }).rows[0]!;
    const csv = [HEADINGS, TEMPLATE.map(([id]) => row[id] ?? '')].map((line) => line.join(',')).join('\r\n');
    const result = await imported(registration, wu, Buffer.from(`\ufeff${csv}`), '330302026', '台账.CSV');
    expect(result).toMatchObject({ state: 'done', format: 'csv', rows: { landed: 1, bad: 0 } });
  });

  it('a file of more bad rows than a workbook takes comes back in several, each row once', async () => {
    const made = ledger({ rows: 5_200, division: '330302', mistakes: 1 });
    const chen = registration.as('county', '330302', 'chen');
    const { id, rows } = await imported(registration, chen, Buffer.from(await workbookOf(made)), '330302');
    expect(rows).toEqual({ total: 5_200, landed: 0, unchanged: 0, bad: 5_200 });
    const sizes = await Promise.all(
      [1, 2].map(async (part) => {
        const { json } = await chen.get(`/v1/imports/${id}/problems.xlsx?part=${part}`);
        const { url, parts } = json as { url: string; parts: number };
        expect(parts).toBe(2);
        return (await (await fetch(url)).arrayBuffer()).byteLength;
      }),
    );
    expect(sizes[0]).toBeGreaterThan(sizes[1]!);
    expect((await chen.get(`/v1/imports/${id}/problems.xlsx?part=3`)).status).toBe(404);
  });
});
