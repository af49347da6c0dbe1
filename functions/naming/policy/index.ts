import { CITY, childrenOf } from '../../../shared/divisions/index.ts';
import { definePolicy } from '../../../shared/policy/index.ts';
import { type Vocabulary, vocabularyOf } from '../rules/vocabulary.ts';
import type { Kind } from '../schema.ts';
import { KINDS } from '../schema.ts';
import file from './naming.json' with { type: 'json' };
import { NamingData } from './schema.ts';

export type WordList =
  | 'unhealthy'
  | 'national'
  | 'qualifying'
  | 'organs'
  | 'custom'
  | 'never'
  | 'outstanding'
  | 'bodies'
  | 'bodiesInUnits'
  | 'bodiesInUnions'
  | 'enlarging';

/** One version of the naming policy, with its lists made ready for reading names. */
export interface NamingPolicy {
  version: string;
  data: NamingData;
  /** Words of fields of work, for parting trade name and field. */
  vocabulary: Vocabulary;
  /** Every listed word, so that a listed word is found only where it stands as a word. */
  allWords: Vocabulary;
  /** Words that a name may not hold, or only with a reason, by what is wrong with them. */
  listed: Readonly<Record<WordList, ReadonlySet<string>>>;
  /** For a word of a field the group of words that mean the same field. */
  fieldGroups: ReadonlyMap<string, number>;
  forms: {
    kindsOf: ReadonlyMap<string, readonly Kind[]>;
    carryField: Readonly<Record<Kind, ReadonlySet<string>>>;
    longest: number;
  };
  places: { qualifiers: readonly string[]; zones: RegExp; beyondTheCity: ReadonlySet<string> };
}

const policy = definePolicy(file, NamingData, prepare);

/**
 * The naming policy in force on a date (YYYY-MM-DD).
 * @throws NoPolicyInForce before the first version
 */
export const namingPolicyOn = policy.on;

function prepare(data: NamingData, version: string): NamingPolicy {
  const kindsOf = new Map<string, Kind[]>();
  for (const kind of KINDS) {
    for (const word of data.forms[kind].words) kindsOf.set(word, [...(kindsOf.get(word) ?? []), kind]);
  }
  const { national, organs, unhealthy, otherBodies, persons, enlarging, province } = data;
  const fieldWords = [...data.fields.flat(), ...data.words, ...otherBodies.words, ...enlarging.anywhere];
  return {
    version,
    data,
    vocabulary: vocabularyOf(fieldWords),
    allWords: vocabularyOf(
      [
        ...fieldWords,
        ...kindsOf.keys(),
        ...national.qualifyingTheField,
        ...organs.custom,
        ...otherBodies.beforeUnitForm,
        ...enlarging.forms,
        ...enlarging.endings,
        ...data.harmless,
      ],
      [
        ...national.words,
        ...national.superlatives,
        ...organs.words,
        ...unhealthy.words,
        ...persons.never,
        ...persons.outstanding,
      ],
    ),
    listed: {
      unhealthy: new Set(unhealthy.words),
      national: new Set([...national.words, ...national.superlatives]),
      qualifying: new Set(national.qualifyingTheField),
      organs: new Set(organs.words),
      custom: new Set(organs.custom),
      never: new Set(persons.never),
      outstanding: new Set(persons.outstanding),
      bodies: new Set(otherBodies.words),
      bodiesInUnits: new Set([...otherBodies.words, ...otherBodies.beforeUnitForm]),
      bodiesInUnions: new Set([...otherBodies.words, ...otherBodies.beforeUnion]),
      enlarging: new Set(enlarging.anywhere),
    },
    fieldGroups: new Map(data.fields.flatMap((group, index) => group.map((word) => [word, index] as const))),
    forms: {
      kindsOf,
      carryField: mapKinds((kind) => new Set(data.forms[kind].carryField)),
      longest: Math.max(...[...kindsOf.keys()].map((word) => word.length)),
    },
    places: {
      qualifiers: longestFirst([...national.words, ...province.words]),
      zones: zonesIn(data.zones),
      beyondTheCity: withShortForms(data.tradeName.placesBeyondTheCity.words),
    },
  };
}

function longestFirst(words: readonly string[]): string[] {
  return [...words].sort((a, b) => b.length - a.length);
}

/** Names of divisions in full and without 省, 市, 区, 县. */
function withShortForms(names: readonly string[]): Set<string> {
  return new Set(
    names.flatMap((name) => (name.length > 2 ? [name, name.replace(/[省市区县]$/, '')] : [name])),
  );
}

/** Zones by name, and by their endings after the short name of the city or a county or alone: 乐清经济开发区. */
function zonesIn({ names, qualities, endings }: NamingData['zones']): RegExp {
  const places = [CITY, ...childrenOf(CITY.code)].map(({ name }) => name.slice(0, -1));
  const oneOf = (words: readonly string[]) => `(?:${longestFirst(words).join('|')})`;
  return new RegExp(`^(?:${oneOf(names)}|${oneOf(places)}?${oneOf(qualities)}?${oneOf(endings)})`, 'u');
}

function mapKinds<T>(of: (kind: Kind) => T): Record<Kind, T> {
  return {
    association: of('association'),
    'private-non-enterprise': of('private-non-enterprise'),
    foundation: of('foundation'),
    team: of('team'),
  };
}
