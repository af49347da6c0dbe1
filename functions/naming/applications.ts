import { type CloudEvent, newEvent, onceFor, PermanentFailure } from '../../shared/events/index.ts';
import { NoPolicyInForce } from '../../shared/policy/index.ts';
import type { Deps } from './deps.ts';
import { examine, placeOf, suggestionsFor } from './examine.ts';
import { type NamingPolicy, namingPolicyOn } from './policy/index.ts';
import { ended } from './reservation.ts';
import { newReservation } from './reserve.ts';
import { reservationOwner, type StoredReservation } from './store.ts';

const SYSTEM = { role: 'system', subject: 'naming' } as const;

/** The id of the reservation that an application holds its name by. */
export const reservationOf = (applicationId: string) => `application-${applicationId}`;

/**
 * Checks the name of a submitted application by the rules of the day it was applied for and holds it, or refuses it
 * with findings and suggestions; the answer is an event. The applicant's own hold on the name passes to the application,
 * nobody else's does; a resubmitted application gives up the name it held before.
 * @throws ConditionFailed when the name is taken in the meantime: the message comes again and is then refused
 * @throws PermanentFailure for a day for which there are no rules
 */
export async function holdForApplication(
  event: CloudEvent<'registration.application.submitted'>,
  deps: Deps,
): Promise<void> {
  const { applicationId, name, kind, division, appliedOn } = event.data;
  const policy = policyOn(appliedOn);
  const now = deps.now();
  const proposal = { name, kind, division, on: appliedOn };
  const id = reservationOf(applicationId);
  const earlier = await deps.store.reservation(id);
  const own = await ownHold(event.data.reservation, deps);
  const mine = [earlier, own].filter((one) => one !== undefined && isHeld(one, now)) as StoredReservation[];
  const examination = await examine(
    proposal,
    policy,
    deps.store.taken,
    now.toISOString(),
    mine.map(reservationOwner),
  );
  const place = placeOf(examination, policy);
  const common = {
    applicationId,
    name,
    kind,
    division,
    findings: examination.findings,
    policy: policy.version,
  };
  const about = { subject: applicationId, correlationId: event.correlationid };

  if (!examination.ok || !place) {
    const suggestions = await suggestionsFor(
      proposal,
      examination,
      policy,
      deps.store.taken,
      now.toISOString(),
    );
    await deps.store.save({
      reservations: earlier && isHeld(earlier, now) ? [ended(earlier, 'released')] : [],
      free:
        earlier && isHeld(earlier, now) ? [{ place: earlier.place, owner: reservationOwner(earlier) }] : [],
      audit: [{ aggregate: `RESERVATION#${id}`, action: 'refused', actor: SYSTEM, detail: { name, kind } }],
      events: [newEvent('naming.name.refused', { ...about, data: { ...common, suggestions } }, deps)],
      once: onceFor(event, now),
    });
    return;
  }

  const { reservation, taken } = newReservation({
    id,
    proposal,
    examination,
    place,
    holder: { kind: 'application', id: applicationId },
    heldFrom: now.toISOString(),
    days: policy.data.holdDays.application,
    policy,
  });
  const { heldUntil } = reservation;
  const isSameName = (one: StoredReservation) =>
    one.place.authority === place.authority && one.place.claim === place.claim;
  // A hold of another name stays the applicant's: it is none of the application's business.
  const passedOn = mine.filter((one) => one.id === id || isSameName(one));
  const sameClaim = passedOn.find(isSameName);
  const used = passedOn.filter((one) => one.id !== id);
  await deps.store.save({
    reservations: [
      { ...reservation, version: (earlier?.version ?? 0) + 1 },
      ...used.map((one) => ended(one, 'used')),
    ],
    take: [{ place, name: taken, ...(sameClaim && { from: [reservationOwner(sameClaim)] }) }],
    free: passedOn.map((one) => ({ place: one.place, owner: reservationOwner(one) })),
    audit: [
      {
        aggregate: `RESERVATION#${id}`,
        action: 'held',
        actor: SYSTEM,
        detail: { name, kind, until: heldUntil },
      },
      ...used.map((one) => ({
        aggregate: `RESERVATION#${one.id}`,
        action: 'used',
        actor: SYSTEM,
        detail: { application: applicationId },
      })),
    ],
    events: [
      newEvent('naming.name.held', { ...about, data: { ...common, reservationId: id, heldUntil } }, deps),
    ],
    once: onceFor(event, now),
  });
}

function policyOn(day: string): NamingPolicy {
  try {
    return namingPolicyOn(day);
  } catch (error) {
    if (error instanceof NoPolicyInForce) throw new PermanentFailure(error.message);
    throw error;
  }
}

/** The hold that an application names, when it is the applicant's. */
async function ownHold(
  named: CloudEvent<'registration.application.submitted'>['data']['reservation'],
  { store }: Deps,
): Promise<StoredReservation | undefined> {
  const hold = named && (await store.reservation(named.id));
  return hold?.holder.kind === named?.holder.kind && hold?.holder.id === named?.holder.id ? hold : undefined;
}

function isHeld({ state, heldUntil }: StoredReservation, now: Date): boolean {
  return state === 'held' && heldUntil > now.toISOString();
}
