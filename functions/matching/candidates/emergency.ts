/** Emergencies (A3): matched at once, ahead of every queue and round. */
import { type CloudEvent, onceFor } from '../../../shared/events/index.ts';
import { AlreadyDone, type Change, retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Candidate } from '../model/candidates.ts';
import { freePlaces, isOpenOn, type Need } from '../model/listing.ts';
import { notice, toConfirmer, toOwner } from '../model/notice.ts';
import { NO_SUPPLY } from '../model/offer.ts';
import type { Organisation } from '../model/organisation.ts';
import { hold } from '../model/placing.ts';
import { obstacle } from '../model/rules.ts';
import { confirmed } from '../offers/confirm.ts';
import { proposed } from '../offers/propose.ts';
import { putNotice } from '../store/notices.ts';
import { findCandidates } from './find.ts';
import { kept } from './match.ts';

const SYSTEM = { role: 'system', subject: 'matching' } as const;

type Due = CloudEvent<'matching.emergency.due'>;

/**
 * `matching.emergency.due`: the best of those who agreed to be sent at once serve the need from this moment, without being
 * asked and without waiting for the township, which is told and may break it off. For places that are left, the best of the
 * others are asked, with the short time to answer that policy gives to emergencies. Each place is filled in a transaction of
 * its own; what was broken off goes on with the places that are free then.
 */
export async function emergencyDue(event: Due, deps: Deps): Promise<void> {
  if (await deps.store.recall(onceFor(event, deps.now()).key)) return;
  const candidates = await candidatesFor(event, deps);
  if (!candidates) return;
  for (const candidate of candidates) {
    const full = await retried(() => fill(candidate, event, deps));
    if (full) break;
  }
  await settle(event, deps);
}

/** The candidates as they were found for this event: once, so that what is broken off goes on with the same. */
async function candidatesFor(event: Due, deps: Deps): Promise<readonly Candidate[] | undefined> {
  const { store, now } = deps;
  const { needId } = event.data;
  const { key, until } = onceFor(event, now());
  const once = { key: `${key}.found`, until };
  const foundBefore = async () => (await store.candidates(needId))?.kept;
  if (await store.recall(once.key)) return foundBefore();
  try {
    return await retried(async () => {
      const found = await findCandidates(needId, deps);
      if (found?.need.facts.urgency !== 'emergency') return undefined;
      await store.save({ writes: kept(found, deps), once });
      return found.candidates.kept;
    });
  } catch (error) {
    if (error instanceof AlreadyDone) return foundBefore();
    throw error;
  }
}

/**
 * Puts a candidate to the need if both have room.
 * @returns whether the need has none
 */
async function fill({ organisation: id, score }: Candidate, event: Due, deps: Deps): Promise<boolean> {
  const [need, organisation] = await Promise.all([openNeed(event, deps), deps.store.organisation(id)]);
  if (!need) return true;
  if (!organisation || obstacle(need, organisation, deps.policy().data)) return false;
  const change = organisation.capacity.emergency
    ? await sent(need, organisation, score, event, deps)
    : proposed(need, organisation, { origin: 'emergency', score }, deps);
  if (change) await deps.store.save(change);
  return false;
}

async function openNeed({ data: { needId } }: Due, { store, today }: Deps): Promise<Need | undefined> {
  const need = await store.listing('need', needId);
  return need?.state === 'open' && isOpenOn(need, today()) ? need : undefined;
}

/** Sends an organisation that agreed to it: offer and match in one, and whoever else confirms matches is told. */
async function sent(
  need: Need,
  organisation: Organisation,
  score: Candidate['score'],
  { correlationid: correlationId }: Due,
  deps: Deps,
): Promise<Change | undefined> {
  const at = deps.now().toISOString();
  const terms = { origin: 'emergency', state: 'accepted', supply: NO_SUPPLY, score } as const;
  const placing = hold(need, organisation, terms, { at, day: deps.today() });
  if (placing.outcome === 'refused') return undefined;
  const by = { actor: SYSTEM, correlationId };
  const { match, ...change } = await confirmed(placing, NO_SUPPLY, by, deps, { need, organisation });
  const text = `突发应急需求《${need.facts.title}》已直接派给${organisation.name}（A3）。不合适的，可以终止后另派`;
  const told = notice(toConfirmer(need.division), {
    key: `${match.id}.sent`,
    kind: 'confirmed',
    text,
    link: `/v1/matches/${match.id}`,
    at,
  });
  return { ...change, writes: [...change.writes, putNotice(told)] };
}

/**
 * The event is done when all its places were seen to. Where nobody is there for some of them, people have to find somebody:
 * they are told once.
 */
async function settle(event: Due, deps: Deps): Promise<void> {
  const need = await openNeed(event, deps);
  const at = deps.now().toISOString();
  const told = need
    ? [...new Set([toOwner(need.owner), toConfirmer(need.division)])].map((recipient) =>
        notice(recipient, {
          key: `${need.id}.alone`,
          kind: 'candidates',
          text: `突发应急需求《${need.facts.title}》还缺 ${freePlaces(need)} 家组织，系统已找不到可派的组织，请尽快联系（A3）`,
          link: `/v1/needs/${need.id}/candidates`,
          at,
        }),
      )
    : [];
  try {
    await deps.store.save({ writes: told.map(putNotice), once: onceFor(event, deps.now()) });
  } catch (error) {
    if (!(error instanceof AlreadyDone)) throw error;
  }
}
