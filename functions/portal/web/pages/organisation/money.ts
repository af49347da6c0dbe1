/** Fen as yuan are written. */
export const yuanOf = (fen: number): string =>
  (fen / 100).toLocaleString('zh-CN', { minimumFractionDigits: 0, maximumFractionDigits: 2 });
