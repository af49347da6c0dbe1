/** Money as it is typed and shown: 元 with two places; the API counts 分. */

/** 分 of an amount in 元 as typed; undefined for what is no amount. */
export function fenOf(yuan: string): number | undefined {
  const typed = yuan.trim().replaceAll(/[,，\s]/g, '');
  return /^\d{1,12}(\.\d{1,2})?$/.test(typed) ? Math.round(Number(typed) * 100) : undefined;
}

/** An amount in 元 as one types it. */
export const yuanOf = (fen: number | undefined): string => (fen === undefined ? '' : String(fen / 100));

/** An amount in 元 as one reads it. */
export const yuanText = (fen: number): string =>
  (fen / 100).toLocaleString('zh-CN', { minimumFractionDigits: 0, maximumFractionDigits: 2 });

const YUAN = new Intl.NumberFormat('zh-CN', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  trailingZeroDisplay: 'stripIfInteger',
});

/** Fen as yuan, with two digits only where there are any. */
export const yuan = (fen: number): string => YUAN.format(fen / 100);
