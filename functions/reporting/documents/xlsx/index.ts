/** A report as a workbook: a sheet a table, and what is computed stays a formula over whole numbers. Pure. */
import { type WriteSheet, writeXlsx } from 'hucre/xlsx';
import type { Picture } from '../picture.ts';
import { type Reported, titleOf, toldOf } from '../report.ts';
import { breakdown } from './breakdown.ts';
import { changed } from './changed.ts';
import { charts } from './charts.ts';
import { cover } from './cover.ts';
import { main } from './main.ts';
import { places } from './places.ts';

const MAKER = '社区社会组织培优平台';

/** The bytes of the workbook. */
export async function xlsxOf(report: Reported, pictures: readonly Picture[]): Promise<Buffer> {
  const { content, signing } = report;
  const told = toldOf(report);
  const when = new Date(signing.signedAt ?? content.asOf);
  const sheets: WriteSheet[] = [
    cover(report),
    main(report, told),
    ...[...Map.groupBy(told, ({ indicator }) => indicator.section)].flatMap(([section, lines]) =>
      breakdown(section, lines),
    ),
    ...(content.parts.length > 0 ? [places(report)] : []),
    ...(content.changes ? [changed(report)] : []),
    ...(pictures.length > 0 ? [charts(pictures)] : []),
  ];
  const bytes = await writeXlsx({
    sheets,
    properties: {
      title: titleOf(content),
      creator: MAKER,
      lastModifiedBy: MAKER,
      created: when,
      modified: when,
    },
    defaultFont: { name: '宋体', size: 11 },
  });
  return Buffer.from(bytes);
}
