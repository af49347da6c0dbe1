import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lookOver } from '../../../functions/activity/attention/look-over.ts';
import type { Deps } from '../../../functions/activity/deps.ts';
import { COUNTIES } from '../../../functions/activity/model/run.ts';
import { ratesDue } from '../../../functions/activity/rates/begin.ts';
import { countyDue } from '../../../functions/activity/rates/step.ts';
import { markLook, putAttention } from '../../../functions/activity/store/attention.ts';
import { divisionsWithin } from '../../../shared/divisions/index.ts';
import type { CloudEvent } from '../../../shared/events/index.ts';
import { Killed } from '../../support/killing.ts';
import { dying } from './dying.ts';
import { BESIDE, CITY, COUNTY, type RatesService, ratesService, TOWNSHIP, VILLAGE } from './rates-service.ts';

let activity: RatesService;
beforeAll(async () => {
  activity = await ratesService({ at: '2022-03-20T02:00:00.000Z' });
});
afterAll(() => activity.close());

interface Listed {
  organisation: string;
  kind: string;
  since: string;
  [field: string]: unknown;
}
/** A page of those that need attention, as an authority sees it. */
const page = async (division: string, more = '') => {
  const { status, json } = await activity
    .as('city', CITY)
    .get(`/v1/activity/attention?division=${division}&limit=100${more}`);
  expect({ status, json }).toMatchObject({ status: 200 });
  return json as { items: Listed[]; next?: string };
};
const listed = async (division: string, more?: string) =>
  (await page(division, more)).items.map(({ organisation, kind }) => `${organisation} ${kind}`);
/** What was told of organisations, in order. */
async function news(): Promise<ReadonlyMap<string, string[]>> {
  const said = new Map<string, { revision: number; line: string }[]>();
  for (const { event } of await activity.items('OUTBOX#')) {
    const { type, data } = JSON.parse(event as string) as CloudEvent;
    if (type !== 'activity.organisation.dormant' && type !== 'activity.organisation.active') continue;
    const { organisationId, revision } = data;
    const line = 'since' in data ? `${revision} dormant since ${data.since}` : `${revision} ${data.state}`;
    said.set(organisationId, [...(said.get(organisationId) ?? []), { revision, line }]);
  }
  return new Map(
    [...said].map(([id, lines]) => [
      id,
      lines.sort((a, b) => a.revision - b.revision).map(({ line }) => line),
    ]),
  );
}
const told = async (organisation: string) => (await news()).get(organisation) ?? [];
const look = (on: Deps = activity.deps, isOver?: () => boolean) => lookOver(COUNTY, on, isOver);
const at = (day: string) => activity.at(`${day}T00:20:00`);

/** What the store was asked for, on the way to the real one. */
function counting(deps: Deps) {
  const asked: string[][] = [];
  const attentions: Deps['store']['attentions'] = (ids) => {
    asked.push([...ids]);
    return deps.store.attentions(ids);
  };
  return { asked, deps: { ...deps, store: { ...deps.store, attentions } } };
}

describe('沉寂和下滑的组织: the run of the day finds and lists them (C1.1, T2)', () => {
  it('a dormant one is on the list of its village, township, county and city, with numbers, reason and review', async () => {
    at('2022-03-20');
    await activity.tell('D');
    await activity.tell('F', { division: BESIDE });
    await activity.tell('R');
    await activity.act('D', '2021-02-11');
    for (const day of ['02-01', '03-01', '04-01', '05-01', '06-01', '07-01', '12-01'])
      await activity.act('F', `2021-${day}`);
    await activity.act('R', '2022-01-05');
    expect(await activity.run()).toMatchObject({ state: 'done', check: { mismatches: 0 } });
    for (const division of [VILLAGE, TOWNSHIP, COUNTY, CITY])
      expect(await listed(division, '&kind=dormant')).toEqual(['D dormant']);
    expect((await page(VILLAGE)).items).toEqual([
      {
        organisation: 'D',
        name: 'D合唱队',
        division: VILLAGE,
        class: 'growing',
        kind: 'dormant',
        since: '2021-03',
        numbers: {
          recent: { from: '2021-03', to: '2022-02', months: 12, activities: 0 },
          lastActive: '2021-02',
        },
        reason: '2021-03 起计入的 12 个月都没有已确认的活动（满 12 个月为沉寂），最近一次在 2021-02',
        review: 'lower-class',
        advice: '建议重新核定类型：是否由成长型调为初创型（C1.1）',
        policy: 'activity.2021',
        on: '2022-03-20',
        links: {
          records: '/v1/organisations/D/activities',
          proposals: `/v1/organisations/class-proposals?division=${VILLAGE}&state=open`,
        },
      },
    ]);
    expect(await told('D')).toEqual(['1 dormant since 2021-03']);
  });

  it('a run that has no time left for looking hands over, and comes to its end', async () => {
    at('2022-03-21');
    await activity.deps.store.save({
      writes: [markLook({ organisation: 'D', division: VILLAGE, stamp: 'told' })],
    });
    await ratesDue(activity.deps);
    const due = (await activity.outbox('activity.rates.due')).find(
      ({ data }) => data.runId === '2022-03-21' && data.division === COUNTY,
    );
    await countyDue(due!, activity.deps, 0);
    expect(await activity.items('LOOK#')).toHaveLength(1);
    expect(await activity.deps.store.run('2022-03-21')).toMatchObject({ pending: { [COUNTY]: 1 } });
    await activity.work();
    expect(await activity.items('LOOK#')).toEqual([]);
    expect(await activity.deps.store.run('2022-03-21')).toMatchObject({
      state: 'done',
      check: { mismatches: 0 },
    });
  });

  it('a falling one is listed with what it fell from, and nobody else is told', async () => {
    at('2022-03-21');
    await activity.tell('F2');
    for (const day of ['03-01', '04-01', '05-01', '06-01', '07-01', '08-01', '12-01'])
      await activity.act('F2', `2021-${day}`);
    await look();
    const { items } = await page(TOWNSHIP, '&kind=falling');
    expect(items.find(({ organisation }) => organisation === 'F2')).toMatchObject({
      kind: 'falling',
      since: '2021-09',
      numbers: { recent: { activities: 1 }, before: { from: '2021-03', activities: 6 } },
      review: 'keep-class',
    });
    expect(await told('F2')).toEqual([]);
  });

  it('an activity takes it off the list with the next run, and taking it back puts it on again', async () => {
    at('2022-03-22');
    await activity.act('D', '2022-03-21');
    await look();
    expect(await listed(VILLAGE, '&kind=dormant')).toEqual([]);
    at('2022-03-23');
    await activity.act('D', '2022-03-21', { undo: true });
    await look();
    expect(await listed(VILLAGE, '&kind=dormant')).toEqual(['D dormant']);
    expect(await told('D')).toEqual(['1 dormant since 2021-03', '2 regular', '3 dormant since 2021-03']);
  });

  it('a late record of an old month moves since when it is dormant, and is no news', async () => {
    await activity.tell('L', { on: '2020-01-01' });
    await look();
    expect(await told('L')).toEqual(['1 dormant since 2021-01']);
    await activity.act('L', '2021-01-30');
    await look();
    expect((await page(VILLAGE)).items.find(({ organisation }) => organisation === 'L')).toMatchObject({
      since: '2021-02',
      numbers: { lastActive: '2021-01', recent: { months: 13 } },
    });
    expect(await told('L')).toEqual(['1 dormant since 2021-01']);
  });

  it('one that is suspended is judged no longer, and its months do not count when it is resumed', async () => {
    at('2022-03-24');
    await activity.tell('L', { on: '2022-03-24', status: 'suspended' });
    await look();
    expect(await listed(VILLAGE)).not.toContain('L dormant');
    expect(await told('L')).toEqual(['1 dormant since 2021-01', '2 unjudged']);
    at('2022-06-02');
    await activity.tell('L', { on: '2022-06-02' });
    await look();
    expect((await page(VILLAGE)).items.find(({ organisation }) => organisation === 'L')).toMatchObject({
      numbers: { recent: { from: '2021-02', to: '2022-03', months: 14 } },
    });
    await activity.tell('L', { on: '2022-06-02', status: 'dissolved' });
    await look();
    expect(await listed(VILLAGE)).not.toContain('L dormant');
    expect((await told('L')).slice(2)).toEqual(['3 dormant since 2021-02', '4 unjudged']);
  });

  it('one that moves is listed where it is now', async () => {
    at('2022-06-03');
    await activity.tell('M', { on: '2020-01-01' });
    await look();
    await activity.tell('M', { on: '2022-06-03', division: BESIDE, class: 'start-up' });
    await look();
    expect(await listed(VILLAGE)).not.toContain('M dormant');
    const { items } = await page(BESIDE);
    expect(items.find(({ organisation }) => organisation === 'M')).toMatchObject({
      division: BESIDE,
      class: 'start-up',
      review: 'going-on',
    });
    expect(await told('M')).toEqual(['1 dormant since 2021-01']);
  });

  it('the list goes on from page to page and leaves nobody out', async () => {
    for (const id of ['N-1', 'N-2', 'N-3']) await activity.tell(id, { on: '2020-01-01', division: TOWNSHIP });
    await look();
    const all = await listed(COUNTY);
    expect(all).toEqual(expect.arrayContaining(['N-1 dormant', 'N-2 dormant', 'N-3 dormant', 'M dormant']));
    const paged: string[] = [];
    let cursor = '';
    do {
      const { status, json } = await activity
        .as('county', COUNTY)
        .get(`/v1/activity/attention?division=${COUNTY}&limit=1${cursor}`);
      expect(status).toBe(200);
      const { items, next } = json as { items: Listed[]; next?: string };
      paged.push(...items.map(({ organisation, kind }) => `${organisation} ${kind}`));
      cursor = next === undefined ? '' : `&cursor=${encodeURIComponent(next)}`;
    } while (cursor);
    expect(paged).toEqual(all);
  });

  it('an authority sees its own subtree only, and a kind that is none is refused with what would be right', async () => {
    const get = (role: 'township' | 'organisation', division: string, query: string) =>
      activity.as(role, division).get(`/v1/activity/attention?${query}`);
    expect((await get('township', TOWNSHIP, `division=${VILLAGE}`)).status).toBe(200);
    expect((await get('township', '330302026', `division=${VILLAGE}`)).status).toBe(403);
    expect((await get('organisation', TOWNSHIP, `division=${VILLAGE}`)).status).toBe(403);
    const { status, json } = await get('township', TOWNSHIP, `division=${VILLAGE}&kind=asleep`);
    expect(status).toBe(400);
    expect(JSON.stringify(json)).toContain('应为 dormant（沉寂）或 falling（下滑）');
  });
});

describe('每日计算的工作量: it grows with what changed (C1.1)', () => {
  it('when a month begins all are looked at once, and in the month those alone that changed', async () => {
    at('2022-07-01');
    const first = counting(activity.deps);
    await look(first.deps);
    expect(first.asked.flat()).toEqual(expect.arrayContaining(['D', 'F', 'R', 'M']));
    at('2022-07-02');
    await activity.act('R', '2022-07-01');
    const second = counting(activity.deps);
    await look(second.deps);
    await look(second.deps);
    expect(second.asked).toEqual([['R']]);
  });

  it('time alone makes dormant: the month that begins finds one of which nothing changed', async () => {
    await activity.tell('Q', { on: '2020-01-01' });
    await activity.act('Q', '2021-07-20');
    await look();
    at('2022-07-31');
    await look();
    expect(await told('Q')).toEqual([]);
    at('2022-08-01');
    await look();
    expect(await told('Q')).toEqual(['1 dormant since 2021-08']);
  });
});

describe('口径和数据的更正: what is found follows (C1.1)', () => {
  it('another version of the policy has all looked at by it, at once', async () => {
    at('2022-08-03');
    await activity.tell('Y', { on: '2020-01-01' });
    await activity.act('Y', '2022-01-20');
    await look();
    expect(await told('Y')).toEqual([]);
    const policyOn: Deps['policyOn'] = (day) => {
      const policy = activity.deps.policyOn(day);
      return { ...policy, version: 'activity.draft', data: { ...policy.data, dormancy: { months: 6 } } };
    };
    await look({ ...activity.deps, policyOn });
    expect(await told('Y')).toEqual(['1 dormant since 2022-02']);
    expect((await page(VILLAGE)).items.find(({ organisation }) => organisation === 'Y')).toMatchObject({
      policy: 'activity.draft',
      reason: expect.stringContaining('满 6 个月为沉寂'),
    });
    await look();
    expect(await told('Y')).toEqual(['1 dormant since 2022-02', '2 regular']);
  });

  it('counts that were lost make nobody dormant any longer when they are put right', async () => {
    at('2022-08-04');
    await activity.tell('Z', { on: '2020-01-01' });
    await activity.act('Z', '2022-08-01');
    await activity.tamper('ORGANISATION#Z', ({ SK, ...item }) =>
      String(SK).startsWith('MONTH#') ? undefined : { SK, ...item },
    );
    await look();
    expect(await told('Z')).toEqual(['1 dormant since 2021-01']);
    expect(await activity.recompute()).toMatchObject({ counts: 1 });
    await look();
    expect(await told('Z')).toEqual(['1 dormant since 2021-01', '2 regular']);
  });
});

describe('中断与重复: what is found is the same whatever happens to the run (C1.1)', () => {
  const homes = ['330302025010', '330302025019', '330302025', '330302'];

  it.each([
    ['before', '2023-01-01'],
    ['after', '2023-02-01'],
  ])('killed at every single write, just %s it, each is told once', async (moment, day) => {
    // A month begins: all have to be looked at, and of those that are new it was told as well.
    at(day);
    let killed = 0;
    // Another county for each write, so that it is the n-th of the same ones.
    for (const [n, county] of COUNTIES.entries()) {
      const villages = divisionsWithin(county, 'village').slice(-3);
      const ids = villages.map(({ code }) => `K-${moment}-${code}`);
      for (const [at, { code }] of villages.entries())
        await activity.tell(ids[at]!, { on: '2020-01-01', division: code });
      await lookOver(county, dying(activity.deps, n + 1, moment === 'after')).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
        killed += 1;
      });
      expect(await lookOver(county, activity.deps)).toBe(true);
      const said = await news();
      for (const id of ids) expect(said.get(id)).toEqual(['1 dormant since 2021-01']);
      expect(await activity.items('LOOK#')).toEqual([]);
      expect(await activity.deps.store.round(county)).toMatchObject({ month: day.slice(0, 7), done: true });
    }
    // Three are found, the round is done, three are taken back; and some are left that nothing stops.
    expect(killed).toBeGreaterThanOrEqual(7);
    expect(killed).toBeLessThan(COUNTIES.length);
  });

  it('two workers at once tell each change once', async () => {
    at('2025-01-01');
    for (const n of [0, 1, 2, 3]) await activity.tell(`T-${n}`, { on: '2020-01-01', division: homes[n]! });
    expect(await Promise.all([look(), look(), look()])).toEqual([true, true, true]);
    const said = await news();
    for (const n of [0, 1, 2, 3]) expect(said.get(`T-${n}`)).toEqual(['1 dormant since 2021-01']);
    expect(await activity.items('LOOK#')).toEqual([]);
  });

  it('whose time is used up stops, and goes on where it stopped', async () => {
    at('2025-02-01');
    expect(await look(activity.deps, () => true)).toBe(false);
    expect(await activity.deps.store.round(COUNTY)).toMatchObject({ month: '2025-01', done: true });
    let asked = 0;
    // Time for one page of homes, not for what was told.
    await activity.tell('P', { on: '2020-01-01' });
    expect(await look(activity.deps, () => asked++ > 0)).toBe(false);
    expect(await activity.deps.store.round(COUNTY)).toMatchObject({ month: '2025-02', done: true });
    const rest = counting(activity.deps);
    expect(await look(rest.deps)).toBe(true);
    expect(rest.asked).toEqual([['P']]);
  });

  it('what is told while it is looked at stays told', async () => {
    at('2025-02-02');
    await activity.tell('W', { on: '2020-01-01' });
    let first = true;
    const save: Deps['store']['save'] = async (change) => {
      if (first) {
        first = false;
        // The confirmation of a record comes in just before what was found is saved.
        await activity.act('W', '2025-02-01');
      }
      return activity.deps.store.save(change);
    };
    await look({ ...activity.deps, store: { ...activity.deps.store, save } });
    expect(await told('W')).toEqual([]);
    expect(await listed(VILLAGE)).not.toContain('W dormant');
    expect(await activity.items('LOOK#')).toEqual([]);
  });

  it('what another worker found newer is not overwritten', async () => {
    await activity.tell('V', { on: '2020-01-01' });
    let first = true;
    const save: Deps['store']['save'] = async (change) => {
      if (first) {
        first = false;
        await look();
      }
      return activity.deps.store.save(change);
    };
    await look({ ...activity.deps, store: { ...activity.deps.store, save } });
    expect(await told('V')).toEqual(['1 dormant since 2021-01']);
    const [kept] = await activity.deps.store.attentions(['V']);
    await expect(activity.deps.store.save({ writes: [putAttention(kept!)] })).rejects.toThrow();
  });
});
