import type { NamingPolicy } from '../../policy/index.ts';
import type { Kind } from '../../schema.ts';
import { segment, uncovered } from '../vocabulary.ts';
import type { Stretch } from './tail.ts';

/** What stands between the divisions and the form word, and how badly it fits the composition of its kind. */
export interface Content {
  host?: Stretch;
  tradeName?: Stretch;
  field?: Stretch;
  cost: number;
}

const UNITS_OF_TRADE: ReadonlySet<Kind> = new Set(['private-non-enterprise', 'foundation']);

/** What it costs to cut through a known word. */
const THROUGH_WORD = 6;
/** Through the first one it costs more than to have no trade name: 居家养老 holds no trade name 居家. */
const THROUGH_FIRST_WORD = 9;

/**
 * Parts a content into host, trade name (字号) and field. Every cut is weighed: characters of the field that no
 * known word covers, words of the field inside the trade name, a trade name too short or too long, a part missing.
 * Some ordinary words serve as trade names before a field (健康|养老服务). The cheapest cut wins, the shorter trade name among equals.
 * @param end where the content ends
 * @param fieldInForm whether the form word names a field itself (商会, 书院)
 */
export function readContent(
  text: string,
  start: number,
  end: number,
  kind: Kind,
  fieldInForm: boolean,
  quoted: readonly Stretch[],
  policy: NamingPolicy,
): Content {
  const host = kind === 'team' ? hostLength(text.slice(start, end), policy) : undefined;
  const from = start + (host ?? 0);
  const elsewhere = fieldInForm ? 'form' : host ? 'host' : undefined;
  const best = cut(text, from, end, kind, elsewhere, quoted, policy);
  return {
    ...(host && { host: { start, end: from } }),
    ...(best.at > from && { tradeName: { start: from, end: best.at } }),
    ...(end > best.at && { field: { start: best.at, end } }),
    cost: best.cost,
  };
}

/** A team may stand under another body, named first: 瓯海区慈善总会爱善义工队 belongs to 慈善总会. */
function hostLength(content: string, { data, allWords }: NamingPolicy): number | undefined {
  const wordStarts = new Set(segment(content, allWords).map((piece) => piece.start));
  const ends = data.hosts.endings.flatMap((ending) => {
    const at = content.lastIndexOf(ending, content.length - ending.length - 1);
    return at >= 0 && wordStarts.has(at + ending.length) ? [at + ending.length] : [];
  });
  return ends.length === 0 ? undefined : Math.max(...ends);
}

/** Where a name may tell its field beside its content: in the form word (商会) or by the body that a team stands under. */
type FieldElsewhere = 'form' | 'host' | undefined;

function cut(
  text: string,
  from: number,
  end: number,
  kind: Kind,
  elsewhere: FieldElsewhere,
  quoted: readonly Stretch[],
  policy: NamingPolicy,
): { at: number; cost: number } {
  const content = text.slice(from, end);
  const { suffix, prefix } = uncovered(content, policy.vocabulary);
  const pieces = segment(content, policy.vocabulary);
  const wordStarts = new Set(pieces.map((piece) => piece.start));
  const firstWord = pieces[0]?.word.length ?? 0;
  const quote = quoted.find((stretch) => stretch.start >= from && stretch.end <= end);
  let best = { at: from, cost: Number.POSITIVE_INFINITY };
  for (let length = 0; length <= content.length; length++) {
    const at = from + length;
    const unknown = suffix[length]!;
    const covered = length - prefix[length]!;
    const fieldMissing = (at === end && !elsewhere) || (end - at === 1 && unknown === 1);
    const inside = length < firstWord ? THROUGH_FIRST_WORD : THROUGH_WORD;
    const throughWord = at === end || wordStarts.has(length) ? 0 : inside;
    let cost: number;
    if (quote) cost = at === quote.end ? unknown : Number.POSITIVE_INFINITY;
    else if (UNITS_OF_TRADE.has(kind)) {
      const known = standsAsTradeName(content, length, elsewhere, policy) ? 0 : covered;
      cost = throughWord + costWithTradeName(length, known, unknown, fieldMissing, kind);
    } else
      cost =
        throughWord +
        costWithoutTradeName(length, covered, unknown, fieldMissing, at === end ? elsewhere : undefined);
    if (cost < best.cost) best = { at, cost };
  }
  return best;
}

/**
 * Whether a word of the field stands as a trade name: an ordinary word before a complete field of another group
 * (健康|养老服务, but 邻里互助|服务), or the field said twice (养老|养老服务), which N10 refuses.
 */
function standsAsTradeName(
  content: string,
  length: number,
  elsewhere: FieldElsewhere,
  { data, vocabulary, fieldGroups }: NamingPolicy,
): boolean {
  const word = content.slice(0, length);
  const rest = content.slice(length);
  if (!vocabulary.words.has(word)) return false;
  if (length > 1 && rest.startsWith(word)) return true;
  if (!data.tradeName.ordinaryWords.includes(word)) return false;
  if (rest === '') return elsewhere === 'form';
  const groups = segment(rest, vocabulary).map((piece) => fieldGroups.get(piece.word));
  return groups.some((group) => group !== undefined && group !== fieldGroups.get(word));
}

/** Units and foundations must have a trade name (C2); foundations need no field. */
function costWithTradeName(
  length: number,
  known: number,
  unknown: number,
  fieldMissing: boolean,
  kind: Kind,
): number {
  const tradeName = length === 0 ? 8 : length === 1 ? 3 : Math.max(0, length - 4) + 5 * known;
  return tradeName + 4 * unknown + (fieldMissing ? (kind === 'foundation' ? 1 : 15) : 0);
}

/** Associations and teams need none (C2), many have one: it is read only before a field that is known throughout. */
function costWithoutTradeName(
  length: number,
  known: number,
  unknown: number,
  fieldMissing: boolean,
  instead: FieldElsewhere,
): number {
  const missing = fieldMissing ? 10 : 0;
  if (length === 0) return 1.5 * unknown + missing;
  if (length === 1 || known > 0 || unknown > 0) return Number.POSITIVE_INFINITY;
  return (instead === 'form' ? 3 : 1) + Math.max(0, length - 4) + missing;
}

/** The words of a stretch, for rules that look for words and not for mere character sequences. */
export function wordsOf(
  text: string,
  { start, end }: Stretch,
  policy: NamingPolicy,
): { word: string; start: number }[] {
  return segment(text.slice(start, end), policy.allWords).map((piece) => ({
    ...piece,
    start: piece.start + start,
  }));
}
