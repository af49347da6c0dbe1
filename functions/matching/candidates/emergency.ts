/** Emergencies (A3): matched at once, ahead of every queue and round. */
import { type CloudEvent, onceFor } from '../../../shared/events/index.ts';
import { AlreadyDone, retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Candidate, Candidates } from '../model/candidates.ts';
import { freePlaces, isOpenOn, type Need } from '../model/listing.ts';
import { NO_SUPPLY } from '../model/offer.ts';
import { hold } from '../model/placing.ts';
import { confirmed } from '../offers/confirm.ts';
import { proposed } from '../offers/propose.ts';
import { putCandidates } from '../store/candidates.ts';
import { findCandidates } from './find.ts';
import { tell } from './match.ts';

const SYSTEM = { role: 'system', subject: 'matching' } as const;

type Due = CloudEvent<'matching.emergency.due'>;

/**
 * `matching.emergency.due`: the best of those who agreed to be sent at once serve the need from this moment, without being
 * asked and without waiting for the township, which is told and may break it off. For places that are left, the best of the
 * others are asked, with the short time to answer that policy gives to emergencies. Each place is filled in a transaction of
 * its own; what comes again goes on with the places that are left.
 */
export async function emergencyDue(event: Due, deps: Deps): Promise<void> {
  const found = await retried(async () => {
    const need = await openNeed(event, deps);
    if (!need) return undefined;
    const candidates = await findCandidates(need, deps);
    await deps.store.save({ writes: [putCandidates(candidates), ...(await tell(need, candidates, deps))] });
    return candidates;
  });
  if (!found) return;
  const organisations = await deps.store.organisations(found.kept.map(({ organisation }) => organisation));
  const agreed = new Set(organisations.filter(({ capacity }) => capacity.emergency).map(({ id }) => id));
  const isAgreed = ({ organisation }: Candidate) => agreed.has(organisation);
  await fill(event, found.kept.filter(isAgreed), sent, deps);
  await fill(
    event,
    found.kept.filter((one) => !isAgreed(one)),
    asked,
    deps,
  );
  await settle(event, deps);
}

/** The event is done when all its places were seen to: what comes again later changes nothing. */
async function settle(event: Due, deps: Deps): Promise<void> {
  try {
    await deps.store.save({ writes: [], once: onceFor(event, deps.now()) });
  } catch (error) {
    if (!(error instanceof AlreadyDone)) throw error;
  }
}

type Way = (need: Need, candidate: Candidate, event: Due, deps: Deps) => Promise<boolean>;

/** Goes through candidates in their order as long as there are places. */
async function fill(event: Due, candidates: Candidates['kept'], way: Way, deps: Deps): Promise<void> {
  for (const candidate of candidates) {
    const full = await retried(async () => {
      const need = await openNeed(event, deps);
      if (!need) return true;
      await way(need, candidate, event, deps);
      return false;
    });
    if (full) return;
  }
}

async function openNeed({ data: { needId } }: Due, deps: Deps): Promise<Need | undefined> {
  const need = await deps.store.listing('need', needId);
  return need?.state === 'open' && isOpenOn(need, deps.today()) && freePlaces(need) > 0 ? need : undefined;
}

/** Sends an organisation that agreed to it: offer and match in one. */
async function sent(need: Need, { organisation: id, score }: Candidate, event: Due, deps: Deps) {
  const organisation = await deps.store.organisation(id);
  if (!organisation || need.passed.includes(id) || (await serves(need, id, deps))) return false;
  const terms = { origin: 'emergency', state: 'accepted', supply: NO_SUPPLY, score } as const;
  const placing = hold(need, organisation, terms, { at: deps.now().toISOString(), day: deps.today() });
  if (placing.outcome === 'refused') return false;
  const by = { actor: SYSTEM, correlationId: event.correlationid };
  const { match: _, ...change } = await confirmed(placing, NO_SUPPLY, by, deps, { need, organisation });
  await deps.store.save(change);
  return true;
}

async function asked(need: Need, { organisation: id, score }: Candidate, _: Due, deps: Deps) {
  const organisation = await deps.store.organisation(id);
  if (!organisation || (await serves(need, id, deps))) return false;
  const proposal = proposed(need, organisation, { origin: 'emergency', score }, deps);
  if (!proposal) return false;
  await deps.store.save(proposal);
  return true;
}

/** Whether an organisation is at the need already: asked, or serving it. */
async function serves(need: Need, organisation: string, { store }: Deps): Promise<boolean> {
  const { items } = await store.offersOf(need.id, { limit: 100, scope: 'serves' });
  return items.some(
    (offer) =>
      offer.organisation === organisation && ['proposed', 'accepted', 'confirmed'].includes(offer.state),
  );
}
