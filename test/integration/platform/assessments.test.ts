import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../../shared/auth/caller.ts';
import { NANHUI, type PlatformService, platformService, SAID, WHOLE } from './service.ts';

let service: PlatformService;
beforeAll(async () => {
  service = await platformService();
});
afterAll(() => service.close());

const PARTY = { party: { points: 13, text: '建立功能型党组织两个', evidence: [] } };
const POINTS = { party: 12, order: 4, public: 4 };
const path = (township: string, year = '2026') => `/v1/platforms/${township}/assessments/${year}`;
const chen = () => service.as('county', '330302', 'chen');
const lin = () => service.as('county', '330302', 'lin');
interface Shown {
  state: string;
  points: number;
  grade: string;
  objectionUntil: string;
  indicators: { id: string; points: number; data?: object }[];
}

/** A platform of a year, assessed by itself, and that submitted on the first day after the year. */
async function submitted(township: string) {
  service.at('2026-06-01');
  const wu = service.township(township);
  await wu.call('PUT', `/v1/platforms/${township}`, WHOLE);
  service.at('2026-12-20');
  expect((await wu.call('PUT', path(township), { claims: PARTY })).status).toBe(201);
  service.at('2027-01-01', '00:00:00');
  expect((await wu.post(`${path(township)}/submit`)).json).toMatchObject({ state: 'submitted' });
  return wu;
}
async function reviewed(township: string) {
  const wu = await submitted(township);
  const { status, json } = await chen().post(`${path(township)}/review`, {
    points: POINTS,
    comment: '佐证齐全',
  });
  expect({ status, json }).toMatchObject({ status: 200 });
  return { wu, json: json as Shown };
}

describe('年度测评: assessed by itself, reviewed by its county, published by another (C3)', () => {
  it('not before the year is over in Shanghai, and once submitted it is not changed', async () => {
    const township = '330302026';
    await service.township(township).call('PUT', `/v1/platforms/${township}`, WHOLE);
    const wu = service.township(township);
    await wu.call('PUT', path(township), { claims: PARTY });
    expect((await wu.call('PUT', path(township), { claims: {} })).status).toBe(428);
    expect((await wu.call('PUT', path(township), { claims: {} }, { 'if-match': '"5"' })).status).toBe(412);
    expect((await wu.call('PUT', path(township), { claims: PARTY }, { 'if-match': '"1"' })).status).toBe(200);
    service.at('2026-12-31', '23:59:59');
    expect((await wu.post(`${path(township)}/submit`)).json).toMatchObject({ status: 409, state: 'draft' });
    service.at('2027-01-01', '00:00:00');
    expect((await wu.post(`${path(township)}/submit`)).status).toBe(200);
    expect((await wu.post(`${path(township)}/submit`)).json).toMatchObject({
      status: 409,
      state: 'submitted',
    });
    expect((await wu.call('PUT', path(township), { claims: {} }, { 'if-match': '"3"' })).status).toBe(409);
    expect((await wu.post(`${path(township)}/objection`, { reason: '早' })).status).toBe(409);
  });

  it('points from data are what events and reports showed of that year, and no other', async () => {
    service.at('2026-06-01');
    for (const on of ['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'])
      await service.deliver(service.matched(NANHUI, on));
    await service.township().call('PUT', `/v1/platforms/${NANHUI}`, WHOLE);
    await service.township().post(`/v1/platforms/${NANHUI}/reports`, { month: '2026-05', ...SAID });
    await service.deliver(
      service.eventOf('activity.rate.published', {
        rateId: `${NANHUI}/2026`,
        division: NANHUI,
        period: '2026',
        numerator: 66,
        denominator: 100,
        policy: 'activity.v1',
        edition: 1,
        publishedOn: '2027-01-11',
        revision: 1,
      }),
    );
    const { json } = await reviewed(NANHUI);
    const of = (id: string) => json.indicators.find((one) => one.id === id);
    expect(of('matched')).toMatchObject({ points: 1.6, data: { numerator: 2, denominator: 1 } });
    expect(of('average-activity')).toMatchObject({ points: 5, data: { numerator: 66, denominator: 100 } });
    expect(of('reports')).toMatchObject({ points: 0.4, data: { numerator: 1, denominator: 1 } });
    expect(of('operating')).toMatchObject({ points: 0 });
    expect(of('party')).toMatchObject({ points: 12 });
    expect(json).toMatchObject({ points: 27, grade: 'fail', objectionUntil: '2027-01-08' });
    // What comes later changes nothing any more.
    await service.deliver(service.matched(NANHUI, '2026-12-30'));
    expect((await service.township().get(path(NANHUI))).json).toMatchObject({ points: 27 });
  });

  it('published after the days of objection, by another person than the reviewer; then everybody sees it', async () => {
    const township = '330302027';
    await reviewed(township);
    expect((await service.call('GET', path(township))).status).toBe(404);
    service.at('2027-01-08', '23:59:59');
    expect((await lin().post(`${path(township)}/publish`, {})).json).toMatchObject({
      status: 409,
      state: 'reviewed',
    });
    service.at('2027-01-09', '00:00:00');
    expect((await chen().post(`${path(township)}/publish`, {})).json).toMatchObject({
      status: 403,
      detail: expect.stringContaining('两人'),
    });
    expect((await lin().post(`${path(township)}/publish`, { points: POINTS })).json).toMatchObject({
      status: 422,
    });
    expect((await lin().post(`${path(township)}/publish`, {})).json).toMatchObject({
      state: 'final',
      publishedOn: '2027-01-09',
    });
    const seen = await service.call('GET', path(township));
    expect(seen.json).toMatchObject({ state: 'final', points: 20, grade: 'fail', policy: 'platform.2021' });
    for (const hidden of ['claims', 'comment', 'chen', '功能型', 'judged', 'reviewer'])
      expect(seen.text).not.toContain(hidden);
    const told = await service.outbox('platform.assessment.published', township);
    expect(told.map(({ data }) => data)).toEqual([
      {
        platformId: township,
        year: '2026',
        tenths: 200,
        grade: 'fail',
        publishedOn: '2027-01-09',
        policy: 'platform.2021',
      },
    ]);
    expect(await service.audit(township)).toEqual(
      expect.arrayContaining(['assessment-reviewed by chen', 'assessment-published by lin']),
    );
    expect((await lin().post(`${path(township)}/publish`, {})).json).toMatchObject({
      status: 409,
      state: 'final',
    });
  });

  it('an objection in time is answered, perhaps with other points, before it is published', async () => {
    const township = '330302028';
    const { wu } = await reviewed(township);
    expect((await wu.post(`${path(township)}/objection`, { reason: '党建佐证漏看一份' })).json).toMatchObject(
      {
        state: 'objected',
      },
    );
    expect((await lin().post(`${path(township)}/publish`, {})).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/answer' }],
    });
    const answer = { answer: '已核对，党建加一分', points: { party: 13 } };
    expect((await lin().post(`${path(township)}/publish`, answer)).json).toMatchObject({
      state: 'final',
      points: 21,
      answer: '已核对，党建加一分',
    });
  });

  it('an objection that comes late is told until when it was possible', async () => {
    const township = '330302029';
    const { wu } = await reviewed(township);
    service.at('2027-01-09', '00:00:00');
    expect((await wu.post(`${path(township)}/objection`, { reason: '晚' })).json).toMatchObject({
      status: 409,
      detail: expect.stringContaining('2027-01-08'),
    });
  });

  it('two reviewers at once: one review holds', async () => {
    const township = '330302030';
    await submitted(township);
    const replies = await Promise.all(
      [chen(), lin()].map((who) => who.post(`${path(township)}/review`, { points: POINTS, comment: '同时' })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('listed by subtree: the public sees what is published, the county all states', async () => {
    const listed = async (who: { get: (path: string) => Promise<{ json: unknown }> }, query = '') =>
      (
        (await who.get(`/v1/platforms/assessments?division=330302&year=2026${query}`)).json as {
          items: { township: string }[];
        }
      ).items.map(({ township }) => township);
    expect(await listed({ get: (path) => service.call('GET', path) })).toEqual(['330302027', '330302028']);
    expect(await listed(service.as('county', '330304'))).toEqual(['330302027', '330302028']);
    expect(await listed(chen())).toHaveLength(6);
    expect(await listed(chen(), '&state=submitted')).toEqual(['330302026']);
    expect(await listed({ get: (path) => service.call('GET', path) }, '&state=submitted')).toHaveLength(2);
  });
});

describe('评判的指标: what the reviewer has to give points for (C3)', () => {
  it('is named with its weight from the first draft on, whether the township assessed itself on it or not', async () => {
    const wu = await submitted('330302032');
    const { json } = await wu.get(path('330302032'));
    expect(json).toMatchObject({
      reviewer: 'county',
      judged: [
        { id: 'party', name: '党建引领', part: 'party', weight: 15 },
        { id: 'order', name: '制度执行和档案', part: 'standard', weight: 5 },
        { id: 'public', name: '公众评价的广泛性和整改', part: 'public', weight: 5 },
      ],
    });
    expect(Object.keys((json as { claims: object }).claims)).toEqual(['party']);
  });
});

describe('谁能办理、错误的内容: assessments (C3)', () => {
  const T = '330302025';
  const STRANGERS: readonly [Role, string][] = [
    ['community', '330302025010'],
    ['township', '330302026'],
    ['county', '330304'],
    ['city', '3303'],
    ['agency', '330302'],
    ['provider', '330302'],
    ['organisation', '330302'],
    ['applicant', '330302'],
  ];
  it('a township claims, its county reviews, nobody else does either', async () => {
    const claims = [
      ['PUT', '', { claims: {} }],
      ['POST', '/submit', undefined],
      ['POST', '/objection', { reason: '异议' }],
    ] as const;
    const reviews = [
      ['POST', '/review', { points: POINTS, comment: '好' }],
      ['POST', '/publish', {}],
    ] as const;
    const refused = async (
      who: readonly [Role, string],
      [method, step, body]: (typeof claims | typeof reviews)[number],
    ) =>
      expect([...who, step, (await service.as(...who).call(method, path(T) + step, body)).status]).toEqual([
        ...who,
        step,
        403,
      ]);
    for (const who of STRANGERS) for (const act of [...claims, ...reviews]) await refused(who, act);
    for (const act of claims) await refused(['county', '330302'], act);
    for (const act of reviews) await refused(['township', T], act);
    // What a county keeps, the city reviews.
    for (const act of reviews)
      expect(
        (await service.as('county', '330383').call(act[0], path('330383') + act[1], act[2])).status,
      ).toBe(403);
    expect((await service.as('city', '3303').post(`${path('330383')}/publish`, {})).status).toBe(404);
  });

  it.each<[string, object, string, number]>([
    ['points of data', { claims: { matched: { points: 1, text: '多' } } }, '#/body/claims/matched', 422],
    ['more than the weight', { claims: { party: { points: 16, text: '多' } } }, '#/body/claims/party', 422],
    ['half points', { claims: { party: { points: 1.5, text: '半' } } }, '#/body/claims/party/points', 400],
    ['no text', { claims: { party: { points: 1, text: '' } } }, '#/body/claims/party/text', 400],
    [
      'a telephone',
      { claims: { party: { points: 1, text: '找13800138000' } } },
      '#/body/claims/party/text',
      400,
    ],
    [
      'a file that is not there',
      { claims: { party: { points: 1, text: '有', evidence: ['a'.repeat(64)] } } },
      '#/body/claims/party/evidence/0',
      422,
    ],
    ['no claims', {}, '#/body/claims', 400],
    ['a state', { claims: {}, state: 'final' }, '#/body/state', 400],
  ])('a self-assessment with %s is refused', async (_, body, pointer, status) => {
    service.at('2027-06-01');
    const { json } = await service.township(T).call('PUT', path(T, '2027'), body);
    expect(json).toMatchObject({ status, errors: [{ pointer }] });
  });

  it('points that are missing, years that are none or to come: each is told', async () => {
    await submitted('330302031');
    const { json } = await chen().post(`${path('330302031')}/review`, {
      points: { party: 12 },
      comment: '好',
    });
    expect((json as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)).toEqual([
      '#/body/points/order',
      '#/body/points/public',
    ]);
    for (const year of ['2020', '26', 'x']) expect((await chen().get(path(T, year))).status).toBe(400);
    expect((await service.township(T).call('PUT', path(T, '2028'), { claims: {} })).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/path/year' }],
    });
    expect((await chen().post(`${path(T, '2025')}/review`, { points: POINTS, comment: '好' })).status).toBe(
      404,
    );
  });
});
