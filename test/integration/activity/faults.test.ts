import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Deps } from '../../../functions/activity/deps.ts';
import { confirmSilent } from '../../../functions/activity/records/silence.ts';
import { killable, type Mortal } from '../../support/killing.ts';
import {
  type ActivityService,
  activityService,
  CONCERT,
  COUNTY,
  recordedBy,
  type Shown,
  TOWNSHIP,
  VILLAGE,
  type Who,
} from './service.ts';

let activity: ActivityService;
beforeAll(async () => {
  activity = await activityService();
});
afterAll(() => activity.close());

interface World {
  of: string;
  who: (on: Deps) => Who;
  path: string;
}
let serial = 0;
async function world(state: 'none' | 'reported' | 'confirmed' | 'flagged' | 'disputed'): Promise<World> {
  serial += 1;
  const of = `F-${serial}`;
  const who = await activity.enrol(of);
  const made = { of, who: (on: Deps) => activity.as('organisation', COUNTY, of, on), path: '' };
  if (state === 'none') return made;
  const { id } = await recordedBy(who, { ...CONCERT, ...(state === 'flagged' && { volunteers: 46 }) });
  const path = `/v1/activities/${id}`;
  if (state === 'confirmed') await community().post(`${path}/confirm`, { rating: 4 });
  if (state === 'disputed') await community().post(`${path}/dispute`, { reason: '没有办过' });
  return { ...made, path };
}
const community = (on?: Deps) => activity.as('community', VILLAGE, 'wang', on);
const township = (on?: Deps) => activity.as('township', TOWNSHIP, 'wu', on);

/** A step, as it is asked for again until it is answered: 409 and 412 say that it has been done. */
interface Scene {
  set: () => Promise<World>;
  step: (world: World) => (on: Deps) => Promise<number>;
}
const posted =
  (by: (world: World, on: Deps) => Who, step: string, body: object): Scene['step'] =>
  (made) =>
  async (on) =>
    (await by(made, on).post(`${made.path}/${step}`, body)).status;

const SCENES: Readonly<Record<string, Scene>> = {
  'an activity is recorded': {
    set: () => world('none'),
    step: ({ who }) => {
      const headers = { 'idempotency-key': randomUUID() };
      return async (on) => (await who(on).post('/v1/activities', CONCERT, headers)).status;
    },
  },
  'a batch is recorded': {
    set: () => world('none'),
    step:
      ({ who }) =>
      async (on) => {
        const entries = ['2026-11-20', '2026-11-20', '2026-10-20'].map((day, at) => ({
          ref: `n${at}`,
          ...CONCERT,
          on: day,
        }));
        return (await who(on).post('/v1/activities/batch', { entries })).status;
      },
  },
  'what counts is corrected into another month': {
    set: () => world('confirmed'),
    step:
      ({ who, path }) =>
      async (on) =>
        (await who(on).patch(path, { on: '2026-10-20', participants: 44, reason: '更正' }, 2)).status,
  },
  'what counts is taken back': {
    set: () => world('confirmed'),
    step: posted(({ who }, on) => who(on), 'void', { reason: '填错' }),
  },
  'an activity is confirmed': {
    set: () => world('reported'),
    step: posted((_, on) => community(on), 'confirm', { rating: 5 }),
  },
  'what counts is disputed': {
    set: () => world('confirmed'),
    step: posted((_, on) => community(on), 'dispute', { reason: '没有办过' }),
  },
  'what was held out is cleared': {
    set: () => world('flagged'),
    step: posted((_, on) => community(on), 'clear', { reason: '属实' }),
  },
  'a dispute is ruled on': {
    set: () => world('disputed'),
    step: posted((_, on) => township(on), 'rule', { outcome: 'counts', reason: '属实' }),
  },
  'silence confirms': {
    set: () => world('reported'),
    step: () => async (on) => {
      const later = { ...on, today: () => '2026-12-11' };
      return confirmSilent(later).then(
        () => 200,
        () => 500,
      );
    },
  },
};

/** All that anybody can see of an organisation's activities, without what differs from run to run. */
async function seen({ of }: World) {
  const { items } = (await activity.as('city', '3303').get(`/v1/organisations/${of}/activities?limit=100`))
    .json as { items: Shown[] };
  const events = await Promise.all(
    items.map(async ({ id }) => {
      const all = await activity.outbox('activity.record.counted', id);
      // The highest revision is what holds.
      return all.toSorted((a, b) => a.data.revision - b.data.revision).at(-1)?.data.counts;
    }),
  );
  return {
    activities: items
      .map(({ state, on, participants, flags, rating }, at) =>
        [state, on, participants, flags.map(({ code }) => code).join(), rating, events[at]].join(' '),
      )
      .toSorted(),
    counts: [await activity.counts(of, '2026-10'), await activity.counts(of, '2026-11')],
    days: await Promise.all(
      ['2026-10-20', '2026-11-20'].map(
        async (day) => (await activity.deps.store.organisationDay(of, day))?.activities.length ?? 0,
      ),
    ),
  };
}

/** Asks as a client does: again while it gets no answer. */
async function asked(step: (on: Deps) => Promise<number>, { start }: Pick<Mortal<Deps>, 'start'>) {
  for (let round = 1; round <= 5; round++) {
    const status = await step(start());
    if (status < 300 || status === 409 || status === 412) return;
    expect(status).toBe(500);
  }
  throw new Error('never answered');
}

describe('故障: a function that dies anywhere, and is asked again, leaves the same figures', () => {
  it.each(Object.entries(SCENES))(
    '%s',
    async (_, { set, step }) => {
      const whole = await set();
      await asked(step(whole), killable(activity.deps));
      const undisturbed = await seen(whole);
      let deaths = 0;
      for (const when of ['before', 'after'] as const)
        for (let nth = 1; ; nth++) {
          const made = await set();
          const one = killable(activity.deps, { [when]: nth });
          await asked(step(made), one);
          if (!one.died()) break;
          deaths += 1;
          expect({ when, nth, ...(await seen(made)) }).toEqual({ when, nth, ...undisturbed });
        }
      expect(deaths).toBeGreaterThanOrEqual(3);
    },
    120_000,
  );

  it('after all of it the counts that are kept are those that the records add up to (T2)', async () => {
    const { kept, counted } = await activity.recounted();
    expect(Object.keys(counted).length).toBeGreaterThan(10);
    expect(kept).toEqual(counted);
  });
});

describe('同时办理: whatever is done at once, the counts are those of the records (T2)', () => {
  it('the organisation corrects and takes back, the community confirms and disputes, all at the same time', async () => {
    const who = await activity.enrol('F-races');
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        recordedBy(who, { ...CONCERT, title: `第 ${at} 场`, on: `2026-11-${10 + at}` }),
      ),
    );
    const statuses = await Promise.all(
      made.flatMap(({ id }, at) => {
        const path = `/v1/activities/${id}`;
        return [
          community().post(`${path}/confirm`, { rating: 1 + (at % 5) }),
          community().post(`${path}/confirm`, { rating: 5 }),
          who.patch(path, { on: `2026-10-${10 + at}`, participants: 30 + at, reason: '更正' }, 1),
          at % 2
            ? community().post(`${path}/dispute`, { reason: '核对' })
            : who.post(`${path}/void`, { reason: '填错' }),
        ].map(async (reply) => (await reply).status);
      }),
    );
    expect(statuses.filter((status) => ![200, 409, 412].includes(status))).toEqual([]);
    const { kept, counted } = await activity.recounted();
    expect(kept).toEqual(counted);
  });
});
