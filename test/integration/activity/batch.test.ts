import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '../../../shared/calendar/days.ts';
import { type ActivityService, activityService, CONCERT, COUNTY, OF_CONCERT, VILLAGE } from './service.ts';

let activity: ActivityService;
beforeAll(async () => {
  activity = await activityService();
});
afterAll(() => activity.close());

let serial = 0;
async function organisation(about: Parameters<ActivityService['enrol']>[1] = {}) {
  serial += 1;
  const id = `B-${serial}`;
  return { id, who: await activity.enrol(id, about) };
}
interface Answered {
  recorded: number;
  known: number;
  refused: number;
  unreached: number;
  entries: {
    ref?: string;
    outcome: string;
    id?: string;
    state?: string;
    errors?: { pointer: string; detail: string }[];
  }[];
}
const batch = async (who: ReturnType<ActivityService['as']>, entries: unknown[], more: object = {}) => {
  const { status, json } = await who.post('/v1/activities/batch', { ...more, entries });
  expect({ status, json }).toMatchObject({ status: 200 });
  return json as Answered;
};
const entry = (ref: string, more: object = {}) => ({ ref, ...CONCERT, ...more });

describe('批量填报: many activities at once, each by itself', () => {
  it('each is recorded and answered in its place; repeated nothing is entered twice', async () => {
    const { id: of, who } = await organisation();
    const entries = [entry('a'), entry('b', { on: '2026-11-19' }), entry('c', { on: '2026-11-18' })];
    const first = await batch(who, entries);
    expect(first).toMatchObject({ recorded: 3, known: 0, refused: 0 });
    expect(first.entries.map(({ ref, outcome, state }) => [ref, outcome, state])).toEqual(
      ['a', 'b', 'c'].map((ref) => [ref, 'recorded', 'reported']),
    );
    const again = await batch(who, [...entries, entry('d', { on: '2026-11-17' })]);
    expect(again).toMatchObject({ recorded: 1, known: 3, refused: 0 });
    expect(again.entries.slice(0, 3).map(({ id }) => id)).toEqual(first.entries.map(({ id }) => id));
    const list = (await who.get(`/v1/organisations/${of}/activities`)).json as { items: object[] };
    expect(list.items).toHaveLength(4);
  });

  it('what is wrong is refused with its place and what would be right, and stops no other', async () => {
    const { who } = await organisation();
    const answered = await batch(who, [
      entry('good'),
      entry('late', { on: '2024-01-01' }),
      entry('wrong', { participants: 'many', kinds: ['patrol'] }),
      entry('hours', { from: '12:00' }),
      'nonsense',
      { ...CONCERT },
    ]);
    expect(answered).toMatchObject({ recorded: 1, known: 0, refused: 5 });
    expect(
      answered.entries.map(({ ref, outcome, errors = [] }) => [
        ref,
        outcome,
        errors.map(({ pointer }) => pointer),
      ]),
    ).toEqual([
      ['good', 'recorded', []],
      ['late', 'refused', ['#/body/entries/1/on']],
      ['wrong', 'refused', ['#/body/entries/2/participants']],
      ['hours', 'refused', ['#/body/entries/3/to']],
      [undefined, 'refused', ['#/body/entries/4']],
      [undefined, 'refused', ['#/body/entries/5/ref']],
    ]);
    for (const { errors = [] } of answered.entries)
      for (const { detail } of errors) expect(detail).toMatch(/[一-龥]/);
  });

  it('one ref twice in a batch is one activity; two refs of the same are a repeat, held out', async () => {
    const { who } = await organisation();
    const answered = await batch(who, [entry('a'), entry('a'), entry('b')]);
    expect(answered.entries.map(({ outcome, state }) => [outcome, state])).toEqual([
      ['recorded', 'reported'],
      ['known', 'reported'],
      ['recorded', 'flagged'],
    ]);
  });

  it('the 31st of a day is refused where it stands', async () => {
    const { who } = await organisation();
    const entries = Array.from({ length: 31 }, (_, at) =>
      entry(`n${at}`, {
        title: `第 ${at} 场`,
        from: `${String(Math.floor(at / 2)).padStart(2, '0')}:${at % 2 ? '30' : '00'}`,
        to: `${String(Math.floor((at + 1) / 2)).padStart(2, '0')}:${at % 2 ? '00' : '30'}`,
        minutes: 0,
      }),
    );
    const answered = await batch(who, entries);
    expect(answered).toMatchObject({ recorded: 30, refused: 1 });
    expect(answered.entries[30]).toMatchObject({
      outcome: 'refused',
      errors: [{ pointer: '#/body/entries/30/on', detail: expect.stringContaining('30') }],
    });
  });

  it('a community records in batches for an organisation that it manages, and they count at once (C1.5)', async () => {
    const { id: of } = await organisation({ standing: { track: 'managed' } });
    const community = activity.as('community', VILLAGE, 'wang');
    await batch(community, [entry('a'), entry('b', { on: '2026-10-19' })], { organisation: of });
    expect(await activity.counts(of)).toEqual(OF_CONCERT);
    expect(await activity.counts(of, '2026-10')).toEqual(OF_CONCERT);
    const other = activity.as('organisation', COUNTY, 'somebody');
    const refused = await other.post('/v1/activities/batch', { organisation: of, entries: [entry('a')] });
    expect(refused.status).toBe(404);
  });

  it('the same batch sent three times at once is entered once', async () => {
    const { id: of, who } = await organisation();
    const entries = Array.from({ length: 12 }, (_, at) =>
      entry(`n${at}`, { on: addDays('2026-11-20', -at) }),
    );
    const answers = await Promise.all([1, 2, 3].map(() => batch(who, entries)));
    expect(answers.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(12);
    expect(answers.reduce((sum, { refused }) => sum + refused, 0)).toBe(0);
    const list = (await who.get(`/v1/organisations/${of}/activities?limit=100`)).json as {
      items: { flags: unknown[] }[];
    };
    expect(list.items).toHaveLength(12);
    expect(list.items.flatMap(({ flags }) => flags)).toEqual([]);
  });

  it('500 are answered within ten seconds, and what was not reached is said', async () => {
    const { who } = await organisation();
    const entries = Array.from({ length: 500 }, (_, at) =>
      entry(`n${at}`, {
        title: `第 ${at} 场`,
        on: addDays('2026-11-20', -Math.floor(at / 2)),
        ...halves[at % 2],
      }),
    );
    const begun = performance.now();
    const first = await batch(who, entries);
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect({ done: first.recorded + first.unreached, refused: first.refused }).toEqual({
      done: 500,
      refused: 0,
    });
    expect(first.recorded).toBeGreaterThan(100);
    expect(first.entries.filter(({ outcome }) => outcome === 'unreached')).toHaveLength(first.unreached);
  }, 30_000);

  it('what a slow table leaves unreached is entered when the batch is sent again', async () => {
    const { id } = await organisation();
    const { deps } = activity;
    const slow = {
      ...deps,
      store: {
        ...deps.store,
        save: async (change: Parameters<typeof deps.store.save>[0]) => {
          await sleep(1_000);
          await deps.store.save(change);
        },
      },
    };
    const who = activity.as('organisation', COUNTY, id, slow);
    const entries = Array.from({ length: 12 }, (_, at) =>
      entry(`n${at}`, { title: `第 ${at} 场`, ...thirds(at) }),
    );
    const first = await batch(who, entries);
    expect(first.unreached).toBeGreaterThan(0);
    expect(first).toMatchObject({ recorded: 12 - first.unreached, refused: 0 });
    const second = await batch(activity.as('organisation', COUNTY, id), entries);
    expect(second).toMatchObject({ recorded: first.unreached, known: first.recorded, unreached: 0 });
  }, 30_000);

  it('501, or none, are refused as a whole', async () => {
    const { who } = await organisation();
    for (const entries of [[], Array.from({ length: 501 }, (_, at) => entry(`n${at}`))])
      expect((await who.post('/v1/activities/batch', { entries })).json).toMatchObject({
        status: 400,
        errors: [{ pointer: '#/body/entries' }],
      });
  });
});

const thirds = (at: number) => {
  const hour = String(at).padStart(2, '0');
  return { from: `${hour}:00`, to: `${hour}:20`, minutes: 0 };
};
const halves = [
  { from: '09:00', to: '10:00', minutes: 60 },
  { from: '14:00', to: '15:00', minutes: 60 },
];
