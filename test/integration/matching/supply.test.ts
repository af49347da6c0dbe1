import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type MatchingService, matchingService, VISITS } from './service.ts';

let matching: MatchingService;
beforeAll(async () => {
  matching = await matchingService();
});
afterAll(() => matching.close());

const SLOT = { from: '2026-12-05T14:00:00+08:00', to: '2026-12-05T16:00:00+08:00' };
const OFFERED = {
  title: '为老服务',
  division: '330302',
  period: { from: '2026-12-01', to: '2027-11-30' },
  openUntil: '2027-06-30',
  donor: 'enterprise',
  donorName: '某鞋业有限公司',
};
const GIFTS = {
  funds: { type: 'funds', source: 'social-capital', fen: 500 },
  goods: { type: 'goods', source: 'donation', what: '轮椅', unit: '辆', quantity: 10, unitFen: 50 },
  people: { type: 'people', people: 3, skills: ['护理'], minutes: 600 },
  venue: { type: 'venue', address: '南汇街道文化礼堂', slots: [SLOT] },
};

/** A resource of a provider of its own, so that each is told of the match. */
async function resource(type: keyof typeof GIFTS, index: number): Promise<string> {
  const who = matching.as('provider', '330302', `${type}-${index}`);
  const { json } = await who.post('/v1/resources', { ...OFFERED, gift: GIFTS[type] });
  const { id } = json as { id: string };
  expect((await who.post(`/v1/resources/${id}/publish`)).status).toBe(200);
  return id;
}
const five = (type: keyof typeof GIFTS) => Promise.all([1, 2, 3, 4, 5].map((index) => resource(type, index)));

describe('确认: with as much as a match may get (M1.3)', () => {
  it('sixteen resources of sixteen providers are promised in one step, and given back in one', async () => {
    const wang = matching.as('community', VISITS.division, 'wang');
    const wu = matching.as('township', '330302025', 'wu');
    const who = await matching.enrol('SUPPLY-1');
    const need = (await wang.post('/v1/needs', VISITS)).json as { id: string };
    await wang.post(`/v1/needs/${need.id}/publish`);
    const offer = ((await who.post(`/v1/needs/${need.id}/claim`, {})).json as { id: string }).id;
    const [funds, goods, people] = [await five('funds'), await five('goods'), await five('people')];
    const venue = await resource('venue', 1);
    const supply = {
      fundings: funds.map((id) => ({ resource: id, fen: 100 })),
      goods: goods.map((id) => ({ resource: id, quantity: 2 })),
      people: people.map((id) => ({ resource: id, minutes: 60 })),
      venue: { resource: venue, slot: SLOT },
    };
    const confirmation = await wu.post(`/v1/offers/${offer}/confirm`, { supply });
    expect({ status: confirmation.status, text: confirmation.text }).toMatchObject({ status: 200 });
    const used = async (id: string) => (await matching.deps.store.listing('resource', id))!.used;
    expect(await used(funds[4]!)).toMatchObject({ fen: 100 });
    expect(await used(goods[4]!)).toMatchObject({ quantity: 2 });
    expect(await used(people[4]!)).toMatchObject({ minutes: 60 });
    expect((await used(venue)).slots).toHaveLength(1);
    const end = await wu.post(`/v1/matches/${offer}/cancel`, { reason: '组织无法继续' });
    expect({ status: end.status, text: end.text }).toMatchObject({ status: 200 });
    for (const id of [...funds, ...goods, ...people, venue])
      expect(await used(id)).toEqual({ fen: 0, quantity: 0, minutes: 0, slots: [] });
  });

  it('a venue in use keeps the time that it promised, however the times are written', async () => {
    const wang = matching.as('community', VISITS.division, 'wang');
    const wu = matching.as('township', '330302025', 'wu');
    const who = await matching.enrol('SUPPLY-2');
    const need = (await wang.post('/v1/needs', VISITS)).json as { id: string };
    await wang.post(`/v1/needs/${need.id}/publish`);
    const offer = ((await who.post(`/v1/needs/${need.id}/claim`, {})).json as { id: string }).id;
    const venue = await resource('venue', 2);
    const supply = { fundings: [], goods: [], people: [], venue: { resource: venue, slot: SLOT } };
    expect((await wu.post(`/v1/offers/${offer}/confirm`, { supply })).status).toBe(200);
    const provider = matching.as('provider', '330302', 'venue-2');
    const patch = async (body: object) => {
      const { headers } = await provider.get(`/v1/resources/${venue}`);
      return provider.call('PATCH', `/v1/resources/${venue}`, body, { 'if-match': headers.etag! });
    };
    const open = (from: string, to: string) => ({ gift: { ...GIFTS.venue, slots: [{ from, to }] } });
    expect((await patch(open('2026-12-05T06:00:00Z', '2026-12-05T08:00:00Z'))).status).toBe(200);
    expect((await patch(open('2026-12-05T14:30:00+08:00', '2026-12-05T16:00:00+08:00'))).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/gift/slots' }],
    });
    expect((await patch({ gift: GIFTS.people })).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/gift/type' }],
    });
    expect((await patch({ division: '330302025' })).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/division' }],
    });
    expect((await patch({ title: '新名称' })).status).toBe(200);
  });
});
