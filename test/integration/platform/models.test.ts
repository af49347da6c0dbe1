import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../../shared/auth/caller.ts';
import { NANHUI, type PlatformService, platformService } from './service.ts';

let service: PlatformService;
beforeAll(async () => {
  service = await platformService();
});
afterAll(() => service.close());

const TOWN = { kind: 'town', division: NANHUI, deeds: '三年培育社会组织四十家' };
const PERSON = {
  kind: 'person',
  division: '330302025010',
  name: '欧阳晓燕',
  consent: true,
  deeds: '带队巡逻五年',
};
const TEAM = {
  kind: 'organisation',
  division: '330302025010',
  name: '春秋社区合唱队',
  organisationId: '52330302MJ1234567X',
  deeds: '年演出六十场',
};
const chen = () => service.as('county', '330302', 'chen');
const lin = () => service.as('county', '330302', 'lin');
interface Shown {
  id: string;
  name: string;
  state: string;
  notice: { from: string; until: string };
}
async function nominated(facts: object) {
  const { status, json } = await service.township().post('/v1/models', facts);
  expect({ status, json }).toMatchObject({ status: 201 });
  return (json as Shown).id;
}
const approve = (id: string) =>
  chen().post(`/v1/models/${id}/review`, { approved: true, opinion: '事迹属实' });
async function noticed(facts: object) {
  service.at('2026-09-28');
  const id = await nominated(facts);
  expect((await approve(id)).status).toBe(200);
  return id;
}
const seen = async (id: string) => (await service.call('GET', `/v1/models/${id}`)).json as Shown;

describe('示范镇、优秀社会组织: nominated, reviewed, shown to the public, awarded (O3)', () => {
  it('before its notice nobody but those above sees it; the notice lasts working days, holidays apart', async () => {
    service.at('2026-09-28');
    const id = await nominated(TOWN);
    expect((await service.call('GET', `/v1/models/${id}`)).status).toBe(404);
    expect((await service.township('330302026').get(`/v1/models/${id}`)).status).toBe(404);
    expect((await chen().get(`/v1/models/${id}`)).json).toMatchObject({
      state: 'nominated',
      name: '南汇街道',
    });
    expect((await approve(id)).json).toMatchObject({
      state: 'notice',
      // 29 and 30 September, then the National Day holidays until 7 October, and 8 to 10 October, the last a make-up day.
      notice: { from: '2026-09-29', until: '2026-10-10' },
    });
    expect(await seen(id)).toMatchObject({ state: 'notice', name: '南汇街道' });
    expect(await seen(id)).not.toHaveProperty('objections');
  });

  it('awarded after the last day, by another person than the reviewer, and told without names', async () => {
    const id = await noticed(TEAM);
    const { until } = (await seen(id)).notice;
    service.at(until, '23:59:59');
    expect((await lin().post(`/v1/models/${id}/award`)).json).toMatchObject({ status: 409, state: 'notice' });
    service.at('2026-10-11', '00:00:00');
    expect((await chen().post(`/v1/models/${id}/award`)).json).toMatchObject({
      status: 403,
      detail: expect.stringContaining('两人'),
    });
    expect((await lin().post(`/v1/models/${id}/award`)).json).toMatchObject({
      state: 'awarded',
      awardedOn: '2026-10-11',
    });
    expect((await lin().post(`/v1/models/${id}/award`)).status).toBe(409);
    expect((await service.outbox('platform.model.awarded', id)).map(({ data }) => data)).toEqual([
      {
        modelId: id,
        kind: 'organisation',
        division: '330302025010',
        organisationId: TEAM.organisationId,
        awardedOn: '2026-10-11',
      },
    ]);
  });

  it('an objection has to be answered first; one that is upheld ends it', async () => {
    const [dismissed, upheld] = [await noticed(TEAM), await noticed(TOWN)];
    const wang = service.as('community', '330302025019', 'wang');
    for (const id of [dismissed, upheld])
      expect((await wang.post(`/v1/models/${id}/objections`, { text: '活动数量不实' })).json).toEqual({
        serial: 1,
        on: '2026-09-28',
      });
    expect((await wang.post(`/v1/models/${dismissed}/objections`, { text: '再说一遍' })).json).toMatchObject({
      status: 409,
      detail: expect.stringContaining('已提出过异议'),
    });
    service.at('2026-10-12');
    expect((await wang.post(`/v1/models/${dismissed}/objections`, { text: '晚了' })).status).toBe(409);
    expect((await lin().post(`/v1/models/${dismissed}/award`)).json).toMatchObject({
      status: 409,
      detail: expect.stringContaining('1 件异议'),
    });
    const answer = { upheld: false, answer: '已核对，数量无误' };
    expect((await chen().post(`/v1/models/${dismissed}/objections/1/resolve`, answer)).status).toBe(200);
    expect((await chen().post(`/v1/models/${dismissed}/objections/1/resolve`, answer)).status).toBe(409);
    expect((await chen().post(`/v1/models/${dismissed}/objections/2/resolve`, answer)).status).toBe(404);
    expect((await lin().post(`/v1/models/${dismissed}/award`)).status).toBe(200);
    expect(
      (await chen().post(`/v1/models/${upheld}/objections/1/resolve`, { upheld: true, answer: '属实' })).json,
    ).toMatchObject({ state: 'refused' });
    expect((await lin().post(`/v1/models/${upheld}/award`)).status).toBe(409);
    expect((await service.call('GET', `/v1/models/${upheld}`)).status).toBe(404);
  });

  it('withdrawn with the reason it stays to be seen as withdrawn', async () => {
    const id = await noticed(TOWN);
    service.at('2026-10-12');
    await lin().post(`/v1/models/${id}/award`);
    expect(
      (await service.as('city', '3303').post(`/v1/models/${id}/withdraw`, { reason: '事迹不实' })).status,
    ).toBe(200);
    expect(await seen(id)).toMatchObject({
      state: 'withdrawn',
      reason: '事迹不实',
      withdrawnOn: '2026-10-12',
    });
    expect(await service.outbox('platform.model.withdrawn', id)).toHaveLength(1);
    expect((await chen().post(`/v1/models/${id}/withdraw`, { reason: '再次' })).status).toBe(409);
  });

  it('refused with the reason it is never shown', async () => {
    const id = await nominated(TOWN);
    expect(
      (await chen().post(`/v1/models/${id}/review`, { approved: false, opinion: '证据不足' })).json,
    ).toMatchObject({
      state: 'refused',
      opinion: '证据不足',
    });
    expect((await service.call('GET', `/v1/models/${id}`)).status).toBe(404);
    expect((await approve(id)).status).toBe(409);
  });

  it('working days that are not announced yet: the review waits, and says why', async () => {
    service.at('2035-12-28');
    const id = await nominated(TOWN);
    expect((await approve(id)).json).toMatchObject({
      status: 503,
      detail: expect.stringContaining('节假日'),
    });
    service.at('2026-11-25');
    expect((await chen().get(`/v1/models/${id}`)).json).toMatchObject({ state: 'nominated' });
  });

  it('two who review at once: one decision holds', async () => {
    service.at('2026-09-28');
    const id = await nominated(TOWN);
    const replies = await Promise.all(
      [chen(), lin()].map((who) => who.post(`/v1/models/${id}/review`, { approved: true, opinion: '同时' })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('listed by subtree, kind and state; the public sees what was awarded', async () => {
    const states = async (query: string, who?: ReturnType<typeof chen>) => {
      const path = `/v1/models?division=330302&${query}`;
      const { json } = who ? await who.get(path) : await service.call('GET', path);
      return new Set((json as { items: Shown[] }).items.map(({ state }) => state));
    };
    expect(await states('')).toEqual(new Set(['awarded']));
    expect(await states('state=notice&kind=town')).toEqual(new Set(['notice']));
    expect(await states('kind=town', chen())).toEqual(
      new Set(['nominated', 'notice', 'refused', 'withdrawn']),
    );
    expect((await service.call('GET', '/v1/models?division=330302&state=refused')).status).toBe(403);
  });
});

describe('优秀个人: a name is personal until it is awarded, and then by consent (O3)', () => {
  it.each([
    [true, '欧阳晓燕'],
    [false, '欧阳**'],
  ])('consent %s', async (consent, shownAs) => {
    const id = await noticed({ ...PERSON, consent });
    expect(await seen(id)).toMatchObject({ name: '欧阳**' });
    // Who decides has to know; each look stands in the trail.
    expect((await chen().get(`/v1/models/${id}`)).json).toMatchObject({ name: '欧阳晓燕' });
    service.at('2026-10-12');
    await lin().post(`/v1/models/${id}/award`);
    expect(await seen(id)).toMatchObject({ state: 'awarded', name: shownAs });
    await lin().post(`/v1/models/${id}/withdraw`, { reason: '本人要求' });
    expect(await seen(id)).toMatchObject({ name: '欧阳**' });
  });

  it('the name is nowhere in the table, not in what is kept of requests, events or trail', async () => {
    service.at('2026-09-28');
    const headers = { 'idempotency-key': randomUUID() };
    const replies = [1, 2].map(() => service.township().post('/v1/models', PERSON, headers));
    const [first, second] = [await replies[0]!, await replies[1]!];
    expect([201, 409]).toContain(second.status);
    expect(first.status).toBe(201);
    expect(await service.everything()).not.toContain('欧阳晓燕');
  });
});

describe('谁能办理、错误的内容: models (O3)', () => {
  it('townships and counties nominate in their own area; counties decide in theirs', async () => {
    service.at('2026-09-28');
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
    const id = await nominated(TOWN);
    const decisions = [
      [`/v1/models/${id}/review`, { approved: true, opinion: '好' }],
      [`/v1/models/${id}/objections/1/resolve`, { upheld: true, answer: '好' }],
      [`/v1/models/${id}/award`, undefined],
      [`/v1/models/${id}/withdraw`, { reason: '好' }],
    ] as const;
    for (const who of strangers) {
      expect([...who, (await service.as(...who).post('/v1/models', TOWN)).status]).toEqual([...who, 403]);
      for (const [path, body] of decisions) {
        const { status } = await service.as(...who).post(path, body);
        // The city may withdraw, but this one is not awarded.
        expect([...who, path, status]).toEqual([
          ...who,
          path,
          who[0] === 'county' ? 404 : who[0] === 'city' && path.endsWith('withdraw') ? 409 : 403,
        ]);
      }
    }
    for (const [path, body] of decisions)
      expect((await service.township().post(path, body)).status).toBe(403);
    // A county's own nomination is reviewed by another of its people.
    const own = (await chen().post('/v1/models', TOWN)).json as Shown;
    expect((await approve(own.id)).status).toBe(403);
    expect((await lin().post(`/v1/models/${own.id}/review`, { approved: true, opinion: '好' })).status).toBe(
      200,
    );
  });

  it.each<[string, object, string, number]>([
    ['no kind', { division: NANHUI, deeds: '好' }, '#/body/kind', 400],
    ['another kind', { ...TOWN, kind: 'city' }, '#/body/kind', 400],
    ['a town with a name', { ...TOWN, name: '某镇' }, '#/body/name', 400],
    ['a village as town', { ...TOWN, division: '330302025010' }, '#/body/division', 422],
    ['no such division', { ...TOWN, division: '999999' }, '#/body/division', 400],
    ['no deeds', { ...TOWN, deeds: '' }, '#/body/deeds', 400],
    ['a telephone', { ...PERSON, deeds: '电话13800138000' }, '#/body/deeds', 400],
    ['no consent said', { ...PERSON, consent: undefined }, '#/body/consent', 400],
    ['no organisation', { ...TEAM, organisationId: '' }, '#/body/organisationId', 400],
    ['a file that is not there', { ...TOWN, evidence: ['a'.repeat(64)] }, '#/body/evidence/0', 422],
    ['a state', { ...TOWN, state: 'awarded' }, '#/body/state', 400],
  ])('a nomination with %s is refused', async (_, body, pointer, status) => {
    expect((await service.township().post('/v1/models', body)).json).toMatchObject({
      status,
      errors: [{ pointer }],
    });
  });

  it('what is not there, and decisions without their reason: each is told', async () => {
    expect((await service.call('GET', '/v1/models/none')).status).toBe(404);
    expect((await chen().post('/v1/models/none/award')).status).toBe(404);
    const id = await noticed(TOWN);
    for (const [path, body, pointer] of [
      ['review', { approved: 'yes', opinion: '好' }, '#/body/approved'],
      ['review', { approved: true }, '#/body/opinion'],
      ['objections', { text: '' }, '#/body/text'],
      ['objections/0/resolve', { upheld: true, answer: '好' }, '#/path/serial'],
      ['objections/1/resolve', { upheld: true }, '#/body/answer'],
      ['withdraw', {}, '#/body/reason'],
    ] as const)
      expect((await chen().post(`/v1/models/${id}/${path}`, body)).json).toMatchObject({
        status: 400,
        errors: [{ pointer }],
      });
    for (const query of ['', 'division=x', 'division=330302&kind=city', 'division=330302&state=lost'])
      expect((await service.call('GET', `/v1/models?${query}`)).status).toBe(400);
    expect((await chen().post(`/v1/models/${id}/award`, undefined, { 'if-match': '"9"' })).status).toBe(412);
  });
});
