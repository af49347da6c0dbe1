import { covers, divisionByCode, hasTownships } from '../../../../shared/divisions/index.ts';
import type { NamingPolicy } from '../../policy/index.ts';
import type { Kind } from '../../schema.ts';
import type { Reading } from '../reading/read.ts';
import { segment } from '../vocabulary.ts';

/** What makes a name itself when divisions, script, width, blanks and punctuation are taken away. */
export interface Identity {
  kind: Kind;
  /** Code of the deepest division, of the name or of the seat; associations and teams are told apart by it. */
  place: string;
  tradeName: string;
  field: string;
  form: string;
}

/** The identity of a name as read; the seat stands in where the name itself tells no place. */
export function identityOf(reading: Reading, seat?: string): Identity {
  const { folded, kind, tradeName, field, form, host } = reading;
  const cut = (stretch?: { start: number; end: number }) =>
    stretch ? folded.text.slice(stretch.start, stretch.end) : '';
  const named = reading.places.findLast(({ division }) => division)?.division?.code;
  return {
    kind,
    place: named ?? seat ?? '',
    tradeName: cut(host) + cut(tradeName),
    field: cut(field),
    form: cut(form),
  };
}

/**
 * Where an organisation sits, by code: the seat that was given, or the place in its name where that lies in the seat
 * and says it more closely. A name of elsewhere does not move it.
 */
export function seatOf({ place }: Pick<Identity, 'place'>, seat?: string): string {
  return seat === undefined || covers(seat, place) ? place : seat;
}

/** Whether a kind is told apart by its trade name (字号) and not by its place. */
export function hasOwnTradeName({ kind, tradeName }: Identity): boolean {
  return (kind === 'private-non-enterprise' || kind === 'foundation') && tradeName !== '';
}

/** The word by which a name is known: the trade name, else trade name and field together. */
export function essenceOf(identity: Identity): string {
  const essence = hasOwnTradeName(identity) ? identity.tradeName : identity.tradeName + identity.field;
  return (essence || identity.form).toLowerCase();
}

/** A field of work with each word replaced by the first of its group: 志愿服务 and 义工 become the same. */
export function meaningOf(field: string, policy: NamingPolicy): string {
  return segment(field, policy.vocabulary)
    .map(({ word }) => {
      const group = policy.fieldGroups.get(word);
      return group === undefined ? word : policy.data.fields[group]![0]!;
    })
    .join('');
}

/**
 * The division whose authority registers or files the kind (policy data), or undefined when the place is not known
 * deep enough. 龙港市 has no townships: it files its teams itself.
 */
export function authorityOf(kind: Kind, place: string, policy: NamingPolicy): string | undefined {
  const level = policy.data.registeringAuthority[kind];
  const length = level === 'city' ? 4 : level === 'county' || !hasTownships(place) ? 6 : 9;
  return place.length >= length ? divisionByCode(place.slice(0, length))?.code : undefined;
}
