/**
 * An organisation put to a need: what that changes on both sides. Places of the need (`held`, `taken`, `done`) and the load
 * of the organisation move together, so that none is lost or given twice. Pure.
 */
import { freePlaces, isOpenOn, type Need } from './listing.ts';
import type { Match } from './match.ts';
import { fullMonth, withMinutes } from './monthly.ts';
import { HOLDING, type Offer, offerId } from './offer.ts';
import { freeCapacity, isReady, type Organisation } from './organisation.ts';

/** Both sides and the offer between them, each in its next version. */
export interface Placed {
  need: Need;
  organisation: Organisation;
  offer: Offer;
}

export type Placing = ({ outcome: 'placed' } & Placed) | { outcome: 'refused'; reason: string };

/** What an offer says beside whom it is for. */
export type Terms = Pick<Offer, 'origin' | 'state' | 'supply'> &
  Partial<Pick<Offer, 'from' | 'project' | 'score' | 'answerBy'>>;

const refused = (reason: string): Placing => ({ outcome: 'refused', reason });

/**
 * Puts an organisation to a need: a place of the one and of the other is held.
 * @param at ISO 8601 instant
 * @param day YYYY-MM-DD of it
 */
export function hold(
  need: Need,
  organisation: Organisation,
  terms: Terms,
  { at, day }: { at: string; day: string },
): Placing {
  if (need.state !== 'open') return refused('需求已不在公开征集中');
  if (!isOpenOn(need, day))
    return refused(freePlaces(need) > 0 ? '需求已过征集截止日期' : '需求已被其他组织认领或正在等待答复');
  if (need.serving.includes(organisation.id)) return refused('组织已认领或承接这个需求');
  if (!isReady(organisation)) return refused('组织现在不承接需求');
  if (freeCapacity(organisation) === 0)
    return refused(`组织同时承接的项目已满（${organisation.capacity.atATime} 个）`);
  const month = fullMonth(organisation, need.facts);
  if (month !== undefined) return refused(`组织在 ${month} 的服务时间已排满`);
  const serial = need.offers + 1;
  const offer: Offer = {
    ...terms,
    id: offerId(need.id, serial),
    need: need.id,
    serial,
    organisation: organisation.id,
    organisationName: organisation.name,
    title: need.facts.title,
    division: need.division,
    action: need.facts.action,
    createdAt: at,
    at,
    version: 1,
  };
  return {
    outcome: 'placed',
    need: withPlaces({ ...need, offers: serial, serving: [...need.serving, organisation.id] }, { held: 1 }),
    organisation: withLoad(organisation, { held: 1 }, [need, 1]),
    offer,
  };
}

/**
 * An offer comes to nothing: what it held is free again, and the organisation is not asked again for this need.
 * @throws Error for an offer that holds nothing
 */
export function release(
  { need, organisation, offer }: Placed,
  to: 'declined' | 'lapsed' | 'rejected' | 'revoked',
  { at, reason }: { at: string; reason?: string },
): Placed {
  mustHold(offer);
  return {
    need: withPlaces(passedBy(need, offer.organisation), { held: -1 }),
    organisation: withLoad(organisation, { held: -1 }, [need, -1]),
    offer: { ...moved(offer, to, at), ...(reason !== undefined && { reason }) },
  };
}

/**
 * An accepted offer is confirmed: the place that it held is taken, and the need is matched when all are.
 * @throws Error for an offer that is not accepted
 */
export function take({ need, organisation, offer }: Placed, at: string): Placed {
  if (offer.state !== 'accepted') throw new Error(`Offer ${offer.id} is ${offer.state}, not accepted`);
  return {
    need: withPlaces(need, { held: -1, taken: 1 }),
    organisation: withLoad(organisation, { held: -1, running: 1 }),
    offer: moved(offer, 'confirmed', at),
  };
}

/** Both sides without an offer that is taken back before anybody heard of it: nothing of it stays. */
export function undo({ need, organisation, offer }: Placed): Omit<Placed, 'offer'> {
  mustHold(offer);
  return {
    need: withPlaces(without(need, offer.organisation), { held: -1 }),
    organisation: withLoad(organisation, { held: -1 }, [need, -1]),
  };
}

/** A match is at its end: the organisation is free for another, and the need is closed when all its matches are. */
export function finish(need: Need, organisation: Organisation, at: string) {
  return {
    need: withPlaces(need, { done: 1 }, at),
    organisation: withLoad(organisation, { running: -1 }, [need, -1]),
  };
}

/** A match is broken off: its place is open again, as long as the need is. */
export function breakOff(need: Need, organisation: Organisation, match: Pick<Match, 'organisation'>) {
  return {
    need: withPlaces(passedBy(need, match.organisation), { taken: -1 }),
    organisation: withLoad(organisation, { running: -1 }, [need, -1]),
  };
}

const without = (need: Need, organisation: string): Need => ({
  ...need,
  serving: need.serving.filter((one) => one !== organisation),
});

/** A need that an organisation does not serve after all, and for which it is not asked again. */
const passedBy = (need: Need, organisation: string): Need => ({
  ...without(need, organisation),
  passed: need.passed.includes(organisation) ? need.passed : [...need.passed, organisation],
});

/** A need that asks for another number of organisations: matched, or closed, when it has as many. */
export const asking = (need: Need, demand: number, at: string): Need =>
  withPlaces({ ...need, facts: { ...need.facts, demand } }, {}, at);

/** An offer in its next state. */
export const moved = (offer: Offer, state: Offer['state'], at: string): Offer => ({
  ...offer,
  state,
  at,
  version: offer.version + 1,
});

function mustHold({ id, state }: Offer): void {
  if (!HOLDING.includes(state)) throw new Error(`Offer ${id} is ${state} and holds nothing`);
}

type Step = { held?: number; taken?: number; done?: number };

function withPlaces(need: Need, { held = 0, taken = 0, done = 0 }: Step, at?: string): Need {
  const places = {
    held: need.places.held + held,
    taken: need.places.taken + taken,
    done: need.places.done + done,
  };
  const over = places.done === need.facts.demand;
  const full = places.taken === need.facts.demand;
  const going = need.state === 'open' || need.state === 'matched';
  return {
    ...need,
    places,
    ...(going && { state: over ? 'closed' : full ? 'matched' : 'open' }),
    ...(going && over && at !== undefined && { endedAt: at }),
    version: need.version + 1,
  };
}

/** @param time of a need that its months get more or less of */
function withLoad(
  organisation: Organisation,
  { held = 0, running = 0 },
  time?: [Need, 1 | -1],
): Organisation {
  const { load } = organisation;
  return {
    ...organisation,
    load: {
      held: load.held + held,
      running: load.running + running,
      minutes: time ? withMinutes(load.minutes, time[0].facts, time[1]) : load.minutes,
    },
    version: organisation.version + 1,
  };
}
