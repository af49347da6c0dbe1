import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { workOff } from '../../../functions/activity/rates/work-off.ts';
import { markDirty } from '../../../functions/activity/store/dirty.ts';
import { runUntilDone } from './dying.ts';
import { BESIDE, CITY, COUNTY, type RatesService, ratesService, TOWNSHIP, VILLAGE } from './rates-service.ts';

type Causes = Record<string, number>;
interface Edition {
  edition: number;
  numerator: number;
  denominator: number;
  restated?: { numerator: number; denominator: number };
  causes?: Causes;
}
interface Behind {
  month: string;
  activities: number;
  links: { records: string };
}
interface Recorded {
  id: string;
  state: string;
}

let activity: RatesService;
const homes = new Map<string, string>();
const enrol = async (id: string, division = VILLAGE, on = '2021-01-01') => {
  homes.set(id, division);
  await activity.tell(id, { division, on });
};
const concert = (id: string, on: string, more: object = {}) => ({
  title: '敬老演出',
  on,
  from: '09:00',
  to: '10:00',
  division: homes.get(id)!,
  action: 'culture',
  kinds: ['choir'],
  participants: 10,
  minutes: 60,
  ...more,
});
const own = (id: string) => activity.as('organisation', COUNTY, id);
const community = (id: string) => activity.as('community', homes.get(id)!);
const done = async (answer: Promise<{ status: number; json: unknown }>) => {
  const { status, json } = await answer;
  expect({ status, json }).toMatchObject({ status: status < 300 ? status : 200 });
  return json as Recorded;
};
const report = async (id: string, on: string, more: object = {}) =>
  done(own(id).post('/v1/activities', concert(id, on, more)));
const step = (of: string, who: ReturnType<typeof own>, what: string, body: object = {}) =>
  done(who.post(`/v1/activities/${of}/${what}`, body));
/** An activity that is recorded and confirmed. */
const held = async (id: string, on: string) => {
  const { id: of } = await report(id, on);
  await step(of, community(id), 'confirm');
  return of;
};
const editions = async (division: string, period: string) => {
  const { json } = await activity.as('city').get(`/v1/activity/rates?division=${division}&period=${period}`);
  return (json as { editions: Edition[] }).editions;
};
/** The last edition of a figure: its number, and why it took the place of the one before. */
const last = async (division: string, period: string) => {
  const { edition, causes } = (await editions(division, period)).at(-1)!;
  return [edition, causes];
};
let days = 0;
/** Another day's run, soon after midnight. */
const tomorrow = async () => {
  days += 1;
  activity.clock.now = new Date(Date.parse('2022-02-10T16:20:00.000Z') + days * 86_400_000);
  expect(await activity.run()).toMatchObject({ state: 'done', check: { mismatches: 0 } });
};

beforeAll(async () => {
  activity = await ratesService({ at: '2022-01-25T02:00:00.000Z' });
});
afterAll(() => activity.close());

describe('重述的原因: why the figure of a closed period is another than before (T2)', () => {
  let awaited: Recorded;
  let odd: Recorded;
  let voided: string;
  let corrected: string;

  it('closed for the first time there is nothing to explain, whatever came before', async () => {
    for (const [id, home] of [
      ['A', VILLAGE],
      ['B', VILLAGE],
      ['C', BESIDE],
      ['D', BESIDE],
      ['E', VILLAGE],
    ] as const)
      await enrol(id, home);
    awaited = await report('A', '2022-01-10');
    voided = await held('B', '2022-01-11');
    corrected = await held('C', '2022-01-12');
    odd = await report('D', '2022-01-13', { participants: 9_000, minutes: 9_000 });
    expect(odd.state).toBe('flagged');
    await tomorrow();
    for (const division of [VILLAGE, TOWNSHIP, COUNTY, CITY])
      expect((await editions(division, '2022-01')).map(({ edition, causes }) => [edition, causes])).toEqual([
        [1, undefined],
      ]);
  });

  it('a record that came late, and one in time that was confirmed late, on every level', async () => {
    await step(awaited.id, community('A'), 'confirm');
    await held('E', '2022-01-15');
    await tomorrow();
    for (const division of [VILLAGE, TOWNSHIP, COUNTY, CITY])
      expect([division, ...(await last(division, '2022-01'))]).toEqual([
        division,
        2,
        { late: 1, confirmed: 1 },
      ]);
    expect((await editions(BESIDE, '2022-01')).map(({ edition }) => edition)).toEqual([1]);
    // The figure that stands says so too.
    const { json } = await activity.as().get(`/v1/activity/rates?division=${COUNTY}&period=2022-01`);
    expect(json).toMatchObject({
      numerator: 4,
      edition: 2,
      restated: { numerator: 2, denominator: 0 },
      causes: { late: 1, confirmed: 1 },
    });
  });

  it('one voided, and one corrected to another month: each village has its own, the township both', async () => {
    await step(voided, own('B'), 'void', { reason: '没有办成' });
    const { headers } = await own('C').get(`/v1/activities/${corrected}`);
    const version = Number(headers.etag?.replaceAll('"', ''));
    await done(
      own('C').patch(`/v1/activities/${corrected}`, { on: '2022-02-05', reason: '日期填错' }, version),
    );
    await tomorrow();
    expect(await last(VILLAGE, '2022-01')).toEqual([3, { voided: 1 }]);
    expect(await last(BESIDE, '2022-01')).toEqual([2, { corrected: 1 }]);
    for (const division of [TOWNSHIP, COUNTY, CITY])
      expect(await last(division, '2022-01')).toEqual([3, { corrected: 1, voided: 1 }]);
  });

  it('one disputed, and the day after ruled to count; one held out, and cleared', async () => {
    await step(awaited.id, community('A'), 'dispute', { reason: '没有办过' });
    await tomorrow();
    expect(await last(COUNTY, '2022-01')).toEqual([4, { disputed: 1 }]);
    await step(awaited.id, activity.as('township', TOWNSHIP), 'rule', {
      outcome: 'counts',
      reason: '有照片',
    });
    await step(odd.id, community('D'), 'clear', { reason: '全街道的晚会' });
    await tomorrow();
    expect(await last(COUNTY, '2022-01')).toEqual([5, { cleared: 2 }]);
    expect(await last(BESIDE, '2022-01')).toEqual([3, { cleared: 1 }]);
  });

  it('an organisation that is founded, in months of organisations', async () => {
    await enrol('F', VILLAGE, '2021-12-20');
    await tomorrow();
    for (const division of [VILLAGE, COUNTY, CITY])
      expect(await last(division, '2022-01')).toEqual([
        division === VILLAGE ? 4 + 2 : 6,
        { organisationMonths: 1 },
      ]);
  });

  it('one that moved away and in: each village says so, above them nothing is restated', async () => {
    const before = await last(TOWNSHIP, '2022-01');
    homes.set('F', BESIDE);
    await activity.tell('F', { on: '2021-12-28', division: BESIDE });
    await tomorrow();
    for (const division of [VILLAGE, BESIDE])
      expect((await last(division, '2022-01'))[1]).toEqual({ organisationMonths: 1 });
    expect(await last(TOWNSHIP, '2022-01')).toEqual(before);
  });

  it('what moves no figure restates none, and is no reason of the next', async () => {
    const before = await last(COUNTY, '2022-01');
    await held('E', '2022-01-16');
    await tomorrow();
    expect(await last(COUNTY, '2022-01')).toEqual(before);
    await held('F', '2022-01-17');
    await tomorrow();
    expect(await last(COUNTY, '2022-01')).toEqual([(before[0] as number) + 1, { late: 1 }]);
  });

  it('several of a kind are counted, and quarter and year have those of all their months', async () => {
    for (const id of ['G', 'H']) await enrol(id);
    days = 420;
    await tomorrow();
    // 2021 is closed; 2022 too by now. One organisation of a year earlier counts in each month from then on.
    await activity.tell('I', { on: '2021-11-01' });
    homes.set('I', VILLAGE);
    await tomorrow();
    expect(await last(COUNTY, '2021-Q4')).toEqual([expect.any(Number), { organisationMonths: 2 }]);
    expect(await last(COUNTY, '2022-Q1')).toEqual([expect.any(Number), { organisationMonths: 3 }]);
    expect(await last(CITY, '2022')).toEqual([expect.any(Number), { organisationMonths: 12 }]);
    for (const [id, on] of [
      ['G', '2022-05-03'],
      ['H', '2022-05-04'],
      ['G', '2022-06-05'],
    ] as const)
      await held(id, on);
    await tomorrow();
    expect((await last(COUNTY, '2022-05'))[1]).toEqual({ late: 2 });
    expect((await last(COUNTY, '2022-Q2'))[1]).toEqual({ late: 3 });
    expect((await last(CITY, '2022'))[1]).toEqual({ late: 3 });
  });

  it('down from the figure to the records: what it counts, and nothing that does not count', async () => {
    const bureau = activity.as('county', COUNTY);
    const { items } = (
      await bureau.get(`/v1/activity/rates/organisations?division=${VILLAGE}&period=2022-Q2&limit=100`)
    ).json as { items: { organisation: string; months: Behind[] }[] };
    await report('G', '2022-05-20');
    for (const { month, activities, links } of items.flatMap(({ months }) => months)) {
      const { status, json } = await bureau.get(links.records);
      expect(status).toBe(200);
      const records = (json as { items: { on: string; state: string }[] }).items;
      expect(records).toHaveLength(activities);
      for (const { on, state } of records) expect([on.slice(0, 7), state]).toEqual([month, 'confirmed']);
    }
    const behind = items.find(({ organisation }) => organisation === 'G')?.months;
    expect(behind?.map(({ month, activities }) => [month, activities])).toEqual([
      ['2022-04', 0],
      ['2022-05', 1],
      ['2022-06', 1],
    ]);
  });

  it('a count that was wrong and is put right says so, and what nobody told has no reason', async () => {
    expect(await activity.figures()).toEqual(await activity.expected());
    const [edition] = (await last(VILLAGE, '2022-05')) as [number, Causes];
    await activity.tamper('ORGANISATION#G', ({ SK }) => (SK === 'MONTH#2022-05' ? undefined : {}));
    await activity.deps.store.save({
      writes: [markDirty({ division: VILLAGE, period: '2022-05', stamp: 'wrong' })],
    });
    await tomorrow();
    expect(await last(VILLAGE, '2022-05')).toEqual([edition + 1, {}]);
    expect(await activity.recompute()).toMatchObject({ counts: 1 });
    for (const division of [VILLAGE, COUNTY])
      expect((await last(division, '2022-05'))[1]).toEqual({ recounted: 1 });
    expect(await activity.figures()).toEqual(await activity.expected());
  });
});

describe('重述的原因: each is told once, whatever happens to the run (T2)', () => {
  /** Of all editions of a period after the first, how many reasons of each kind. */
  const all = async (division: string, period: string) => {
    const sums: Causes = {};
    for (const { causes = {} } of await editions(division, period))
      for (const [cause, count] of Object.entries(causes)) sums[cause] = (sums[cause] ?? 0) + count;
    return sums;
  };

  it.each([
    ['2022-11', false],
    ['2022-12', true],
  ] as const)('killed at every write, in %s after it: %s', async (month, after) => {
    await tomorrow();
    const before = await all(COUNTY, month);
    const ids = [0, 1, 2, 3].map((at) => `K-${month}-${at}`);
    for (const [at, id] of ids.entries()) await enrol(id, at % 2 ? BESIDE : VILLAGE, `${month}-01`);
    for (const id of ids) await activity.act(id, `${month}-10`, { causes: { late: 1 } });
    days += 1;
    activity.clock.now = new Date(Date.parse('2022-02-10T16:20:00.000Z') + days * 86_400_000);
    const kills = await runUntilDone(activity, after);
    expect(kills).toBeGreaterThan(5);
    for (const place of [COUNTY, CITY]) await workOff(place, activity.deps);
    const told = { late: ids.length, organisationMonths: ids.length };
    for (const division of [TOWNSHIP, COUNTY, CITY]) {
      const now = await all(division, month);
      for (const [cause, count] of Object.entries(told))
        expect([division, cause, (now[cause] ?? 0) - (before[cause] ?? 0)]).toEqual([division, cause, count]);
    }
    expect(await activity.figures()).toEqual(await activity.expected());
  });

  it('two workers at once, and news that comes in while they are at it', async () => {
    await tomorrow();
    const month = '2022-10';
    const before = await all(CITY, month);
    const ids = Array.from({ length: 8 }, (_, at) => `T-${at}`);
    const told = async (id: string, at: number) => {
      await enrol(id, at % 2 ? BESIDE : VILLAGE, `${month}-01`);
      await activity.act(id, `${month}-10`, { causes: { late: 1 } });
    };
    for (const [at, id] of ids.slice(0, 4).entries()) await told(id, at);
    await Promise.all([
      workOff(COUNTY, activity.deps),
      workOff(COUNTY, activity.deps),
      ...ids.slice(4).map((id, at) => told(id, at)),
    ]);
    await workOff(COUNTY, activity.deps);
    await Promise.all([1, 2].map(() => workOff(CITY, activity.deps)));
    const now = await all(CITY, month);
    expect((now.late ?? 0) - (before.late ?? 0)).toBe(8);
    expect((now.organisationMonths ?? 0) - (before.organisationMonths ?? 0)).toBe(8);
    expect(await activity.figures()).toEqual(await activity.expected());
  });
});
