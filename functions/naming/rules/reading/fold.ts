import { Converter } from 'opencc-js/t2cn';

const toSimplified = Converter({ from: 't', to: 'cn' });

/**
 * A name prepared for reading: simplified, half width, without blanks, punctuation and invisible characters.
 * `starts[i]` and `ends[i]` say where character `i` of `text` stands in the name as written.
 */
export interface Folded {
  name: string;
  text: string;
  starts: number[];
  ends: number[];
  /** Stretches of the name that stand in quotation marks, as positions in `text`. */
  quoted: { start: number; end: number }[];
  /** Traditional characters, as positions in the name, each with its simplified form. */
  traditional: { start: number; end: number; simplified: string }[];
}

const NOISE = /[\p{P}\p{S}\p{Z}\p{C}\p{M}]/u;
/** For a character that takes two UTF-16 units: one unit for each character keeps positions simple. N20 refuses it. */
const STAND_IN = '〓';

const OPENING = new Set('“‘「『《〈"＂');
const CLOSING = new Set('”’」』》〉"＂');

/** Folds a name for reading; every character of the text knows its place in the name. */
export function fold(name: string): Folded {
  let written = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const quoted: Folded['quoted'] = [];
  let opened: number | undefined;
  let at = 0;
  for (const character of name) {
    const end = at + character.length;
    if (NOISE.test(character)) {
      if (opened !== undefined && CLOSING.has(character)) {
        if (written.length > opened) quoted.push({ start: opened, end: written.length });
        opened = undefined;
      } else if (OPENING.has(character)) opened = written.length;
    } else {
      const plain = character.normalize('NFKC');
      written += plain.length === 1 ? plain : STAND_IN;
      starts.push(at);
      ends.push(end);
    }
    at = end;
  }
  const { text, traditional } = simplify(written, starts, ends);
  return { name, text, starts, ends, quoted, traditional };
}

function simplify(written: string, starts: number[], ends: number[]) {
  const simplified = toSimplified(written);
  if (simplified === written || simplified.length !== written.length)
    return { text: written, traditional: [] };
  const traditional: Folded['traditional'] = [];
  for (let index = 0; index < written.length; index++) {
    if (written[index] !== simplified[index]) {
      traditional.push({ start: starts[index]!, end: ends[index]!, simplified: simplified[index]! });
    }
  }
  return { text: simplified, traditional };
}
