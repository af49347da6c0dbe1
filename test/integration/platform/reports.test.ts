import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventData } from '../../../shared/events/catalogue.ts';
import { NANHUI, type PlatformService, platformService, SAID, WHOLE } from './service.ts';

let service: PlatformService;
beforeAll(async () => {
  service = await platformService();
  for (const township of [NANHUI, '330302026', '330302027'])
    await service.township(township).call('PUT', `/v1/platforms/${township}`, WHOLE);
});
afterAll(() => service.close());

const PATH = `/v1/platforms/${NANHUI}/reports`;
const figures = async (month: string, township = NANHUI) => {
  const { json } = await service.as('city', '3303').get(`/v1/platforms/${township}/reports/${month}`);
  return (json as { figures: Record<string, number> }).figures;
};
type Counted = EventData<'activity.record.counted'>;
const activity = (about: Partial<Counted>) =>
  service.eventOf('activity.record.counted', {
    activityId: 'a',
    organisationId: 'o-1',
    division: '330302025010',
    on: '2026-10-03',
    action: 'culture',
    kinds: ['choir'],
    counts: true,
    participants: 20,
    volunteers: 2,
    minutes: 90,
    served: {},
    platform: NANHUI,
    revision: 1,
    ...about,
  });

describe('月报草稿: a month is filled in from what other services tell (T1)', () => {
  it('organisations, needs, projects and activities of its area; nothing of its neighbours', async () => {
    const standing = {
      version: 1,
      track: 'filed' as const,
      class: 'growing' as const,
      status: 'active' as const,
      actions: [],
      hub: false,
    };
    const organisation = {
      organisationId: 'o-1',
      name: '春秋社区合唱队',
      kind: 'team' as const,
      division: '330302025010',
      standing,
    };
    const of = { needId: 'n-9', division: '330302025010', action: 'relief' as const, kinds: [] };
    const events = [
      service.eventOf('registration.organisation.registered', {
        ...organisation,
        registeredOn: '2026-10-31',
      }),
      service.eventOf('registration.organisation.filed', { ...organisation, registeredOn: '2026-10-01' }),
      service.eventOf('registration.organisation.managed', { ...organisation, registeredOn: '2026-10-02' }),
      service.eventOf('registration.organisation.graded', {
        ...organisation,
        class: 'growing',
        formerClass: 'start-up',
        gradedOn: '2026-10-05',
      }),
      service.eventOf('registration.organisation.graded', {
        ...organisation,
        class: 'start-up',
        formerClass: 'growing',
        gradedOn: '2026-10-06',
      }),
      service.eventOf('matching.need.published', {
        ...of,
        groups: [],
        urgency: 'normal',
        demand: 1,
        publishedOn: '2026-10-07',
      }),
      service.matched(NANHUI, '2026-10-08'),
      service.matched('330302026', '2026-10-08'),
      service.matched('330302', '2026-10-08'),
      service.eventOf('matching.project.completed', {
        ...of,
        matchId: 'm-1',
        organisationId: 'o-1',
        completedOn: '2026-10-31',
        minutes: 1,
        participants: 1,
        served: {},
      }),
      activity({}),
      activity({ activityId: 'elsewhere', platform: undefined }),
      service.eventOf('activity.rate.published', {
        rateId: `${NANHUI}/2026-10`,
        division: NANHUI,
        period: '2026-10',
        numerator: 6,
        denominator: 10,
        policy: 'activity.v1',
        edition: 1,
        publishedOn: '2026-11-11',
        revision: 2,
      }),
      service.eventOf('activity.rate.published', {
        rateId: `${NANHUI}/2026-10`,
        division: NANHUI,
        period: '2026-10',
        numerator: 1,
        denominator: 10,
        policy: 'activity.v1',
        edition: 0,
        publishedOn: '2026-11-01',
        revision: 1,
      }),
    ];
    // Thrice, and in another order each time.
    for (const order of [events, events.toReversed(), events])
      for (const event of order) await service.deliver(event);
    const { json } = await service.township().get(`${PATH}/2026-10`);
    expect(json).toEqual({
      township: NANHUI,
      month: '2026-10',
      state: 'missing',
      dueOn: '2026-11-10',
      figures: {
        activities: 1,
        participants: 20,
        minutes: 90,
        registered: 1,
        filed: 1,
        managed: 1,
        gradedUp: 1,
        needsPublished: 1,
        needsMatched: 1,
        projectsCompleted: 1,
      },
      averageActivity: { numerator: 6, denominator: 10, policy: 'activity.v1' },
      corrections: [],
    });
    expect(await figures('2026-09')).toMatchObject({ activities: 0, needsMatched: 0 });
  });

  it.each([
    ['in order', [1, 2, 3]],
    ['backwards', [3, 2, 1]],
    ['again and again', [2, 1, 2, 3, 3, 1]],
  ])('an activity that is corrected counts as its last revision says: %s', async (_, order) => {
    const township = order.length === 3 ? '330302026' : '330302027';
    const activityId = randomUUID();
    const before = await figures('2026-08', township);
    const revisions = [
      activity({ activityId, platform: township, on: '2026-08-31', revision: 1 }),
      activity({ activityId, platform: NANHUI, on: '2026-08-31', revision: 2, participants: 5 }),
      activity({ activityId, platform: township, on: '2026-08-01', revision: 3, participants: 7 }),
    ];
    for (const number of order) await service.deliver(revisions[number - 1]!);
    const after = await figures('2026-08', township);
    expect(after.activities! - before.activities!).toBe(1);
    expect(after.participants! - before.participants!).toBe(7);
    expect((await figures('2026-08')).activities).toBe(0);
    await service.deliver(
      activity({ activityId, platform: township, on: '2026-08-01', revision: 4, counts: false }),
    );
    expect(await figures('2026-08', township)).toEqual(before);
  });
});

describe('报送月报: in time, once, corrected with the reason (T1)', () => {
  it('no month was open on more days than it has, neither at first nor corrected', async () => {
    service.at('2026-11-30', '10:00:00');
    const errors = [{ pointer: '#/body/daysOpen', detail: '2026-06 只有 30 天' }];
    const june = { month: '2026-06', ...SAID };
    const many = await service.township().post(PATH, { ...june, daysOpen: 31 });
    expect(many.json).toMatchObject({ status: 422, errors });
    expect((await service.township().post(PATH, { ...june, daysOpen: 30 })).status).toBe(201);
    const corrected = await service
      .township()
      .call(
        'POST',
        `${PATH}/2026-06/correct`,
        { ...SAID, daysOpen: 31, reason: '更正' },
        { 'if-match': '"1"' },
      );
    expect(corrected.json).toMatchObject({ status: 422, errors });
  });

  it('not before the month is over in Shanghai; on its due day it is in time', async () => {
    service.at('2026-11-30', '23:59:59');
    const early = await service.township().post(PATH, { month: '2026-11', ...SAID });
    expect(early.json).toMatchObject({ status: 422, errors: [{ pointer: '#/body/month' }] });
    service.at('2026-12-10', '23:59:59');
    const { status, json } = await service.township().post(PATH, { month: '2026-11', ...SAID });
    expect({ status, json }).toMatchObject({
      status: 201,
      json: { state: 'in-time', submittedOn: '2026-12-10' },
    });
    expect((await service.township().post(PATH, { month: '2026-11', ...SAID })).status).toBe(409);
  });

  it('a day later it is late, and the county sees which are late or missing', async () => {
    service.at('2026-11-11', '00:00:00');
    const { json } = await service.township().post(PATH, { month: '2026-10', ...SAID });
    expect(json).toMatchObject({ state: 'late' });
    const chen = service.as('county', '330302');
    const seen = async (query: string) =>
      ((await chen.get(`/v1/platforms/reports?division=330302&${query}`)).json as { items: object[] }).items;
    expect(await seen('month=2026-10&state=late')).toEqual([
      { township: NANHUI, name: '南汇街道', state: 'late', submittedOn: '2026-11-11' },
    ]);
    expect(await seen('month=2026-09&state=missing')).toMatchObject([
      { township: NANHUI },
      { township: '330302026' },
      { township: '330302027' },
    ]);
    const all = (await seen('month=2026-09')) as { state: string }[];
    expect(new Set(all.map(({ state }) => state))).toEqual(new Set(['missing', 'no-platform']));
  });

  it('with the same Idempotency-Key it is submitted once, and answered alike', async () => {
    const headers = { 'idempotency-key': 'september' };
    const [first, second] = [
      await service.township().post(PATH, { month: '2026-09', ...SAID }, headers),
      await service.township().post(PATH, { month: '2026-09', ...SAID }, headers),
    ];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.json).toEqual(first.json);
    expect(
      (await service.outbox('platform.report.submitted', NANHUI)).filter(
        ({ data }) => data.month === '2026-09',
      ),
    ).toHaveLength(1);
  });

  it('corrected it says what was said before and why; its day and its figures stay', async () => {
    const wu = service.township();
    const path = `${PATH}/2026-10/correct`;
    const corrected = { ...SAID, guided: 9, reason: '漏计三支队伍' };
    expect((await wu.post(path, corrected)).status).toBe(428);
    expect((await wu.post(path, corrected, { 'if-match': '"9"' })).status).toBe(412);
    const { json } = await wu.post(path, corrected, { 'if-match': '"1"' });
    expect(json).toMatchObject({
      said: { guided: 9 },
      state: 'late',
      submittedOn: '2026-11-11',
      corrections: [{ reason: '漏计三支队伍', before: SAID }],
    });
    const told = await service.outbox('platform.report.submitted', NANHUI);
    expect(
      told
        .filter(({ data }) => data.month === '2026-10')
        .map(({ data }) => [data.revision, data.guided, data.inTime])
        .sort(([a], [b]) => Number(a) - Number(b)),
    ).toEqual([
      [1, 6, false],
      [2, 9, false],
    ]);
    expect((await wu.get(`${PATH}?limit=2`)).json).toMatchObject({
      items: [{ month: '2026-11' }, { month: '2026-10' }],
      next: expect.any(String),
    });
  });
});
