import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expire } from '../../../functions/matching/listings/expire.ts';
import { type MatchingService, matchingService, VISITS } from './service.ts';

let matching: MatchingService;
beforeAll(async () => {
  matching = await matchingService();
});
afterAll(() => matching.close());

const COMMUNITY = '330302025010';
const wang = () => matching.as('community', COMMUNITY, 'wang');
const wu = () => matching.as('township', '330302025', 'wu');
const agency = () => matching.as('agency', '330302', 'hope');
const provider = () => matching.as('provider', '330302', 'shoes');
const FUNDS = {
  title: '为老服务资金',
  division: '330302',
  period: { from: '2026-12-01', to: '2027-11-30' },
  openUntil: '2027-06-30',
  donor: 'enterprise',
  donorName: '某鞋业有限公司',
  gift: { type: 'funds', source: 'social-capital', fen: 5_000_000 },
};

type Who = ReturnType<typeof wang>;
async function begun(path: string, facts: object, who: Who) {
  const reply = await who.post(path, facts);
  expect({ status: reply.status, json: reply.json }).toMatchObject({ status: 201 });
  return { id: (reply.json as { id: string }).id, etag: reply.headers.etag! };
}
async function published(path: string, facts: object, who: Who) {
  const { id } = await begun(path, facts, who);
  const reply = await who.post(`${path}/${id}/publish`);
  expect({ status: reply.status, json: reply.json }).toMatchObject({ status: 200 });
  return { id, etag: reply.headers.etag! };
}
const ids = (reply: { json: unknown }) =>
  (reply.json as { items: { id: string }[] }).items.map(({ id }) => id);

describe('需求清单: a community says what it needs (M1.1)', () => {
  it('a draft is seen by its own community only, whoever acts for it', async () => {
    const { id } = await begun('/v1/needs', { title: '助浴' }, wang());
    expect((await wang().get(`/v1/needs/${id}`)).json).toMatchObject({ state: 'draft', mine: true });
    expect((await matching.as('community', COMMUNITY, 'chen').get(`/v1/needs/${id}`)).status).toBe(200);
    for (const other of [wu(), agency(), matching.as('community', '330302025019', 'zhao')])
      expect((await other.get(`/v1/needs/${id}`)).status).toBe(404);
    expect(ids(await wang().get('/v1/needs/mine'))).toContain(id);
    expect(ids(await wu().get('/v1/needs?division=330302025'))).not.toContain(id);
  });

  it('publishing demands everything, each at its field', async () => {
    const { id } = await begun('/v1/needs', { title: '助浴' }, wang());
    const { json } = await wang().post(`/v1/needs/${id}/publish`);
    expect(json).toMatchObject({ status: 422 });
    expect((json as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer).sort()).toEqual(
      ['action', 'demand', 'division', 'kinds', 'openUntil', 'period', 'urgency'].map((one) => `#/${one}`),
    );
  });

  it.each([
    ['kinds of another action', { kinds: ['choir'] }, '#/kinds/0'],
    ['relief for nobody in particular (A1)', { groups: undefined }, '#/groups'],
    ['an end before the beginning', { period: { from: '2027-02-28', to: '2026-12-31' } }, '#/period/to'],
    ['a last day in the past', { openUntil: '2026-11-24' }, '#/openUntil'],
    ['a last day after its end', { openUntil: '2027-03-01' }, '#/openUntil'],
    ['an emergency of relief (A3)', { urgency: 'emergency', emergency: 'accident' }, '#/action'],
    ['an emergency of no kind (A3)', { urgency: 'emergency' }, '#/emergency'],
    [
      'a venue outside of its time',
      { slot: { from: '2026-11-30T14:00:00+08:00', to: '2026-11-30T16:00:00+08:00' } },
      '#/slot',
    ],
  ])('is not published with %s', async (_, change, pointer) => {
    const { id } = await begun('/v1/needs', { ...VISITS, ...change }, wang());
    const { json } = await wang().post(`/v1/needs/${id}/publish`);
    expect(json).toMatchObject({ status: 422 });
    expect((json as { errors: { pointer: string }[] }).errors.map((one) => one.pointer)).toContain(pointer);
  });

  it('names nobody who is served: identity and telephone numbers are refused (A1)', async () => {
    for (const text of ['联系王奶奶 13800138000', '身份证 11010519491231002X']) {
      const { json } = await wang().post('/v1/needs', { ...VISITS, description: text });
      expect(json).toMatchObject({ status: 400, errors: [{ pointer: '#/body/description' }] });
    }
  });

  it('is in the list of every division above, told to others and matched, once', async () => {
    const { id } = await published('/v1/needs', VISITS, wang());
    for (const [who, division] of [
      [wang(), COMMUNITY],
      [wu(), '330302025'],
      [matching.as('county', '330302'), '330302'],
      [matching.as('organisation', '330302', 'o'), '330302025'],
    ] as const)
      expect(ids(await who.get(`/v1/needs?division=${division}&limit=100`))).toContain(id);
    expect((await matching.as('township', '330302026').get(`/v1/needs/${id}`)).status).toBe(404);
    expect(await matching.outbox('matching.need.published', id)).toMatchObject([
      {
        data: { needId: id, action: 'relief', groups: ['empty-nest'], demand: 1, publishedOn: '2026-11-25' },
      },
    ]);
    expect(await matching.outbox('matching.match.due', id)).toMatchObject([{ data: { cause: 'published' } }]);
    expect((await wang().post(`/v1/needs/${id}/publish`)).status).toBe(409);
    expect(await matching.outbox('matching.match.due', id)).toHaveLength(1);
    expect(await matching.audit(`NEED#${id}`)).toEqual(['begun by wang', 'published by wang']);
  });

  it('an emergency goes its own way to be matched (A3)', async () => {
    const facts = {
      ...VISITS,
      title: '台风后清理',
      action: 'safety',
      kinds: ['disaster'],
      urgency: 'emergency',
      emergency: 'natural-disaster',
    };
    const { id } = await published('/v1/needs', facts, wang());
    expect(await matching.outbox('matching.match.due', id)).toEqual([]);
    expect(await matching.outbox('matching.emergency.due', id)).toHaveLength(1);
  });

  it('is filtered by action, kind, group, urgency and last day', async () => {
    const facts = { ...VISITS, groups: ['disabled'], urgency: 'soon', openUntil: '2026-12-02' };
    const { id } = await published('/v1/needs', facts, wang());
    const has = async (query: string) =>
      ids(await wu().get(`/v1/needs?division=330302025&limit=100&${query}`)).includes(id);
    expect(await has('group=disabled&urgency=soon&action=relief&kind=companionship')).toBe(true);
    expect(await has('until=2026-12-02')).toBe(true);
    expect(await has('until=2026-12-01')).toBe(false);
    expect(await has('group=children')).toBe(false);
    expect(await has('kind=legal-aid')).toBe(false);
    expect(await has('state=closed')).toBe(false);
  });

  it('changes by version, and is matched anew', async () => {
    const { id, etag } = await published('/v1/needs', VISITS, wang());
    const patch = (body: object, version: string) =>
      wang().call('PATCH', `/v1/needs/${id}`, body, { 'if-match': version });
    const changed = await patch({ demand: 2, people: null }, etag);
    expect(changed.json).toMatchObject({ demand: 2, places: { asked: 2, free: 2 } });
    expect(changed.json).not.toHaveProperty('people');
    expect((await patch({ demand: 3 }, etag)).status).toBe(412);
    expect((await patch({ title: null }, changed.headers.etag!)).status).toBe(422);
    expect((await matching.outbox('matching.match.due', id)).map(({ data }) => data.cause).sort()).toEqual([
      'changed',
      'published',
    ]);
  });

  it('is withdrawn with a reason, but not from under those who hold it', async () => {
    const { id } = await published('/v1/needs', VISITS, wang());
    expect((await wang().post(`/v1/needs/${id}/withdraw`, {})).status).toBe(400);
    expect((await wang().post(`/v1/needs/${id}/withdraw`, { reason: '已解决' })).json).toMatchObject({
      state: 'withdrawn',
      reason: '已解决',
    });
    expect(await matching.outbox('matching.need.closed', id)).toMatchObject([
      { data: { cause: 'withdrawn' } },
    ]);
    expect((await wang().post(`/v1/needs/${id}/withdraw`, { reason: '已解决' })).status).toBe(409);
  });
});

describe('项目清单: agencies design projects around needs (M1.2)', () => {
  const project = (needs: string[], more: object = {}) => ({
    title: '银龄陪伴计划',
    division: '330302025',
    action: 'relief',
    kinds: ['companionship'],
    period: { from: '2026-12-10', to: '2027-02-20' },
    openUntil: '2026-12-31',
    needs,
    budgetFen: 600_000,
    phases: [
      { title: '筹备', from: '2026-12-10', to: '2026-12-31', budgetFen: 100_000 },
      { title: '探访', from: '2027-01-01', to: '2027-02-20', budgetFen: 500_000 },
    ],
    ...more,
  });

  it('a project stands with the needs that it is for, until it is withdrawn', async () => {
    const need = await published('/v1/needs', VISITS, wang());
    const { id } = await published('/v1/projects', project([need.id]), agency());
    expect((await matching.deps.store.projectsFor(need.id)).map((one) => one.id)).toEqual([id]);
    expect(await matching.outbox('matching.supply.due', id)).toMatchObject([{ data: { of: 'project' } }]);
    await agency().post(`/v1/projects/${id}/withdraw`, { reason: '人手不足' });
    expect(await matching.deps.store.projectsFor(need.id)).toEqual([]);
  });

  it('its phases lie in its time and make up its budget; its needs are open and of its action', async () => {
    const need = await published('/v1/needs', VISITS, wang());
    for (const [more, pointer] of [
      [{ budgetFen: 500_000 }, '#/budgetFen'],
      [{ period: { from: '2026-12-11', to: '2027-02-20' } }, '#/phases/0'],
      [{ action: 'culture', kinds: ['choir'] }, '#/needs/0'],
      [{ needs: [need.id, 'none'] }, '#/needs/1'],
      [{ division: '330302026' }, '#/needs/0'],
    ] as const) {
      const { id } = await begun('/v1/projects', project([need.id], more), agency());
      const { json } = await agency().post(`/v1/projects/${id}/publish`);
      expect(json).toMatchObject({ status: 422, errors: [{ pointer }] });
    }
  });
});

describe('资源: providers offer what they have (M2.1, M2.3)', () => {
  it('funds stand in the list of their county with their source', async () => {
    const { id } = await published('/v1/resources', FUNDS, provider());
    const { json } = await matching.as('county', '330302').get(`/v1/resources/${id}`);
    expect(json).toMatchObject({
      gift: FUNDS.gift,
      donorName: '某鞋业有限公司',
      used: { fen: 0 },
      mine: false,
    });
    expect(JSON.stringify(json)).not.toContain('shoes');
  });

  it('a venue is not open twice at one time', async () => {
    const slot = (from: string, to: string) => ({
      from: `2026-12-05T${from}:00+08:00`,
      to: `2026-12-05T${to}:00+08:00`,
    });
    const gift = {
      type: 'venue',
      address: '南汇街道文化礼堂',
      slots: [slot('14:00', '16:00'), slot('15:00', '17:00')],
    };
    const { id } = await begun('/v1/resources', { ...FUNDS, gift }, provider());
    expect((await provider().post(`/v1/resources/${id}/publish`)).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/gift/slots/1' }],
    });
  });
});

describe('清单: who may put what where', () => {
  it('nobody publishes outside of his own division', async () => {
    const reply = await wang().post('/v1/needs', { ...VISITS, division: '330302025019' });
    expect(reply.json).toMatchObject({ status: 403, errors: [{ pointer: '#/body/division' }] });
  });

  it('what is past its last day leaves the list by schedule, once; a need is told closed', async () => {
    const need = await published('/v1/needs', { ...VISITS, openUntil: '2026-11-26' }, wang());
    matching.pass({ hours: 48 });
    expect(await expire(matching.deps)).toBe(1);
    expect(await expire(matching.deps)).toBe(0);
    matching.pass({ hours: -48 });
    expect((await wang().get(`/v1/needs/${need.id}`)).json).toMatchObject({ state: 'expired' });
    expect(await matching.outbox('matching.need.closed', need.id)).toMatchObject([
      { data: { cause: 'expired' } },
    ]);
  });
});
