import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Candidates } from '../../../functions/matching/model/candidates.ts';
import { type MatchingService, matchingService, VISITS } from './service.ts';

let matching: MatchingService;
/** Each test has a township of its own, so that organisations of one are no candidates of another. */
let township = '';
let village = '';
const taken: string[] = [];

beforeAll(async () => {
  matching = await matchingService();
});
afterAll(() => matching.close());
beforeEach(async () => {
  const { divisionsWithin, childrenOf } = await import('../../../shared/divisions/index.ts');
  const next = divisionsWithin('3303', 'township').find(
    ({ code }) => !taken.includes(code) && childrenOf(code).length > 1,
  )!;
  taken.push(next.code);
  township = next.code;
  village = childrenOf(township)[0]!.code;
});

const community = () => matching.as('community', village, 'wang');
async function published(more: object = {}) {
  const facts = { ...VISITS, division: village, ...more };
  const { json } = await community().post('/v1/needs', facts);
  const { id } = json as { id: string };
  expect((await community().post(`/v1/needs/${id}/publish`)).status).toBe(200);
  return id;
}
/** An organisation that serves its own area only. */
async function near(id: string, division: string, standing: object = {}, capacity: object = {}) {
  const who = await matching.enrol(id, { division, standing });
  const { etag } = (await who.get(`/v1/capacities/${id}`)).headers;
  const reply = await who.call(
    'PATCH',
    `/v1/capacities/${id}`,
    { beyond: false, ...capacity },
    { 'if-match': etag! },
  );
  expect(reply.status).toBe(200);
  return who;
}
const candidatesOf = async (need: string) => {
  const reply = await community().get(`/v1/needs/${need}/candidates`);
  return reply.json as unknown as Omit<Candidates, 'kept'> & { items: Candidates['kept'] };
};
const namesOf = async (need: string) =>
  (await candidatesOf(need)).items.map(({ organisation }) => organisation);

describe('匹配: the platform finds who may serve a need (M1.4)', () => {
  it('the nearer comes first: village, township, county, neighbouring county', async () => {
    const county = township.slice(0, 6);
    await near(`V-${township}`, village);
    await near(`T-${township}`, township);
    await matching.enrol(`C-${township}`, { division: county });
    const id = await published();
    await matching.work();
    const found = await candidatesOf(id);
    const own = found.items.filter(({ organisation }) => organisation.endsWith(township));
    expect(own.map(({ organisation }) => organisation[0])).toEqual(['V', 'T', 'C']);
    expect(own.map(({ score }) => score.parts.find(({ reason }) => reason === 'distance')!.why)).toEqual([
      '组织在本村（社区）',
      '组织在本乡镇（街道）',
      '组织在本县（市、区）',
    ]);
  });

  it('every point has its reason, and the points add up', async () => {
    await near(`S-${township}`, village);
    const id = await published();
    await matching.work();
    for (const { score } of (await candidatesOf(id)).items) {
      expect(score.points).toBe(score.parts.reduce((sum, { points }) => sum + points, 0));
      for (const { points, most, why } of score.parts) {
        expect(points).toBeLessThanOrEqual(most);
        expect(why).not.toBe('');
      }
    }
  });

  it.each<[string, object, object, object]>([
    ['another action', { standing: { actions: ['culture'] } }, {}, {}],
    ['suspended', { standing: { status: 'suspended' } }, {}, {}],
    ['dissolved', { standing: { status: 'dissolved' } }, {}, {}],
    ['of a class that the need does not ask for (C1.1)', {}, {}, { classes: ['mature'] }],
    ['doing other kinds only', {}, { kinds: ['legal-aid'] }, {}],
    ['taking nothing on in that time', {}, { period: { from: '2027-01-01', to: '2027-12-31' } }, {}],
    ['serving another township only', {}, { areas: ['330302025'] }, {}],
  ])('an organisation is no candidate: %s', async (_, organisation, capacity, need) => {
    const id = `X-${township}`;
    const who = await matching.enrol(id, { division: village, ...organisation });
    const { headers } = await who.get(`/v1/capacities/${id}`);
    if (!('standing' in organisation))
      await who.call(
        'PATCH',
        `/v1/capacities/${id}`,
        { beyond: false, ...capacity },
        { 'if-match': headers.etag! },
      );
    const needId = await published(need);
    await matching.work();
    expect(await namesOf(needId)).not.toContain(id);
  });

  it('the growing with a strong role come before others in the same place (C1.3)', async () => {
    await near(`A-${township}`, village, { class: 'start-up' });
    await near(`B-${township}`, village, { class: 'growing' });
    await near(`C-${township}`, village, { class: 'mature' });
    const id = await published();
    await matching.work();
    const own = (await namesOf(id)).filter((one) => one.endsWith(township));
    expect(own.map((one) => one[0])).toEqual(['B', 'C', 'A']);
  });

  it('a need of before finds an organisation that is new, and loses one that is suspended', async () => {
    const id = await published();
    await matching.work();
    expect(await namesOf(id)).not.toContain(`N-${township}`);
    await matching.enrol(`N-${township}`, { division: village });
    await matching.work();
    expect(await namesOf(id)).toContain(`N-${township}`);
    await matching.enrol(`N-${township}`, {
      division: village,
      standing: { version: 2, status: 'suspended' },
    });
    await matching.work();
    expect(await namesOf(id)).not.toContain(`N-${township}`);
  });

  it('both sides are told, and who was told before is not told again', async () => {
    const who = await near(`P-${township}`, village);
    await matching.work();
    const id = await published();
    await matching.work();
    const about = async (one: typeof who) =>
      ((await one.get('/v1/notices?limit=100')).json as { items: { link: string; kind: string }[] }).items
        .filter(({ link }) => link.startsWith(`/v1/needs/${id}`))
        .map(({ kind }) => kind);
    expect(await about(who)).toEqual(['opportunity']);
    expect(await about(community())).toEqual(['candidates']);
    const { headers } = await community().get(`/v1/needs/${id}`);
    await community().call('PATCH', `/v1/needs/${id}`, { people: 20 }, { 'if-match': headers.etag! });
    await matching.work();
    expect(await about(who)).toEqual(['opportunity']);
    const { json } = await who.get('/v1/notices');
    const { items, unread } = json as { items: { id: string }[]; unread: number };
    expect((await who.post(`/v1/notices/${items[0]!.id}/read`)).status).toBe(200);
    expect((await who.get('/v1/notices')).json).toMatchObject({ unread: unread - 1 });
    expect((await matching.as('township', township).post(`/v1/notices/${items[0]!.id}/read`)).status).toBe(
      404,
    );
  });

  it('delivered thrice and out of order the queue gives the same lists', async () => {
    for (const letter of ['A', 'B', 'C']) await near(`${letter}-${township}`, village);
    const needs = [await published(), await published({ title: '助浴' })];
    await matching.work((events) => [...events, ...events, ...events].toReversed());
    const first = await Promise.all(needs.map(namesOf));
    expect(first[0]!.filter((one) => one.endsWith(township))).toHaveLength(3);
    const { headers } = await community().get(`/v1/needs/${needs[0]}`);
    await community().call('PATCH', `/v1/needs/${needs[0]}`, { people: 9 }, { 'if-match': headers.etag! });
    await matching.work();
    expect(await Promise.all(needs.map(namesOf))).toEqual(first);
  });

  it('an organisation sees what it may claim, what fits best first', async () => {
    const who = await near(`O-${township}`, village);
    const [here, elsewhere] = [await published(), await published({ action: 'culture', kinds: ['choir'] })];
    const { json } = await who.get(`/v1/capacities/O-${township}/needs?limit=100`);
    const ids = (json as { items: { need: { id: string } }[] }).items.map(({ need }) => need.id);
    expect(ids).toContain(here);
    expect(ids).not.toContain(elsewhere);
  });
});

describe('可用资源: the township sees what it may confirm a need with (M1.3)', () => {
  it('what is for the need and not used up, the nearest first; who is told of one can see it', async () => {
    const county = township.slice(0, 6);
    const giver = matching.as('provider', county, 'shoes');
    const offered = async (division: string, gift: object, more: object = {}) => {
      const { json } = await giver.post('/v1/resources', {
        title: '为老服务支持',
        division,
        period: { from: '2026-12-01', to: '2027-11-30' },
        openUntil: '2027-06-30',
        donor: 'enterprise',
        donorName: '某鞋业有限公司',
        gift,
        ...more,
      });
      const { id } = json as { id: string };
      expect((await giver.post(`/v1/resources/${id}/publish`)).status).toBe(200);
      return id;
    };
    const need = await published({ budgetFen: 300_000 });
    const funds = { type: 'funds', source: 'social-capital', fen: 300_000 };
    const far = await offered(county, funds);
    const close = await offered(village, funds);
    const slots = [{ from: '2026-12-05T14:00:00+08:00', to: '2026-12-05T16:00:00+08:00' }];
    await offered(county, { type: 'venue', address: '文化礼堂', slots });
    await offered(county, funds, { actions: ['culture'] });
    await matching.work();
    const officer = matching.as('township', township, 'wu');
    const fitting = async (who = officer) =>
      ((await who.get(`/v1/needs/${need}/resources`)).json as { items: { id: string }[] }).items.map(
        ({ id }) => id,
      );
    expect(await fitting()).toEqual([close, far]);
    expect(await fitting(community())).toEqual([close, far]);
    expect((await matching.as('township', '330302026', 'x').get(`/v1/needs/${need}/resources`)).status).toBe(
      404,
    );
    const told = (await community().get('/v1/notices?limit=100')).json as { items: { link: string }[] };
    expect(told.items.map(({ link }) => link)).toContain(`/v1/resources/${far}`);
    for (const who of [officer, community()])
      expect((await who.get(`/v1/resources/${far}`)).json).toMatchObject({ id: far, mine: false });
    const server = await near(`R-${township}`, village);
    const { id: offer } = (await server.post(`/v1/needs/${need}/claim`, {})).json as { id: string };
    const supply = { fundings: [{ resource: close, fen: 300_000 }], goods: [], people: [] };
    expect((await officer.post(`/v1/offers/${offer}/confirm`, { supply })).status).toBe(200);
    expect(await fitting()).toEqual([far]);
  });

  it('a founder who speaks for an organisation sees the need that it is told of', async () => {
    const founder = { role: 'applicant' as const, subject: `founder-${township}` };
    await matching.enrol(`F-${township}`, { division: village, standing: { contact: founder } });
    const need = await published();
    await matching.work();
    const who = matching.as('applicant', township.slice(0, 6), founder.subject);
    const { items } = (await who.get('/v1/notices')).json as { items: { link: string }[] };
    expect(items.map(({ link }) => link)).toContain(`/v1/needs/${need}`);
    expect((await who.get(`/v1/needs/${need}`)).json).toMatchObject({ id: need, mine: false });
  });
});

describe('应急: an emergency is matched at once (A3)', () => {
  const EMERGENCY = {
    title: '台风后清理',
    action: 'safety',
    kinds: ['disaster'],
    urgency: 'emergency',
    emergency: 'natural-disaster',
  };

  it('who agreed beforehand serves it from this moment; nobody has to be asked', async () => {
    await near(`R-${township}`, village, { actions: ['safety'] }, { emergency: true });
    await near(`Q-${township}`, village, { actions: ['safety'] });
    const id = await published(EMERGENCY);
    await matching.work((events) => [...events, ...events]);
    const { json } = await community().get(`/v1/needs/${id}`);
    expect(json).toMatchObject({ state: 'matched', places: { taken: 1, held: 0 } });
    const list = await matching.as('township', township).get(`/v1/resource-list?division=${township}`);
    expect((list.json as { items: object[] }).items).toMatchObject([
      { need: id, organisation: `R-${township}`, origin: 'emergency', state: 'confirmed' },
    ]);
    expect(await matching.outbox('matching.need.matched', id)).toHaveLength(1);
  });

  it('where nobody agreed, the best is asked, with two hours to answer', async () => {
    const who = await near(`Z-${township}`, village, { actions: ['safety'] });
    const id = await published(EMERGENCY);
    await matching.work();
    const { json } = await who.get(`/v1/offers?organisation=Z-${township}`);
    expect((json as { items: object[] }).items).toMatchObject([
      { need: id, state: 'proposed', origin: 'emergency', answerBy: '2026-11-25T04:00:00.000Z' },
    ]);
  });
});
