import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { expire } from '../../../functions/matching/listings/expire.ts';
import type { Resource } from '../../../functions/matching/model/listing.ts';
import type { Round } from '../../../functions/matching/model/round.ts';
import { withPortion } from '../../../functions/matching/model/supply.ts';
import { rounds } from '../../../functions/matching/rounds/handlers.ts';
import { holdRow } from '../../../functions/matching/rounds/hold.ts';
import { undoRow } from '../../../functions/matching/rounds/undo.ts';
import { putTaken } from '../../../functions/matching/store/resources.ts';
import { ConditionFailed } from '../../../shared/store/index.ts';
import { moneyOf } from './money.ts';
import { type MatchingService, matchingService, VISITS } from './service.ts';

let matching: MatchingService;
let money: ReturnType<typeof moneyOf>;
beforeAll(async () => {
  matching = await matchingService();
  money = moneyOf(matching);
});
afterAll(() => matching.close());

type Who = typeof money.wu;
type Supply = object;
const ofMoney = (resource: string, fen: number): Supply => ({
  fundings: [{ resource, fen }],
  goods: [],
  people: [],
});
const SLOT = { from: '2026-12-05T14:00:00+08:00', to: '2026-12-05T16:00:00+08:00' };
const taken = async (id: string) => {
  const { used, promised } = (await matching.deps.store.listing('resource', id)) as Resource;
  return { used: used.fen, promised: promised.fen, slots: used.slots.length };
};
const balanced = async () =>
  (await money.chen.get('/v1/ledger/balance?division=330302')).json as { balanced: boolean };

/** A fair at which all of these attend; the township may record what they agreed on. */
async function fair(...attendees: [who: Who, type: string, of: string][]): Promise<string> {
  const { json } = await money.wu.post('/v1/fairs', {
    title: '南汇街道项目对接会',
    division: '330302025',
    place: '街道文化中心',
    day: '2026-11-25',
  });
  const { id } = json as { id: string };
  for (const [who, type, of] of attendees)
    expect((await who.post(`/v1/fairs/${id}/attendees`, { type, of })).status).toBe(200);
  return id;
}

/** What a need and an organisation agreed on at a fair: an offer that waits for the township, with what it is to get. */
async function agreed(resource: string, supply: Supply, giver = money.shoes) {
  const need = await money.published('/v1/needs', VISITS, money.wang);
  const team = await money.organisation({ class: 'mature' });
  const id = await fair(
    [money.wang, 'need', need],
    [team.who, 'organisation', team.id],
    [giver, 'resource', resource],
  );
  const reply = await money.wu.post(`/v1/fairs/${id}/outcomes`, { need, organisation: team.id, supply });
  return { reply, need, team, offer: `${need}.1` };
}

describe('留出: what an offer is promised is kept for it as long as it waits (M1.3, M2.3)', () => {
  it('the township does not confirm another with it, and hears why; the offer gets it when its turn comes', async () => {
    const fund = await money.funds(500_000);
    const { offer } = await agreed(fund, ofMoney(fund, 400_000));
    expect((await money.shoes.get(`/v1/resources/${fund}`)).json).toMatchObject({
      used: { fen: 400_000 },
      promised: { fen: 400_000 },
    });
    const other = await money.claimed();
    expect((await money.confirm(other, [fund, 100_001])).json).toMatchObject({
      status: 422,
      errors: [
        {
          pointer: '#/body/supply/fundings/0',
          detail:
            '只剩 1000.00 元，不够 1000.01 元（另有 4000.00 元已留给等待答复或确认的派单，在其落空前不能另行安排）',
        },
      ],
    });
    expect((await money.confirm(other, [fund, 100_000])).status).toBe(200);
    expect((await money.wu.post(`/v1/offers/${offer}/confirm`, {})).status).toBe(200);
    expect(await taken(fund)).toEqual({ used: 500_000, promised: 0, slots: 0 });
    expect(await money.account(fund)).toEqual({ given: -500_000, available: 0, committed: 500_000 });
  });

  it.each<[string, (offer: string, team: Who) => Promise<{ status: number }>]>([
    ['not confirmed', (offer) => money.wu.post(`/v1/offers/${offer}/reject`, { reason: '承接过多' })],
    ['given up', (offer, team) => team.post(`/v1/offers/${offer}/decline`, { reason: '人手不足' })],
  ])('%s it is free again, once', async (_, end) => {
    const fund = await money.funds(500_000);
    const { offer, team } = await agreed(fund, ofMoney(fund, 400_000));
    const replies = await Promise.all([end(offer, team.who), end(offer, team.who), end(offer, team.who)]);
    expect(replies.map(({ status }) => status)).toContain(200);
    expect(await taken(fund)).toEqual({ used: 0, promised: 0, slots: 0 });
    expect((await money.confirm(await money.claimed(), [fund, 500_000])).status).toBe(200);
  });

  it('confirmed with less, or with something else, the rest is free', async () => {
    const [fund, another] = [await money.funds(500_000), await money.funds(100_000)];
    const [less, else_] = [
      await agreed(fund, ofMoney(fund, 300_000)),
      await agreed(fund, ofMoney(fund, 200_000)),
    ];
    expect((await money.confirm(less.offer, [fund, 100_000])).status).toBe(200);
    expect(await taken(fund)).toEqual({ used: 300_000, promised: 200_000, slots: 0 });
    // More than was kept for it, as long as it is there.
    expect((await money.confirm(else_.offer, [another, 100_001])).status).toBe(422);
    expect((await money.confirm(else_.offer, [another, 100_000])).json).toMatchObject({
      providers: { [another]: expect.any(String) },
    });
    expect(await taken(fund)).toEqual({ used: 100_000, promised: 0, slots: 0 });
    expect(await money.account(fund)).toEqual({ given: -500_000, available: 400_000, committed: 100_000 });
  });

  it('given and given back are twenty resources at most at one time', async () => {
    const five = () => Promise.all(Array.from({ length: 5 }, () => money.funds(1_000)));
    const people = () => money.resource({ gift: { type: 'people', people: 2, skills: [], minutes: 600 } });
    const helpers = await Promise.all(Array.from({ length: 10 }, people));
    const minutes = (from: number, to: number) =>
      helpers.slice(from, to).map((resource) => ({ resource, minutes: 60 }));
    const [kept, given] = [await five(), await five()];
    const fundings = (ids: string[]) => ids.map((resource) => ({ resource, fen: 100 }));
    const planned = { fundings: fundings(kept), goods: [], people: minutes(0, 5) };
    const { json } = await money.wang.post('/v1/needs', VISITS);
    const { id: need } = json as { id: string };
    await money.wang.post(`/v1/needs/${need}/publish`);
    const team = await money.organisation();
    const id = await fair(
      [money.wang, 'need', need],
      [team.who, 'organisation', team.id],
      ...[...kept, ...helpers.slice(0, 5)].map(
        (of) => [money.shoes, 'resource', of] as [Who, string, string],
      ),
    );
    const body = { need, organisation: team.id, supply: planned };
    expect((await money.wu.post(`/v1/fairs/${id}/outcomes`, body)).status).toBe(201);
    const rice = { type: 'goods', source: 'donation', what: '大米', unit: '袋', quantity: 9, unitFen: 100 };
    const goods = [{ resource: await money.resource({ gift: rice }), quantity: 2 }];
    const confirm = (supply: object) => money.wu.post(`/v1/offers/${need}.1/confirm`, { supply });
    const other = { fundings: fundings(given), goods, people: minutes(5, 10) };
    expect((await confirm(other)).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/supply', detail: expect.stringContaining('共 21 项资源') }],
    });
    expect((await confirm({ ...other, goods: [] })).status).toBe(200);
    expect(await taken(kept[0]!)).toEqual({ used: 0, promised: 0, slots: 0 });
    expect(await taken(given[0]!)).toEqual({ used: 100, promised: 0, slots: 0 });
  });

  it('what is kept is not withdrawn, and is there though its last day has passed meanwhile', async () => {
    const fund = await money.funds(500_000, 'social-capital', { openUntil: '2026-12-01' });
    const { offer } = await agreed(fund, ofMoney(fund, 400_000));
    const withdraw = () => money.shoes.post(`/v1/resources/${fund}/withdraw`, { reason: '另有用途' });
    expect((await withdraw()).json).toMatchObject({
      status: 409,
      detail: expect.stringContaining('已留给等待答复或确认的派单'),
    });
    matching.pass({ hours: 24 * 10 });
    try {
      await expire(matching.deps);
      expect((await money.shoes.get(`/v1/resources/${fund}`)).json).toMatchObject({ state: 'open' });
      expect((await money.wu.post(`/v1/offers/${offer}/confirm`, {})).status).toBe(200);
      await expire(matching.deps);
      expect((await money.shoes.get(`/v1/resources/${fund}`)).json).toMatchObject({ state: 'expired' });
    } finally {
      matching.pass({ hours: -24 * 10 });
    }
  });

  it('nothing is kept that could not be confirmed: more than the need may cost, or money that may not pay such a team', async () => {
    const bought = await money.resource({
      gift: { type: 'funds', source: 'government-purchase', fen: 500_000 },
    });
    const plain = await money.funds(500_000);
    const need = await money.published('/v1/needs', { ...VISITS, budgetFen: 1_000 }, money.wang);
    const team = await money.organisation();
    const id = await fair(
      [money.wang, 'need', need],
      [team.who, 'organisation', team.id],
      [money.shoes, 'resource', bought],
      [money.shoes, 'resource', plain],
    );
    for (const [fund, fen, why] of [
      [bought, 1_000, '不能付给这一类型的组织'],
      [plain, 1_001, '资金合计 10.01 元，超出需求的预算 10.00 元'],
    ] as const) {
      const body = { need, organisation: team.id, supply: ofMoney(fund, fen) };
      const reply = await money.wu.post(`/v1/fairs/${id}/outcomes`, body);
      expect({ status: reply.status, said: JSON.stringify(reply.json) }).toEqual({
        status: 422,
        said: expect.stringContaining(why),
      });
      expect(await taken(fund)).toEqual({ used: 0, promised: 0, slots: 0 });
    }
  });

  it('of ten promises at once on money for five, five are made; all five are confirmed at once', async () => {
    const fund = await money.funds(500_000);
    const all = await Promise.all(Array.from({ length: 10 }, () => agreed(fund, ofMoney(fund, 100_000))));
    const made = all.filter(({ reply }) => reply.status === 201);
    expect(made).toHaveLength(5);
    for (const { reply } of all.filter((one) => !made.includes(one)))
      expect(reply.json).toMatchObject({ status: 422, errors: [{ pointer: '#/body/supply' }] });
    const replies = await Promise.all(
      made.map(({ offer }) => money.wu.post(`/v1/offers/${offer}/confirm`, {})),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array(5).fill(200));
    expect(await taken(fund)).toEqual({ used: 500_000, promised: 0, slots: 0 });
    expect(await balanced()).toMatchObject({ balanced: true });
  });

  it('its giver does not make it less than is promised', async () => {
    const fund = await money.funds(500_000);
    await agreed(fund, ofMoney(fund, 400_000));
    const { headers } = await money.shoes.get(`/v1/resources/${fund}`);
    const gift = { type: 'funds', source: 'social-capital', fen: 399_999 };
    const edit = await money.shoes.call(
      'PATCH',
      `/v1/resources/${fund}`,
      { gift },
      { 'if-match': headers.etag! },
    );
    expect(edit.json).toMatchObject({ status: 422, errors: [{ pointer: '#/body/gift/fen' }] });
  });

  it('a venue is kept for its time, and confirmed for it', async () => {
    const hall = await money.resource({ gift: { type: 'venue', address: '活动室', slots: [SLOT] } });
    const supply = { fundings: [], goods: [], people: [], venue: { resource: hall, slot: SLOT } };
    // Backwards, or on another day than the need's: the same hall could be given twice.
    for (const slot of [
      { from: SLOT.to, to: SLOT.from },
      { from: '2027-03-01T09:00:00+08:00', to: '2027-03-01T10:00:00+08:00' },
    ]) {
      const elsewhere = { ...supply, venue: { resource: hall, slot } };
      const { reply } = await agreed(hall, elsewhere);
      expect(reply.json).toMatchObject({ status: 422, detail: expect.anything() });
      expect(JSON.stringify(reply.json)).toContain('结束晚于开始');
    }
    const { offer } = await agreed(hall, supply);
    const other = await money.claimed();
    expect((await money.wu.post(`/v1/offers/${other}/confirm`, { supply })).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/supply/venue' }],
    });
    expect((await money.wu.post(`/v1/offers/${offer}/confirm`, {})).status).toBe(200);
    expect(await taken(hall)).toMatchObject({ slots: 1 });
    expect((await money.wu.post(`/v1/matches/${offer}/cancel`, { reason: '无法继续' })).status).toBe(200);
    expect(await taken(hall)).toMatchObject({ slots: 0 });
  });

  it('what waits for a need whose period is over gives it back', async () => {
    const fund = await money.funds(500_000);
    await agreed(fund, ofMoney(fund, 400_000));
    matching.pass({ hours: 24 * 100 });
    await expire(matching.deps);
    matching.pass({ hours: -24 * 100 });
    expect(await taken(fund)).toEqual({ used: 0, promised: 0, slots: 0 });
  });
});

describe('同时安排: who takes of one resource at the same time does not wait for the others (M2.3)', () => {
  const read = async (id: string) => (await matching.deps.store.listing('resource', id)) as Resource;
  const take = (before: Resource, fen: number, match: string) =>
    matching.deps.store.save({
      writes: putTaken(withPortion(before, { fen, quantity: 0, minutes: 0 }, match), before),
    });

  it('those who read it as it was all take of it, as long as there is enough for all', async () => {
    const fund = await money.funds(500_000);
    const before = await read(fund);
    await Promise.all([1, 2, 3, 4].map((match) => take(before, 100_000, `m-${match}`)));
    await expect(take(before, 100_001, 'm-5')).rejects.toThrow(ConditionFailed);
    await take(before, 100_000, 'm-6');
    expect(await read(fund)).toMatchObject({ used: { fen: 500_000 }, version: before.version + 5 });
  });

  it('of what it is or for whom, nobody takes as it was once that has changed', async () => {
    const fund = await money.funds(500_000);
    const before = await read(fund);
    const { headers } = await money.shoes.get(`/v1/resources/${fund}`);
    await money.shoes.call(
      'PATCH',
      `/v1/resources/${fund}`,
      { actions: ['culture'] },
      { 'if-match': headers.etag! },
    );
    await expect(take(before, 1, 'm-1')).rejects.toThrow(ConditionFailed);
  });

  it('two who ask for the same hour of a venue: one has it', async () => {
    const before = await read(
      await money.resource({ gift: { type: 'venue', address: '活动室', slots: [SLOT] } }),
    );
    const slot = (match: string) => {
      const portion = { fen: 0, quantity: 0, minutes: 0, slot: SLOT };
      return matching.deps.store.save({ writes: putTaken(withPortion(before, portion, match), before) });
    };
    const all = await Promise.allSettled([slot('m-1'), slot('m-2')]);
    expect(all.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('留出: what a round plans is kept before anybody hears of it (M2.2)', () => {
  let fund: string;
  let need: string;
  let round: Round;
  /** A round that has been solved: all of a fund is to go to one need. */
  beforeEach(async () => {
    await matching.close();
    matching = await matchingService();
    money = moneyOf(matching);
    fund = await money.funds(300_000);
    await money.organisation({ class: 'mature' });
    need = await money.published('/v1/needs', { ...VISITS, budgetFen: 300_000 }, money.wang);
    await matching.work();
    const { id } = (await money.chen.post('/v1/rounds', { county: '330302' })).json as { id: string };
    const [solving] = await matching.outbox('matching.round.due', id);
    await rounds['matching.round.due']!(solving!, matching.deps);
    round = (await matching.deps.store.round(id))!;
  });

  it('money that is promised while the round goes on is not there for it: the row says so', async () => {
    expect((await money.confirm(await money.claimed(), [fund, 100_000])).status).toBe(200);
    await matching.work();
    const { json } = await money.chen.get(`/v1/rounds/${round.id}/rows`);
    expect(json).toMatchObject({
      items: [{ need, overtaken: expect.stringContaining('只剩 2000.00 元') }],
    });
    expect(await taken(fund)).toEqual({ used: 100_000, promised: 0, slots: 0 });
  });

  it('held it is nobody else’s; taken back it is free again, however often each is tried', async () => {
    const thrice = (act: typeof holdRow) =>
      Promise.all([1, 2, 3].map(() => act(round, 0, matching.deps).catch(() => undefined)));
    await thrice(holdRow);
    expect(await taken(fund)).toEqual({ used: 300_000, promised: 300_000, slots: 0 });
    const other = await money.claimed();
    expect((await money.confirm(other, [fund, 1])).status).toBe(422);
    await thrice(undoRow);
    expect(await taken(fund)).toEqual({ used: 0, promised: 0, slots: 0 });
    expect((await money.confirm(other, [fund, 1])).status).toBe(200);
  });
});
