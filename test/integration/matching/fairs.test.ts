import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type MatchingService, matchingService, VISITS } from './service.ts';

let matching: MatchingService;
beforeAll(async () => {
  matching = await matchingService();
});
afterAll(() => matching.close());

const wang = () => matching.as('community', '330302025010', 'wang');
const wu = () => matching.as('township', '330302025', 'wu');
const provider = () => matching.as('provider', '330302', 'shoes');
type Who = ReturnType<typeof wang>;
const TODAY = '2026-11-25';
const FAIR = { title: '南汇街道项目对接会', division: '330302025', place: '街道文化中心', day: TODAY };
const FUNDS = {
  title: '为老服务资金',
  division: '330302',
  period: { from: '2026-12-01', to: '2027-11-30' },
  openUntil: '2027-06-30',
  donor: 'enterprise',
  donorName: '某鞋业有限公司',
  gift: { type: 'funds', source: 'social-capital', fen: 500_000 },
};

async function ok(reply: { status: number; json: unknown } | Promise<{ status: number; json: unknown }>) {
  const { status, json } = await reply;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(json)}`);
  return json as { id: string };
}
async function published(path: string, facts: object, who: Who) {
  const { id } = await ok(who.post(path, facts));
  await ok(who.post(`${path}/${id}/publish`));
  return id;
}
const need = (more: object = {}) => published('/v1/needs', { ...VISITS, ...more }, wang());
const fair = async (more: object = {}) => (await ok(wu().post('/v1/fairs', { ...FAIR, ...more }))).id;
let serial = 0;
const organisation = async (standing: object = {}) => {
  serial += 1;
  const id = `TEAM-${serial}`;
  return { id, who: await matching.enrol(id, { standing }) };
};
const attend = (id: string, who: Who, type: string, of: string) =>
  who.post(`/v1/fairs/${id}/attendees`, { type, of });
/** A fair at which a need and an organisation attend. */
async function met(more: object = {}) {
  const [id, needId, team] = [await fair(), await need(more), await organisation()];
  await ok(attend(id, wang(), 'need', needId));
  await ok(attend(id, team.who, 'organisation', team.id));
  return { id, needId, team };
}
const record = (id: string, body: object, headers: Record<string, string> = {}) =>
  wu().post(`/v1/fairs/${id}/outcomes`, body, headers);

describe('项目对接会: who comes (M1.5)', () => {
  it('each comes with what is his own, once; everybody sees who comes', async () => {
    const { id, needId, team } = await met();
    await ok(attend(id, wang(), 'need', needId));
    expect((await attend(id, matching.as('community', '330302025004'), 'need', needId)).status).toBe(404);
    expect((await attend(id, (await organisation()).who, 'organisation', team.id)).status).toBe(404);
    expect((await attend(id, wang(), 'need', 'none')).status).toBe(404);
    expect((await provider().get(`/v1/fairs/${id}/attendees`)).json).toMatchObject({
      items: [
        { type: 'need', of: needId, title: VISITS.title },
        { type: 'organisation', of: team.id },
      ],
    });
    expect((await provider().get(`/v1/fairs/${id}/attendees?type=organisation`)).json).toMatchObject({
      items: [{ of: team.id }],
    });
    const list = await provider().get('/v1/fairs?division=330302&limit=100&state=announced');
    expect((list.json as { items: object[] }).items).toContainEqual(expect.objectContaining({ id }));
  });

  it('a need of elsewhere, one that is not open, and a suspended organisation do not come', async () => {
    const id = await fair();
    const elsewhere = matching.as('community', '330302006044');
    const other = await published('/v1/needs', { ...VISITS, division: '330302006044' }, elsewhere);
    expect((await attend(id, elsewhere, 'need', other)).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/of' }],
    });
    const withdrawn = await need();
    await ok(wang().post(`/v1/needs/${withdrawn}/withdraw`, { reason: '已解决' }));
    expect((await attend(id, wang(), 'need', withdrawn)).status).toBe(422);
    const team = await organisation({ status: 'suspended' });
    expect((await attend(id, team.who, 'organisation', team.id)).status).toBe(422);
  });

  it('who does not come after all is no longer there', async () => {
    const { id, needId, team } = await met();
    const away = () => wang().post(`/v1/fairs/${id}/attendees/withdraw`, { type: 'need', of: needId });
    await ok(away());
    expect((await away()).status).toBe(404);
    expect((await record(id, { need: needId, organisation: team.id })).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/need' }],
    });
  });
});

describe('对接结果: what need and organisation agreed waits for the township (M1.3, M1.5)', () => {
  it('the organiser records it with the resources agreed on; the township confirms it as it is', async () => {
    const { id, needId, team } = await met();
    const funds = await published('/v1/resources', FUNDS, provider());
    const supply = { fundings: [{ resource: funds, fen: 100_000 }], goods: [], people: [] };
    const body = { need: needId, organisation: team.id, supply };
    expect((await record(id, body)).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/supply' }],
    });
    await ok(attend(id, provider(), 'resource', funds));
    const offer = `${needId}.1`;
    expect(await ok(record(id, body))).toMatchObject({ offer, organisation: team.id });
    expect((await wu().get(`/v1/offers/${offer}`)).json).toMatchObject({
      state: 'accepted',
      origin: 'fair',
      from: id,
      supply,
    });
    expect((await wu().get(`/v1/fairs/${id}/outcomes`)).json).toMatchObject({ items: [{ offer }] });
    expect((await wu().get(`/v1/fairs/${id}`)).json).toMatchObject({ outcomes: 1 });
    expect(await ok(wu().post(`/v1/offers/${offer}/confirm`, {}))).toMatchObject({ origin: 'fair' });
    expect(await matching.audit(`NEED#${needId}`)).toContain('placed by wu');
    expect(await matching.audit(`CHANNEL#${id}`)).toContain('recorded by wu');
  });

  it('recorded by one key again it is the same; recorded twice it is refused with the rule', async () => {
    const { id, needId, team } = await met({ demand: 2 });
    const body = { need: needId, organisation: team.id };
    const key = { 'idempotency-key': 'record-once-1' };
    const first = await ok(record(id, body, key));
    expect(await ok(record(id, body, key))).toEqual(first);
    expect((await record(id, body)).json).toMatchObject({ status: 409, rule: 'serving' });
  });

  it('of ten outcomes for one place at once one is recorded', async () => {
    const { id, needId } = await met();
    const teams = await Promise.all(Array.from({ length: 10 }, () => organisation()));
    await Promise.all(teams.map(({ who, id: team }) => attend(id, who, 'organisation', team).then(ok)));
    const replies = await Promise.all(
      teams.map((team) => record(id, { need: needId, organisation: team.id })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
    expect((await wu().get(`/v1/fairs/${id}`)).json).toMatchObject({ outcomes: 1 });
    const held = await matching.deps.store.organisations(teams.map((team) => team.id));
    expect(held.reduce((sum, { load }) => sum + load.held, 0)).toBe(1);
  });

  it('nothing is recorded before its day, after it is closed, or by another authority', async () => {
    const id = await fair({ day: '2026-12-05' });
    const [needId, team] = [await need(), await organisation()];
    await ok(attend(id, wang(), 'need', needId));
    await ok(attend(id, team.who, 'organisation', team.id));
    const body = { need: needId, organisation: team.id };
    expect((await record(id, body)).json).toMatchObject({
      status: 409,
      detail: expect.stringContaining('2026-12-05'),
    });
    expect((await wu().post(`/v1/fairs/${id}/close`)).status).toBe(409);
    matching.pass({ hours: 240 });
    const other = matching.as('county', '330302');
    expect((await other.post(`/v1/fairs/${id}/outcomes`, body)).status).toBe(404);
    await ok(record(id, body));
    expect((await wu().post(`/v1/fairs/${id}/cancel`, { reason: '台风' })).status).toBe(409);
    expect(await ok(wu().post(`/v1/fairs/${id}/close`))).toMatchObject({ state: 'closed', outcomes: 1 });
    expect((await record(id, body)).status).toBe(409);
    expect((await attend(id, wang(), 'need', needId)).status).toBe(409);
    matching.pass({ hours: -240 });
  });
});

describe('公告对接会: it is announced, changed and called off', () => {
  it('a day that is past is refused; the day stands once something was agreed', async () => {
    expect((await wu().post('/v1/fairs', { ...FAIR, day: '2026-11-24' })).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/day' }],
    });
    const { id, needId, team } = await met();
    const patch = (body: object, version: number) =>
      wu().call('PATCH', `/v1/fairs/${id}`, body, { 'if-match': `"${version}"` });
    expect(await ok(patch({ place: '街道党群服务中心' }, 1))).toMatchObject({ place: '街道党群服务中心' });
    expect((await patch({ place: '别处' }, 1)).status).toBe(412);
    await ok(record(id, { need: needId, organisation: team.id }));
    expect((await patch({ day: '2026-11-26' }, 3)).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/day' }],
    });
  });

  it('called off nobody comes any more', async () => {
    const id = await fair();
    expect(await ok(wu().post(`/v1/fairs/${id}/cancel`, { reason: '台风' }))).toMatchObject({
      state: 'cancelled',
      reason: '台风',
    });
    expect((await attend(id, wang(), 'need', await need())).json).toMatchObject({
      status: 409,
      state: 'cancelled',
    });
  });

  it.each([
    [{ day: '2026-13-01' }, '#/body/day'],
    [{ place: '' }, '#/body/place'],
    [{ title: undefined }, '#/body/title'],
    [{ division: '330399' }, '#/body/division'],
    [{ other: true }, '#/body/other'],
  ])('%j is refused at its field', async (more, pointer) => {
    expect((await wu().post('/v1/fairs', { ...FAIR, ...more })).json).toMatchObject({
      status: 400,
      errors: [{ pointer }],
    });
  });
});
