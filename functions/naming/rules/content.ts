import type { WordList } from '../policy/index.ts';
import { wordsOf } from './reading/content.ts';
import type { Reading } from './reading/read.ts';
import type { Stretch } from './reading/tail.ts';
import type { Case } from './rule.ts';

/** The words of a name that was read, for all the rules that look through them. */
const WORDS = new WeakMap<Reading, ReturnType<typeof wordsOf>>();

/**
 * The words of one of the policy's lists that stand as words outside the divisions of a name: from the first character after them to its
 * end, so that 家政协会 holds no 政协 and a village's own name is never judged.
 */
export function listedWords({ reading, policy }: Case, list: WordList): (Stretch & { word: string })[] {
  const { content, folded } = reading;
  const words =
    WORDS.get(reading) ?? wordsOf(folded.text, { start: content.start, end: folded.text.length }, policy);
  WORDS.set(reading, words);
  return words
    .filter(({ word }) => policy.listed[list].has(word))
    .map(({ word, start }) => ({ word, start, end: start + word.length }));
}
