import { type CloudEvent, onceFor } from '../../shared/events/index.ts';
import { ConditionFailed } from '../../shared/store/index.ts';
import { reservationOf } from './applications.ts';
import type { Deps } from './deps.ts';
import { type NamingPolicy, namingPolicyOn } from './policy/index.ts';
import { judge } from './rules/judge.ts';
import type { TakenName } from './rules/similar/compare.ts';
import { authorityOf, claimOf, identityOf } from './rules/similar/identity.ts';
import { signaturesOf } from './rules/similar/signatures.ts';
import type { Kind, NameStatus } from './schema.ts';
import type { NameChange, Place, StoredName, StoredReservation } from './store.ts';

const SYSTEM = { role: 'system', subject: 'naming' } as const;

type Recorded = 'recorded' | 'unchanged' | 'superseded';
type Accompanying = Pick<NameChange, 'once'> & { actor?: NameChange['audit'][number]['actor'] };

/** A name that an organisation bears. */
interface Bearing {
  organisationId: string;
  name: string;
  kind: Kind;
  division: string;
  registeredOn: string;
  applicationId?: string | undefined;
}

/**
 * Records the name of a registered, filed or imported organisation with what today's rules find in it, as notes: a
 * name already held is never refused. News older than what the register knows is passed over.
 */
export async function recordRegistered(
  bearing: Bearing,
  deps: Deps,
  { once, actor = SYSTEM }: Accompanying = {},
): Promise<{ outcome: Recorded; entry: StoredName }> {
  const { organisationId, name, kind, division, registeredOn } = bearing;
  const before = await deps.store.name(organisationId, division);
  if (before && (before.status !== 'registered' || before.name === name)) {
    const outcome = before.name === name && before.status === 'registered' ? 'unchanged' : 'superseded';
    if (once) await deps.store.save({ audit: [], once });
    return { outcome, entry: before };
  }
  const { entry, taken } = recorded({ ...bearing, status: 'registered', since: registeredOn }, before, deps);
  const held = await heldFor(bearing.applicationId, deps);
  await saveTaking(deps, {
    names: [entry],
    reservations: held.reservations,
    take: [{ place: entry.place, name: taken, ...held.claim }],
    free: [...held.free, ...(before ? [{ place: before.place, owner: taken.id }] : [])],
    audit: [
      { aggregate: `NAME#${organisationId}`, action: 'registered', actor, detail: { name, kind, division } },
    ],
    ...(once && { once }),
  });
  return { outcome: 'recorded', entry };
}

/** `registration.organisation.registered`: the name held for the application becomes the organisation's. */
export async function registerEvent(
  event: CloudEvent<'registration.organisation.registered'>,
  deps: Deps,
): Promise<void> {
  await recordRegistered(event.data, deps, { once: onceFor(event, deps.now()) });
}

/** Gives an organisation its new name; the former one stays protected for the span of the policy (M16). */
export async function recordRenamed(
  event: CloudEvent<'registration.organisation.renamed'>,
  deps: Deps,
): Promise<void> {
  const { organisationId, name, formerName, kind, division, renamedOn, applicationId } = event.data;
  const once = onceFor(event, deps.now());
  const before = await deps.store.name(organisationId, division);
  if (before && (before.name === name || before.since > renamedOn)) {
    await deps.store.save({ audit: [], once });
    return;
  }
  const current = recorded(
    { organisationId, name, kind, division, status: 'registered', since: renamedOn },
    before,
    deps,
  );
  const former = recorded(
    { organisationId, name: formerName, kind, division, status: 'renamed', since: renamedOn },
    undefined,
    deps,
  );
  const held = await heldFor(applicationId, deps);
  await saveTaking(deps, {
    names: [current.entry, former.entry],
    reservations: held.reservations,
    take: [
      { place: current.entry.place, name: current.taken, from: current.taken.id, ...held.claim },
      { place: former.entry.place, name: former.taken, from: current.taken.id },
    ],
    free: [...held.free, ...(before ? [{ place: before.place, owner: current.taken.id }] : [])],
    audit: [
      {
        aggregate: `NAME#${organisationId}`,
        action: 'renamed',
        actor: SYSTEM,
        detail: { name, formerName, renamedOn },
      },
    ],
    once,
  });
}

/** Ends an organisation's name; it stays protected for the span of the policy (M16: 1 year, revoked 3 years). */
export async function recordDissolved(
  event: CloudEvent<'registration.organisation.dissolved'>,
  deps: Deps,
): Promise<void> {
  const { organisationId, name, kind, division, dissolvedOn, cause } = event.data;
  const before = await deps.store.name(organisationId, division);
  const { entry, taken } = recorded(
    { organisationId, name: before?.name ?? name, kind, division, status: cause, since: dissolvedOn },
    before,
    deps,
  );
  await saveTaking(deps, {
    names: [entry],
    take: [{ place: entry.place, name: taken }],
    audit: [
      { aggregate: `NAME#${organisationId}`, action: cause, actor: SYSTEM, detail: { name, dissolvedOn } },
    ],
    once: onceFor(event, deps.now()),
  });
}

/** The hold under which an application kept the name: it is used up, and its claim and index entries go over. */
async function heldFor(applicationId: string | undefined, { store }: Deps) {
  const held = applicationId ? await store.reservation(reservationOf(applicationId)) : undefined;
  if (held?.state !== 'held') return { reservations: [], claim: {}, free: [] };
  const used: StoredReservation = { ...held, state: 'used', version: held.version + 1 };
  const owner = `RESERVATION#${held.id}`;
  return { reservations: [used], claim: { from: owner }, free: [{ place: held.place, owner }] };
}

/** Where another has the claim of a name, the name is recorded without one: old names stay. */
async function saveTaking({ store }: Deps, change: NameChange) {
  try {
    await store.save(change);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    await store.save({ ...change, take: change.take?.map((one) => ({ ...one, shared: true })) ?? [] });
  }
}

type State = Omit<Bearing, 'registeredOn' | 'applicationId'> & { status: NameStatus; since: string };

function recorded(
  state: State,
  before: StoredName | undefined,
  deps: Deps,
): { entry: StoredName; taken: TakenName } {
  const { organisationId, name, kind, division, status, since } = state;
  const policy = namingPolicyOn(deps.today());
  const { reading, parts, findings } = judge({ name, kind, division, on: deps.today() }, policy);
  const identity = identityOf(reading, division);
  const authority =
    authorityOf(kind, division, policy) ?? authorityOf(kind, identity.place, policy) ?? division;
  const place: Place = {
    authority,
    claim: claimOf(identity),
    signatures: signaturesOf(identity, policy),
  };
  const freeFrom = freeFromOf(status, since, policy);
  const entry: StoredName = {
    organisationId,
    name,
    kind,
    division,
    status,
    since,
    ...(freeFrom && { freeFrom }),
    parts,
    findings,
    policy: policy.version,
    place,
    version: (before?.version ?? 0) + 1,
  };
  const id = `ORGANISATION#${organisationId}${status === 'renamed' ? `#${since}` : ''}`;
  return { entry, taken: { ...identity, id, name, status, ...(freeFrom && { freeFrom }) } };
}

/** The instant from which others may use a name again: so many years after the day, from midnight in Asia/Shanghai. */
function freeFromOf(status: NameStatus, since: string, { data }: NamingPolicy): string | undefined {
  if (status === 'registered') return undefined;
  const { revokedYears, renamedOrDeregisteredYears } = data.protection;
  const years = status === 'revoked' ? revokedYears : renamedOrDeregisteredYears;
  const [year, month, day] = since.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year + years, month - 1, day) - 8 * 3_600_000).toISOString();
}
