import { drawn } from './chart.ts';
import { chartsOf } from './charts.ts';
import { csvOf } from './csv.ts';
import { docxOf } from './docx.ts';
import type { Format } from './formats.ts';
import { type Picture, pictureOf } from './picture.ts';
import type { Reported } from './report.ts';
import { xlsxOf } from './xlsx/index.ts';

/**
 * The bytes of a report in a format.
 * @param canonical the content's bytes as they were hashed
 * @param step hears what is done now and how far it is, in per cent
 */
export async function makeDocument(
  format: Format,
  report: Reported,
  canonical: Uint8Array,
  step: (percent: number, doing: string) => Promise<void>,
): Promise<Uint8Array> {
  switch (format) {
    case 'json':
      return canonical;
    case 'csv':
      return csvOf(report);
    case 'xlsx':
    case 'docx': {
      const pictures: Picture[] = [];
      const charts = chartsOf(report);
      for (const [at, chart] of charts.entries()) {
        await step(20 + Math.floor((at / charts.length) * 50), `正在绘制图表（${at + 1}/${charts.length}）`);
        pictures.push(await pictureOf(drawn(chart)));
      }
      await step(75, format === 'xlsx' ? '正在生成工作簿' : '正在排版公文');
      return format === 'xlsx' ? xlsxOf(report, pictures) : docxOf(report, pictures);
    }
  }
}
