import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contesting, JUDGES, ok } from './contesting.ts';
import { type MatchingService, matchingService } from './service.ts';

let matching: MatchingService;
beforeAll(async () => {
  matching = await matchingService();
});
afterAll(() => matching.close());

const { bureau, judge, need, contest, organisation, entered, score, inDays } = contesting(() => matching);

describe('评审: judges score, and stay away where they have an interest (M1.5)', () => {
  it('a score is given in its time, by criterion, and may be changed', async () => {
    const [one, id] = [await organisation(), await contest()];
    const entry = await entered(id, one, await need());
    expect((await score(id, entry, judge(1), [30, 30, 25, 15])).json).toMatchObject({
      status: 409,
      state: 'open',
    });
    await inDays(6, async () => {
      expect((await score(id, entry, judge(1), [31, 30, 25, 15])).json).toMatchObject({
        status: 422,
        errors: [{ pointer: '#/body/points/0' }],
      });
      expect((await score(id, entry, judge(1), [-1, 30, 25, 15])).status).toBe(400);
      await ok(score(id, entry, judge(1), [30, 30, 25, 14]));
      expect((await ok(score(id, entry, judge(1), [20, 20, 20, 10]))).json).toMatchObject({ total: 70 });
      expect((await score(id, entry, bureau(), [1, 1, 1, 1])).status).toBe(404);
      const elsewhere = matching.as('township', '330302025', 'judge-4');
      expect((await score(id, entry, elsewhere, [1, 1, 1, 1])).status).toBe(404);
      expect((await judge(1).get(`/v1/contests/${id}/entries`)).json).toMatchObject({
        items: [{ score: { points: [20, 20, 20, 10] } }],
      });
      expect((await bureau().get(`/v1/contests/${id}/scores`)).json).toMatchObject({
        items: [{ judge: '陈评委', total: 70 }],
      });
    });
    expect((await inDays(11, () => score(id, entry, judge(2), [1, 1, 1, 1]))).status).toBe(409);
  });

  it('whoever has an interest is kept out, with the rule; what he declares makes his score count no more', async () => {
    const one = await organisation();
    const id = await contest({
      judges: [{ ...JUDGES[0], affiliations: [one.id] }, ...JUDGES.slice(1)],
    });
    const entry = await entered(id, one, await need(), { backedBy: '330302026' });
    await inDays(6, async () => {
      expect((await score(id, entry, judge(1), [1, 1, 1, 1])).json).toMatchObject({
        status: 403,
        rule: 'affiliation',
      });
      expect((await score(id, entry, judge(4), [1, 1, 1, 1])).json).toMatchObject({
        status: 403,
        rule: 'backing',
      });
      await ok(score(id, entry, judge(2), [1, 1, 1, 1]));
      await ok(judge(2).post(`/v1/contests/${id}/entries/${entry}/recuse`, { reason: '曾为顾问' }));
      expect((await score(id, entry, judge(2), [1, 1, 1, 1])).json).toMatchObject({ rule: 'declared' });
      expect((await bureau().get(`/v1/contests/${id}/scores`)).json).toMatchObject({
        items: [{ judge: '林评委', conflict: expect.stringContaining('利害关系') }],
      });
      expect((await judge(4).get(`/v1/contests/${id}/entries`)).json).toMatchObject({
        items: [{ conflict: { rule: 'backing' } }],
      });
    });
  });
});
