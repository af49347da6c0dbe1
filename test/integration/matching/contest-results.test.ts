import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contesting, FUNDS, idOf, ok } from './contesting.ts';
import { type MatchingService, matchingService, VISITS } from './service.ts';

let matching: MatchingService;
beforeAll(async () => {
  matching = await matchingService();
});
afterAll(() => matching.close());

const {
  bureau,
  wu,
  studio,
  provider,
  judge,
  published,
  need,
  contest,
  organisation,
  entered,
  score,
  all,
  inDays,
  placesOf,
} = contesting(() => matching);

describe('公布结果: winners are put to their needs with their prizes (M1.3, M1.5)', () => {
  it('the winner’s offer waits for the township with the money of the prize, and is confirmed as it is', async () => {
    const funds = await published('/v1/resources', FUNDS, provider());
    const [first, second, needId] = [await organisation(), await organisation(), await need()];
    const id = await contest({
      prizes: [{ name: '一等奖', places: 1, funding: { resource: funds, fen: 300_000 } }],
    });
    const [a, b] = [await entered(id, first, needId), await entered(id, second, needId)];
    expect((await studio().get(`/v1/contests/${id}/result`)).status).toBe(404);
    await inDays(6, async () => {
      await all(id, { [a]: [30, 30, 25, 15] });
      await ok(score(id, b, judge(1), [20, 20, 20, 10]));
      expect((await bureau().post(`/v1/contests/${id}/decide`)).json).toMatchObject({
        status: 409,
        missing: 3,
      });
      await all(id, { [b]: [20, 20, 20, 11] });
      const { json } = await ok(bureau().post(`/v1/contests/${id}/decide`));
      const offer = `${needId}.1`;
      expect(json).toMatchObject({
        ranked: [
          { entry: a, rank: 1, means: [30, 30, 25, 15], mean: 100, prize: '一等奖', offer },
          { entry: b, rank: 2, judges: 4, sums: [80, 80, 80, 44], means: [20, 20, 20, 11], mean: 71 },
        ],
        unranked: [],
      });
      expect((await studio().get(`/v1/contests/${id}/result`)).json).toEqual(json);
      expect((await studio().get(`/v1/contests/${id}`)).json).toMatchObject({
        stage: 'decided',
        panel: [{ name: '陈评委' }, {}, {}, {}],
      });
      expect(await placesOf(needId)).toMatchObject({ held: 1, free: 0 });
      expect((await wu().get(`/v1/offers/${offer}`)).json).toMatchObject({
        state: 'accepted',
        origin: 'contest',
        from: id,
        supply: { fundings: [{ resource: funds, fen: 300_000 }] },
      });
      expect((await ok(wu().post(`/v1/offers/${offer}/confirm`, {}))).json).toMatchObject({
        origin: 'contest',
        providers: { [funds]: '鹿城区民政局' },
      });
      expect(await matching.audit(`CHANNEL#${id}`)).toContain('decided by bureau');
      expect((await bureau().post(`/v1/contests/${id}/decide`)).status).toBe(409);
      expect((await score(id, b, judge(1), [30, 30, 25, 15])).status).toBe(409);
    });
  });

  it('of five decisions at once one is made, and each winner is held once', async () => {
    const [first, second, id] = [
      await organisation(),
      await organisation(),
      await contest({ prizes: [{ name: '优胜奖', places: 2 }] }),
    ];
    const needs = [await need(), await need()] as const;
    const entries = [await entered(id, first, needs[0]), await entered(id, second, needs[1])] as const;
    await inDays(6, async () => {
      await all(id, { [entries[0]]: [10, 10, 10, 10], [entries[1]]: [20, 20, 20, 10] });
      const replies = await Promise.all(
        Array.from({ length: 5 }, () => bureau().post(`/v1/contests/${id}/decide`)),
      );
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
      for (const one of needs) expect(await placesOf(one)).toMatchObject({ held: 1 });
      for (const team of [first, second])
        expect(await matching.deps.store.organisation(team.id)).toMatchObject({ load: { held: 1 } });
    });
  });

  it('a score, a withdrawal and a decision at once: the decision is about all that was there', async () => {
    const [first, second, id] = [await organisation(), await organisation(), await contest()];
    const [a, b] = [await entered(id, first, await need()), await entered(id, second, await need())];
    await inDays(6, async () => {
      await all(id, { [a]: [10, 10, 10, 10], [b]: [9, 9, 9, 9] });
      const [changed, left, decided] = await Promise.all([
        score(id, b, judge(1), [30, 30, 25, 15]),
        first.who.post(`/v1/contests/${id}/entries/${a}/withdraw`, { reason: '人手不足' }),
        bureau().post(`/v1/contests/${id}/decide`),
      ]);
      const { ranked } = decided.json as { ranked: { entry: string; sums: number[] }[] };
      expect(ranked.map(({ entry }) => entry).includes(a)).toBe(left.status === 409);
      expect(ranked.find(({ entry }) => entry === b)!.sums[0]).toBe(changed.status === 200 ? 57 : 36);
    });
  });

  it('two winners of one need with one place: the better gets it, the other’s prize says why not', async () => {
    const [first, second, needId] = [await organisation(), await organisation(), await need()];
    const id = await contest({ prizes: [{ name: '优胜奖', places: 2 }] });
    const [a, b] = [await entered(id, first, needId), await entered(id, second, needId)];
    await inDays(6, async () => {
      await all(id, { [a]: [10, 10, 10, 10], [b]: [20, 20, 20, 10] });
      expect((await ok(bureau().post(`/v1/contests/${id}/decide`))).json).toMatchObject({
        ranked: [
          { entry: b, offer: `${needId}.1` },
          { entry: a, prize: '优胜奖', refused: expect.stringContaining('已被其他组织') },
        ],
      });
      expect(await matching.deps.store.organisation(first.id)).toMatchObject({ load: { held: 0 } });
    });
  });

  it('prize money that went elsewhere meanwhile is not promised: the offer says so, and the township may find other', async () => {
    const funds = await published('/v1/resources', FUNDS, provider());
    const [first, second, id] = [
      await organisation(),
      await organisation(),
      await contest({ prizes: [{ name: '优胜奖', places: 2, funding: { resource: funds, fen: 400_000 } }] }),
    ];
    const [one, other, third] = [await need(), await need(), await need()];
    const [a, b] = [await entered(id, first, one), await entered(id, second, other)];
    const claim = idOf(await ok((await organisation()).who.post(`/v1/needs/${third}/claim`, {})));
    const supply = { fundings: [{ resource: funds, fen: 500_000 }], goods: [], people: [] };
    await ok(wu().post(`/v1/offers/${claim}/confirm`, { supply }));
    await inDays(6, async () => {
      await all(id, { [a]: [30, 30, 25, 15], [b]: [20, 20, 20, 10] });
      expect((await ok(bureau().post(`/v1/contests/${id}/decide`))).json).toMatchObject({
        ranked: [
          { entry: a, offer: `${one}.1` },
          { entry: b, offer: `${other}.1`, unpaid: expect.stringContaining('只剩 1000.00 元') },
        ],
      });
      expect((await wu().get(`/v1/offers/${other}.1`)).json).toMatchObject({ supply: { fundings: [] } });
      for (const won of [one, other]) await ok(wu().post(`/v1/offers/${won}.1/confirm`, {}));
    });
    const { json } = await provider().get(`/v1/resources/${funds}`);
    expect(json).toMatchObject({ used: { fen: 900_000 }, promised: { fen: 0 } });
  });

  it('two winners of one need with two places both get one', async () => {
    const [first, second, needId] = [await organisation(), await organisation(), await need({ demand: 2 })];
    const id = await contest({ prizes: [{ name: '优胜奖', places: 2 }] });
    const [a, b] = [await entered(id, first, needId), await entered(id, second, needId)];
    await inDays(6, async () => {
      await all(id, { [a]: [10, 10, 10, 10], [b]: [20, 20, 20, 10] });
      expect((await ok(bureau().post(`/v1/contests/${id}/decide`))).json).toMatchObject({
        ranked: [{ offer: `${needId}.1` }, { offer: `${needId}.2` }],
      });
      expect(await placesOf(needId)).toMatchObject({ held: 2, free: 0 });
    });
  });

  it('ten winners at once, each for a need of the township itself, are put to their needs in one step', async () => {
    const teams = await Promise.all(Array.from({ length: 10 }, () => organisation()));
    const id = await contest({ prizes: [{ name: '优胜奖', places: 10 }] });
    const facts = { ...VISITS, division: '330302025' };
    const entries = await Promise.all(
      teams.map(async (team) => entered(id, team, await published('/v1/needs', facts, wu()))),
    );
    await inDays(6, async () => {
      for (const entry of entries)
        for (const number of [1, 2, 3] as const) await ok(score(id, entry, judge(number), [9, 9, 9, 9]));
    });
    await inDays(11, async () => {
      const { json } = await ok(bureau().post(`/v1/contests/${id}/decide`));
      const { ranked } = json as { ranked: { offer?: string }[] };
      expect(ranked.filter(({ offer }) => offer !== undefined)).toHaveLength(10);
      const { items } = (await wu().get('/v1/notices?limit=100')).json as { items: { link: string }[] };
      for (const { offer } of ranked) expect(items.map(({ link }) => link)).toContain(`/v1/offers/${offer}`);
    });
  });

  it('after judging it is decided on the scores there are; with fewer than three nobody is ranked', async () => {
    const [one, id] = [await organisation(), await contest()];
    const entry = await entered(id, one, await need());
    await inDays(6, async () => {
      await ok(score(id, entry, judge(1), [30, 30, 25, 15]));
      await ok(score(id, entry, judge(2), [30, 30, 25, 15]));
    });
    await inDays(11, async () => {
      expect((await ok(bureau().post(`/v1/contests/${id}/decide`))).json).toMatchObject({
        ranked: [],
        unranked: [{ entry, judges: 2 }],
      });
    });
  });
});
