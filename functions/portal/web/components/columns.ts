export interface Column<R> {
  /** Names the slot that may show it otherwise. */
  key: string;
  title: string;
  text: (row: R) => string;
  /** Where the cell leads. */
  to?: (row: R) => string | undefined;
  /** Stands to the right, and is a number in the workbook where `value` gives one. */
  number?: boolean;
  value?: (row: R) => number | null | undefined;
}
