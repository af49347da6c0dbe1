import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Cell, readXlsx, type Sheet } from 'hucre/xlsx';
import { makeDocument } from '../../../functions/reporting/documents/make.ts';
import { indicatorOf, type Reported } from '../../../functions/reporting/documents/report.ts';
import { shownOf } from '../../../shared/figures/shown.ts';
import { reported } from '../../support/report-content.ts';
import { unzipped } from '../../support/unzipped.ts';

const quiet = async () => {};
const sheetNamed = (sheets: readonly Sheet[], name: string) => sheets.find((one) => one.name === name)!;
const cellOf = ({ cells }: Sheet, row: number, column: number): Cell =>
  cells!.get(`${row},${column}`) as Cell;
const at = (reference: string) => {
  const [, letters, row] = /^([A-Z]+)(\d+)$/.exec(reference)!;
  const column = [...letters!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return [Number(row) - 1, column] as const;
};
const numberAt = (sheet: Sheet, reference: string): number => {
  const [row, column] = at(reference);
  return sheet.rows[row]![column] as number;
};

/** What a formula of ours comes to, from the cells that it names. */
function computed(sheet: Sheet, formula: string): number | string {
  const guarded = /^IF\((\w+)=0,"—",(.+)\)$/.exec(formula);
  if (guarded) return numberAt(sheet, guarded[1]!) === 0 ? '—' : computed(sheet, guarded[2]!);
  const compared = /^IF\(OR\((\w+)="—",(\w+)="—"\),"—",\((\w+)-(\w+)\)(\*100)?\)$/.exec(formula);
  if (compared) {
    const [a, b] = [numberAt(sheet, compared[1]!), numberAt(sheet, compared[2]!)] as (number | string)[];
    return a === '—' || b === '—' ? '—' : ((a as number) - (b as number)) * (compared[5] ? 100 : 1);
  }
  const down = /^ROUNDDOWN\((\w+)\/(\w+),4\)$/.exec(formula);
  if (down) {
    const [a, b] = [numberAt(sheet, down[1]!), numberAt(sheet, down[2]!)];
    return Number((BigInt(a) * 10_000n) / BigInt(b)) / 10_000;
  }
  const sum = /^SUM\((\w+):(\w+)\)$/.exec(formula);
  if (sum) {
    const [[from, column], [to]] = [at(sum[1]!), at(sum[2]!)];
    let total = 0;
    for (let row = from; row <= to; row++) total += (sheet.rows[row]![column] as number | null) ?? 0;
    return total;
  }
  const divided = /^([A-Z]+\d+)(?:\/([A-Z]+\d+))?(?:\/(\d+))?$/.exec(formula);
  if (!divided) throw new Error(`unknown formula ${formula}`);
  const [, numerator, denominator, scale] = divided;
  return numberAt(sheet, numerator!) / (denominator ? numberAt(sheet, denominator) : 1) / Number(scale ?? 1);
}

describe.each([
  ['市级年报', reported()],
  ['县级草稿，重述', reported({ division: '330382', version: 2, state: 'draft', seed: 3 })],
  ['月报', reported({ division: '330302', period: '2023-05', seed: 5 })],
] as const)('Excel 工作簿: %s', (_, report: Reported) => {
  let bytes: Uint8Array;
  let sheets: readonly Sheet[];
  beforeAll(async () => {
    bytes = await makeDocument('xlsx', report, new Uint8Array(), quiet);
    ({ sheets } = await readXlsx(bytes));
  });

  it('has a sheet for each table: cover, indicators, sections, places, charts', () => {
    const names = sheets.map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(['说明', '主要指标']);
    expect(names).toEqual(expect.arrayContaining(['组织', '供需对接', '服务', '图表']));
    expect(names.some((name) => name.endsWith('情况'))).toBe(true);
    expect(names.includes('重述变化')).toBe(report.content.version > 1);
  });

  it('says on its cover which content it is, by which definitions, and whether it is signed', () => {
    const said = sheetNamed(sheets, '说明').rows.flat();
    const { contentHash, state } = report.signing;
    expect(said).toEqual(expect.arrayContaining([contentHash, report.policy.version, '2024-01-13 09:00:00']));
    expect(said).toContain(state === 'signed' ? '已签发' : '草稿，未经核对');
  });

  it('keeps what is computed as formulas, each of which comes to the value saved with it', () => {
    let formulas = 0;
    for (const sheet of sheets)
      for (const cell of sheet.cells?.values() ?? []) {
        if (cell.formula === undefined) continue;
        formulas++;
        const [expected, found] = [computed(sheet, cell.formula), cell.formulaResult ?? cell.value];
        if (typeof expected === 'string') expect(found).toBe(expected);
        else expect(found as number).toBeCloseTo(expected, 6);
      }
    expect(formulas).toBeGreaterThan(report.content.lines.length);
  });

  it('shows of every indicator its numerator, its denominator, and no more than they come to', () => {
    const sheet = sheetNamed(sheets, '主要指标');
    report.content.lines.forEach((line, index) => {
      const row = sheet.rows[index + 2]!;
      const indicator = indicatorOf(report.policy, line.indicator);
      expect(row.slice(0, 4)).toEqual([
        indicator.name.zh,
        indicator.unit,
        line.numerator,
        line.denominator ?? null,
      ]);
      const { value } = shownOf(indicator, line);
      const cell = cellOf(sheet, index + 2, 4);
      const cached = (cell.formulaResult ?? cell.value) as number;
      expect(cell.formula).toContain(`C${index + 3}`);
      if (indicator.as === 'percent') {
        expect(cached * 100).toBeCloseTo(value!, 8);
        expect(BigInt(Math.round(cached * 10_000)) * BigInt(line.denominator!)).toBeLessThanOrEqual(
          BigInt(line.numerator) * 10_000n,
        );
      } else expect(Math.round(cached * 100) / 100).toBeCloseTo(value!, 2);
    });
  });

  it('adds the places up below them by formulas', () => {
    const sheet = sheets.find(({ name }) => /^各.+情况$/.test(name))!;
    const total = report.content.parts.length + 3;
    const sums = [...sheet.cells!.entries()].filter(
      ([key, { formula }]) => key.startsWith(`${total},`) && formula?.startsWith('SUM('),
    );
    expect(sums.length).toBeGreaterThan(10);
    const first = report.content.parts[0]!;
    expect(sheet.rows[3]!.slice(0, 2)).toEqual([first.division, first.name]);
  });

  it('has heads that stay in sight, columns as wide as they need, and the charts as pictures', async () => {
    const parts = await unzipped(bytes);
    const xml = parts.get('xl/worksheets/sheet2.xml')!.toString('utf8');
    expect(xml).toMatch(/<pane [^>]*ySplit="2"[^>]*state="frozen"/);
    expect(xml).toMatch(/<col [^>]*width="40/);
    expect([...parts.keys()].filter((name) => /^xl\/media\/.+\.png$/.test(name)).length).toBeGreaterThan(0);
  });

  it('is the same file, byte for byte, when it is made again', async () => {
    const again = await makeDocument('xlsx', report, new Uint8Array(), quiet);
    expect(Buffer.from(again).equals(Buffer.from(bytes))).toBe(true);
  });
});
