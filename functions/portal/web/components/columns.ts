import { yuanText } from './money.ts';

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

/** A column of amounts: fen of the API, 元 on the page and in the workbook. */
export const yuanColumn = <R>(
  key: string,
  title: string,
  fen: (row: R) => number | undefined,
): Column<R> => ({
  key,
  title,
  text: (row) => {
    const amount = fen(row);
    return amount === undefined ? '' : yuanText(amount);
  },
  value: (row) => {
    const amount = fen(row);
    return amount === undefined ? undefined : amount / 100;
  },
  number: true,
});
