import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expire } from '../../../functions/matching/listings/expire.ts';
import { lapse } from '../../../functions/matching/offers/lapse.ts';
import { type MatchingService, matchingService, VISITS } from './service.ts';

let matching: MatchingService;
beforeAll(async () => {
  matching = await matchingService();
});
afterAll(() => matching.close());

const COMMUNITY = '330302025010';
const wang = () => matching.as('community', COMMUNITY, 'wang');
const wu = () => matching.as('township', '330302025', 'wu');
const provider = () => matching.as('provider', '330302', 'shoes');
const FUNDS = {
  title: '为老服务资金',
  division: '330302',
  period: { from: '2026-12-01', to: '2027-11-30' },
  openUntil: '2027-06-30',
  donor: 'enterprise',
  donorName: '某鞋业有限公司',
  gift: { type: 'funds', source: 'social-capital', fen: 500_000 },
};

let serial = 0;
async function published(path: string, facts: object, who = wang()) {
  const { json } = await who.post(path, facts);
  const { id } = json as { id: string };
  expect((await who.post(`${path}/${id}/publish`)).json).toMatchObject({ state: 'open' });
  return id;
}
const need = (more: object = {}) => published('/v1/needs', { ...VISITS, ...more });
const organisation = async (standing: object = {}) => {
  serial += 1;
  const id = `ORG-${serial}`;
  return { id, who: await matching.enrol(id, { standing }) };
};
const places = async (id: string) =>
  ((await wang().get(`/v1/needs/${id}`)).json as { places: object }).places;
const claimed = async (needId: string, { who }: Awaited<ReturnType<typeof organisation>>) => {
  const reply = await who.post(`/v1/needs/${needId}/claim`, {});
  expect({ status: reply.status, json: reply.json }).toMatchObject({ status: 201 });
  return (reply.json as { id: string }).id;
};

describe('认领: an organisation claims an open need (A1, M1.4)', () => {
  it('holds its place, and the township finds it among what it has to confirm', async () => {
    const one = await organisation();
    const id = await need();
    const offer = await claimed(id, one);
    expect(await places(id)).toEqual({ asked: 1, free: 0, held: 1, taken: 0, done: 0 });
    const { json } = await wu().get('/v1/confirmations?limit=100');
    expect((json as { items: object[] }).items).toContainEqual(
      expect.objectContaining({ id: offer, state: 'accepted', origin: 'claim' }),
    );
    expect(await matching.audit(`NEED#${id}`)).toEqual([
      'begun by wang',
      'published by wang',
      `claimed by ${one.id}`,
    ]);
  });

  it('of 50 at once one wins; the others are told that it is taken, and hold nothing', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => organisation()));
    const id = await need();
    const replies = await Promise.all(all.map(({ who }) => who.post(`/v1/needs/${id}/claim`, {})));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(49);
    expect(await places(id)).toMatchObject({ held: 1, free: 0 });
    const loads = await matching.deps.store.organisations(all.map((one) => one.id));
    expect(loads.reduce((sum, { load }) => sum + load.held, 0)).toBe(1);
  });

  it('asked for by one key again it is the same claim', async () => {
    const { who } = await organisation();
    const id = await need({ demand: 2 });
    const key = { 'idempotency-key': 'claim-once-1' };
    const [first, again] = [
      await who.post(`/v1/needs/${id}/claim`, {}, key),
      await who.post(`/v1/needs/${id}/claim`, {}, key),
    ];
    expect(again.json).toEqual(first.json);
    expect(await places(id)).toMatchObject({ held: 1 });
  });

  it('who does not do such things is told which rule it does not meet and what would change it', async () => {
    const { who } = await organisation({ actions: ['culture'] });
    expect((await who.post(`/v1/needs/${await need()}/claim`, {})).json).toMatchObject({
      status: 409,
      rule: 'action',
      detail: expect.stringContaining('增加这个行动'),
    });
  });

  it('no organisation has two places of one need, however fast it claims', async () => {
    const one = await organisation();
    const id = await need({ demand: 3 });
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => one.who.post(`/v1/needs/${id}/claim`, {})),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    expect(await places(id)).toMatchObject({ held: 1, free: 2 });
    expect((await one.who.post(`/v1/needs/${id}/claim`, {})).json).toMatchObject({ rule: 'serving' });
  });

  it('nobody claims for an organisation that he does not speak for', async () => {
    const [one, other] = [await organisation(), await organisation()];
    const reply = await one.who.post(`/v1/needs/${await need()}/claim`, { organisation: other.id });
    expect(reply.status).toBe(404);
  });
});

describe('确认: the township pairs provider and organisation (M1.3)', () => {
  it('the row of the resource list names both; what it gets is promised in the same step', async () => {
    const one = await organisation();
    const [id, funds] = [await need(), await published('/v1/resources', FUNDS, provider())];
    const offer = await claimed(id, one);
    const supply = { fundings: [{ resource: funds, fen: 200_000 }], goods: [], people: [] };
    const { status, json } = await wu().post(`/v1/offers/${offer}/confirm`, { supply });
    expect({ status, json }).toMatchObject({
      status: 200,
      json: { organisation: one.id, providers: { [funds]: '某鞋业有限公司' }, state: 'confirmed', supply },
    });
    expect(await places(id)).toEqual({ asked: 1, free: 0, held: 0, taken: 1, done: 0 });
    expect((await provider().get(`/v1/resources/${funds}`)).json).toMatchObject({ used: { fen: 200_000 } });
    expect((await wu().get('/v1/resource-list?division=330302025&action=relief')).json).toMatchObject({
      items: [{ id: offer }],
    });
    expect(await matching.outbox('matching.need.matched', id)).toMatchObject([
      {
        data: { organisationId: one.id, origin: 'claim', publishedOn: '2026-11-25', matchedOn: '2026-11-25' },
      },
    ]);
    expect((await wu().post(`/v1/offers/${offer}/confirm`, { supply })).status).toBe(409);
  });

  it('nobody else confirms: not the county above, not the township beside it, not the community', async () => {
    const offer = await claimed(await need(), await organisation());
    for (const other of [matching.as('county', '330302'), matching.as('township', '330302026')])
      expect((await other.post(`/v1/offers/${offer}/confirm`, {})).status).toBe(404);
    expect((await wang().post(`/v1/offers/${offer}/confirm`, {})).status).toBe(403);
  });

  it('no resource is promised beyond what it has, and none that does not fit (M2.3)', async () => {
    const one = await organisation();
    const offer = await claimed(
      await need({ budgetFen: 600_000, sources: ['social-capital', 'government-purchase'] }),
      one,
    );
    const [funds, bought, culture, given] = [
      await published('/v1/resources', FUNDS, provider()),
      await published(
        '/v1/resources',
        { ...FUNDS, gift: { ...FUNDS.gift, source: 'government-purchase' } },
        provider(),
      ),
      await published('/v1/resources', { ...FUNDS, actions: ['culture'] }, provider()),
      await published('/v1/resources', { ...FUNDS, gift: { ...FUNDS.gift, source: 'donation' } }, provider()),
    ];
    for (const [resource, fen, why] of [
      [funds, 500_001, '只剩 5000.00 元'],
      [bought, 1, '不能付给这一类型的组织'],
      [culture, 1, '不用于这个行动'],
      [given, 1, '不用这个渠道的资金'],
      ['none', 1, '没有这项资源'],
    ] as const) {
      const supply = { fundings: [{ resource, fen }], goods: [], people: [] };
      expect((await wu().post(`/v1/offers/${offer}/confirm`, { supply })).json).toMatchObject({
        status: 422,
        errors: [{ pointer: '#/body/supply/fundings/0', detail: expect.stringContaining(why) }],
      });
    }
    expect((await provider().get(`/v1/resources/${funds}`)).json).toMatchObject({ used: { fen: 0 } });
  });

  it('funds for five of ten matches that are confirmed at once go to five', async () => {
    const funds = await published('/v1/resources', FUNDS, provider());
    const offers = await Promise.all(
      Array.from({ length: 10 }, async () => claimed(await need(), await organisation())),
    );
    const supply = { fundings: [{ resource: funds, fen: 100_000 }], goods: [], people: [] };
    const replies = await Promise.all(offers.map((id) => wu().post(`/v1/offers/${id}/confirm`, { supply })));
    expect(replies.map(({ status }) => status).sort()).toEqual([
      ...Array(5).fill(200),
      ...Array(5).fill(422),
    ]);
    expect((await provider().get(`/v1/resources/${funds}`)).json).toMatchObject({ used: { fen: 500_000 } });
  });
});

describe('答复: what nobody answers goes to the next best', () => {
  // The workers have only this to do.
  beforeAll(async () => {
    matching.close();
    matching = await matchingService();
  });

  it('declined it goes to the next best at once; who declined is not asked again', async () => {
    const [first, second] = [
      await organisation({ class: 'growing' }),
      await organisation({ class: 'start-up' }),
    ];
    const id = await need();
    const offer = await claimed(id, first);
    await first.who.post(`/v1/offers/${offer}/decline`, { reason: '人手不足' });
    // Queues take a while: of what many organisations caused, each need is matched once.
    matching.pass({ hours: 0.001 });
    await matching.work();
    const { json } = await wang().get(`/v1/needs/${id}/offers`);
    const offers = (json as { items: { organisation: string; state: string; origin: string }[] }).items;
    expect(offers[0]).toMatchObject({ organisation: first.id, state: 'declined', reason: '人手不足' });
    expect(offers[1]).toMatchObject({ state: 'proposed', origin: 'next' });
    expect(offers[1]!.organisation).not.toBe(first.id);
    expect(second.id).not.toBe(first.id);
  });

  it('a proposal is accepted in time, or lapses and goes on; afterwards it is too late', async () => {
    const first = await organisation();
    const id = await need();
    await first.who.post(`/v1/offers/${await claimed(id, first)}/decline`, { reason: '人手不足' });
    await matching.work();
    const asked = (await wang().get(`/v1/needs/${id}/offers`)).json as {
      items: { id: string; organisation: string }[];
    };
    const { id: offer, organisation: askedId } = asked.items[1]!;
    const who = matching.as('organisation', '330302', askedId);
    matching.pass({ hours: 72 });
    const late = (await who.post(`/v1/offers/${offer}/accept`)).json as { status: number; detail: string };
    expect(late).toMatchObject({ status: 409, detail: expect.stringContaining('已过答复期限') });
    expect(await lapse(matching.deps)).toBeGreaterThanOrEqual(1);
    expect(await lapse(matching.deps)).toBe(0);
    // What it was told to do is what is left to it: it is not asked again, nor does it claim.
    const claim = (await who.post(`/v1/needs/${id}/claim`, {})).json as { rule: string; detail: string };
    expect(claim.rule).toBe('passed');
    for (const { detail } of [late, claim]) expect(detail).toContain('与发布方联系，由其另行发布需求');
    await matching.work();
    const after = (await wang().get(`/v1/needs/${id}/offers`)).json as {
      items: { state: string; organisation: string }[];
    };
    matching.pass({ hours: -72 });
    expect(after.items.slice(0, 3).map(({ state }) => state)).toEqual(['declined', 'lapsed', 'proposed']);
    const third = after.items[2]!.organisation;
    const next = matching.as('organisation', '330302', third);
    const list = (await next.get(`/v1/offers?organisation=${third}&state=proposed`)).json as {
      items: { id: string; need: string }[];
    };
    const mine = list.items.find((one) => one.need === id)!;
    expect((await next.post(`/v1/offers/${mine.id}/accept`)).json).toMatchObject({ state: 'accepted' });
    expect((await next.post(`/v1/offers/${mine.id}/accept`)).status).toBe(200);
  });

  it('what the township does not confirm is open again', async () => {
    const one = await organisation();
    const id = await need();
    const offer = await claimed(id, one);
    expect((await wu().post(`/v1/offers/${offer}/reject`, { reason: '承接过多' })).json).toMatchObject({
      state: 'rejected',
    });
    expect(await places(id)).toMatchObject({ free: 1, held: 0 });
    expect(await matching.deps.store.organisation(one.id)).toMatchObject({ load: { held: 0, running: 0 } });
  });
});

describe('实施期限已过: a need whose period is over is served by nobody any more (M1.4)', () => {
  /** In the middle of the next year, and back. */
  async function afterwards<T>(act: () => Promise<T>): Promise<T> {
    matching.pass({ hours: 24 * 200 });
    try {
      return await act();
    } finally {
      matching.pass({ hours: -24 * 200 });
    }
  }
  /** A need for two, claimed by one, and proposed to another. */
  async function waiting() {
    const id = await need({ demand: 2 });
    const claim = await claimed(id, await organisation());
    const other = await claimed(id, await organisation());
    await organisation();
    await wu().post(`/v1/offers/${other}/reject`, { reason: '承接过多' });
    await matching.work();
    const { items } = (await wang().get(`/v1/needs/${id}/offers`)).json as {
      items: { id: string; state: string; organisation: string }[];
    };
    const proposal = items.find(({ state }) => state === 'proposed')!;
    return { id, claim, proposal, asked: matching.as('organisation', '330302', proposal.organisation) };
  }

  it('neither accepted nor confirmed: whoever tries hears that the period is over', async () => {
    const { claim, proposal, asked } = await waiting();
    await afterwards(async () => {
      for (const reply of [
        await wu().post(`/v1/offers/${claim}/confirm`, {}),
        await asked.post(`/v1/offers/${proposal.id}/accept`),
      ])
        expect(reply.json).toMatchObject({
          status: 409,
          detail: expect.stringContaining('实施期限已于 2027-02-28 结束'),
        });
      expect((await wu().post(`/v1/offers/${claim}/reject`, { reason: '已过期' })).status).toBe(200);
    });
  });

  it('what waits for it ends with it: both organisations are free, and the need has expired', async () => {
    const { id, claim, proposal } = await waiting();
    await afterwards(async () => {
      await Promise.all([expire(matching.deps), expire(matching.deps)]);
      await expire(matching.deps);
    });
    const shown = (await wang().get(`/v1/needs/${id}`)).json;
    expect(shown).toMatchObject({ state: 'expired', places: { held: 0, taken: 0 } });
    for (const offer of [claim, proposal.id])
      expect((await wang().get(`/v1/offers/${offer}`)).json).toMatchObject({
        state: 'revoked',
        reason: expect.stringContaining('2027-02-28'),
      });
    expect(await matching.deps.store.organisation(proposal.organisation)).toMatchObject({
      load: { held: 0 },
    });
    expect(await matching.outbox('matching.need.closed', id)).toMatchObject([{ data: { cause: 'expired' } }]);
    const { items } = (await wu().get('/v1/confirmations?limit=100')).json as { items: { id: string }[] };
    expect(items.map((one) => one.id)).not.toContain(claim);
  });

  it('confirmed in time for one of two places it is matched with that one', async () => {
    const { id, claim } = await waiting();
    expect((await wu().post(`/v1/offers/${claim}/confirm`, {})).status).toBe(200);
    await afterwards(() => expire(matching.deps));
    const shown = (await wang().get(`/v1/needs/${id}`)).json;
    expect(shown).toMatchObject({ state: 'matched', places: { held: 0, taken: 1 } });
  });
});

describe('资金台账: what is promised and given back is in the ledger (M2.3)', () => {
  it('pledge, commitment and release keep every account in balance, and are told', async () => {
    const one = await organisation();
    const id = await need();
    const funds = await published('/v1/resources', FUNDS, provider());
    const offer = await claimed(id, one);
    const supply = { fundings: [{ resource: funds, fen: 200_000 }], goods: [], people: [] };
    await wu().post(`/v1/offers/${offer}/confirm`, { supply });
    const account = async () => (await matching.deps.store.accounts([funds])).get(funds);
    expect(await account()).toEqual({ given: -500_000, available: 300_000, committed: 200_000 });
    const { json } = await wu().post(`/v1/matches/${offer}/cancel`, { reason: '组织无法继续' });
    expect(json).toMatchObject({ state: 'cancelled', reason: '组织无法继续' });
    expect(await account()).toEqual({ given: -500_000, available: 500_000, committed: 0 });
    expect(
      (await matching.outbox('matching.funds.committed', offer)).map(({ data }) => data.fen).sort(),
    ).toEqual([-200_000, 200_000]);
    expect(await places(id)).toMatchObject({ free: 1, taken: 0 });
    expect((await provider().get(`/v1/resources/${funds}`)).json).toMatchObject({ used: { fen: 0 } });
    await provider().post(`/v1/resources/${funds}/withdraw`, { reason: '不再提供' });
    expect(await account()).toMatchObject({ given: -500_000, available: 0, returned: 500_000 });
    expect((await wu().post(`/v1/matches/${offer}/cancel`, { reason: '再次' })).status).toBe(409);
  });
});
