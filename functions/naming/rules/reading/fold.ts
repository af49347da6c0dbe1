import { Converter } from 'opencc-js/t2cn';
import { CITY, divisionsWithin } from '../../../../shared/divisions/index.ts';

const toSimplified = Converter({ from: 't', to: 'cn' });

/** Names of divisions with characters that the converter takes for traditional: 牛乾村, 閤口村. */
const PLACES_AS_THEY_ARE = (['county', 'township', 'village'] as const)
  .flatMap((level) => divisionsWithin(CITY.code, level).map(({ name }) => name))
  .filter((name) => toSimplified(name) !== name);

/**
 * Standard characters of 《通用规范汉字表》 that also stand for another one in traditional script: 乾 (qián), 昇. Among
 * simplified characters they are what they are.
 */
const STANDARD_ALONE = /[乾昇]/;

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
  const places = PLACES_AS_THEY_ARE.flatMap((name) => {
    const at = written.indexOf(name);
    return at < 0 ? [] : [{ start: at, end: at + name.length }];
  });
  const changed = [...written].flatMap((character, index) =>
    character === simplified[index] || places.some(({ start, end }) => index >= start && index < end)
      ? []
      : [index],
  );
  if (changed.every((index) => STANDARD_ALONE.test(written[index]!))) changed.length = 0;
  const text = [...written];
  for (const index of changed) text[index] = simplified[index]!;
  return {
    text: text.join(''),
    traditional: changed.map((index) => ({
      start: starts[index]!,
      end: ends[index]!,
      simplified: simplified[index]!,
    })),
  };
}
