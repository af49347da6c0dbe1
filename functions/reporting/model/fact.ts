/** One fact that another service told, as it counts. Pure. */
import { CITY, ZONES } from '../../../shared/divisions/index.ts';
import type { FactKind } from './kinds.ts';

/** By which words a fact is told apart; of several words it counts under each. */
export type Words = Readonly<Record<string, readonly string[]>>;

/** What counts of a fact at a time. */
export interface Counted {
  words: Words;
  /** Whole numbers, beside `count`, which is 1. */
  values: Readonly<Record<string, number>>;
  /** What a value is made up of, by dimension and word: people by group. */
  splits?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;
}

/** How something stood from a day on, in a division; one that is over counts no longer. */
export interface Spell extends Counted {
  from: string;
  division: string;
  over?: true;
}

/** A fact as a revision of it says, which holds until a later one takes its place. */
export interface Fact {
  kind: FactKind;
  /** Id of what it is about, with its kind. */
  subject: string;
  division: string;
  /** A month, quarter or year; facts of spans stand under none. */
  period?: string;
  /** YYYY-MM-DD: of what happened on a day. */
  on?: string;
  counted?: Counted;
  spells?: readonly Spell[];
  /** The definition by which another service judged it. */
  policy?: string;
  revision: number;
  /** ISO 8601 instant from which on it was known. */
  recorded: string;
  /** The event that it comes from. */
  event: { id: string; type: string };
}

/** The county that a division lies in, or the city for what is the city's own: facts are kept and computed by it. */
export function countyOf(division: string): string {
  const zone = ZONES.find(({ code }) => code === division);
  if (zone) return zone.county;
  return division.length >= 6 ? division.slice(0, 6) : CITY.code;
}
