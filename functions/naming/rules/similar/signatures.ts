import { pinyin } from 'pinyin-pro';
import type { NamingPolicy } from '../../policy/index.ts';
import { essenceOf, type Identity, meaningOf } from './identity.ts';

/**
 * The keys under which a name is found by names that are equal or near: the same essence, the same whole name without
 * divisions, the same meaning, the same sound, the same characters in another order, and one half of the essence
 * (two texts one character apart share their first or their last half).
 */
export function signaturesOf(identity: Identity, policy: NamingPolicy): string[] {
  const essence = essenceOf(identity);
  return [...common(identity, essence, policy), ...halves(essence, essence.length)];
}

/** The keys to look under for names near to one: its own and those of texts one character shorter or longer. */
export function lookupsOf(identity: Identity, policy: NamingPolicy): string[] {
  const essence = essenceOf(identity);
  const lengths = [essence.length - 1, essence.length, essence.length + 1];
  return [
    ...new Set([
      ...common(identity, essence, policy),
      ...lengths.flatMap((length) => halves(essence, length)),
    ]),
  ];
}

function common(identity: Identity, essence: string, policy: NamingPolicy): string[] {
  const { tradeName, field, form } = identity;
  return [
    `same:${essence}`,
    `whole:${tradeName}${field}${form}`,
    `meaning:${meaningOf(essence, policy)}`,
    `sound:${soundOf(essence)}`,
    `letters:${lettersOf(essence)}`,
  ];
}

/** The halves that a text of `length` characters has in common with this one when they are one character apart. */
function halves(essence: string, length: number): string[] {
  const half = Math.floor(length / 2);
  if (half < 1) return [];
  return [`head:${length}:${essence.slice(0, half)}`, `tail:${length}:${essence.slice(-(length - half))}`];
}

/** The sound of a text: pinyin without tones. */
export function soundOf(text: string): string {
  return pinyin(text, { toneType: 'none', type: 'array' }).join(' ');
}

/** The characters of a text in a fixed order. */
export function lettersOf(text: string): string {
  return [...text].sort().join('');
}
