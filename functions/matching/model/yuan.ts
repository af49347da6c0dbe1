/** An amount of fen as users read it: 123456 is 1234.56 元. */
export const yuan = (fen: number): string => `${(fen / 100).toFixed(2)} 元`;
