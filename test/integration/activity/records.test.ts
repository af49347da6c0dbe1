import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { organisationTold } from '../../../functions/activity/organisations/told.ts';
import { newEvent } from '../../../shared/events/envelope.ts';
import {
  type ActivityService,
  activityService,
  CONCERT,
  COUNTY,
  OF_CONCERT,
  recordedBy,
  type Shown,
  TOWNSHIP,
  VILLAGE,
} from './service.ts';

let activity: ActivityService;
beforeAll(async () => {
  activity = await activityService();
});
afterAll(() => activity.close());

const community = () => activity.as('community', VILLAGE, 'wang');
const township = () => activity.as('township', TOWNSHIP, 'wu');
let serial = 0;
async function organisation(about: Parameters<ActivityService['enrol']>[1] = {}) {
  serial += 1;
  const id = `R-${serial}`;
  return { id, who: await activity.enrol(id, about) };
}
async function reported(facts: object = CONCERT) {
  const { id: of, who } = await organisation();
  const shown = await recordedBy(who, facts);
  return { of, who, id: shown.id, path: `/v1/activities/${shown.id}` };
}
async function confirmed(facts: object = CONCERT) {
  const found = await reported(facts);
  expect((await community().post(`${found.path}/confirm`, {})).status).toBe(200);
  return found;
}

describe('填报活动: an organisation records what it did (A1-A4)', () => {
  it('it waits for the community, and counts for nothing until then (T2)', async () => {
    const { id, who } = await organisation();
    const reply = await who.post('/v1/activities', CONCERT);
    expect(reply.status).toBe(201);
    const shown = reply.json as Shown;
    expect(reply.headers).toMatchObject({ location: `/v1/activities/${shown.id}`, etag: '"1"' });
    expect(shown).toMatchObject({
      ...CONCERT,
      organisation: id,
      organisationName: `温州市鹿城区南汇街道${id}艺术团`,
      state: 'reported',
      flags: [],
      origin: 'organisation',
      confirmBy: '2026-12-10',
      photos: 0,
    });
    expect(await activity.counts(id)).toEqual({});
    expect(await activity.audit(shown.id)).toEqual([`recorded by ${id}`]);
    expect(await activity.outbox('activity.record.counted', shown.id)).toEqual([]);
    expect((await who.get(`/v1/activities/${shown.id}`)).json).toEqual(shown);
  });

  it.each([TOWNSHIP, '330383'])(
    'it names the platform %s as its host; 龙港市 has no streets (T1)',
    async (platform) => {
      const shown = await recordedBy((await organisation()).who, { ...CONCERT, platform });
      expect(shown).toMatchObject({ platform });
    },
  );

  it('repeated under the same key it is one activity', async () => {
    const { who } = await organisation();
    const headers = { 'idempotency-key': randomUUID() };
    const [first, second] = [
      await who.post('/v1/activities', CONCERT, headers),
      await who.post('/v1/activities', CONCERT, headers),
    ];
    expect(second.json).toEqual(first.json);
    const { items } = (await who.get(`/v1/organisations/R-${serial}/activities`)).json as {
      items: Shown[];
    };
    expect(items).toHaveLength(1);
  });

  it('who speaks for two says for which of them; who speaks for none is told so', async () => {
    const contact = { role: 'applicant' as const, subject: 'chen' };
    const { id } = await organisation({ standing: { contact } });
    await organisation({ standing: { contact } });
    const chen = activity.as('applicant', COUNTY, 'chen');
    expect((await chen.post('/v1/activities', CONCERT)).json).toMatchObject({
      status: 400,
      errors: [{ pointer: '#/body/organisation' }],
    });
    expect(await recordedBy(chen, { ...CONCERT, organisation: id })).toMatchObject({ organisation: id });
    const nobody = activity.as('applicant', COUNTY, 'nobody');
    expect((await nobody.post('/v1/activities', CONCERT)).status).toBe(404);
  });

  it('a community records for an organisation that it manages, and that counts at once (C1.5)', async () => {
    const { id } = await organisation({ standing: { track: 'managed' } });
    const shown = await recordedBy(community(), { ...CONCERT, organisation: id });
    expect(shown).toMatchObject({ state: 'confirmed', origin: 'community' });
    expect(await activity.counts(id)).toEqual(OF_CONCERT);
  });

  it('not for one that was filed, nor for one of the village beside it, nor for none', async () => {
    const { id } = await organisation();
    const elsewhere = await organisation({ division: '330302025019', standing: { track: 'managed' } });
    for (const other of [id, elsewhere.id])
      expect((await community().post('/v1/activities', { ...CONCERT, organisation: other })).status).toBe(
        404,
      );
    expect((await community().post('/v1/activities', CONCERT)).status).toBe(400);
  });

  it.each([
    ['a day to come', { on: '2026-11-26' }, '还没有到'],
    ['a day more than 366 days ago', { on: '2025-11-23' }, '最早可填 2025-11-24'],
  ])('%s is refused, and the day is named', async (_, facts, why) => {
    const { who } = await organisation();
    expect((await who.post('/v1/activities', { ...CONCERT, ...facts })).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/on', detail: expect.stringContaining(why) }],
    });
  });

  it('today and the very first day that may be recorded are taken', async () => {
    const { who } = await organisation();
    for (const on of ['2026-11-25', '2025-11-24'])
      expect(await recordedBy(who, { ...CONCERT, on })).toMatchObject({ on, state: 'reported' });
  });

  it('a day before it existed, while it was suspended, or after it ended is refused (C1.2)', async () => {
    const { id, who } = await organisation({ registeredOn: '2026-02-01' });
    const tell = (version: number, status: 'suspended' | 'active' | 'dissolved', on: string) =>
      organisationTold(
        newEvent(
          'registration.organisation.changed',
          {
            subject: id,
            correlationId: 'test',
            data: {
              organisationId: id,
              name: id,
              kind: 'team',
              division: VILLAGE,
              changedOn: on,
              fields: ['status'],
              standing: {
                version,
                track: 'filed',
                class: 'growing',
                status,
                actions: [],
                hub: false,
                contact: { role: 'organisation', subject: id },
              },
            },
          },
          activity.deps,
        ),
        activity.deps,
      );
    await tell(2, 'suspended', '2026-04-01');
    await tell(3, 'active', '2026-06-01');
    await tell(4, 'dissolved', '2026-10-01');
    for (const [on, why] of [
      ['2026-01-31', '早于组织成立'],
      ['2026-04-01', '停止活动'],
      ['2026-05-31', '停止活动'],
      ['2026-10-01', '注销或撤销'],
    ] as const)
      expect((await who.post('/v1/activities', { ...CONCERT, on })).json).toMatchObject({
        status: 422,
        detail: expect.stringContaining(why),
      });
    for (const on of ['2026-02-01', '2026-06-01', '2026-09-30'])
      expect(await recordedBy(who, { ...CONCERT, on })).toMatchObject({ on });
  });
});

describe('确认活动: the community has the word (T2)', () => {
  it('confirmed it counts in its month, its rating as well; the rates of its village are to be computed', async () => {
    const { of, id, path } = await reported();
    const reply = await community().post(`${path}/confirm`, { rating: 4 });
    expect(reply.json).toMatchObject({ state: 'confirmed', rating: 4 });
    expect(reply.json).not.toHaveProperty('confirmBy');
    expect(await activity.counts(of)).toEqual({ ...OF_CONCERT, ratingSum: 4, ratings: 1 });
    expect(await activity.dirty()).toContain(`${VILLAGE} 2026-11`);
    expect((await activity.outbox('activity.record.counted', id)).map(({ data }) => data)).toEqual([
      expect.objectContaining({ organisationId: of, on: '2026-11-20', counts: true, revision: 2 }),
    ]);
    expect(await activity.audit(id)).toEqual([`recorded by ${of}`, 'confirmed by wang']);
  });

  it('confirmed again with another rating the later one counts, once', async () => {
    const { of, path } = await reported();
    for (const rating of [2, 5, 5]) await community().post(`${path}/confirm`, { rating });
    expect(await activity.counts(of)).toEqual({ ...OF_CONCERT, ratingSum: 5, ratings: 1 });
  });

  it('disputed it counts no longer, until the township has ruled', async () => {
    const { of, id, path } = await confirmed();
    const disputed = await community().post(`${path}/dispute`, { reason: '当天文化礼堂没有开放' });
    expect(disputed.json).toMatchObject({ state: 'disputed', reason: '当天文化礼堂没有开放' });
    expect(await activity.counts(of)).toEqual({});
    expect((await community().post(`${path}/confirm`, {})).json).toMatchObject({
      status: 409,
      state: 'disputed',
    });
    const ruled = await township().post(`${path}/rule`, { outcome: 'counts', reason: '有签到表' });
    expect(ruled.json).toMatchObject({ state: 'confirmed' });
    expect(await activity.counts(of)).toEqual(OF_CONCERT);
    expect(
      (await activity.outbox('activity.record.counted', id))
        .map(({ data }) => [data.revision, data.counts])
        .sort(),
    ).toEqual([
      [2, true],
      [3, false],
      [4, true],
    ]);
  });

  it('held in another county it is for those of that place, and for those at home, in whose figures it counts', async () => {
    const { id: of, who } = await organisation();
    const shown = await recordedBy(who, { ...CONCERT, division: '330327' });
    const path = `/v1/activities/${shown.id}`;
    expect((await community().post(`${path}/dispute`, { reason: '没有办过' })).status).toBe(404);
    const stranger = activity.as('county', '330324', 'he');
    expect((await stranger.post(`${path}/confirm`, {})).status).toBe(404);
    expect((await township().post(`${path}/confirm`, {})).status).toBe(200);
    expect(await activity.counts(of)).toEqual(OF_CONCERT);
    expect((await township().post(`${path}/dispute`, { reason: '没有办过' })).status).toBe(200);
    expect(await activity.counts(of)).toEqual({});
    const there = activity.as('county', '330327', 'lu');
    expect((await there.post(`${path}/rule`, { outcome: 'counts', reason: '有签到表' })).status).toBe(200);
  });

  it('ruled void it stays out, and nothing more can be done with it', async () => {
    const { of, who, path } = await reported();
    await community().post(`${path}/dispute`, { reason: '没有办过' });
    await township().post(`${path}/rule`, { outcome: 'void', reason: '查无此事' });
    expect((await who.get(path)).json).toMatchObject({ state: 'void', reason: '查无此事' });
    expect(await activity.counts(of)).toEqual({});
    for (const [who, step, body] of [
      [community(), 'confirm', {}],
      [community(), 'dispute', { reason: '再说' }],
      [township(), 'rule', { outcome: 'counts', reason: '再说' }],
    ] as const)
      expect((await who.post(`${path}/${step}`, body)).json).toMatchObject({ status: 409, state: 'void' });
  });

  it('a community does not rule on its own dispute, and does not confirm what it recorded itself', async () => {
    const { path } = await reported();
    await community().post(`${path}/dispute`, { reason: '没有办过' });
    expect((await community().post(`${path}/rule`, { outcome: 'void', reason: '没有' })).status).toBe(409);
    const { id } = await organisation({ standing: { track: 'managed' } });
    const own = await recordedBy(community(), { ...CONCERT, organisation: id });
    expect((await community().post(`/v1/activities/${own.id}/confirm`, { rating: 5 })).status).toBe(409);
    const colleague = activity.as('community', VILLAGE, 'zhao');
    expect((await colleague.post(`/v1/activities/${own.id}/confirm`, { rating: 5 })).status).toBe(409);
    expect((await township().post(`/v1/activities/${own.id}/confirm`, { rating: 5 })).status).toBe(200);
  });

  it('of ten who confirm at once it is counted once', async () => {
    const { of, path } = await reported();
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => community().post(`${path}/confirm`, { rating: 3 })),
    );
    for (const { status } of replies) expect(status).toBe(200);
    expect(await activity.counts(of)).toEqual({ ...OF_CONCERT, ratingSum: 3, ratings: 1 });
  });
});

describe('更正活动: the counts follow', () => {
  it('what was confirmed has to be confirmed again, and counts with its new numbers then', async () => {
    const { of, who, path } = await confirmed();
    const reply = await who.patch(path, { participants: 40, reason: '漏减了重复签到的人' }, 2);
    expect(reply.json).toMatchObject({
      participants: 40,
      state: 'reported',
      reason: '漏减了重复签到的人',
      confirmBy: '2026-12-10',
    });
    expect(await activity.counts(of)).toEqual({});
    await community().post(`${path}/confirm`, {});
    expect(await activity.counts(of)).toEqual({ ...OF_CONCERT, participants: 40 });
  });

  it('into another month the counts go with the day, and both months are to be computed', async () => {
    const { id: of } = await organisation({ standing: { track: 'managed' } });
    const { id } = await recordedBy(community(), { ...CONCERT, organisation: of });
    const path = `/v1/activities/${id}`;
    const reply = await community().patch(path, { on: '2026-09-30', reason: '日期写错' }, 1);
    expect(reply.json).toMatchObject({ on: '2026-09-30', state: 'confirmed' });
    expect(await activity.counts(of, '2026-11')).toEqual({});
    expect(await activity.counts(of, '2026-09')).toEqual(OF_CONCERT);
    expect(await activity.dirty()).toEqual(
      expect.arrayContaining([`${VILLAGE} 2026-09`, `${VILLAGE} 2026-11`]),
    );
    // The day that it left is free for the same again.
    expect(await recordedBy(community(), { ...CONCERT, organisation: of })).toMatchObject({ flags: [] });
  });

  it('asks for a reason and for the version it was read in; null takes away what need not be there', async () => {
    const { who, path } = await reported({ ...CONCERT, place: '文化礼堂' });
    expect((await who.patch(path, { participants: 40 }, 1)).status).toBe(400);
    expect((await who.call('PATCH', path, { participants: 40, reason: '更正' })).status).toBe(428);
    expect((await who.patch(path, { participants: 40, reason: '更正' }, 7)).status).toBe(412);
    const reply = await who.patch(path, { place: null, reason: '地点有误' }, 1);
    expect(reply.status).toBe(200);
    expect(reply.json).not.toHaveProperty('place');
  });

  it('that changes nothing is refused: what was confirmed stays so', async () => {
    const { of, who, path } = await confirmed();
    const reply = await who.patch(path, { participants: CONCERT.participants, reason: '更正' }, 2);
    expect(reply.json).toMatchObject({ status: 422, errors: [{ pointer: '#/body/participants' }] });
    expect((await who.get(path)).json).toMatchObject({ state: 'confirmed' });
    expect(await activity.counts(of)).toEqual(OF_CONCERT);
  });

  it('to a day that cannot be, or to hours that do not fit, is refused', async () => {
    const { who, path } = await reported();
    for (const [patch, pointer] of [
      [{ on: '2026-12-01' }, '#/body/on'],
      [{ from: '12:00' }, '#/body/to'],
      [{ kinds: ['patrol'] }, '#/body/kinds/0'],
    ] as const)
      expect((await who.patch(path, { ...patch, reason: '更正' }, 1)).json).toMatchObject({
        status: 422,
        errors: [{ pointer }],
      });
  });
});

describe('有异议的更正: correcting does not lead out of a dispute', () => {
  it('a disputed one that is corrected is still for the township to rule on, and silence does not confirm it', async () => {
    const { of, who, path } = await reported();
    await community().post(`${path}/dispute`, { reason: '人数不对' });
    const reply = await who.patch(path, { participants: 40, reason: '人数更正' }, 2);
    expect(reply.json).toMatchObject({ state: 'disputed', participants: 40 });
    expect(reply.json).not.toHaveProperty('confirmBy');
    await township().post(`${path}/rule`, { outcome: 'counts', reason: '更正后属实' });
    expect(await activity.counts(of)).toEqual({ ...OF_CONCERT, participants: 40 });
  });

  it('nor for what the community recorded, and the township disputed', async () => {
    const { id: of } = await organisation({ standing: { track: 'managed' } });
    const { id } = await recordedBy(community(), { ...CONCERT, organisation: of });
    await township().post(`/v1/activities/${id}/dispute`, { reason: '没有签到表' });
    const reply = await community().patch(`/v1/activities/${id}`, { participants: 44, reason: '更正' }, 2);
    expect(reply.json).toMatchObject({ state: 'disputed' });
    expect(await activity.counts(of)).toEqual({});
  });
});

describe('作废活动: taken back with a reason', () => {
  it('its counts go, and what others were told is taken back', async () => {
    const { of, who, id, path } = await confirmed();
    const reply = await who.post(`${path}/void`, { reason: '填错了组织' });
    expect(reply.json).toMatchObject({ state: 'void', reason: '填错了组织' });
    expect(await activity.counts(of)).toEqual({});
    const told = await activity.outbox('activity.record.counted', id);
    expect(told.map(({ data }) => [data.revision, data.counts]).sort()).toEqual([
      [2, true],
      [3, false],
    ]);
    expect((await who.post(`${path}/void`, { reason: '再次' })).json).toMatchObject({ status: 409 });
  });

  it('a void one does not make the next of the same name a repeat', async () => {
    const { who, path } = await reported();
    await who.post(`${path}/void`, { reason: '重填' });
    expect(await recordedBy(who)).toMatchObject({ state: 'reported', flags: [] });
  });
});

describe('查询活动: lists', () => {
  const VILLAGE_OF_LISTS = '330302025019';
  const here = () => activity.as('community', VILLAGE_OF_LISTS, 'lists');
  const facts = (more: object) => ({ ...CONCERT, division: VILLAGE_OF_LISTS, ...more });
  const titles = ({ json }: { json: unknown }) =>
    (json as { items: Shown[] }).items.map(({ title }) => title);
  let of: Awaited<ReturnType<typeof organisation>>;
  beforeAll(async () => {
    of = await organisation({ division: VILLAGE_OF_LISTS });
    for (const [title, on] of [
      ['甲', '2026-11-03'],
      ['乙', '2026-11-18'],
      ['丙', '2026-10-09'],
    ])
      await recordedBy(of.who, facts({ title, on }));
    const { id } = await recordedBy(of.who, facts({ title: '丁', on: '2026-11-10' }));
    await here().post(`/v1/activities/${id}/confirm`, {});
  });

  it('an organisation sees its own, the latest first, page by page, of a month or year', async () => {
    const path = `/v1/organisations/${of.id}/activities`;
    expect(titles(await of.who.get(path))).toEqual(['乙', '丁', '甲', '丙']);
    expect(titles(await of.who.get(`${path}?period=2026-10`))).toEqual(['丙']);
    expect(titles(await of.who.get(`${path}?period=2026&state=confirmed`))).toEqual(['丁']);
    const first = await of.who.get(`${path}?limit=3`);
    const { next } = first.json as { next: string };
    expect(titles(first)).toEqual(['乙', '丁', '甲']);
    expect(titles(await of.who.get(`${path}?limit=3&cursor=${encodeURIComponent(next)}`))).toEqual(['丙']);
  });

  it('an authority sees those of its subtree in a month, by state and action', async () => {
    const path = `/v1/activities?division=${VILLAGE_OF_LISTS}&month=2026-11`;
    expect(titles(await here().get(path))).toEqual(['甲', '丁', '乙']);
    expect(titles(await here().get(`${path}&state=confirmed`))).toEqual(['丁']);
    expect(titles(await here().get(`${path}&action=relief`))).toEqual([]);
    const ofTownship = `/v1/activities?division=${TOWNSHIP}&month=2026-10&action=culture`;
    expect(titles(await township().get(ofTownship))).toContain('丙');
  });

  it('a community has before it what waits for its word, and no longer when it has spoken', async () => {
    const path = `/v1/activities/waiting?division=${VILLAGE_OF_LISTS}`;
    expect(titles(await here().get(path))).toEqual(['丙', '甲', '乙']);
    expect(titles(await here().get(`${path}&state=flagged`))).toEqual([]);
  });
});
