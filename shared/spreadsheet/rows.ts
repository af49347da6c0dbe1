/** A row of a sheet as it was typed; `number` is the one that the user sees, cells stand at their columns' indexes. */
export interface SheetRow {
  number: number;
  cells: readonly (string | number | undefined)[];
}

/** Why a file as a whole cannot be imported. */
export type FileFault =
  | 'not-a-workbook'
  | 'encrypted'
  | 'broken'
  | 'too-large'
  | 'macros'
  | 'formula'
  | 'date-system'
  | 'encoding'
  | 'template'
  | 'too-many-rows'
  | 'empty';

/** A file that cannot be imported: what is wrong and how to put it right, in Chinese. Nothing of it lands. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';
  readonly fault: FileFault;

  constructor(fault: FileFault, detail: string, cause?: unknown) {
    super(detail, { cause });
    this.fault = fault;
  }
}

/** Bounds on what a file may hold. */
export interface Limits {
  /** Bytes of all its parts unpacked; a workbook of 20,000 rows has some 20 MB. */
  unpackedBytes: number;
  /** How many times its packed size a part may have unpacked; workbooks have some 10 to 40. */
  ratio: number;
  /** From which unpacked size on the ratio is looked at: small parts pack well. */
  ratioFrom: number;
  /** Characters of a cell. */
  cellCharacters: number;
  /** Columns looked at; what stands further right is no ledger's. */
  columns: number;
}

export const LIMITS: Limits = {
  unpackedBytes: 120_000_000,
  ratio: 150,
  ratioFrom: 4_000_000,
  cellCharacters: 32_767,
  columns: 60,
};

/** The name of a column as a sheet shows it: 0 is A, 26 is AA. */
export function columnName(index: number): string {
  return (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
}

/** The index of a column in a cell's reference, such as 2 of `C17`. */
export function columnIndex(reference: string): number {
  let index = 0;
  for (const letter of reference.match(/^[A-Z]+/)?.[0] ?? '') index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

export const formulaIn = (cell: string) =>
  new UnreadableFile(
    'formula',
    `单元格 ${cell} 是公式。请选中整张表，复制后“选择性粘贴—数值”，把公式换成数值再导入`,
  );
