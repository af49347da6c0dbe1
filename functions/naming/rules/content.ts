import type { NamingPolicy, WordList } from '../policy/index.ts';
import { wordsOf } from './reading/content.ts';
import type { Reading } from './reading/read.ts';
import type { Stretch } from './reading/tail.ts';
import type { Case } from './rule.ts';

type Found = Stretch & { word: string };

/** The words of a name that was read, for all the rules that look through them. */
const WORDS = new WeakMap<Reading, ReturnType<typeof wordsOf>>();

/**
 * The words of one of the policy's lists that stand as words outside the divisions of a name: from the first character after them to its
 * end, so that 家政协会 holds no 政协 and a village's own name is never judged. Unhealthy words that the name opposes are
 * left out.
 */
export function listedWords(judged: Case, list: WordList): Found[] {
  const { reading, policy } = judged;
  const found = wordsIn(judged)
    .filter(({ word }) => policy.listed[list].has(word))
    .map(({ word, start }) => ({ word, start, end: start + word.length }));
  return list === 'unhealthy' ? found.filter((word) => !isOpposed(word, reading, policy)) : found;
}

/** Unhealthy words that the name opposes, with what opposes them: 反邪教, 毒品预防. */
export function opposedWords(judged: Case): Found[] {
  const { reading, policy } = judged;
  return wordsIn(judged)
    .filter(({ word }) => policy.listed.unhealthy.has(word))
    .map(({ word, start }) => ({ word, start, end: start + word.length }))
    .filter((word) => isOpposed(word, reading, policy));
}

/**
 * Offices of state by their ending (市场监管局): the ending stands as a piece of its own and what it is the office of
 * before it, so that 棋局 and 书局 are none.
 */
export function offices(judged: Case): Found[] {
  const { content, folded } = judged.reading;
  const words = wordsIn(judged);
  return words.flatMap(({ word, start }, index) => {
    if (!judged.policy.data.organs.offices.includes(word) || start - content.start < 2) return [];
    const before = words[index - 1]!;
    const from = before.word.length > 1 ? before.start : start - 2;
    const end = start + word.length;
    return [{ word: folded.text.slice(from, end), start: from, end }];
  });
}

function isOpposed({ start, end }: Stretch, { folded }: Reading, { data }: NamingPolicy): boolean {
  const { before, after } = data.unhealthy.against;
  return (
    before.some((word) => folded.text.endsWith(word, start)) ||
    after.some((word) => folded.text.startsWith(word, end))
  );
}

function wordsIn({ reading, policy }: Case): ReturnType<typeof wordsOf> {
  const { content, folded } = reading;
  const words =
    WORDS.get(reading) ?? wordsOf(folded.text, { start: content.start, end: folded.text.length }, policy);
  WORDS.set(reading, words);
  return words;
}
