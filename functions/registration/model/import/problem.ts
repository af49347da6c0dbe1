import type { ColumnId } from './columns.ts';

/** What is wrong in a cell, and how to put it right. It never repeats what is personal. */
export interface Problem {
  column: ColumnId;
  reason: string;
  remedy: string;
}
