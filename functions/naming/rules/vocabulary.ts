/** Words of the field of work (业务范围/行业), ready for segmentation. */
export interface Vocabulary {
  words: ReadonlySet<string>;
  /** Words that a text is not taken to hold where it falls as well into other pieces. */
  doubtful: ReadonlySet<string>;
  /** How long the words are that begin with a character (UTF-16 unit), shortest first. */
  lengths: ReadonlyMap<string, readonly number[]>;
}

export function vocabularyOf(words: Iterable<string>, doubtful: Iterable<string> = []): Vocabulary {
  const certain = new Set(words);
  const set = new Set([...certain, ...doubtful]);
  const lengths = new Map<string, number[]>();
  for (const word of set) {
    const known = lengths.get(word.charAt(0)) ?? [];
    if (!known.includes(word.length))
      lengths.set(
        word.charAt(0),
        [...known, word.length].sort((a, b) => a - b),
      );
  }
  return { words: set, doubtful: new Set([...doubtful].filter((word) => !certain.has(word))), lengths };
}

/**
 * For every position of a text the least number of characters that no word of the vocabulary covers when the text
 * is read from there to its end (`suffix`), and from its start up to there (`prefix`).
 */
export function uncovered(text: string, vocabulary: Vocabulary): { suffix: number[]; prefix: number[] } {
  const length = text.length;
  const suffix = new Array<number>(length + 1).fill(0);
  const prefix = new Array<number>(length + 1).fill(0);
  for (let from = length - 1; from >= 0; from--) {
    let least = suffix[from + 1]! + 1;
    for (const end of wordEnds(text, from, vocabulary)) least = Math.min(least, suffix[end]!);
    suffix[from] = least;
  }
  prefix.fill(Number.POSITIVE_INFINITY, 1);
  for (let from = 0; from < length; from++) {
    prefix[from + 1] = Math.min(prefix[from + 1]!, prefix[from]! + 1);
    for (const end of wordEnds(text, from, vocabulary)) prefix[end] = Math.min(prefix[end]!, prefix[from]!);
  }
  return { suffix, prefix };
}

/**
 * The words a text falls into: fewest pieces first, then fewest doubtful words, then fewest unknown characters, so that
 * a listed word counts only where it stands as a word: 家政协会 is 家政|协会 and holds no 政协, 眼科协会 is 眼|科|协会 and
 * holds no 科协. Unknown characters are pieces of one.
 */
export function segment(text: string, vocabulary: Vocabulary): { word: string; start: number }[] {
  const length = text.length;
  const cost = new Array<number>(length + 1).fill(0);
  const next = new Array<number>(length + 1).fill(length);
  for (let from = length - 1; from >= 0; from--) {
    cost[from] = cost[from + 1]! + UNKNOWN;
    next[from] = from + 1;
    for (const end of wordEnds(text, from, vocabulary)) {
      const total = cost[end]! + (vocabulary.doubtful.has(text.slice(from, end)) ? DOUBTFUL : 1);
      if (total <= cost[from]!) {
        cost[from] = total;
        next[from] = end;
      }
    }
  }
  const pieces: { word: string; start: number }[] = [];
  for (let from = 0; from < length; from = next[from]!)
    pieces.push({ word: text.slice(from, next[from]), start: from });
  return pieces;
}

/** What a piece costs beside a known word's 1. A doubtful word must not be beaten by its own characters. */
const UNKNOWN = 1.001;
const DOUBTFUL = 1.1;

const NONE: readonly number[] = [];

function wordEnds(text: string, from: number, { words, lengths }: Vocabulary): readonly number[] {
  const known = lengths.get(text.charAt(from));
  if (!known) return NONE;
  const ends: number[] = [];
  for (const length of known) {
    const end = from + length;
    if (end <= text.length && words.has(text.slice(from, end))) ends.push(end);
  }
  return ends;
}
