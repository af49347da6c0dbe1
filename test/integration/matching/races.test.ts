import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expire } from '../../../functions/matching/listings/expire.ts';
import type { Need } from '../../../functions/matching/model/listing.ts';
import type { Reply } from '../http/client.ts';
import { type MatchingService, matchingService, VISITS } from './service.ts';

let matching: MatchingService;
beforeAll(async () => {
  matching = await matchingService();
});
afterAll(() => matching.close());

const wang = () => matching.as('community', VISITS.division, 'wang');
const wu = () => matching.as('township', '330302025', 'wu');
const provider = () => matching.as('provider', '330302', 'shoes');
const GOODS = {
  title: '轮椅',
  division: '330302',
  period: { from: '2026-12-01', to: '2027-11-30' },
  openUntil: '2027-06-30',
  donor: 'enterprise',
  donorName: '某鞋业有限公司',
  gift: { type: 'goods', source: 'donation', what: '轮椅', unit: '辆', quantity: 10, unitFen: 50_000 },
};
let serial = 0;
const organisation = async () => {
  serial += 1;
  const id = `R-${serial}`;
  return { id, who: await matching.enrol(id) };
};
const begun = async (path: string, facts: object, who = wang()) => {
  const reply = await who.post(path, facts);
  expect(reply.status).toBe(201);
  return { id: (reply.json as { id: string }).id, etag: reply.headers.etag! };
};
const published = async (path: string, facts: object, who = wang()) => {
  const { id } = await begun(path, facts, who);
  const reply = await who.post(`${path}/${id}/publish`);
  expect(reply.status).toBe(200);
  return { id, etag: reply.headers.etag! };
};
const need = async (id: string) => (await matching.deps.store.listing('need', id)) as Need;
const statuses = (replies: readonly Reply[]) => replies.map(({ status }) => status).sort();
const times = (count: number, act: () => Promise<Reply>) => Promise.all(Array.from({ length: count }, act));

describe('同时办理: one wins, the others hear what happened', () => {
  it('fifty who begin a need under one key begin one', async () => {
    const key = { 'idempotency-key': 'fifty-at-once' };
    const one = matching.as('community', '330302025019', 'zhao');
    const replies = await times(50, () => one.post('/v1/needs', { title: '助浴' }, key));
    expect(new Set(statuses(replies))).toEqual(new Set([201]));
    expect(new Set(replies.map(({ json }) => (json as { id: string }).id)).size).toBe(1);
    const mine = (await one.get('/v1/needs/mine')).json as { items: object[] };
    expect(mine.items).toHaveLength(1);
    expect((await one.post('/v1/needs', { title: '助餐' }, key)).status).toBe(422);
  });

  it('published by ten at once it is published once, and told once', async () => {
    const { id } = await begun('/v1/needs', VISITS);
    const replies = await times(10, () => wang().post(`/v1/needs/${id}/publish`));
    expect(statuses(replies)).toEqual([200, ...Array(9).fill(409)]);
    expect(await matching.outbox('matching.need.published', id)).toHaveLength(1);
    expect(await matching.outbox('matching.match.due', id)).toHaveLength(1);
    expect(await matching.audit(`NEED#${id}`)).toEqual(['begun by wang', 'published by wang']);
  });

  it('published and withdrawn at once, it ends withdrawn; told closed only when it was told published', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await begun('/v1/needs', VISITS);
      const [publishing, withdrawal] = await Promise.all([
        wang().post(`/v1/needs/${id}/publish`),
        wang().post(`/v1/needs/${id}/withdraw`, { reason: '已解决' }),
      ]);
      expect(withdrawal.status).toBe(200);
      const told = await matching.outbox('matching.need.published', id);
      expect(told).toHaveLength(publishing.status === 200 ? 1 : 0);
      expect(await matching.outbox('matching.need.closed', id)).toHaveLength(told.length);
      expect((await need(id)).state).toBe('withdrawn');
    }
  });

  it('of ten edits of one version one is taken', async () => {
    const { id, etag } = await published('/v1/needs', VISITS);
    let people = 0;
    const replies = await times(10, () => {
      people += 1;
      return wang().call('PATCH', `/v1/needs/${id}`, { people }, { 'if-match': etag });
    });
    expect(statuses(replies)).toEqual([200, ...Array(9).fill(412)]);
    const won = replies.find(({ status }) => status === 200)!.json as { people: number };
    expect((await need(id)).facts.people).toBe(won.people);
  });

  it('a claim and an edit at once: no change of what an organisation took on', async () => {
    for (let round = 0; round < 5; round++) {
      const { id, etag } = await published('/v1/needs', VISITS);
      const { who } = await organisation();
      const period = { from: '2027-01-01', to: '2027-01-31' };
      const [claim, edit] = await Promise.all([
        who.post(`/v1/needs/${id}/claim`, {}),
        wang().call('PATCH', `/v1/needs/${id}`, { period }, { 'if-match': etag }),
      ]);
      expect(claim.status).toBe(201);
      const { facts, places } = await need(id);
      expect(places.held).toBe(1);
      // Either the edit came first and the claim is of the new period, or it was refused.
      expect(facts.period).toEqual(edit.status === 200 ? period : VISITS.period);
      expect([200, 412]).toContain(edit.status);
    }
  });

  it('a claim and a withdrawal at once: one of the two', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await published('/v1/needs', VISITS);
      const { who } = await organisation();
      const [claim, withdrawal] = await Promise.all([
        who.post(`/v1/needs/${id}/claim`, {}),
        wang().post(`/v1/needs/${id}/withdraw`, { reason: '已解决' }),
      ]);
      expect([
        [201, 409],
        [409, 200],
      ]).toContainEqual([claim.status, withdrawal.status]);
      const { state, places } = await need(id);
      expect({ state, held: places.held }).toEqual(
        claim.status === 201 ? { state: 'open', held: 1 } : { state: 'withdrawn', held: 0 },
      );
    }
  });

  it('answer, refusal and withdrawal of one offer at once: one outcome, and every place is where it says', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await published('/v1/needs', VISITS);
      const { who, id: organisationId } = await organisation();
      const offer = ((await who.post(`/v1/needs/${id}/claim`, {})).json as { id: string }).id;
      const [confirmation, refusal, declining] = await Promise.all([
        wu().post(`/v1/offers/${offer}/confirm`, {}),
        wu().post(`/v1/offers/${offer}/reject`, { reason: '承接过多' }),
        who.post(`/v1/offers/${offer}/decline`, { reason: '人手不足' }),
      ]);
      expect(statuses([confirmation, refusal, declining])).toEqual([200, 409, 409]);
      const { places } = await need(id);
      const { load } = (await matching.deps.store.organisation(organisationId))!;
      const taken = confirmation.status === 200 ? 1 : 0;
      expect([places.held, places.taken, load.held, load.running]).toEqual([0, taken, 0, taken]);
    }
  });

  it('goods withdrawn while a match is confirmed with them: what is promised stays promised, no more', async () => {
    for (let round = 0; round < 3; round++) {
      const { id } = await published('/v1/needs', VISITS);
      const { who } = await organisation();
      const { id: goods } = await published('/v1/resources', GOODS, provider());
      const offer = ((await who.post(`/v1/needs/${id}/claim`, {})).json as { id: string }).id;
      const supply = { fundings: [], goods: [{ resource: goods, quantity: 4 }], people: [] };
      const [confirmation, withdrawal] = await Promise.all([
        wu().post(`/v1/offers/${offer}/confirm`, { supply }),
        provider().post(`/v1/resources/${goods}/withdraw`, { reason: '不再提供' }),
      ]);
      expect(withdrawal.status).toBe(200);
      expect([200, 422]).toContain(confirmation.status);
      const { json } = await provider().get(`/v1/resources/${goods}`);
      expect(json).toMatchObject({
        state: 'withdrawn',
        used: { quantity: confirmation.status === 200 ? 4 : 0 },
      });
    }
  });

  it('goods made fewer while they are promised are never fewer than promised', async () => {
    for (let round = 0; round < 3; round++) {
      const { id } = await published('/v1/needs', VISITS);
      const { who } = await organisation();
      const { id: goods, etag } = await published('/v1/resources', GOODS, provider());
      const offer = ((await who.post(`/v1/needs/${id}/claim`, {})).json as { id: string }).id;
      const supply = { fundings: [], goods: [{ resource: goods, quantity: 8 }], people: [] };
      const gift = { ...GOODS.gift, quantity: 5 };
      const [confirmation, edit] = await Promise.all([
        wu().post(`/v1/offers/${offer}/confirm`, { supply }),
        provider().call('PATCH', `/v1/resources/${goods}`, { gift }, { 'if-match': etag }),
      ]);
      expect([
        [200, 412],
        [422, 200],
      ]).toContainEqual([confirmation.status, edit.status]);
    }
  });
});

describe('过期: what is past its last day leaves the lists, whoever else acts on it', () => {
  const DUE = { ...VISITS, openUntil: '2026-11-26' };
  /** Two days later, and back. */
  async function later<T>(act: () => Promise<T>): Promise<T> {
    matching.pass({ hours: 48 });
    try {
      return await act();
    } finally {
      matching.pass({ hours: -48 });
    }
  }

  it('five runs at once end each entry once', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => published('/v1/needs', DUE)));
    const runs = await later(() => Promise.all([1, 2, 3, 4, 5].map(() => expire(matching.deps))));
    expect(runs.reduce((sum, count) => sum + count, 0)).toBe(all.length);
    for (const { id } of all) {
      expect((await need(id)).state).toBe('expired');
      expect(await matching.outbox('matching.need.closed', id)).toHaveLength(1);
    }
  });

  it('a need that is held waits, and does not keep others from ending; confirmed for fewer than it asked it is matched', async () => {
    const { id } = await published('/v1/needs', { ...DUE, demand: 3 });
    const other = await published('/v1/needs', DUE);
    const { who } = await organisation();
    const offer = ((await who.post(`/v1/needs/${id}/claim`, {})).json as { id: string }).id;
    expect(await later(() => expire(matching.deps))).toBe(1);
    expect((await need(other.id)).state).toBe('expired');
    expect((await need(id)).state).toBe('open');
    await wu().post(`/v1/offers/${offer}/confirm`, {});
    expect(await later(() => expire(matching.deps))).toBe(1);
    expect(await need(id)).toMatchObject({ state: 'matched', facts: { demand: 1 }, places: { taken: 1 } });
    expect(await matching.outbox('matching.need.closed', id)).toEqual([]);
  });

  it('a claim in the last minute and the schedule at once: either it is held, or it is over', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await published('/v1/needs', DUE);
      const { who } = await organisation();
      const claiming = who.post(`/v1/needs/${id}/claim`, {});
      const ending = later(() => expire(matching.deps));
      const [claim] = await Promise.all([claiming, ending]);
      const { state, places } = await need(id);
      expect({ state, held: places.held }).toEqual(
        claim.status === 201 ? { state: 'open', held: 1 } : { state: 'expired', held: 0 },
      );
    }
  });

  it('projects and resources end as well', async () => {
    const { id } = await published('/v1/resources', { ...GOODS, openUntil: '2026-11-26' }, provider());
    expect(await later(() => expire(matching.deps))).toBeGreaterThanOrEqual(1);
    expect((await provider().get(`/v1/resources/${id}`)).json).toMatchObject({ state: 'expired' });
    expect((await provider().post(`/v1/resources/${id}/withdraw`, { reason: '不再提供' })).status).toBe(409);
  });
});

describe('名额: a need that asks for fewer is matched, or closed, by that (M1.1)', () => {
  it('asking for no more than are confirmed it is matched, and cannot ask for fewer than that', async () => {
    const { id } = await published('/v1/needs', { ...VISITS, demand: 3 });
    for (let place = 0; place < 2; place++) {
      const { who } = await organisation();
      const offer = ((await who.post(`/v1/needs/${id}/claim`, {})).json as { id: string }).id;
      expect((await wu().post(`/v1/offers/${offer}/confirm`, {})).status).toBe(200);
    }
    const patch = async (demand: number) => {
      const { headers } = await wang().get(`/v1/needs/${id}`);
      return wang().call('PATCH', `/v1/needs/${id}`, { demand }, { 'if-match': headers.etag! });
    };
    expect((await patch(1)).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/demand', detail: '已有 2 家组织，不能少于 2' }],
    });
    expect((await patch(2)).json).toMatchObject({
      state: 'matched',
      places: { asked: 2, free: 0, taken: 2 },
    });
  });
});
