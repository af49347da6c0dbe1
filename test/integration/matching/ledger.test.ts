import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expire } from '../../../functions/matching/listings/expire.ts';
import { verifyLedger } from '../../../functions/matching/store/verify-ledger.ts';
import { scan } from '../../../shared/store/scan.ts';
import { FUNDS, moneyOf } from './money.ts';
import { type MatchingService, matchingService } from './service.ts';

let matching: MatchingService;
let money: ReturnType<typeof moneyOf>;
beforeAll(async () => {
  matching = await matchingService();
  money = moneyOf(matching);
});
afterAll(() => matching.close());

interface Figures {
  pledgedFen: number;
  returnedFen: number;
  committedFen: number;
  spentFen: number;
  boughtFen: number;
}
interface Totals {
  money: Figures;
  inKind: Figures;
}
type Ledger = Totals & {
  sources: (Totals & { source: string; name: string })[];
  parts: (Totals & { division: string; name: string })[];
};
const ledger = async (division = '330302', who = money.chen, more = '') =>
  (await who.get(`/v1/ledger?division=${division}${more}`)).json as Ledger;
const bySource = async (source: string) =>
  (await ledger()).sources.find((one) => one.source === source)!.money;
const balance = async (division = '330302', who = money.chen) =>
  (await who.get(`/v1/ledger/balance?division=${division}`)).json as {
    balanced: boolean;
    differenceFen: number;
    headings: { heading: string; fen: number }[];
    parts: { division: string; differenceFen: number }[];
  };
const without = { fundings: [], goods: [], people: [] };

describe('资金台账: what providers give (M2.1, M2.3)', () => {
  it('money stands in it from its publishing on, not before, under its channel', async () => {
    const before = await bySource('donation');
    const { json } = await money.shoes.post('/v1/resources', {
      ...FUNDS,
      gift: { type: 'funds', source: 'donation', fen: 70_000 },
    });
    const { id } = json as { id: string };
    expect(await bySource('donation')).toEqual(before);
    await money.shoes.post(`/v1/resources/${id}/publish`);
    await money.shoes.post(`/v1/resources/${id}/publish`);
    expect((await bySource('donation')).pledgedFen - before.pledgedFen).toBe(70_000);
    expect(await money.account(id)).toEqual({ given: -70_000, available: 70_000 });
  });

  it('goods stand in it at their value, apart from money', async () => {
    const before = await ledger();
    const id = await money.resource({
      gift: {
        type: 'goods',
        source: 'donation',
        what: '大米',
        unit: '袋',
        quantity: 40,
        unitFen: 6_000,
      },
    });
    const after = await ledger();
    expect(after.inKind.pledgedFen - before.inKind.pledgedFen).toBe(240_000);
    expect(after.money).toEqual(before.money);
    expect((await money.shoes.get(`/v1/ledger/accounts/${id}`)).json).toMatchObject({
      balances: { given: -240_000, available: 240_000 },
      items: [{ kind: 'pledge', form: 'in-kind', source: 'donation', fen: 240_000 }],
    });
  });

  it('a venue has no value in it', async () => {
    const id = await money.resource({
      gift: {
        type: 'venue',
        address: '社区活动室',
        slots: [{ from: '2026-12-05T14:00:00+08:00', to: '2026-12-05T16:00:00+08:00' }],
      },
    });
    expect((await money.shoes.get(`/v1/ledger/accounts/${id}`)).json).toMatchObject({
      balances: {},
      items: [],
    });
  });

  it('more or less of it follows; what is from another channel after all, or for another place, is given anew', async () => {
    const id = await money.funds(500_000, 'social-capital');
    const edit = async (body: object) => {
      const { headers } = await money.shoes.get(`/v1/resources/${id}`);
      const reply = await money.shoes.call('PATCH', `/v1/resources/${id}`, body, {
        'if-match': headers.etag!,
      });
      expect(reply.status).toBe(200);
    };
    await edit({ gift: { type: 'funds', source: 'social-capital', fen: 300_000 } });
    expect(await money.account(id)).toMatchObject({ available: 300_000, returned: 200_000 });
    const [capital, collective] = [await bySource('social-capital'), await bySource('village-collective')];
    await edit({ gift: { type: 'funds', source: 'village-collective', fen: 300_000 } });
    expect((await bySource('social-capital')).returnedFen - capital.returnedFen).toBe(300_000);
    expect((await bySource('village-collective')).pledgedFen - collective.pledgedFen).toBe(300_000);
    const township = await ledger('330302026');
    await edit({ division: '330302026' });
    expect((await ledger('330302026')).money.pledgedFen - township.money.pledgedFen).toBe(300_000);
    expect(await money.account(id)).toMatchObject({ available: 300_000 });
  });

  it('withdrawn or past its last day it goes back to who gave it, but for what is promised', async () => {
    const [withdrawn, over] = [await money.funds(100_000), await money.funds(100_000)];
    await money.confirm(await money.claimed(), [withdrawn, 30_000]);
    await money.shoes.post(`/v1/resources/${withdrawn}/withdraw`, { reason: '不再提供' });
    expect(await money.account(withdrawn)).toEqual({
      given: -100_000,
      available: 0,
      returned: 70_000,
      committed: 30_000,
    });
    matching.pass({ hours: 24 * 230 });
    await expire(matching.deps);
    await expire(matching.deps);
    matching.pass({ hours: -24 * 230 });
    expect(await money.account(over)).toMatchObject({ available: 0, returned: 100_000 });
  });

  it('goods of more value than can be counted are refused; nor can the price of what is promised change', async () => {
    const goods = { type: 'goods', source: 'donation', what: '大米', unit: '袋', quantity: 1_000_000 };
    const { json } = await money.shoes.post('/v1/resources', {
      ...FUNDS,
      gift: { ...goods, unitFen: 10_000_000_000_000 },
    });
    const { id } = json as { id: string };
    expect((await money.shoes.post(`/v1/resources/${id}/publish`)).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/gift/unitFen', detail: expect.stringContaining('应不超过') }],
    });
    const rice = await money.resource({ gift: { ...goods, quantity: 10, unitFen: 5_000 } });
    await money.wu.post(`/v1/offers/${await money.claimed()}/confirm`, {
      supply: { ...without, goods: [{ resource: rice, quantity: 4 }] },
    });
    const { headers } = await money.shoes.get(`/v1/resources/${rice}`);
    expect(
      (
        await money.shoes.call(
          'PATCH',
          `/v1/resources/${rice}`,
          { gift: { ...goods, quantity: 10, unitFen: 6_000 } },
          { 'if-match': headers.etag! },
        )
      ).json,
    ).toMatchObject({ status: 422, errors: [{ pointer: '#/body/gift/unitFen' }] });
  });
});

describe('资金台账: what matches are promised (M1.3, M2.3)', () => {
  it('several resources, of one channel as well, and goods, in one confirmation', async () => {
    const [one, two, rice] = [
      await money.funds(100_000),
      await money.funds(200_000),
      await money.resource({
        gift: { type: 'goods', source: 'donation', what: '大米', unit: '袋', quantity: 10, unitFen: 5_000 },
      }),
    ];
    const offer = await money.claimed();
    const before = await ledger('330302025', money.wu);
    const { status } = await money.wu.post(`/v1/offers/${offer}/confirm`, {
      supply: {
        fundings: [
          { resource: one, fen: 60_000 },
          { resource: two, fen: 50_000 },
        ],
        goods: [{ resource: rice, quantity: 4 }],
        people: [],
      },
    });
    expect(status).toBe(200);
    const after = await ledger('330302025', money.wu);
    expect(after.money.committedFen - before.money.committedFen).toBe(110_000);
    expect(after.inKind.committedFen - before.inKind.committedFen).toBe(20_000);
    expect((await money.wang.get(`/v1/ledger/matches/${offer}`)).json).toMatchObject({
      shares: expect.arrayContaining([
        { account: one, committedFen: 60_000, spentFen: 0 },
        { account: two, committedFen: 50_000, spentFen: 0 },
        { account: rice, committedFen: 20_000, spentFen: 0 },
      ]),
    });
    expect(await matching.outbox('matching.funds.committed', offer)).toHaveLength(2);
  });

  it('as many resources as a confirmation may name go in one transaction, and back in one', async () => {
    const sources = ['venture-philanthropy', 'social-capital', 'village-collective', 'donation'];
    const giver = (index: number) => matching.as('provider', '3303', `giver-${index}`);
    const fundings = await Promise.all(
      Array.from({ length: 5 }, async (_, index) => ({
        resource: await money.funds(
          1_000,
          sources[index % 4],
          { division: ['3303', '330302', '330302025'][index % 3] },
          giver(index),
        ),
        fen: 400,
      })),
    );
    const goods = await Promise.all(
      Array.from({ length: 5 }, async (_, index) => ({
        resource: await money.resource(
          {
            division: ['3303', '330302', '330302025'][index % 3],
            gift: {
              type: 'goods',
              source: sources[index % 4],
              what: '大米',
              unit: '袋',
              quantity: 9,
              unitFen: 100,
            },
          },
          giver(5 + index),
        ),
        quantity: 2,
      })),
    );
    const helpers = await Promise.all(
      Array.from({ length: 5 }, async (_, index) => ({
        resource: await money.resource(
          { gift: { type: 'people', people: 2, skills: [], minutes: 600 } },
          matching.as('provider', '330302', `giver-${10 + index}`),
        ),
        minutes: 60,
      })),
    );
    const slot = { from: '2026-12-05T14:00:00+08:00', to: '2026-12-05T16:00:00+08:00' };
    const venue = {
      resource: await money.resource({ gift: { type: 'venue', address: '活动室', slots: [slot] } }),
      slot,
    };
    const offer = await money.claimed();
    const supply = { fundings, goods, people: helpers, venue };
    const { status, json } = await money.wu.post(`/v1/offers/${offer}/confirm`, { supply });
    expect({ status, json }).toMatchObject({ status: 200 });
    for (const { resource } of fundings)
      expect(await money.account(resource)).toMatchObject({ committed: 400 });
    const { status: ended } = await money.wu.post(`/v1/matches/${offer}/cancel`, { reason: '组织无法继续' });
    expect(ended).toBe(200);
    for (const { resource } of [...fundings, ...goods])
      expect(await money.account(resource)).toMatchObject({ committed: 0 });
    expect(await balance('3303', money.lin)).toMatchObject({ balanced: true, differenceFen: 0 });
  });

  it('broken off, it is available again; of what is no longer offered it goes back to who gave it', async () => {
    const [open, gone] = [await money.funds(100_000), await money.funds(100_000)];
    const offer = await money.claimed();
    await money.confirm(offer, [open, 40_000], [gone, 40_000]);
    await money.shoes.post(`/v1/resources/${gone}/withdraw`, { reason: '不再提供' });
    await money.wu.post(`/v1/matches/${offer}/cancel`, { reason: '组织无法继续' });
    expect(await money.account(open)).toMatchObject({ available: 100_000, committed: 0 });
    expect(await money.account(gone)).toMatchObject({ available: 0, committed: 0, returned: 100_000 });
    const told = await matching.outbox('matching.funds.committed', offer);
    expect(told.map(({ data }) => data.fen).sort((a, b) => a - b)).toEqual([
      -40_000, -40_000, 40_000, 40_000,
    ]);
    expect(new Set(told.map(({ data }) => data.entryId)).size).toBe(4);
  });

  it('of 50 matches confirmed at once on one fund as many go through as it pays for, and the ledger says so', async () => {
    const fund = await money.funds(100_000);
    const offers: string[] = [];
    // It is the confirmations that are to meet.
    while (offers.length < 50)
      offers.push(...(await Promise.all(Array.from({ length: 10 }, () => money.claimed()))));
    const replies = await Promise.all(offers.map((offer) => money.confirm(offer, [fund, 10_000])));
    const statuses = replies.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    expect(statuses.filter((status) => status === 422)).toHaveLength(40);
    expect(await money.account(fund)).toEqual({ given: -100_000, available: 0, committed: 100_000 });
    expect((await money.shoes.get(`/v1/resources/${fund}`)).json).toMatchObject({ used: { fen: 100_000 } });
    expect(await balance()).toMatchObject({ balanced: true });
  });

  it('one match that is broken off by many at once gives back once', async () => {
    const fund = await money.funds(100_000);
    const offer = await money.claimed();
    await money.confirm(offer, [fund, 60_000]);
    const replies = await Promise.all(
      Array.from({ length: 10 }, () =>
        money.wu.post(`/v1/matches/${offer}/cancel`, { reason: '组织无法继续' }),
      ),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await money.account(fund)).toEqual({ given: -100_000, available: 100_000, committed: 0 });
  });
});

describe('资金台账: what matches cost (M1.4, M2.3)', () => {
  const running = async (...fundings: [string, number][]) => {
    const one = await money.organisation({ class: 'mature' });
    const offer = await money.claimed({ period: { from: '2026-11-25', to: '2026-12-31' } }, one);
    expect((await money.confirm(offer, ...fundings)).status).toBe(200);
    expect((await one.who.post(`/v1/matches/${offer}/start`)).status).toBe(200);
    const spend = (resource: string, fen: number) =>
      one.who.post(`/v1/matches/${offer}/spending`, { resource, fen, on: '2026-11-25', what: '材料费' });
    return { ...one, offer, spend };
  };
  const carriedOut = async ({ who, offer }: Awaited<ReturnType<typeof running>>) => {
    const served = { 'empty-nest': 5 };
    const report = { phase: 0, on: '2026-11-25', note: '上门探访', minutes: 60, participants: 2, served };
    for (const [step, by, body] of [
      ['progress', who, report],
      ['phases/0/done', who],
      ['complete', who],
      ['accept', money.wang],
    ] as const) {
      const { status, json } = await by.post(`/v1/matches/${offer}/${step}`, body);
      expect({ step, status, json }).toMatchObject({ step, status: step === 'progress' ? 201 : 200 });
    }
  };

  it('what is spent goes from what was promised; a mistake is reversed; what is left is free again in the end', async () => {
    const fund = await money.funds(100_000);
    const before = await ledger('330302025', money.wu);
    const match = await running([fund, 60_000]);
    await match.spend(fund, 20_000);
    await match.spend(fund, 5_000);
    expect(await money.account(fund)).toMatchObject({ available: 40_000, committed: 35_000, spent: 25_000 });
    await match.who.post(`/v1/matches/${match.offer}/spending/2/void`, { reason: '重复登记' });
    expect(await money.account(fund)).toMatchObject({ committed: 40_000, spent: 20_000 });
    await carriedOut(match);
    expect(await money.account(fund)).toEqual({
      given: -100_000,
      available: 80_000,
      committed: 0,
      spent: 20_000,
    });
    const after = await ledger('330302025', money.wu);
    expect(after.money.committedFen - before.money.committedFen).toBe(20_000);
    expect(after.money.spentFen - before.money.spentFen).toBe(20_000);
    const spent = await matching.outbox('matching.funds.spent', match.offer);
    expect(spent.map(({ data }) => data.fen).sort((a, b) => a - b)).toEqual([-5_000, 5_000, 20_000]);
    const { json } = await match.who.get(`/v1/ledger/matches/${match.offer}`);
    expect((json as { items: { kind: string }[] }).items.map(({ kind }) => kind).sort()).toEqual([
      'commit',
      'correct',
      'release',
      'spend',
      'spend',
    ]);
  });

  it('of twenty spendings at once no more goes through than was promised', async () => {
    const fund = await money.funds(100_000);
    const match = await running([fund, 50_000]);
    const replies = await Promise.all(Array.from({ length: 20 }, () => match.spend(fund, 10_000)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(await money.account(fund)).toMatchObject({ committed: 0, spent: 50_000, available: 50_000 });
  });

  it('withdrawn meanwhile, what is not spent goes back to who gave it', async () => {
    const fund = await money.funds(100_000);
    const match = await running([fund, 60_000]);
    await match.spend(fund, 10_000);
    await money.shoes.post(`/v1/resources/${fund}/withdraw`, { reason: '不再提供' });
    await carriedOut(match);
    expect(await money.account(fund)).toEqual({
      given: -100_000,
      available: 0,
      committed: 0,
      spent: 10_000,
      returned: 90_000,
    });
    expect(await balance()).toMatchObject({ balanced: true });
  });
});

describe('资金台账: what it says by place and channel (M2.3)', () => {
  it('all five channels are named; parts add up to the whole, townships to the county, counties to the city', async () => {
    await money.funds(10_000, 'donation', { division: '330302026' });
    await money.funds(
      10_000,
      'donation',
      { division: '330381' },
      matching.as('provider', '330381', 'shoes-2'),
    );
    for (const [division, who] of [
      ['330302', money.chen],
      ['3303', money.lin],
    ] as const) {
      const { money: all, inKind, sources, parts } = await ledger(division, who);
      expect(sources.map(({ name }) => name)).toEqual([
        '政府购买',
        '公益创投',
        '社会资本',
        '村集体',
        '慈善捐赠',
      ]);
      for (const list of [sources, parts])
        for (const figure of Object.keys(all) as (keyof Figures)[]) {
          expect(list.reduce((sum, one) => sum + one.money[figure], 0)).toBe(all[figure]);
          expect(list.reduce((sum, one) => sum + one.inKind[figure], 0)).toBe(inKind[figure]);
        }
      expect(parts.length).toBeGreaterThan(1);
    }
    const { parts } = await ledger('3303', money.lin);
    const county = await ledger('330302');
    expect(parts.find(({ division }) => division === '330302')!.money).toEqual(county.money);
  });

  it('one channel alone, and another year, are told by themselves', async () => {
    const { sources } = await ledger('330302', money.chen, '&source=donation');
    expect(sources.map(({ source }) => source)).toEqual(['donation']);
    const { money: last } = await ledger('330302', money.chen, '&year=2025');
    expect(last).toEqual({ pledgedFen: 0, returnedFen: 0, committedFen: 0, spentFen: 0, boughtFen: 0 });
  });

  it("the city's own money for a township's match goes from the one to the other, and each place is in balance", async () => {
    const before = await balance('3303', money.lin);
    const fund = await money.funds(
      100_000,
      'donation',
      { division: '3303' },
      matching.as('provider', '3303', 'bank'),
    );
    await money.confirm(await money.claimed(), [fund, 25_000]);
    const after = await balance('3303', money.lin);
    const of = ({ headings }: typeof after, name: string) =>
      headings.find(({ heading }) => heading === name)!.fen;
    expect(of(after, 'committed') - of(before, 'committed')).toBe(25_000);
    expect(of(after, 'transferred')).toBe(0);
    expect(after.parts.map(({ differenceFen }) => differenceFen)).toEqual(after.parts.map(() => 0));
    expect(await balance('330302025', money.wu)).toMatchObject({ balanced: true });
  });

  it('a township sees its own subtree, not its neighbour’s nor the county’s', async () => {
    expect((await money.wu.get('/v1/ledger?division=330302026')).status).toBe(403);
    expect((await money.wu.get('/v1/ledger?division=330302')).status).toBe(403);
    expect((await money.wu.get('/v1/ledger/balance?division=330302')).status).toBe(403);
    expect((await money.wu.get('/v1/ledger?division=330302025')).status).toBe(200);
  });

  it.each([
    ['?division=330302&year=26', '#/query/year'],
    ['?division=330302&source=lottery', '#/query/source'],
    ['?division=330302025010', '#/query/division'],
    ['?division=999999', '#/query/division'],
    ['', '#/query/division'],
    ['?division=330302&more=1', '#/query/more'],
  ])('what cannot be asked is named: %s', async (query, pointer) => {
    const { status, json } = await money.lin.get(`/v1/ledger${query}`);
    expect({ status, json }).toMatchObject({ status: 400, json: { errors: [{ pointer }] } });
  });
});

describe('账户: what became of one resource, entry by entry', () => {
  it('its provider and the authorities above read it page by page, the latest first; nobody else', async () => {
    const fund = await money.funds(100_000);
    const offer = await money.claimed();
    matching.pass({ hours: 1 });
    await money.confirm(offer, [fund, 40_000]);
    matching.pass({ hours: 1 });
    await money.wu.post(`/v1/matches/${offer}/cancel`, { reason: '组织无法继续' });
    matching.pass({ hours: -2 });
    const path = `/v1/ledger/accounts/${fund}`;
    const first = (await money.shoes.get(`${path}?limit=2`)).json as {
      items: { kind: string; postings: { fen: number }[] }[];
      next: string;
    };
    const rest = (await money.shoes.get(`${path}?limit=2&cursor=${first.next}`)).json as typeof first;
    const items = [...first.items, ...rest.items];
    expect(items.map(({ kind }) => kind)).toEqual(['release', 'commit', 'pledge']);
    for (const { postings } of items) expect(postings.reduce((sum, { fen }) => sum + fen, 0)).toBe(0);
    for (const who of [money.chen, money.lin]) expect((await who.get(path)).status).toBe(200);
    for (const who of [
      money.wu,
      money.wang,
      matching.as('county', '330381'),
      matching.as('provider', '330302', 'another'),
    ])
      expect((await who.get(path)).status).toBe(404);
    expect((await money.shoes.get(`${path}?cursor=${first.next.slice(0, -2)}`)).status).toBe(400);
    expect((await money.shoes.get('/v1/ledger/accounts/none')).status).toBe(404);
  });

  it('a provider has the accounts of all its resources in one list', async () => {
    const mine = matching.as('provider', '330302', 'lister');
    const fund = await money.funds(100_000, 'donation', {}, mine);
    await money.confirm(await money.claimed(), [fund, 40_000]);
    expect((await mine.get('/v1/ledger/accounts')).json).toEqual({
      items: [
        {
          id: fund,
          title: '为老服务资金',
          division: '330302',
          balances: { given: -100_000, available: 60_000, committed: 40_000 },
        },
      ],
    });
  });

  it('a match: the organisation, the need’s owner and the authorities above; nobody else', async () => {
    const fund = await money.funds(100_000);
    const one = await money.organisation({ class: 'mature' });
    const offer = await money.claimed({}, one);
    await money.confirm(offer, [fund, 40_000]);
    const path = `/v1/ledger/matches/${offer}`;
    for (const who of [one.who, money.wang, money.wu, money.chen, money.lin])
      expect((await who.get(path)).json).toMatchObject({
        shares: [{ account: fund, committedFen: 40_000, spentFen: 0 }],
        items: [{ kind: 'commit', fen: 40_000 }],
      });
    const another = await money.organisation();
    for (const who of [
      another.who,
      matching.as('community', '330302026003'),
      matching.as('township', '330302026'),
    ])
      expect((await who.get(path)).status).toBe(404);
  });
});

describe('npm run ledger:verify', () => {
  it('finds that every balance is what its entries come to, whatever was done above', async () => {
    const { documentClient, table } = matching.cloud;
    const { entries, balances, faults } = await verifyLedger(scan(documentClient, table));
    expect(faults).toEqual([]);
    expect(entries).toBeGreaterThan(50);
    expect(balances).toBeGreaterThan(50);
  });
});
