import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { measure } from '../../../functions/platform/assessments/measure.ts';
import type { Role } from '../../../shared/auth/caller.ts';
import { NANHUI, type PlatformService, platformService, WHOLE } from './service.ts';

let service: PlatformService;
beforeAll(async () => {
  service = await platformService();
  for (const township of [NANHUI, '330302026', '330302027'])
    await service.township(township).call('PUT', `/v1/platforms/${township}`, WHOLE);
});
afterAll(() => service.close());

async function given(township: string, count: number, days = 14) {
  const reply = await service
    .township(township)
    .post(`/v1/platforms/${township}/rating-links`, { count, days });
  expect(reply.status).toBe(201);
  return (reply.json as { links: { token: string }[] }).links.map(({ token }) => token);
}
const open = (token: string) => service.call('GET', `/v1/ratings/${token}`);
const vote = (token: string, points: unknown) =>
  service.call('POST', `/v1/ratings/${token}`, { body: { points } });
const ratings = async (township: string, year = '2026') =>
  (await service.call('GET', `/v1/platforms/${township}/ratings?year=${year}`)).json;

const satisfaction = async () => (await measure(NANHUI, '2026', service.deps)).satisfaction;

describe('公众评价: anybody with a link rates a platform, once, without a name (C3)', () => {
  it('a link shows what is rated, counts one vote, and is used up', async () => {
    const [token] = (await given(NANHUI, 1)) as [string];
    expect((await open(token)).json).toEqual({ township: NANHUI, name: WHOLE.name, until: '2026-12-09' });
    expect((await vote(token, 4)).status).toBe(204);
    expect((await vote(token, 5)).json).toMatchObject({
      status: 409,
      detail: expect.stringContaining('只能评价一次'),
    });
    expect((await open(token)).status).toBe(409);
    expect(await ratings(NANHUI)).toEqual({ township: NANHUI, year: '2026', issued: 1, votes: 1 });
    // Nor does the yearly assessment take one vote for the public's, or show it.
    expect(await satisfaction()).toEqual({ numerator: 0, denominator: 0 });
  });

  it('a link leads to the page of the portal, its token where no server logs it', async () => {
    const reply = await service
      .township()
      .post(`/v1/platforms/${NANHUI}/rating-links`, { count: 1, days: 1 });
    const [link] = (reply.json as { links: [{ token: string; path: string }] }).links;
    expect(link.path).toBe(`/app/rate#${link.token}`);
  });

  it('how it was rated is shown from three votes on, summed up', async () => {
    const tokens = await given(NANHUI, 2);
    await vote(tokens[0]!, 5);
    await vote(tokens[1]!, 1);
    expect(await satisfaction()).toEqual({ numerator: 10, denominator: 3 });
    expect(await ratings(NANHUI)).toEqual({
      township: NANHUI,
      year: '2026',
      issued: 4,
      votes: 3,
      sum: 10,
      given: [1, 0, 0, 1, 1],
    });
    expect(await ratings(NANHUI, '2025')).toMatchObject({ votes: 0 });
  });

  it('the same link used ten times at once counts once', async () => {
    const [token] = (await given('330302026', 1)) as [string];
    const replies = await Promise.all(Array.from({ length: 10 }, () => vote(token, 5)));
    expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(await ratings('330302026')).toMatchObject({ votes: 1 });
  });

  it('the table holds no token, and not who gave what', async () => {
    const [token] = (await given('330302027', 1)) as [string];
    await vote(token, 2);
    const everything = await service.everything();
    expect(everything).not.toContain(token);
    const link = JSON.parse(everything).find(
      ({ PK }: { PK: string }) => PK === `LINK#${createHash('sha256').update(token).digest('hex')}`,
    );
    expect(Object.keys(link).sort()).toEqual([
      'PK',
      'SK',
      'expiresAt',
      'township',
      'until',
      'used',
      'version',
    ]);
    expect(await service.audit('330302027')).not.toContainEqual(expect.stringContaining('rated'));
  });

  it('good until the end of its last day in Shanghai; the vote counts for the year in which it is given', async () => {
    service.at('2026-12-30');
    const [first, second, third] = (await given('330302026', 3, 2)) as [string, string, string];
    service.at('2026-12-31', '23:59:59');
    expect((await vote(first, 5)).status).toBe(204);
    service.at('2027-01-01', '00:00:00');
    expect((await vote(second, 5)).status).toBe(204);
    expect(await ratings('330302026', '2027')).toMatchObject({ issued: 0, votes: 1 });
    expect(await ratings('330302026', '2026')).toMatchObject({ votes: 2 });
    service.at('2027-01-02', '00:00:00');
    expect((await vote(third, 5)).json).toMatchObject({
      status: 409,
      detail: expect.stringContaining('2027-01-01'),
    });
    expect((await open(third)).status).toBe(409);
    service.at('2026-11-25');
  });

  it('the yearly assessment counts what the public gave (C3)', async () => {
    service.at('2027-01-04');
    const wu = service.township();
    const path = `/v1/platforms/${NANHUI}/assessments/2026`;
    await wu.call('PUT', path, { claims: {} });
    await wu.post(`${path}/submit`);
    const reply = await service
      .as('county', '330302')
      .post(`${path}/review`, { points: { party: 0, order: 0, public: 0 }, comment: '数据' });
    // 10 of 15 points that three could give: two thirds of 15.
    expect(reply.json).toMatchObject({ points: 10, indicators: expect.any(Array) });
    service.at('2026-11-25');
  });
});

describe('谁能办理、错误的内容: links and ratings (C3)', () => {
  it('links are given out by the township and its county alone', async () => {
    const body = { count: 1, days: 1 };
    const path = `/v1/platforms/${NANHUI}/rating-links`;
    const strangers: [Role, string][] = [
      ['community', '330302025010'],
      ['township', '330302026'],
      ['county', '330304'],
      ['city', '3303'],
      ['agency', '330302'],
      ['provider', '330302'],
      ['organisation', '330302'],
      ['applicant', '330302'],
    ];
    for (const who of strangers)
      expect([who, (await service.as(...who).post(path, body)).status]).toEqual([who, 403]);
    expect((await service.call('POST', path, { body })).status).toBe(401);
    expect((await service.as('county', '330302').post(path, body)).status).toBe(201);
  });

  it.each([
    [{ count: 0, days: 1 }, '#/body/count', 400],
    [{ count: 51, days: 1 }, '#/body/count', 422],
    [{ count: 1.5, days: 1 }, '#/body/count', 400],
    [{ count: 1, days: 0 }, '#/body/days', 400],
    [{ count: 1, days: 91 }, '#/body/days', 422],
    [{ count: 1 }, '#/body/days', 400],
    [{ count: 1, days: 1, year: '2026' }, '#/body/year', 400],
  ])('links as %j are refused', async (body, pointer, status) => {
    const { json } = await service.township().post(`/v1/platforms/${NANHUI}/rating-links`, body);
    expect(json).toMatchObject({ status, errors: [{ pointer }] });
  });

  it('a year has so many links and no more', async () => {
    const wu = service.township('330302027');
    const path = '/v1/platforms/330302027/rating-links';
    for (let nth = 0; nth < 39; nth++) expect((await wu.post(path, { count: 50, days: 1 })).status).toBe(201);
    expect((await wu.post(path, { count: 50, days: 1 })).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/count', detail: expect.stringContaining('2000') }],
    });
    expect((await wu.post(path, { count: 49, days: 1 })).status).toBe(201);
  }, 60_000);

  it.each([0, 6, 1.5, '5', null, undefined, [5]])('%j points are refused', async (points) => {
    const [token] = (await given('330302026', 1)) as [string];
    expect((await vote(token, points)).json).toMatchObject({
      status: 400,
      errors: [{ pointer: '#/body/points' }],
    });
    expect((await open(token)).status).toBe(200);
  });

  it('a link that was never given out, or is cut, is none', async () => {
    expect((await open('x'.repeat(32))).status).toBe(404);
    expect((await vote('x'.repeat(32), 5)).status).toBe(404);
    for (const token of ['x', 'x'.repeat(33), '%20'.repeat(32)]) expect((await open(token)).status).toBe(400);
    expect((await service.call('GET', '/v1/platforms/330302028/ratings?year=2026')).status).toBe(404);
    expect((await service.call('GET', `/v1/platforms/${NANHUI}/ratings`)).status).toBe(400);
  });
});
