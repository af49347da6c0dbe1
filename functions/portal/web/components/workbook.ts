/** A table as .xlsx, made in the browser from what it shows. */
import { writeXlsx } from 'hucre/xlsx';
import type { Column } from './columns.ts';
import { saveFile } from './save-file.ts';

export async function saveWorkbook<R>(
  name: string,
  sheet: string,
  rows: readonly R[],
  columns: readonly Column<R>[],
): Promise<void> {
  const cells = rows.map((row) =>
    columns.map(({ value, text }) => (value === undefined ? text(row) : (value(row) ?? null))),
  );
  const bytes = await writeXlsx({
    sheets: [
      {
        name: sheet.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31),
        rows: [columns.map(({ title }) => title), ...cells],
      },
    ],
  });
  saveFile(new Blob([new Uint8Array(bytes)], { type: XLSX }), `${name}.xlsx`);
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
