/** A hold of a name: from when it is made until it is released, used up, or over by itself. */

import type { Proposal } from '../rules/judge.ts';
import type { TakenName } from '../rules/similar/compare.ts';
import type { Identity } from '../rules/similar/identity.ts';
import type { Finding, Reservation } from '../schema.ts';

/** Where a name stands among the taken ones: under which signatures of which authority. */
export interface Place {
  authority: string;
  signatures: readonly string[];
  /** That of the signatures which every equal name has as well. */
  whole: string;
}

/** A reservation as stored: with its holder's identity, which no answer shows. */
export interface StoredReservation extends Omit<Reservation, 'holder'> {
  holder: Reservation['holder'] & { id: string };
  place: Place;
  version: number;
}

interface NewReservation {
  id: string;
  proposal: Proposal;
  examination: { identity: Identity; seat: string; findings: Finding[] };
  place: Place;
  holder: StoredReservation['holder'];
  /** ISO 8601 instant. */
  heldFrom: string;
  days: number;
  /** The policy version that it was examined under. */
  policy: string;
}

/** The owner of a held name, by which the index knows it. */
export const reservationOwner = ({ id }: Pick<StoredReservation, 'id'>) => `RESERVATION#${id}`;

/** A new hold of an examined name, as a reservation and as a taken name of the index. */
export function newReservation({
  id,
  proposal: { name, kind },
  examination: { identity, seat, findings },
  place,
  holder,
  heldFrom,
  days,
  policy,
}: NewReservation): { reservation: StoredReservation; taken: TakenName } {
  const heldUntil = new Date(Date.parse(heldFrom) + days * 86_400_000).toISOString();
  const reservation: StoredReservation = {
    id,
    name,
    kind,
    division: seat,
    authority: place.authority,
    holder,
    state: 'held',
    heldFrom,
    heldUntil,
    findings,
    policy,
    place,
    version: 1,
  };
  const taken: TakenName = {
    ...identity,
    id: reservationOwner(reservation),
    name,
    status: 'held',
    holder: holder.kind,
    freeFrom: heldUntil,
  };
  return { reservation, taken };
}

/** The reservation as it is at an instant: a hold ends by itself, and the table forgets it only later. */
export function asOf(reservation: StoredReservation, now: Date): StoredReservation {
  const over = reservation.state === 'held' && reservation.heldUntil <= now.toISOString();
  return over ? { ...reservation, state: 'expired' } : reservation;
}

/** A reservation that is over, in its next version. */
export function ended(reservation: StoredReservation, state: 'released' | 'used'): StoredReservation {
  return { ...reservation, state, version: reservation.version + 1 };
}
