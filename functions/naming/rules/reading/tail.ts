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
  const branch = branchOf(text, end, kind, policy);
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

/**
 * The branch at the end of a name with what names it, up to the parent's form word: 协会助老分会, 志愿者分会. The endings of
 * branches are theirs alone; an inner office (协会财务处) is one only after a parent, and no form word itself (俱乐部).
 */
function branchOf(text: string, end: number, kind: Kind, policy: NamingPolicy): Stretch | undefined {
  const { association, foundation, offices, inner } = policy.data.branchEndings;
  const endings = [...association, ...offices, ...(kind === 'team' ? [] : foundation)];
  const ending = longestEnding(text, end, endings);
  if (ending) return { start: endOfParent(text, ending.start, kind, policy) ?? ending.start, end };
  const office = longestEnding(text, end, inner);
  if (!office || kind === 'team' || longestEnding(text, end, policy.data.enlarging.endings)) return undefined;
  if ((formEndingAt(text, end, kind, policy)?.word.length ?? 0) > 1) return undefined;
  const start = endOfParent(text, office.start, kind, policy);
  return start === undefined ? undefined : { start, end };
}

/** A form word before these is part of a place's name: 中心街, 学院路社区. */
const PLACE_GOES_ON = /^(?:[街路巷村镇乡]|社区|新村)/u;

/** Where the last form word of the kind, of two or more characters, ends before a position. */
function endOfParent(text: string, before: number, kind: Kind, { data }: NamingPolicy): number | undefined {
  const ends = data.forms[kind].words
    .filter((word) => word.length > 1)
    .map((word) => ({ word, at: text.slice(0, before).lastIndexOf(word) }))
    .filter(({ at }) => at >= 0)
    .map(({ word, at }) => at + word.length)
    .filter((at) => !PLACE_GOES_ON.test(text.slice(at)));
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
