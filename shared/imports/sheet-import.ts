/** An import of a spreadsheet: one file of one division. Pure. */

export const FORMATS = ['xlsx', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

export const IMPORT_STATES = ['awaiting-upload', 'queued', 'running', 'done', 'failed'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** What became of a row: it landed, the same was there already, or it has to be put right. */
export type RowOutcome = 'landed' | 'unchanged' | 'bad';

export interface SheetImport {
  /** Follows from division, format and content: the same file again is the same import. */
  id: string;
  division: string;
  fileName: string;
  format: Format;
  /** Bytes. */
  size: number;
  /** Of the file, in hexadecimal. */
  sha256: string;
  state: ImportState;
  /** Who brought it. */
  by: { role: string; subject: string };
  /** ISO 8601 instants. */
  createdAt: string;
  startedAt?: string;
  finishedAt?: string;
  /** Rows of the file that have something in them; known once it was read through. */
  total?: number;
  /** Which of these rows comes next, counted from 0. */
  next: number;
  /** The `from` of the event that carries the import on; any other event is late. */
  due?: number;
  counts: Readonly<Record<RowOutcome, number>>;
  /** Why the file as a whole cannot be imported, and how to put it right. */
  fault?: string;
  /** Workbooks with the rows to be put right, once it is done. */
  parts?: number;
  version: number;
}

/** The format that a file's name tells; undefined for any other. */
export function formatOf(fileName: string): Format | undefined {
  const ending = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
  return FORMATS.find((format) => format === ending);
}

/** Counts with those of further rows added. */
export function counted(
  counts: SheetImport['counts'],
  outcomes: readonly RowOutcome[],
): SheetImport['counts'] {
  const of = (outcome: RowOutcome) => counts[outcome] + outcomes.filter((one) => one === outcome).length;
  return { landed: of('landed'), unchanged: of('unchanged'), bad: of('bad') };
}
