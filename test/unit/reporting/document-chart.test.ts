import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { drawn } from '../../../functions/reporting/documents/chart.ts';
import { chartsOf } from '../../../functions/reporting/documents/charts.ts';
import { pictureOf } from '../../../functions/reporting/documents/picture.ts';
import { type Pixels, pixelsOf } from '../../support/pixels.ts';
import { reported } from '../../support/report-content.ts';

const FONT = join(import.meta.dirname, '../../../functions/reporting/documents/fonts/noto-sans-sc.ttf');

/** How many pixels of a part of two pictures are others. */
function differing(a: Pixels, b: Pixels, [left, top, right, bottom]: readonly number[]): number {
  let count = 0;
  for (let y = top!; y < bottom!; y++)
    for (let x = left!; x < right!; x++) {
      const at = (y * a.width + x) * 4;
      if (a.data.readUInt32BE(at) !== b.data.readUInt32BE(at)) count++;
    }
  return count;
}

/** The characters that a font has glyphs for (cmap, formats 4 and 12). */
function charactersOf(font: Buffer): (code: number) => boolean {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, at) => 12 + at * 16);
  const cmap = font.readUInt32BE(tables.find((at) => font.toString('latin1', at, at + 4) === 'cmap')! + 8);
  const known = new Set<number>();
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const at = cmap + font.readUInt32BE(cmap + 4 + i * 8 + 4);
    if (font.readUInt16BE(at) === 12) {
      for (let g = 0; g < font.readUInt32BE(at + 12); g++)
        for (
          let code = font.readUInt32BE(at + 16 + g * 12);
          code <= font.readUInt32BE(at + 20 + g * 12);
          code++
        )
          known.add(code);
    } else if (font.readUInt16BE(at) === 4) {
      const twice = font.readUInt16BE(at + 6);
      for (let s = 0; s < twice; s += 2) {
        const [end, start] = [font.readUInt16BE(at + 14 + s), font.readUInt16BE(at + 16 + twice + s)];
        for (let code = start; code <= end; code++) known.add(code);
      }
    }
  }
  return (code) => known.has(code);
}

describe('图表', () => {
  const charts = chartsOf(reported());

  it('there is one for each target over the counties, and one of percentages beside those of the year before', () => {
    expect(charts.map(({ title }) => title)).toEqual([
      '温州市2023年各县（市、区）乡镇街道社会组织服务平台实体化运作率',
      '温州市2023年各县（市、区）社区社会组织平均活跃度',
      '温州市2023年各县（市、区）新增公共服务支出政府购买中向社会组织购买的比例',
      '温州市2023年各项比例与上年相比',
    ]);
    expect(charts[0]).toMatchObject({ target: { name: '目标 100%', value: 100 } });
    expect(charts[0]!.bars).toHaveLength(12);
  });

  it('are pictures of the size that the document gives them, twice as sharp', async () => {
    for (const chart of charts) {
      const { png, width, height } = await pictureOf(drawn(chart));
      const head = Buffer.from(png);
      expect([head.readUInt32BE(16), head.readUInt32BE(20)]).toEqual([width * 2, height * 2]);
    }
  });

  it('show their Chinese names: the same chart without them differs where they stand, and nowhere else', async () => {
    const [chart] = charts as [(typeof charts)[number]];
    const [named, bare] = await Promise.all(
      [true, false].map(async (labels) => pixelsOf((await pictureOf(drawn(chart, { labels }))).png)),
    );
    const { width } = named!;
    chart.bars.forEach((_, row) => {
      const top = (92 + row * 34) * 2;
      // Three Chinese characters of 15 points at twice the size have several hundred dark points.
      expect(differing(named!, bare!, [0, top, 190, top + 64])).toBeGreaterThan(300);
    });
    expect(differing(named!, bare!, [0, 20, width, 90])).toBeGreaterThan(2_000);
    expect(differing(named!, bare!, [0, 0, width, 20])).toBe(0);
  });

  it('two names of the same length are drawn differently: they are no empty boxes', async () => {
    const of = async (name: string) =>
      pixelsOf((await pictureOf(drawn({ title: '', bars: [{ name, value: 1, text: '' }] }))).png);
    const [a, b] = await Promise.all([of('鹿城区'), of('瓯海区')]);
    expect(differing(a!, b!, [0, 184, 190, 250])).toBeGreaterThan(100);
  });

  it('have a glyph for every character of their names', () => {
    const has = charactersOf(readFileSync(FONT));
    const counties = ['330302', '330303', '330324', '330381', '330382', '330383'];
    const reports = [reported(), ...counties.map((division) => reported({ division, period: '2022-Q4' }))];
    const missing = reports
      .flatMap(chartsOf)
      .flatMap(({ title, bars, legend, target }) => [
        title,
        ...bars.flatMap((bar) => [bar.name, bar.text]),
        legend?.second ?? '',
        target?.name ?? '',
      ])
      .flatMap((text) => [...text])
      .filter((character) => !has(character.codePointAt(0)!));
    expect([...new Set(missing)]).toEqual([]);
  });
});
