import { type CloudEvent, newEvent, onceFor, PermanentFailure } from '../../shared/events/index.ts';
import { NoPolicyInForce } from '../../shared/policy/index.ts';
import { retried } from '../../shared/store/index.ts';
import type { Deps } from './deps.ts';
import { type Examination, examine, placeOf, suggestionsFor } from './examine.ts';
import {
  asOf,
  ended,
  newReservation,
  type Place,
  reservationOwner,
  type StoredReservation,
} from './model/reservation.ts';
import { type NamingPolicy, namingPolicyOn } from './policy/index.ts';
import { nameOwner, type Submission } from './store/index.ts';
import type { IndexView } from './store/name-index.ts';

const SYSTEM = { role: 'system', subject: 'naming' } as const;

type Submitted = CloudEvent<'registration.application.submitted'>;
type Over = CloudEvent<'registration.application.withdrawn' | 'registration.application.refused'>;

/** The id of the reservation that an application holds its name by. */
export const reservationOf = (applicationId: string) => `application-${applicationId}`;

/**
 * Checks the name of a submitted application by the rules of the day it was applied for and holds it, or refuses it
 * with findings and suggestions; the answer is an event. The applicant's own hold on the name passes to the application,
 * nobody else's does; a resubmitted application gives up the name it held before. The same submission again is answered
 * again; an older one, or one of an application that is over, is passed over: queues keep no order.
 * @throws PermanentFailure for a day for which there are no rules
 */
export async function holdForApplication(event: Submitted, deps: Deps): Promise<void> {
  const { applicationId, name, kind, division, scope, appliedOn, submission } = event.data;
  const policy = policyOn(appliedOn);
  const id = reservationOf(applicationId);
  await retried(async () => {
    const now = deps.now();
    const once = onceFor(event, now);
    const { last, stored } = await known(applicationId, deps);
    if (isLate(submission, last) || stored?.state === 'used') return deps.store.save({ audit: [], once });
    const earlier = held(stored, now);
    if (earlier && last?.submission === submission) {
      return deps.store.save({ audit: [], events: [heldEvent(event, earlier, deps)], once });
    }
    const own = held(await ownHold(event.data.reservation, deps), now);
    const mine = [earlier, own].filter((one) => one !== undefined);
    const proposal = { name, kind, division, scope, on: appliedOn };
    const seen = deps.store.view();
    const examination = await examine(proposal, policy, seen.taken, now.toISOString(), [
      ...mine.map(reservationOwner),
      ...(await borneBy(event.data.organisationId, deps)).map(nameOwner),
    ]);
    const place = placeOf(examination, policy);
    const change =
      examination.ok && place
        ? holding(
            event,
            examination,
            place,
            { earlier, own, seen, version: stored?.version ?? 0 },
            policy,
            deps,
          )
        : {
            ...givingUp(earlier),
            audit: [
              { aggregate: `RESERVATION#${id}`, action: 'refused', actor: SYSTEM, detail: { name, kind } },
            ],
            events: [await refusedEvent(event, examination, policy, deps)],
          };
    await deps.store.save({ ...change, submission: { applicationId, submission }, once });
  });
}

/** `registration.application.withdrawn` and `refused`: the name held for the application is free at once. */
export async function releaseForApplication(event: Over, deps: Deps): Promise<void> {
  const { applicationId, submission } = event.data;
  const id = reservationOf(applicationId);
  await retried(async () => {
    const now = deps.now();
    const once = onceFor(event, now);
    const { last, stored } = await known(applicationId, deps);
    if (isLate(submission, last)) return deps.store.save({ audit: [], once });
    const hold = held(stored, now);
    await deps.store.save({
      ...givingUp(hold),
      submission: { applicationId, submission, over: true },
      audit: hold ? [{ aggregate: `RESERVATION#${id}`, action: 'released', actor: SYSTEM, detail: {} }] : [],
      once,
    });
  });
}

interface Holds {
  earlier: StoredReservation | undefined;
  own: StoredReservation | undefined;
  seen: IndexView;
  /** Of the application's reservation as stored, 0 when there is none. */
  version: number;
}

function holding(
  event: Submitted,
  examination: Examination,
  place: Place,
  { earlier, own, seen, version }: Holds,
  policy: NamingPolicy,
  deps: Deps,
) {
  const { applicationId, name, kind, division, appliedOn } = event.data;
  const { reservation, taken } = newReservation({
    id: reservationOf(applicationId),
    proposal: { name, kind, division, on: appliedOn },
    examination,
    place,
    holder: { kind: 'application', id: applicationId },
    heldFrom: deps.now().toISOString(),
    days: policy.data.holdDays.application,
    policy: policy.version,
  });
  const next = { ...reservation, version: version + 1 };
  // A hold of another name stays the applicant's: it is none of the application's business.
  const used = own?.name === name ? [own] : [];
  const { id, heldUntil } = next;
  return {
    reservations: [next, ...used.map((one) => ended(one, 'used'))],
    take: [{ place, name: taken, seen }],
    free: [...(earlier ? [earlier] : []), ...used].map(freed),
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
    events: [heldEvent(event, next, deps)],
  };
}

function givingUp(hold: StoredReservation | undefined) {
  return hold ? { reservations: [ended(hold, 'released')], free: [freed(hold)] } : {};
}

const freed = (hold: StoredReservation) => ({ place: hold.place, owner: reservationOwner(hold) });

function heldEvent(
  { data, correlationid }: Submitted,
  { id, heldUntil, findings, policy }: StoredReservation,
  deps: Deps,
) {
  return newEvent(
    'naming.name.held',
    {
      subject: data.applicationId,
      correlationId: correlationid,
      data: { ...aboutApplication(data), reservationId: id, heldUntil, findings, policy },
    },
    deps,
  );
}

async function refusedEvent(
  { data, correlationid }: Submitted,
  examination: Examination,
  policy: NamingPolicy,
  deps: Deps,
) {
  const { name, kind, division, scope, appliedOn } = data;
  const proposal = { name, kind, division, scope, on: appliedOn };
  const at = deps.now().toISOString();
  const suggestions = await suggestionsFor(proposal, examination, policy, deps.store.taken, at);
  return newEvent(
    'naming.name.refused',
    {
      subject: data.applicationId,
      correlationId: correlationid,
      data: {
        ...aboutApplication(data),
        findings: examination.findings,
        suggestions,
        policy: policy.version,
      },
    },
    deps,
  );
}

function aboutApplication({ applicationId, submission, name, kind, division }: Submitted['data']) {
  return { applicationId, submission, name, kind, division };
}

function policyOn(day: string): NamingPolicy {
  try {
    return namingPolicyOn(day);
  } catch (error) {
    if (error instanceof NoPolicyInForce) throw new PermanentFailure(error.message);
    throw error;
  }
}

/** The last submission of an application, and its hold. */
async function known(applicationId: string, { store }: Deps) {
  const [last, stored] = await Promise.all([
    store.submission(applicationId),
    store.reservation(reservationOf(applicationId)),
  ]);
  return { last, stored };
}

/** The names that the organisation bears or has borne whose name is to change. */
async function borneBy(organisationId: string | undefined, { store }: Deps) {
  if (organisationId === undefined) return [];
  return (await store.organisation(organisationId))?.names ?? [];
}

/** The hold that an application names, when it is the applicant's. */
async function ownHold(
  named: Submitted['data']['reservation'],
  { store }: Deps,
): Promise<StoredReservation | undefined> {
  const hold = named && (await store.reservation(named.id));
  return hold?.holder.kind === named?.holder.kind && hold?.holder.id === named?.holder.id ? hold : undefined;
}

function held(reservation: StoredReservation | undefined, now: Date): StoredReservation | undefined {
  return reservation && asOf(reservation, now).state === 'held' ? reservation : undefined;
}

function isLate(submission: number, last: Submission | undefined): boolean {
  return (
    last !== undefined &&
    (submission < last.submission || (last.over === true && submission === last.submission))
  );
}
