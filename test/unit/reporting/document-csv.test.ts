import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { csvOf } from '../../../functions/reporting/documents/csv.ts';
import { fileNameOf } from '../../../functions/reporting/documents/report.ts';
import { reported } from '../../support/report-content.ts';

const rowsOf = (bytes: Buffer) => parse(bytes, { bom: true, columns: true }) as Record<string, string>[];

describe('CSV 数据表', () => {
  const report = reported();
  const bytes = csvOf(report);
  const rows = rowsOf(bytes);

  it('begins with a byte order mark, so that Excel reads the Chinese', () => {
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  });

  it('has a row for every indicator of the city and of each county', () => {
    const { lines, parts } = report.content;
    const figures = parts.reduce((sum, part) => sum + Object.keys(part.figures).length, 0);
    expect(rows).toHaveLength(lines.length + figures);
    expect(new Set(rows.map((row) => row.行政区划)).size).toBe(13);
  });

  it('shows each value beside what it is divided from; percentages are cut off', () => {
    for (const row of rows.filter(({ 单位 }) => 单位 === '%')) {
      const exact = (Number(row.分子) / Number(row.分母)) * 100;
      expect(Number(row.数值)).toBeLessThanOrEqual(exact + 1e-9);
      expect(Number(row.数值)).toBeGreaterThan(exact - 0.01 - 1e-9);
    }
  });

  it('says of targets whether they are reached, and what is missing', () => {
    const judged = rows.filter(({ 目标 }) => 目标 !== '');
    expect(judged.length).toBe(3 * 13);
    for (const row of judged) expect(row.差距 === '').toBe(row.是否达标 === '是');
  });

  it('no text in it is taken for a formula', () => {
    const evil = structuredClone(report);
    (evil.content.parts[0] as { name: string }).name = '=HYPERLINK("http://x")';
    const names = rowsOf(csvOf(evil)).map((row) => row.行政区划!);
    expect(names.some((name) => name.includes('HYPERLINK'))).toBe(true);
    for (const name of names) expect(name).not.toMatch(/^[=+\-@\t\r]/);
  });
});

describe('文件名', () => {
  it.each([
    [reported(), '温州市2023年社区社会组织培优成效报告.docx'],
    [reported({ division: '330302' }), '温州市鹿城区2023年社区社会组织培优成效报告.docx'],
    [
      reported({ division: '330302', period: '2023-Q2', version: 2, state: 'draft' }),
      '温州市鹿城区2023年第二季度社区社会组织培优成效报告（第2版）（草稿）.docx',
    ],
  ])('says what the file is', (report, name) => {
    expect(fileNameOf(report, 'docx')).toBe(name);
  });
});
