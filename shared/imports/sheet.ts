/** What the rows of a spreadsheet are: its columns, by the headings that users know. Pure. */

/** A column of a sheet that is imported. */
export interface Column {
  heading: string;
  /** Other headings under which sheets have it. */
  aliases: readonly string[];
  /** A sheet without the column is not the one that is meant. */
  demanded?: true;
  /** What belongs into it, for the template. */
  note: string;
  /** Values that can be chosen from. */
  choices?: readonly string[];
  example: string;
}

/** A kind of spreadsheet. */
export interface Sheet<C extends string = string> {
  /** What users call it, and its sheet in a workbook: 台账. */
  name: string;
  columns: Readonly<Record<C, Column>>;
}

/** What stands in the cells of one row, as typed. */
export type Cells<C extends string = string> = Partial<Record<C, string | number>>;

/** A row; `number` is the one that its sheet shows. */
export interface Row<C extends string = string> {
  number: number;
  cells: Cells<C>;
}

/** What is wrong in a cell, and how to put it right. It never repeats what is personal. */
export interface CellProblem<C extends string = string> {
  column: C;
  reason: string;
  remedy: string;
}

/** Problems of one row; `number` is the one that its sheet shows. */
export interface RowProblems<C extends string = string> {
  number: number;
  problems: readonly CellProblem<C>[];
}

/** At which index each column of a file stands. */
export type Places<C extends string> = ReadonlyMap<C, number>;

type Headings<C extends string> =
  | { outcome: 'found'; places: Places<C> }
  | { outcome: 'missing'; missing: readonly string[] }
  | { outcome: 'twice'; heading: string };

/** The columns in the order of the template. */
export const columnsOf = <C extends string>({ columns }: Pick<Sheet<C>, 'columns'>) =>
  Object.entries(columns) as [C, Column][];

/** Text as it is compared: blanks left out, full-width forms as usual ones. */
export const plain = (text: string) => text.normalize('NFKC').replace(/[\s\u200b-\u200d\ufeff*]/g, '');

/** Makes what reads a row as the headings of a sheet; columns that nobody knows are passed over. */
export function headingsOf<C extends string>(sheet: Sheet<C>) {
  const columns = columnsOf(sheet);
  const byHeading = new Map(
    columns.flatMap(([id, { heading, aliases }]) => [heading, ...aliases].map((one) => [plain(one), id])),
  );
  return (cells: readonly (string | number | undefined)[]): Headings<C> => {
    const places = new Map<C, number>();
    for (const [index, cell] of cells.entries()) {
      const id = cell === undefined ? undefined : byHeading.get(plain(String(cell)));
      if (id === undefined) continue;
      if (places.has(id)) return { outcome: 'twice', heading: sheet.columns[id].heading };
      places.set(id, index);
    }
    const missing = columns.filter(([id, { demanded }]) => demanded && !places.has(id));
    return missing.length === 0
      ? { outcome: 'found', places }
      : { outcome: 'missing', missing: missing.map(([, { heading }]) => heading) };
  };
}
