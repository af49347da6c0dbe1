/** Sheets of a workbook as the documents of reports need them: cells by what they are, formulas with what they come to. Pure. */
import type { Cell, CellStyle, CellValue, WriteSheet } from 'hucre/xlsx';
import { columnName } from '../../../../shared/spreadsheet/rows.ts';

export type Image = NonNullable<WriteSheet['images']>[number];

/** Number formats. */
export const WHOLE = '#,##0';
export const DECIMAL = '#,##0.00';
export const PERCENT = '0.00%';
export const SIGNED = '+#,##0.00;-#,##0.00;0.00';

interface Formula {
  /** Without the equals sign. */
  formula: string;
  /** What it comes to. */
  result: number | string;
  format: string;
}
export type Value = string | number | undefined | Formula;
export interface Row {
  kind: 'title' | 'note' | 'head' | 'body' | 'total';
  values: readonly Value[];
}

/** The reference of a cell; both count from 0. */
export const cellAt = (row: number, column: number): string => `${columnName(column)}${row + 1}`;

const FONT = '宋体';
const LINE = { style: 'thin', color: { rgb: 'FFB0B0B0' } } as const;
const BOX = { top: LINE, right: LINE, bottom: LINE, left: LINE };
const STYLES: Readonly<Record<Row['kind'], CellStyle>> = {
  title: { font: { name: '黑体', size: 16, bold: true } },
  note: { font: { name: FONT, size: 10, color: { rgb: 'FF555555' } } },
  head: {
    font: { name: '黑体', size: 11, bold: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFDCE6F1' } },
    alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
    border: BOX,
  },
  body: { font: { name: FONT, size: 11 }, alignment: { vertical: 'center' }, border: BOX },
  total: { font: { name: FONT, size: 11, bold: true }, alignment: { vertical: 'center' }, border: BOX },
};

interface Layout {
  /** Characters. */
  widths: readonly number[];
  freeze?: { rows: number; columns: number };
  merges?: NonNullable<WriteSheet['merges']>;
  images?: readonly Image[];
}

/** What a sheet is made of, for the writer. */
export function sheetOf(
  name: string,
  rows: readonly Row[],
  { widths, freeze, merges, images }: Layout,
): WriteSheet {
  const cells = new Map<string, Partial<Cell>>();
  const values = rows.map(({ kind, values }, row) =>
    values.map((value, column): CellValue => {
      if (value === undefined && kind !== 'body' && kind !== 'total' && kind !== 'head') return null;
      cells.set(`${row},${column}`, cellOf(value, STYLES[kind]));
      return typeof value === 'object' ? value.result : (value ?? null);
    }),
  );
  return {
    name: nameOf(name),
    rows: values,
    cells,
    columns: widths.map((width) => ({ width })),
    pageSetup: { paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    ...(freeze && { freezePane: freeze }),
    ...(merges && { merges }),
    ...(images && { images: [...images] }),
  };
}

function cellOf(value: Value, style: CellStyle): Partial<Cell> {
  if (typeof value === 'object')
    return {
      value: value.result,
      formula: value.formula,
      formulaResult: value.result,
      style: { ...style, numFmt: value.format },
    };
  return {
    value: value ?? null,
    style: typeof value === 'number' ? { ...style, numFmt: WHOLE } : style,
  };
}

/** Excel takes 31 characters, and not all. */
const nameOf = (name: string) => name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31);
