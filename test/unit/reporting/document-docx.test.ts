import { beforeAll, describe, expect, it } from '@jest/globals';
import { makeDocument } from '../../../functions/reporting/documents/make.ts';
import { reported } from '../../support/report-content.ts';
import { unzipped } from '../../support/unzipped.ts';

const report = reported();
let parts: Map<string, Buffer>;
let body: string;
beforeAll(async () => {
  parts = await unzipped(await makeDocument('docx', report, new Uint8Array(), async () => {}));
  body = parts.get('word/document.xml')!.toString('utf8');
});

const paragraphs = (xml: string) =>
  [...xml.matchAll(/<w:p>(.*?)<\/w:p>/gs)].map(([, inner]) => ({
    xml: inner!,
    text: [...inner!.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''),
  }));
const paragraph = (start: string) => paragraphs(body).find(({ text }) => text.startsWith(start))!;

describe('公文: a report as a Word document (GB/T 9704-2012)', () => {
  it('is on A4 with margins of 37, 35, 28 and 26 mm', () => {
    expect(body).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    const twips = (millimetres: number) => Math.round((millimetres / 25.4) * 1_440);
    const margins = Object.fromEntries(
      [...body.matchAll(/w:(top|bottom|left|right)="(\d+)"/g)].map(([, side, size]) => [side, Number(size)]),
    );
    for (const [side, size] of [
      ['top', 37],
      ['bottom', 35],
      ['left', 28],
      ['right', 26],
    ] as const)
      expect(Math.abs(margins[side]! - twips(size))).toBeLessThanOrEqual(1);
  });

  it('has its title in 二号小标宋 in the middle, its body in 三号仿宋 with lines of 28 points', () => {
    const title = paragraph('温州市2023年社区社会组织培优成效报告');
    expect(title.xml).toContain('方正小标宋简体');
    expect(title.xml).toContain('<w:sz w:val="44"/>');
    expect(title.xml).toContain('<w:jc w:val="center"/>');
    const text = paragraph('根据《温州市社区社会组织培优专项行动方案');
    expect(text.xml).toContain('仿宋_GB2312');
    expect(text.xml).toContain('<w:sz w:val="32"/>');
    expect(text.xml).toContain('w:firstLineChars="200"');
    expect(parts.get('word/styles.xml')!.toString('utf8')).toMatch(/w:line="560"[^>]*w:lineRule="exact"/);
  });

  it('has headings 一、 in 黑体 and （一） in 楷体', () => {
    const headings = ['总体情况', '目标完成情况', '各项指标', '各县（市、区）情况', '存在的不足'];
    headings.forEach((heading, at) => {
      expect(paragraph(`${'一二三四五'[at]}、${heading}`).xml).toContain('黑体');
    });
    expect(paragraph('（一）乡镇街道社会组织服务平台实体化运作率').xml).toContain('楷体_GB2312');
  });

  it('numbers its pages — 1 —, on the outer side', () => {
    const footers = [...parts].filter(([name]) => /^word\/footer\d\.xml$/.test(name));
    expect(footers).toHaveLength(2);
    const sides = footers.map(([, xml]) => /<w:jc w:val="(\w+)"/.exec(xml.toString('utf8'))![1]);
    expect(sides.sort()).toEqual(['left', 'right']);
    for (const [, xml] of footers) expect(xml.toString('utf8')).toMatch(/— .*PAGE.* —/s);
    expect(parts.get('word/settings.xml')!.toString('utf8')).toContain('w:evenAndOddHeaders');
  });

  it('says of T1, T2 and O2 the target, the value, and what is missing (T1, T2, O2)', () => {
    for (const line of report.content.lines.filter(({ judged }) => judged)) {
      const { gap } = line.judged!;
      if (gap) expect(body).toContain(gap.replaceAll(' ', ''));
      expect(body).toContain(line.numerator.toLocaleString('zh-CN'));
    }
    expect(paragraph('目标为100%').text).toMatch(/实际为\d+\.\d\d%（[\d,]+\/[\d,]+），未达到目标，还差/);
  });

  it('has tables of the counties and of all indicators, with heads on every page', () => {
    const tables = [...body.matchAll(/<w:tbl>(.*?)<\/w:tbl>/gs)];
    expect(tables.length).toBeGreaterThanOrEqual(3);
    for (const [, table] of tables) expect(table).toContain('<w:tblHeader/>');
    for (const { name } of report.content.parts) expect(body).toContain(name);
  });

  it('lists what is attached, then who gives it and on which day it was signed, in Shanghai', () => {
    expect(paragraph('附件：1.主要指标表')).toBeDefined();
    const issuer = paragraphs(body).findLast(({ text }) => text === '温州市民政局')!;
    expect(issuer.xml).toContain('<w:jc w:val="right"/>');
    // Signed at 17:30 UTC: the next day in Shanghai.
    expect(paragraph('2024年1月19日').xml).toContain('<w:jc w:val="right"/>');
  });

  it('has the charts as pictures, with what they show in words', () => {
    expect([...parts.keys()].filter((name) => /^word\/media\/.+\.png$/.test(name))).toHaveLength(4);
    expect(body).toContain('descr="温州市2023年各县（市、区）社区社会组织平均活跃度"');
  });

  it('a draft says that it is none that was signed, a restatement what it says otherwise', async () => {
    const draft = reported({ division: '330324', version: 2, state: 'draft' });
    const bytes = await makeDocument('docx', draft, new Uint8Array(), async () => {});
    const xml = (await unzipped(bytes)).get('word/document.xml')!.toString('utf8');
    expect(xml).toContain('（草稿，未经核对）');
    expect(xml).toContain('永嘉县民政局');
    expect(xml).toContain('、重述说明');
    expect(xml).toContain('温州市民政局：');
  });
});
