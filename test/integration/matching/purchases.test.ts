import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { moneyOf } from './money.ts';
import { type MatchingService, matchingService } from './service.ts';

let matching: MatchingService;
let money: ReturnType<typeof moneyOf>;
beforeAll(async () => {
  matching = await matchingService();
  money = moneyOf(matching);
});
afterAll(() => matching.close());

const PURCHASE = {
  on: '2026-11-20',
  fen: 100_000,
  isNew: true,
  from: 'social-organisation',
  sellerName: '某社会工作服务中心',
  purpose: 'platform',
  what: '社会组织服务平台运营',
  document: '鹿政采〔2026〕17号',
};
const record = async (more: object = {}, who = money.chen) => {
  const { status, json } = await who.post('/v1/purchases', { ...PURCHASE, ...more });
  expect({ status, json }).toMatchObject({ status: 201 });
  return (json as { id: string }).id;
};

interface Figures {
  numeratorFen: number;
  denominatorFen: number;
  percent: number | null;
  reached: boolean | null;
  platformFen: number;
  supportFen: number;
  matchesFen: number;
}
type Share = Figures & { target: object; counties: (Figures & { division: string; name: string })[] };
const share = async (division = '330302', year = '2026', who = money.lin) =>
  (await who.get(`/v1/purchase-share?division=${division}&year=${year}`)).json as Share;

describe('政府购买占比 (O2): of new spending, at least 10% from social organisations', () => {
  it('a county without new spending has no share, and has neither reached the target nor missed it', async () => {
    expect(await share('330329')).toMatchObject({
      numeratorFen: 0,
      denominatorFen: 0,
      percent: null,
      reached: null,
      target: { percent: 10, clause: expect.stringContaining('O2'), policy: 'matching.v1' },
    });
  });

  it('counts what was bought for platforms and support above the line, all that is new below it', async () => {
    const wencheng = matching.as('county', '330328', 'zhou');
    await record({ fen: 60_000, purpose: 'platform' }, wencheng);
    await record({ fen: 30_000, purpose: 'support' }, wencheng);
    await record({ fen: 5_000, purpose: 'other' }, wencheng);
    await record({ fen: 805_001, from: 'other', purpose: 'platform' }, wencheng);
    await record({ fen: 7_000_000, isNew: false }, wencheng);
    expect(await share('330328')).toMatchObject({
      numeratorFen: 90_000,
      denominatorFen: 900_001,
      // 9.99998…%: short of the target is not shown as if it were there.
      percent: 9.99,
      reached: false,
      platformFen: 60_000,
      supportFen: 30_000,
      matchesFen: 0,
    });
    await record({ fen: 1 }, wencheng);
    expect(await share('330328')).toMatchObject({ percent: 10, reached: true });
  });

  it('money of government purchase that matches are promised counts by itself, and no longer when they are broken off', async () => {
    const before = await share();
    const fund = await money.funds(100_000, 'government-purchase');
    expect(await share()).toEqual(before);
    const offer = await money.claimed();
    expect((await money.confirm(offer, [fund, 40_000])).status).toBe(200);
    expect(await share()).toMatchObject({
      numeratorFen: before.numeratorFen + 40_000,
      denominatorFen: before.denominatorFen + 40_000,
      matchesFen: before.matchesFen + 40_000,
    });
    await money.wu.post(`/v1/matches/${offer}/cancel`, { reason: '组织无法继续' });
    expect(await share()).toEqual(before);
  });

  it('counties add up to the city', async () => {
    await record({ fen: 12_000 }, matching.as('county', '330381', 'zheng'));
    await record({ fen: 500_000, from: 'other', sellerName: '某公司' });
    const { counties, ...city } = await share('3303');
    expect(counties).toHaveLength(12);
    for (const figure of [
      'numeratorFen',
      'denominatorFen',
      'platformFen',
      'supportFen',
      'matchesFen',
    ] as const)
      expect(counties.reduce((sum, one) => sum + one[figure], 0)).toBe(city[figure]);
    const own = await share('330302', '2026', money.chen);
    expect(counties.find(({ division }) => division === '330302')).toEqual(own.counties[0]);
  });

  it('a purchase counts in the year of its day', async () => {
    const before = [await share('330302', '2025'), await share('330302', '2026')];
    await record({ on: '2025-03-01', fen: 9_000 });
    expect((await share('330302', '2025')).numeratorFen - before[0]!.numeratorFen).toBe(9_000);
    expect(await share('330302', '2026')).toEqual(before[1]);
  });

  it('a functional zone’s purchases count in its county', async () => {
    const before = await share('330303');
    const zone = matching.as('county', '330303Z1', 'qian');
    const id = await record({ fen: 8_000 }, zone);
    expect((await share('330303')).numeratorFen - before.numeratorFen).toBe(8_000);
    expect((await zone.get('/v1/purchases?division=330303Z1&year=2026')).json).toMatchObject({
      items: [{ id }],
    });
  });
});

describe('政府购买: what a county’s bureau records', () => {
  it('it stands in the ledger in double entry, and in the trail', async () => {
    const id = await record({ fen: 33_000 });
    expect(await money.account(id)).toEqual({ given: -33_000, 'bought-platform': 33_000 });
    expect((await money.chen.get(`/v1/ledger/accounts/${id}`)).json).toMatchObject({
      title: '社会组织服务平台运营',
      balances: { given: -33_000, 'bought-platform': 33_000 },
      items: [{ kind: 'purchase', fen: 33_000 }],
    });
    expect(await matching.audit(`PURCHASE#${id}`)).toEqual(['recorded by chen']);
    expect((await money.chen.get('/v1/ledger/balance?division=330302')).json).toMatchObject({
      balanced: true,
    });
  });

  it('recorded many times under one key it is one purchase', async () => {
    const before = await share();
    const replies = await Promise.all(
      Array.from({ length: 10 }, () =>
        money.chen.post('/v1/purchases', { ...PURCHASE, fen: 700 }, { 'idempotency-key': 'purchase-once-1' }),
      ),
    );
    expect(
      new Set(replies.filter(({ status }) => status === 201).map(({ json }) => (json as { id: string }).id))
        .size,
    ).toBe(1);
    expect((await share()).numeratorFen - before.numeratorFen).toBe(700);
  });

  it('fifty at once all count', async () => {
    const before = await share('330302', '2024');
    await Promise.all(Array.from({ length: 50 }, () => record({ fen: 11, on: '2024-05-06' })));
    expect((await share('330302', '2024')).numeratorFen - before.numeratorFen).toBe(550);
  });

  it('a mistake is reversed with its reason, never edited; again changes nothing', async () => {
    const before = await share();
    const id = await record({ fen: 5_000 });
    const [first, ...more] = await Promise.all(
      Array.from({ length: 5 }, () =>
        money.chen.post(`/v1/purchases/${id}/reverse`, { reason: '金额登记有误' }),
      ),
    );
    for (const { status, json } of [first!, ...more])
      expect({ status, json }).toMatchObject({ status: 200, json: { reversed: { reason: '金额登记有误' } } });
    expect(await share()).toEqual(before);
    expect(await money.account(id)).toEqual({ given: 0, 'bought-platform': 0 });
    expect((await money.chen.get(`/v1/purchases/${id}`)).json).toMatchObject({ fen: 5_000, reversed: {} });
    expect(await matching.audit(`PURCHASE#${id}`)).toEqual(['recorded by chen', 'reversed by chen']);
  });

  it('only the bureau that recorded it reverses it; others do not even see it', async () => {
    const id = await record();
    const zheng = matching.as('county', '330381', 'zheng');
    expect((await zheng.post(`/v1/purchases/${id}/reverse`, { reason: '金额登记有误' })).status).toBe(404);
    expect((await zheng.get(`/v1/purchases/${id}`)).status).toBe(404);
    expect((await money.lin.get(`/v1/purchases/${id}`)).status).toBe(200);
    const stale = await money.chen.post(
      `/v1/purchases/${id}/reverse`,
      { reason: '金额登记有误' },
      { 'if-match': '"7"' },
    );
    expect(stale.status).toBe(412);
  });

  it('from an organisation that the platform knows it is under its registered name', async () => {
    const { id: organisation } = await money.organisation({ class: 'mature' });
    const { sellerName: _, ...purchase } = PURCHASE;
    const { json } = await money.chen.post('/v1/purchases', { ...purchase, organisation });
    expect(json).toMatchObject({ organisation, sellerName: expect.stringContaining(organisation) });
  });

  it('the list has a year’s, reversed ones as well, page by page; the city has all counties’', async () => {
    const yongjia = matching.as('county', '330324', 'xu');
    const ids = [
      await record({ on: '2023-01-05' }, yongjia),
      await record({ on: '2023-02-05' }, yongjia),
      await record({ on: '2023-03-05' }, yongjia),
    ];
    await yongjia.post(`/v1/purchases/${ids[1]}/reverse`, { reason: '重复登记' });
    const list = '/v1/purchases?division=330324&year=2023&limit=2';
    const first = (await yongjia.get(list)).json as { items: { id: string }[]; next: string };
    const rest = (await yongjia.get(`${list}&cursor=${first.next}`)).json as typeof first;
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(ids.toReversed());
    const { json } = await money.lin.get('/v1/purchases?division=3303&year=2023&limit=100');
    expect((json as typeof first).items.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    expect((await money.chen.get(list)).status).toBe(403);
  });

  it.each([
    [{ fen: 0 }, 400, '#/body/fen'],
    [{ fen: 1.5 }, 400, '#/body/fen'],
    [{ fen: -5 }, 400, '#/body/fen'],
    [{ fen: '100' }, 400, '#/body/fen'],
    [{ fen: 10_000_000_000_001 }, 400, '#/body/fen'],
    [{ on: '2026-02-30' }, 400, '#/body/on'],
    [{ on: '2026-11-26' }, 422, '#/body/on'],
    [{ on: '2020-12-31' }, 422, '#/body/on'],
    [{ isNew: 'yes' }, 400, '#/body/isNew'],
    [{ from: 'company' }, 400, '#/body/from'],
    [{ purpose: undefined }, 400, '#/body/purpose'],
    [{ what: '联系人 13812345678' }, 400, '#/body/what'],
    [{ what: '' }, 400, '#/body/what'],
    [{ document: '号'.repeat(101) }, 400, '#/body/document'],
    [{ sellerName: undefined }, 422, '#/body/sellerName'],
    [{ organisation: 'none', sellerName: undefined }, 422, '#/body/organisation'],
    [{ organisation: 'none' }, 422, '#/body/sellerName'],
    [{ organisation: 'none', from: 'other' }, 422, '#/body/organisation'],
    [{ year: '2026' }, 400, '#/body/year'],
  ])('what is wrong is named, with what would be right: %j', async (more, status, pointer) => {
    const before = await share();
    const reply = await money.chen.post('/v1/purchases', { ...PURCHASE, ...more });
    expect({ status: reply.status, json: reply.json }).toMatchObject({
      status,
      json: { errors: [{ pointer, detail: expect.stringMatching(/\p{Script=Han}/u) }] },
    });
    expect(await share()).toEqual(before);
  });
});
