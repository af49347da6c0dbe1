import { addDays } from '../../shared/calendar/index.ts';
import { type CloudEvent, onceFor, PermanentFailure } from '../../shared/events/index.ts';
import { retried } from '../../shared/store/index.ts';
import { reservationOf } from './applications.ts';
import type { Deps } from './deps.ts';
import { type Borne, namesFrom, type Occurrence, withFact } from './model/history.ts';
import { ended, reservationOwner } from './model/reservation.ts';
import { namingPolicyOn } from './policy/index.ts';
import { type Reviewed, review } from './review.ts';
import { type NameChange, nameOwner, type StoredName } from './store/index.ts';

const SYSTEM = { role: 'system', subject: 'naming' } as const;

/** What is told of an earlier day is a slip of the pen, by which a name would be free that is still protected. */
export const FIRST_DAY = '1900-01-01';

/** Days ahead for which events may be told: a decision may name the first day of the month to come. */
const DAYS_AHEAD = 31;

interface News {
  organisationId: string;
  fact: Occurrence;
  /** The application whose hold on the name is used up. */
  applicationId?: string | undefined;
}

type Accompanying = Pick<NameChange, 'once'> & {
  actor?: NameChange['audit'][number]['actor'];
  /** The instant (ISO 8601, UTC) at which it was told; now, when it is told by request. */
  said?: string;
};

interface Recorded {
  /** `superseded`: the register knows something later, which stands. */
  outcome: 'recorded' | 'unchanged' | 'superseded';
  /** The name that the organisation bears now, or bore last. */
  entry: StoredName;
}

/**
 * Records news of an organisation, in whatever order they come, and what they mean for the names that it bears and has
 * borne. Names are recorded with what today's rules find in them, as notes: one that is borne already is never
 * refused, also when another has it.
 * @throws AlreadyDone for an event that was recorded before
 */
export async function record(news: News, deps: Deps, accompanying: Accompanying = {}): Promise<Recorded> {
  const said = accompanying.said ?? deps.now().toISOString();
  return retried(async () => {
    const { change, ...recorded } = await stepFor(news, deps, { ...accompanying, said });
    await deps.store.save(change);
    return recorded;
  });
}

async function stepFor(
  { organisationId, fact, applicationId }: News,
  deps: Deps,
  { once, actor = SYSTEM, said }: Accompanying & { said: string },
): Promise<Recorded & { change: NameChange }> {
  const before = await deps.store.organisation(organisationId);
  const held = await holdOf(applicationId, deps);
  const facts = withFact(before?.facts ?? [], { ...fact, said });
  const known = before?.names ?? [];
  const isKnown = facts === before?.facts;
  if (isKnown && !held) {
    return { outcome: 'unchanged', entry: known[0]!, change: { audit: [], ...(once && { once }) } };
  }

  const policy = namingPolicyOn(deps.today());
  const { current, former } = namesFrom(facts, policy.data.protection);
  const reviewed: Reviewed[] = [];
  const names = [current, ...former].map((borne) => {
    const same = known.find((name) => isBorne(name, borne));
    if (same) return same;
    const one = review(organisationId, borne, deps.today(), policy);
    reviewed.push(one);
    return one.entry;
  });
  const dropped = known.filter((name) => !names.includes(name));
  return {
    outcome: isKnown ? 'unchanged' : known[0] && isBorne(known[0], current) ? 'superseded' : 'recorded',
    entry: names[0]!,
    change: {
      organisation: { organisationId, facts, names, version: (before?.version ?? 0) + 1 },
      names: reviewed.map(({ entry }) => entry),
      dropped,
      reservations: held ? [ended(held, 'used')] : [],
      take: reviewed.map(({ entry: { place }, taken }) => ({ place, name: taken })),
      free: [
        ...dropped.map((name) => ({ place: name.place, owner: nameOwner(name) })),
        ...(held ? [{ place: held.place, owner: reservationOwner(held) }] : []),
      ],
      audit: [
        ...(isKnown
          ? []
          : [{ aggregate: `NAME#${organisationId}`, action: fact.fact, actor, detail: { ...fact } }]),
        ...(held ? [{ aggregate: `RESERVATION#${held.id}`, action: 'used', actor, detail: {} }] : []),
      ],
      ...(once && { once }),
    },
  };
}

/**
 * The hold under which an application kept the name. It is used up also when its time is over: the registration that it
 * was made for has come about.
 */
async function holdOf(applicationId: string | undefined, { store }: Deps) {
  const hold =
    applicationId === undefined ? undefined : await store.reservation(reservationOf(applicationId));
  return hold?.state === 'held' ? hold : undefined;
}

function isBorne(entry: StoredName, { name, kind, division, status, since, freeFrom }: Borne): boolean {
  return (
    entry.name === name &&
    entry.kind === kind &&
    entry.division === division &&
    entry.status === status &&
    entry.since === since &&
    entry.freeFrom === freeFrom
  );
}

/**
 * `registration.organisation.registered`, `filed`, `managed`: the name held for the application becomes the organisation's.
 * @throws AlreadyDone for an event that was recorded before, PermanentFailure for a day that cannot be
 */
export async function recordRegistered(
  event: CloudEvent<`registration.organisation.${'registered' | 'filed' | 'managed'}`>,
  deps: Deps,
): Promise<void> {
  const { organisationId, applicationId, registeredOn: on, ...about } = event.data;
  await recordEvent(
    event,
    { organisationId, applicationId, fact: { fact: 'registered', ...about, on } },
    deps,
  );
}

/**
 * `registration.organisation.renamed`: the former name stays protected for the span of the policy (M16).
 * @throws AlreadyDone for an event that was recorded before, PermanentFailure for a day that cannot be
 */
export async function recordRenamed(
  event: CloudEvent<'registration.organisation.renamed'>,
  deps: Deps,
): Promise<void> {
  const { organisationId, applicationId, renamedOn: on, ...about } = event.data;
  await recordEvent(event, { organisationId, applicationId, fact: { fact: 'renamed', ...about, on } }, deps);
}

/**
 * `registration.organisation.dissolved`: the name stays protected, longer after a revocation (M16).
 * @throws AlreadyDone for an event that was recorded before, PermanentFailure for a day that cannot be
 */
export async function recordDissolved(
  event: CloudEvent<'registration.organisation.dissolved'>,
  deps: Deps,
): Promise<void> {
  const { organisationId, dissolvedOn: on, cause, ...about } = event.data;
  await recordEvent(event, { organisationId, fact: { fact: cause, ...about, on } }, deps);
}

async function recordEvent(event: CloudEvent, news: News, deps: Deps): Promise<void> {
  const { fact, on } = news.fact;
  const lastDay = addDays(deps.today(), DAYS_AHEAD);
  if (on < FIRST_DAY || on > lastDay)
    throw new PermanentFailure(`${fact} on ${on}: not from ${FIRST_DAY} to ${lastDay}`);
  const said = new Date(event.time).toISOString();
  await record(news, deps, { said, once: onceFor(event, deps.now()) });
}
