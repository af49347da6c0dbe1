import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Deps } from '../../../functions/matching/deps.ts';
import { resumeStalled } from '../../../functions/matching/rounds/nightly.ts';
import { roundDue } from '../../../functions/matching/rounds/step.ts';
import { ConditionFailed } from '../../../shared/store/index.ts';
import { filled, itemsOf, LUCHENG, type RoundCounty, roundCounty, standing } from './round-county.ts';
import { type MatchingService, matchingService } from './service.ts';

let county: RoundCounty;
let prepared: Record<string, unknown>[];
const services: MatchingService[] = [];
beforeAll(async () => {
  const matching = await opened();
  county = await roundCounty(matching);
  prepared = (await itemsOf(matching)).filter(({ PK }) => !String(PK).startsWith('OUTBOX#'));
});
afterAll(() => Promise.all(services.map((one) => one.close())));

async function opened() {
  const matching = await matchingService();
  services.push(matching);
  return matching;
}

/** The county as it was prepared, on a table of its own, with a round begun. */
async function begun() {
  const matching = await opened();
  await filled(matching, prepared);
  const chen = matching.as('county', LUCHENG, 'chen');
  const { status, json } = await chen.post('/v1/rounds', { county: LUCHENG });
  expect({ status, json }).toMatchObject({ status: 201, json: { state: 'queued' } });
  return { matching, chen, id: (json as { id: string }).id };
}
type Begun = Awaited<ReturnType<typeof begun>>;

const dueEvents = async ({ matching, id }: Begun) =>
  (await matching.outbox('matching.round.due', id)).sort((a, b) => a.data.step - b.data.step);

/** Delivers events as they come, each until it is through. @returns how often a worker was killed */
async function carriedThrough(
  round: Begun,
  worker: (deps: Deps, kills: number) => Deps = (deps) => deps,
  patience?: number,
) {
  let kills = 0;
  for (let taken = 0; ; taken++) {
    const event = (await dueEvents(round))[taken];
    if (!event) return kills;
    for (let through = false; !through; ) {
      try {
        await roundDue(event, worker(round.matching.deps, kills), patience);
        through = true;
      } catch (error) {
        if (error !== KILLED) throw error;
        kills++;
      }
    }
  }
}

const KILLED = new Error('killed');

/** A worker that is killed after so many writes, to the table or of files. */
function dying(deps: Deps, lives: number): Deps {
  let writes = 0;
  const counted =
    <A extends unknown[], R>(write: (...all: A) => Promise<R>) =>
    (...all: A) =>
      ++writes > lives ? Promise.reject<R>(KILLED) : write(...all);
  return {
    ...deps,
    store: { ...deps.store, save: counted(deps.store.save) },
    files: { ...deps.files, write: counted(deps.files.write) },
  };
}

/** Does something once, before the n-th write to the table of a worker; what it waits for the others wait for. */
function interrupted(
  deps: Deps,
  n: number,
  what: () => Promise<void>,
): { worker: Deps; reached: () => boolean } {
  let saves = 0;
  let done: Promise<void> | undefined;
  const save: Deps['store']['save'] = async (change) => {
    if (++saves === n) done = what();
    await done;
    await deps.store.save(change);
  };
  return { worker: { ...deps, store: { ...deps.store, save } }, reached: () => done !== undefined };
}

/** All that a round leaves behind. */
async function outcome({ matching, chen, id }: Begun) {
  const {
    ms: _,
    createdAt,
    touchedAt,
    solvedAt,
    finishedAt,
    ...round
  } = (await chen.get(`/v1/rounds/${id}`)).json as Record<string, unknown>;
  const { items } = (await chen.get(`/v1/rounds/${id}/rows?limit=100`)).json as { items: object[] };
  const told = await Promise.all(
    county.organisations.map(async (one) => {
      const { json } = await matching.as('organisation', LUCHENG, one).get('/v1/notices?limit=100');
      return (json as { items: { kind: string; text: string }[] }).items
        .map(({ kind, text }) => kind + text)
        .sort();
    }),
  );
  const audits = await Promise.all(Object.values(county.needs).map((need) => matching.audit(`NEED#${need}`)));
  return {
    round,
    rows: items,
    told,
    audits,
    audit: await matching.audit(`ROUND#${id}`),
    ...(await standing(matching, county)),
  };
}

let undisturbed: Awaited<ReturnType<typeof outcome>>;
/** The saves, by their number, before which others act: the first, one in the midst and the last of each kind. */
let moments: number[];
beforeAll(async () => {
  const round = await begun();
  const kinds: string[] = [];
  await carriedThrough(round, (deps) => ({
    ...deps,
    store: {
      ...deps.store,
      save: async (change) => {
        kinds.push(change.writes.map(({ Put }) => Put?.Item?.state ?? '').join());
        await deps.store.save(change);
      },
    },
  }));
  undisturbed = await outcome(round);
  moments = kinds.flatMap((kind, index) => {
    const [first, last] = [kinds.indexOf(kind), kinds.lastIndexOf(kind)];
    return [first, Math.floor((first + last) / 2), last].includes(index) ? [index + 1] : [];
  });
});

describe('中断、重复、乱序: a round comes to the same end (M2.2)', () => {
  it('undisturbed it chooses, asks, and is done', () => {
    expect(undisturbed.round).toMatchObject({ state: 'done', gap: 0, counts: { overtaken: 0 } });
    const { chosen, announced } = undisturbed.round.counts as Record<string, number>;
    expect(chosen).toBeGreaterThan(5);
    expect(announced).toBe(chosen);
  });

  it('killed after one, two, three, four writes, again and again', async () => {
    const round = await begun();
    // Solving takes four, of which the last counts: killed before, it is solved again.
    const kills = await carriedThrough(round, (deps, kills) => dying(deps, 1 + (kills % 4)));
    expect(kills).toBeGreaterThan(8);
    expect(await outcome(round)).toEqual(undisturbed);
  });

  it('each of its events three times at once, the next one taking over after every chunk', async () => {
    const round = await begun();
    for (let taken = 0; ; taken++) {
      const event = (await dueEvents(round))[taken];
      if (!event) break;
      const settled = await Promise.allSettled(
        [event, event, event].map((one) => roundDue(one, round.matching.deps, 0)),
      );
      // Workers at the same chunk get into each other's way; what failed comes again.
      for (const one of settled)
        if (one.status === 'rejected') {
          expect(one.reason).toBeInstanceOf(ConditionFailed);
          await roundDue(event, round.matching.deps, 0);
        }
    }
    expect(await outcome(round)).toEqual(undisturbed);
  });

  it('events that come late, and backwards, do nothing', async () => {
    const round = await begun();
    await carriedThrough(round, undefined, 0);
    const before = await round.matching.everything();
    for (const event of (await dueEvents(round)).reverse()) await roundDue(event, round.matching.deps);
    expect(await round.matching.everything()).toBe(before);
  });

  it('its message lost, the schedule takes it up again', async () => {
    const round = await begun();
    const [first] = await dueEvents(round);
    await roundDue(first!, round.matching.deps);
    expect(await resumeStalled(round.matching.deps)).toBe(0);
    round.matching.pass({ hours: 1 });
    expect(await resumeStalled(round.matching.deps)).toBe(1);
    expect(await resumeStalled(round.matching.deps)).toBe(0);
    const events = await dueEvents(round);
    await roundDue(events.at(-1)!, round.matching.deps);
    const { needs, loads, round: shown } = await outcome(round);
    expect({ needs, loads, round: shown }).toEqual({
      needs: undisturbed.needs,
      loads: undisturbed.loads,
      round: undisturbed.round,
    });
  });
});

describe('撤销: before its announcing a round is rolled back whole', () => {
  it('at whichever write the county says so, it is carried through or nothing of it is left', async () => {
    const ends = new Set<string>();
    for (const moment of moments) {
      const round = await begun();
      const { matching, chen, id } = round;
      const cancel = async () => {
        const { status } = await chen.post(`/v1/rounds/${id}/cancel`, { reason: '政策调整' });
        expect([200, 409]).toContain(status);
      };
      const { worker, reached } = interrupted(matching.deps, moment, cancel);
      let events = await dueEvents(round);
      for (let taken = 0; taken < events.length; taken++) {
        // What is cancelled under a worker's hands is no fault of its own.
        await roundDue(events[taken]!, worker);
        events = await dueEvents(round);
      }
      // A run that met itself less often makes fewer writes.
      if (!reached()) continue;
      const { state } = (await chen.get(`/v1/rounds/${id}`)).json as { state: string };
      ends.add(state);
      const { needs, loads } = await standing(matching, county);
      if (state === 'done')
        expect({ needs, loads }).toEqual({ needs: undisturbed.needs, loads: undisturbed.loads });
      else {
        expect(state).toBe('cancelled');
        for (const { places, passed, offers } of Object.values(needs)) {
          expect({ places, passed }).toEqual({ places: { held: 0, taken: 0, done: 0 }, passed: [] });
          expect(offers).toEqual([]);
        }
        for (const load of Object.values(loads)) expect(load).toEqual({ held: 0, running: 0, minutes: {} });
      }
      // The county may begin another one.
      expect((await chen.post('/v1/rounds', { county: LUCHENG })).status).toBe(201);
    }
    expect([...ends].sort()).toEqual(['cancelled', 'done']);
  });
});

describe('认领优先: claims that come during a round are respected (M1.4)', () => {
  it('at whichever write a claim comes, it stands, and its place is not given twice', async () => {
    const claimant = 'ORG-5';
    const seen = new Set<string>();
    for (const moment of moments) {
      const round = await begun();
      const { matching, id } = round;
      let status = 0;
      const claim = async () => {
        ({ status } = await matching
          .as('organisation', LUCHENG, claimant)
          .post(`/v1/needs/${county.needs.visits}/claim`, {}));
      };
      const { worker, reached } = interrupted(matching.deps, moment, claim);
      await carriedThrough(round, () => worker);
      // A run that met itself less often makes fewer writes.
      if (!reached()) continue;
      const { needs, loads } = await standing(matching, county);
      const { places, offers } = needs.visits!;
      expect(places).toEqual({ held: 1, taken: 0, done: 0 });
      const holding = offers.filter(({ state }) => ['planned', 'proposed', 'accepted'].includes(state));
      expect(holding).toHaveLength(1);
      if (status === 201) expect(holding[0]).toMatchObject({ organisation: claimant, origin: 'claim' });
      else expect(holding[0]).toMatchObject({ origin: 'round', from: id, state: 'proposed' });
      seen.add(holding[0]!.origin);
      const held = (all: { held: number }[]) => all.reduce((sum, one) => sum + one.held, 0);
      expect(held(Object.values(loads))).toBe(held(Object.values(needs).map(({ places }) => places)));
    }
    expect([...seen].sort()).toEqual(['claim', 'round']);
  });
});
