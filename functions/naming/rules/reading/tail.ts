import type { NamingPolicy } from '../../policy/index.ts';
import type { Kind } from '../../schema.ts';

/** A stretch of the folded text. */
export interface Stretch {
  start: number;
  end: number;
}

/** The end of a name: form word (组织形式/标识名称), what enlarges it (总部) and the ending of a branch (分会). */
export interface Tail {
  /** Where the tail begins: the content ends here. */
  start: number;
  form?: Stretch & { word: string; kinds: readonly Kind[]; carriesField: boolean };
  enlarging?: Stretch;
  branch?: Stretch;
}

/**
 * Reads the tail of a folded name from its end. The longest form word of any kind wins, so that a wrong kind's word
 * is seen for what it is; among equals the asked kind's own.
 */
export function readTail(text: string, kind: Kind, policy: NamingPolicy): Tail {
  let end = text.length;
  const tail: Tail = { start: end };
  const branch = longestEnding(text, end, branchEndings(kind, policy));
  if (branch && formEndingAt(text, branch.start, kind, policy)) {
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
  return tail;
}

function branchEndings(kind: Kind, { data }: NamingPolicy): readonly string[] {
  const { association, foundation, offices, inner } = data.branchEndings;
  return kind === 'team'
    ? [...association, ...offices]
    : [...association, ...foundation, ...offices, ...inner];
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
