import { pinyin } from 'pinyin-pro';
import type { NamingPolicy } from '../../policy/index.ts';
import { essenceOf, type Identity, meaningOf } from './identity.ts';

/**
 * The keys under which a name is found by names that are equal or near: the same essence, the same whole name without
 * divisions, the same meaning, the same sound, the same characters in another order, and one half of the essence
 * (two texts one character apart share their first or their last half). Names without a trade name are told apart by
 * their place, so they are kept by township: every village may have its 老年人协会.
 */
export function signaturesOf(identity: Identity, policy: NamingPolicy): string[] {
  const essence = essenceOf(identity);
  return within(
    [ownArea(identity)],
    [...common(identity, essence, policy), ...halves(essence, essence.length)],
  );
}

/**
 * The keys to look under for names near to one: its own and those of texts one character shorter or longer, in its
 * township and in the county above it.
 */
export function lookupsOf(identity: Identity, policy: NamingPolicy): string[] {
  const essence = essenceOf(identity);
  const lengths = [essence.length - 1, essence.length, essence.length + 1];
  const areas =
    identity.tradeName === '' ? [ownArea(identity), identity.place.slice(0, COUNTY)] : [ownArea(identity)];
  return within(areas, [
    ...common(identity, essence, policy),
    ...lengths.flatMap((length) => halves(essence, length)),
  ]);
}

/**
 * That of the signatures which every name has that is equal to this one (N30, N31), whatever place words it has.
 */
export function wholeOf(identity: Identity): string {
  return `${ownArea(identity)}|${whole(identity)}`;
}

const COUNTY = 6;
const TOWNSHIP = 9;

/** The area in which a name has to be different: with a trade name the whole authority's, without one the township. */
function ownArea({ tradeName, place }: Identity): string {
  return tradeName === '' ? place.slice(0, TOWNSHIP) : '';
}

function within(areas: readonly string[], keys: readonly string[]): string[] {
  return [...new Set(areas.flatMap((area) => keys.map((key) => `${area}|${key}`)))];
}

function common(identity: Identity, essence: string, policy: NamingPolicy): string[] {
  return [
    `same:${essence}`,
    whole(identity),
    `meaning:${meaningOf(essence, policy)}`,
    `sound:${soundOf(essence)}`,
    `letters:${lettersOf(essence)}`,
  ];
}

function whole({ tradeName, field, form }: Identity): string {
  return `whole:${tradeName}${field}${form}`;
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
