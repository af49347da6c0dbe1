import type { NamingPolicy } from '../../policy/index.ts';
import type { Kind } from '../../schema.ts';

/** A stretch of the folded text. */
export interface Stretch {
  start: number;
  end: number;
}

/** The end of a name: form word (组织形式/标识名称), what enlarges it (总部, 总协会) and the ending of a branch (分会). */
export interface Tail {
  /** Where the tail begins: the content ends here. */
  start: number;
  form?: Stretch & { word: string; kinds: readonly Kind[]; carriesField: boolean };
  enlarging?: Stretch;
  branch?: Stretch;
}

/**
 * Reads the tail of a folded name from its end; what is no Chinese character there (协会1) is N20's to refuse and hides
 * no form word. The longest form word of any kind wins, so that a wrong kind's word is seen for what it is; among
 * equals the asked kind's own.
 */
export function readTail(text: string, kind: Kind, policy: NamingPolicy): Tail {
  let end = text.replace(/\P{Script=Han}+$/u, '').length;
  const tail: Tail = { start: end };
  const branch = branchEnding(text, end, kind, policy) ?? innerOffice(text, end, kind, policy);
  if (branch) {
    tail.branch = branch;
    end = branch.start;
  }
  const enlarging = longestEnding(text, end, policy.data.enlarging.endings);
  if (enlarging) {
    tail.enlarging = enlarging;
    end = enlarging.start;
  }
  const form = formEndingAt(text, end, kind, policy);
  if (form) tail.form = form;
  tail.start = form?.start ?? end;
  const before = form && kind !== 'team' && longestEnding(text, form.start, policy.data.enlarging.beforeForm);
  if (before) {
    tail.enlarging ??= before;
    tail.start = before.start;
  }
  return tail;
}

/** The endings that only branches have, whatever stands before them: 协会助老分会 and 志愿者分会 alike. */
function branchEnding(text: string, end: number, kind: Kind, { data }: NamingPolicy): Stretch | undefined {
  const { association, foundation, offices } = data.branchEndings;
  return longestEnding(text, end, [...association, ...offices, ...(kind === 'team' ? [] : foundation)]);
}

/**
 * An inner office (协会财务处): 部, 处 or 室 with up to two characters before it. Only after the form word of a body is it
 * one, and where the whole ending is no form word itself (俱乐部).
 */
function innerOffice(text: string, end: number, kind: Kind, policy: NamingPolicy): Stretch | undefined {
  const office = longestEnding(text, end, policy.data.branchEndings.inner);
  if (!office || kind === 'team' || longestEnding(text, end, policy.data.enlarging.endings)) return undefined;
  const form = formEndingAt(text, end, kind, policy);
  if (form && form.word.length > 1) return undefined;
  const body = lastFormWord(text, office.start, policy);
  if (body === undefined) return undefined;
  const named = office.end - office.start > 1 ? office.start : Math.max(body, office.start - 2);
  return { start: named, end };
}

/** Where the last form word of two or more characters before a position ends. */
function lastFormWord(text: string, before: number, { forms }: NamingPolicy): number | undefined {
  const ends = [...forms.kindsOf.keys()]
    .filter((word) => word.length > 1)
    .map((word) => ({ word, at: text.lastIndexOf(word, before - word.length) }))
    .filter(({ word, at }) => at >= 0 && at + word.length <= before)
    .map(({ word, at }) => at + word.length);
  return ends.length === 0 ? undefined : Math.max(...ends);
}

function longestEnding(text: string, end: number, words: readonly string[]): Stretch | undefined {
  const found = words.filter((word) => text.endsWith(word, end)).sort((a, b) => b.length - a.length)[0];
  return found === undefined ? undefined : { start: end - found.length, end };
}

function formEndingAt(text: string, end: number, kind: Kind, { forms }: NamingPolicy): Tail['form'] {
  for (let length = Math.min(end, forms.longest); length > 0; length--) {
    const word = text.slice(end - length, end);
    const kinds = forms.kindsOf.get(word);
    if (kinds) {
      const carrier = kinds.includes(kind) ? kind : kinds[0]!;
      return { start: end - length, end, word, kinds, carriesField: forms.carryField[carrier].has(word) };
    }
  }
  return undefined;
}
