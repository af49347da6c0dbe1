/** What invented data is made with: the same for the same seed. */

/** Numbers from 0 to 1, the 1 excluded (Mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A number in Chinese numerals, digit by digit: names have no digits. */
export const chinese = (number: number) =>
  [...String(number)].map((digit) => '〇一二三四五六七八九'[Number(digit)]).join('');
