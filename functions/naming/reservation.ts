import type { Caller } from '../../shared/auth/caller.ts';
import { covers } from '../../shared/divisions/index.ts';
import { conflict, forbidden, notFound, preconditionFailed } from '../../shared/http/problem.ts';
import type { Answer } from '../../shared/http/route.ts';
import { retried } from '../../shared/store/index.ts';
import type { Deps } from './deps.ts';
import { asOf, ended, reservationOwner, type StoredReservation } from './model/reservation.ts';
import type { Reservation } from './schema.ts';

const AUTHORITIES = ['community', 'township', 'county', 'city'];

/**
 * Reads a reservation: its holder may, and the authorities whose division contains it.
 * @throws Problem 404 for everybody else, as for one that does not exist
 */
export async function readReservation(id: string, caller: Caller, deps: Deps): Promise<Answer> {
  return reservationAnswer(asOf(await visible(id, caller, deps), deps.now()), 200);
}

/**
 * Lets a held name go; it is free at once. Repeating it answers the same, also at the same moment.
 * @throws Problem 404 for those who may not see it, 403 for those who may see but not let go, 409 once it is used,
 *   412 for another version than `ifMatch`
 */
export async function releaseReservation(
  id: string,
  caller: Caller,
  ifMatch: string | undefined,
  deps: Deps,
): Promise<Answer> {
  return retried(async () => {
    const reservation = asOf(await visible(id, caller, deps), deps.now());
    if (!isHolder(caller, reservation)) {
      throw forbidden(
        reservation.holder.kind === 'application'
          ? '这个名称为登记申请所保留，撤回申请后才会放弃'
          : '只有保留人可以放弃这个名称保留',
      );
    }
    if (reservation.state === 'released') return reservationAnswer(reservation, 200);
    if (ifMatch !== undefined && ifMatch !== etagOf(reservation)) throw preconditionFailed();
    if (reservation.state === 'used') throw conflict('名称已用于登记，不能放弃保留');
    if (reservation.state !== 'held') return reservationAnswer(reservation, 200);
    const released = ended(reservation, 'released');
    await deps.store.save({
      reservations: [released],
      free: [{ place: reservation.place, owner: reservationOwner(reservation) }],
      audit: [
        {
          aggregate: `RESERVATION#${id}`,
          action: 'released',
          actor: { role: caller.role, subject: caller.subject },
          detail: { name: reservation.name },
        },
      ],
    });
    return reservationAnswer(released, 200);
  });
}

/** The answer that shows a reservation, without its holder's identity. */
export function reservationAnswer(reservation: StoredReservation, status: number): Answer {
  const { place: _, version: __, holder, ...shown } = reservation;
  const body: Reservation = { ...shown, holder: { kind: holder.kind } };
  return {
    status,
    body,
    etag: etagOf(reservation),
    ...(status === 201 && { headers: { location: `/v1/names/reservations/${reservation.id}` } }),
  };
}

/** A hold ends without a new version being stored. */
function etagOf({ version, state }: StoredReservation): string {
  return state === 'expired' ? `${version}-expired` : String(version);
}

async function visible(id: string, caller: Caller, { store }: Deps): Promise<StoredReservation> {
  const reservation = await store.reservation(id);
  const seen =
    reservation &&
    (isHolder(caller, reservation) ||
      (AUTHORITIES.includes(caller.role) && covers(caller.division, reservation.division)));
  if (!seen) throw notFound('没有这个名称保留，或您无权查看');
  return reservation;
}

function isHolder({ role, subject }: Caller, { holder }: StoredReservation): boolean {
  return holder.kind === role && holder.id === subject;
}
