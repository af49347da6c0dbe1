import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emergencyDue } from '../../../functions/matching/candidates/emergency.ts';
import { matchDue } from '../../../functions/matching/candidates/match.ts';
import { supplyDue } from '../../../functions/matching/candidates/supply.ts';
import type { Deps } from '../../../functions/matching/deps.ts';
import {
  supplyDue as suppliedBy,
  matchDue as toBeMatched,
} from '../../../functions/matching/listings/told.ts';
import type { Need } from '../../../functions/matching/model/listing.ts';
import { NO_SUPPLY } from '../../../functions/matching/model/offer.ts';
import { hold, release } from '../../../functions/matching/model/placing.ts';
import { putListing } from '../../../functions/matching/store/listings.ts';
import { putOffer } from '../../../functions/matching/store/offers.ts';
import { putOrganisation } from '../../../functions/matching/store/organisations.ts';
import { divisionsWithin } from '../../../shared/divisions/index.ts';
import type { CloudEvent } from '../../../shared/events/index.ts';
import { AlreadyDone } from '../../../shared/store/index.ts';
import { killable, type Mortal, untilDone } from '../../support/killing.ts';
import { needWith, organisationWith } from '../../support/matching.ts';
import { type MatchingService, matchingService } from './service.ts';

let matching: MatchingService;
beforeAll(async () => {
  matching = await matchingService();
});
afterAll(() => matching.close());

/** A world of its own in a village: a need, and organisations that serve this village only. */
interface World {
  run: string;
  village: string;
  need: Need;
  names: string[];
}

const villages = divisionsWithin('330302', 'village');
let runs = 0;

async function world(facts: Partial<Need['facts']> = {}): Promise<World> {
  const village = villages[runs]!.code;
  runs += 1;
  const run = `run${runs}`;
  const need = needWith(facts, {
    id: `N-${run}`,
    division: village,
    publishedAt: AT,
  });
  const names = ['A', 'B', 'C', 'D'];
  const organisations = names.map((name, at) =>
    organisationWith(
      { areas: [village], emergency: name === 'C', atATime: 4 },
      // The best first; who agreed to emergencies is not the best.
      { id: `${name}-${run}`, name, division: village, load: { running: at } },
    ),
  );
  const writes = organisations.flatMap((one) => putOrganisation(one, undefined));
  await matching.deps.store.save({ writes: [...putListing(need), ...writes] });
  return { run, village, need, names };
}

/** All that anybody can see of a world, without the instants and ids that differ from run to run. */
async function seen({ run, village, need, names }: World, told: readonly string[]) {
  const { store } = matching.deps;
  const now = (await store.listing('need', need.id)) as Need;
  const short = (id: string) => id.replace(`-${run}`, '');
  const offers = (await store.offersOf(need.id, { limit: 100, scope: 'test' })).items;
  const organisations = await store.organisations(names.map((name) => `${name}-${run}`));
  const recipients = [
    ...names.map((name) => `ORGANISATION#${name}-${run}`),
    `DIVISION#community#${village}`,
    `DIVISION#township#${village.slice(0, 9)}`,
  ];
  const notices = await Promise.all(
    recipients.map(async (recipient) => {
      const about = (await store.notices(recipient, { limit: 100 })).filter(
        ({ link }) => link.includes(`${run}.`) || link.includes(`${run}/`) || link.endsWith(run),
      );
      return [
        short(recipient.replace(village, 'village').replace(village.slice(0, 9), 'township')),
        about.map(({ kind }) => kind).sort(),
      ];
    }),
  );
  return {
    state: now.state,
    places: now.places,
    serving: now.serving.map(short).sort(),
    passed: now.passed.map(short).sort(),
    kept: (await store.candidates(need.id))?.kept.map(({ organisation, score }) => [
      short(organisation),
      score.points,
    ]),
    offers: offers.map(({ organisation, state, origin }) => [short(organisation), state, origin]).sort(),
    loads: organisations.map(({ id, load }) => [short(id), load.held, load.running]).sort(),
    notices: Object.fromEntries(notices),
    told: told.toSorted(),
    audit: (await matching.audit(`NEED#${need.id}`)).sort(),
  };
}

const AT = '2026-11-25T02:00:00.000Z';

/** A worker that is killed, and the types of the events that it sent out. */
function worker(kill?: { before?: number; after?: number }) {
  const told: string[] = [];
  const saved = (change: unknown) =>
    told.push(...((change as { events?: CloudEvent[] }).events ?? []).map(({ type }) => type));
  return { ...killable<Deps>(matching.deps, kill, saved), told };
}

/** Delivers a message as the queue does: what was not done comes again. */
const delivered = (handle: (deps: Deps) => Promise<unknown>, one: Pick<Mortal<Deps>, 'start'>) =>
  untilDone(handle, one, (error) => error instanceof AlreadyDone);

interface Scene {
  set: () => Promise<World>;
  /** What is delivered. */
  message: (world: World) => (deps: Deps) => Promise<unknown>;
}

const due =
  <E extends CloudEvent>(event: CloudEvent, handle: (event: E, deps: Deps) => Promise<void>) =>
  (deps: Deps) =>
    handle(event as E, deps);

const SCENES: Readonly<Record<string, Scene>> = {
  'a need is published': {
    set: () => world(),
    message: ({ need }) => due(toBeMatched(need, 'published', 'test', matching.deps), matchDue),
  },
  'an offer came to nothing, the next best is asked': {
    set: async () => {
      const made = await world();
      const { store } = matching.deps;
      const first = (await store.organisation(`A-${made.run}`))!;
      const placing = hold(
        made.need,
        first,
        { origin: 'round', state: 'proposed', supply: NO_SUPPLY },
        { at: AT, day: matching.deps.today() },
      );
      if (placing.outcome === 'refused') throw new Error(placing.reason);
      // Held and given back in one step: one version further.
      const { need, organisation, offer } = release(placing, 'lapsed', { at: AT });
      await store.save({
        writes: [
          ...putListing({ ...need, version: 2 }),
          ...putOrganisation({ ...organisation, version: 2 }, first),
          putOffer({ ...offer, version: 1 }),
        ],
      });
      return made;
    },
    message: ({ need }) => due(toBeMatched(need, 'returned', 'test', matching.deps), matchDue),
  },
  'an emergency for three, one of whom agreed beforehand (A3)': {
    set: () => world({ urgency: 'emergency', demand: 3 }),
    message: ({ need }) => due(toBeMatched(need, 'published', 'test', matching.deps), emergencyDue),
  },
  'an emergency for more than there are: people are told (A3)': {
    set: () => world({ urgency: 'emergency', demand: 5 }),
    message: ({ need }) => due(toBeMatched(need, 'published', 'test', matching.deps), emergencyDue),
  },
  'an organisation is new: the needs that it may serve are to be matched anew': {
    set: () => world(),
    message: ({ run }) => due(suppliedBy('organisation', `A-${run}`, 'test', matching.deps), supplyDue),
  },
};

describe('容错: nothing is lost, whatever happens to whoever works on it', () => {
  const scenes = Object.entries(SCENES);

  it.each(scenes)(
    'killed at any use of the table it comes to the same: %s',
    async (_, { set, message }) => {
      const outcome = async (one: ReturnType<typeof worker>) => {
        const made = await set();
        await delivered(message(made), one);
        return seen(made, one.told);
      };
      const undisturbed = await outcome(worker());
      let deaths = 0;
      for (const when of ['before', 'after'] as const)
        for (let nth = 1; ; nth++) {
          const one = worker({ [when]: nth });
          const after = await outcome(one);
          if (!one.died()) break;
          deaths += 1;
          expect({ when, nth, ...after }).toEqual({ when, nth, ...undisturbed });
        }
      expect(deaths).toBeGreaterThanOrEqual(4);
    },
    300_000,
  );

  it.each(scenes)(
    'delivered three times at once, and again later, it comes to the same: %s',
    async (_, { set, message }) => {
      const [once, thrice] = [worker(), worker()];
      const first = await set();
      await delivered(message(first), once);
      const second = await set();
      const handle = message(second);
      await Promise.all([1, 2, 3].map(() => delivered(handle, thrice)));
      await delivered(handle, thrice);
      expect(await seen(second, thrice.told)).toEqual(await seen(first, once.told));
    },
  );
});
