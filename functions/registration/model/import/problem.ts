import type { ColumnId } from './columns.ts';

/** What is wrong in a cell, and how to put it right. It never repeats what is personal. */
export interface Problem {
  column: ColumnId;
  reason: string;
  remedy: string;
}

/** Problems of one row of an import; `number` is the one that its sheet shows. */
export interface RowProblems {
  number: number;
  problems: readonly Problem[];
}
