import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { putContest } from '../../../functions/matching/store/contests.ts';
import { CONTEST, contesting, FUNDS, idOf, JUDGES, ok, PLAN, type Team, type Who } from './contesting.ts';
import { type MatchingService, matchingService } from './service.ts';

let matching: MatchingService;
beforeAll(async () => {
  matching = await matchingService();
});
afterAll(() => matching.close());

const { bureau, wang, studio, provider, judge, published, need, contest, organisation, entered, inDays } =
  contesting(() => matching);

describe('公告大赛: a contest is announced and changed (M1.5)', () => {
  it('criteria that it does not name are policy’s; its judges are told, and nobody else sees who they are', async () => {
    const id = await contest();
    expect((await bureau().get(`/v1/contests/${id}`)).json).toMatchObject({
      stage: 'open',
      judges: 4,
      criteria: [{ points: 30 }, { points: 30 }, { points: 25 }, { points: 15 }],
      panel: [{ name: '陈评委', subject: 'judge-1' }, {}, {}, {}],
    });
    const seen = (await studio().get(`/v1/contests/${id}`)).json as object;
    expect(seen).toMatchObject({ judges: 4, mine: false, judging: false });
    expect(seen).not.toHaveProperty('panel');
    const { json } = await judge(1).get('/v1/notices');
    expect((json as { items: object[] }).items).toContainEqual(
      expect.objectContaining({ kind: 'channel', link: `/v1/contests/${id}` }),
    );
    const list = (await wang().get('/v1/contests?division=330302&stage=open&limit=100')).json;
    expect((list as { items: object[] }).items).toContainEqual(expect.objectContaining({ id }));
    expect(await matching.audit(`CHANNEL#${id}`)).toEqual(['announced by bureau']);
  });

  it('prizes are paid from funds that are there, serve all of its division, and suffice for all places (M2.3)', async () => {
    const [funds, small] = [
      await published('/v1/resources', FUNDS, provider()),
      await published('/v1/resources', { ...FUNDS, division: '330302025' }, provider()),
    ];
    const prize = (resource: string, fen: number, places = 2) => ({
      prizes: [{ name: '奖', places, funding: { resource, fen } }],
    });
    await contest(prize(funds, 500_000));
    for (const [facts, pointer] of [
      [prize(funds, 500_001), '#/body/prizes/0/funding/fen'],
      [prize(small, 1), '#/body/prizes/0/funding/resource'],
      [prize('none', 1), '#/body/prizes/0/funding/resource'],
    ] as const)
      expect((await bureau().post('/v1/contests', { ...CONTEST, ...facts })).json).toMatchObject({
        status: 422,
        errors: [{ pointer }],
      });
  });

  it.each([
    [{ entriesUntil: '2026-11-24', entriesFrom: '2026-11-20' }, '#/body/entriesUntil', 422],
    [{ judgingUntil: '2026-11-30' }, '#/body/judgingUntil', 422],
    [{ judges: JUDGES.slice(0, 2) }, '#/body/judges', 422],
    [{ criteria: [{ name: '好', points: 90 }] }, '#/body/criteria', 422],
    [{ judges: [{ role: 'township', subject: 'x', name: '无区划' }] }, '#/body/judges/0/division', 400],
    [{ prizes: [] }, '#/body/prizes', 400],
    [{ prizes: [{ name: '奖', places: 0 }] }, '#/body/prizes/0/places', 400],
    [{ title: '' }, '#/body/title', 400],
    [{ entriesUntil: '2026-02-30' }, '#/body/entriesUntil', 400],
    [{ description: '请联系 13800138000' }, '#/body/description', 400],
    [{ more: 1 }, '#/body/more', 400],
  ])('%j is refused at its field', async (facts, pointer, status) => {
    expect((await bureau().post('/v1/contests', { ...CONTEST, ...facts })).json).toMatchObject({
      status,
      errors: [{ pointer }],
    });
  });

  it('another authority neither changes nor decides it, nor sees its scores', async () => {
    const id = await contest();
    const other = matching.as('county', '330303');
    const etag = { 'if-match': '"1"' };
    expect((await other.call('PATCH', `/v1/contests/${id}`, { title: '别的' }, etag)).status).toBe(404);
    expect((await other.post(`/v1/contests/${id}/decide`)).status).toBe(404);
    expect((await other.get(`/v1/contests/${id}/scores`)).status).toBe(404);
    expect((await other.post('/v1/contests', CONTEST)).status).toBe(403);
  });

  it('once entries are open only days are put off and judges added', async () => {
    const id = await contest({ entriesFrom: '2026-11-27', entriesUntil: '2026-11-30' });
    const patch = (body: object, version: number) =>
      bureau().call('PATCH', `/v1/contests/${id}`, body, { 'if-match': `"${version}"` });
    await ok(patch({ title: '新名称', criteria: [{ name: '成效', points: 100 }] }, 1));
    await inDays(3, async () => {
      expect((await patch({ criteria: [{ name: '贴合', points: 100 }] }, 2)).json).toMatchObject({
        status: 422,
        errors: [{ pointer: '#/body/criteria' }],
      });
      const more = [...JUDGES, { role: 'agency', subject: 'judge-5', name: '金评委' }];
      expect((await ok(patch({ judges: more, judgingUntil: '2026-12-09' }, 2))).json).toMatchObject({
        judges: 5,
        judgingUntil: '2026-12-09',
      });
      expect((await patch({ title: '旧版本' }, 2)).status).toBe(412);
    });
  });

  it('called off it takes no entries, and nothing is decided', async () => {
    const [one, id] = [await organisation(), await contest()];
    await ok(bureau().post(`/v1/contests/${id}/cancel`, { reason: '申报不足' }));
    expect(
      (await one.who.post(`/v1/contests/${id}/entries`, { ...PLAN, need: await need() })).json,
    ).toMatchObject({ status: 409, state: 'cancelled' });
    expect((await bureau().post(`/v1/contests/${id}/decide`)).status).toBe(409);
    expect((await bureau().post(`/v1/contests/${id}/cancel`, { reason: '再次' })).status).toBe(409);
  });
});

describe('申报: organisations and agencies enter (M1.2, M1.5)', () => {
  it('an organisation enters its plan once; who is not concerned does not see it', async () => {
    const [one, other, id, needId] = [
      await organisation(),
      await organisation(),
      await contest(),
      await need(),
    ];
    const entry = await entered(id, one, needId, { budgetFen: 200_000 });
    expect((await one.who.post(`/v1/contests/${id}/entries`, { ...PLAN, need: needId })).status).toBe(409);
    expect((await one.who.get(`/v1/contests/${id}/entries/${entry}`)).json).toMatchObject({
      state: 'entered',
      budgetFen: 200_000,
    });
    expect((await other.who.get(`/v1/contests/${id}/entries/${entry}`)).status).toBe(404);
    expect((await other.who.get(`/v1/contests/${id}/entries`)).json).toEqual({ items: [] });
    for (const who of [bureau(), judge(1), matching.as('city', '3303')])
      expect((await who.get(`/v1/contests/${id}/entries`)).json).toMatchObject({ items: [{ id: entry }] });
  });

  it('of ten entries of one organisation at once one is made; one key again is the same entry', async () => {
    const [one, id, needId] = [await organisation(), await contest(), await need()];
    const body = { ...PLAN, need: needId };
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => one.who.post(`/v1/contests/${id}/entries`, body)),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
    expect((await bureau().get(`/v1/contests/${id}`)).json).toMatchObject({ entries: 1 });
    const [other, key] = [await organisation(), { 'idempotency-key': 'enter-once-1' }];
    const first = await ok(other.who.post(`/v1/contests/${id}/entries`, body, key));
    expect((await other.who.post(`/v1/contests/${id}/entries`, body, key)).json).toEqual(first.json);
  });

  it('an agency enters its project with the organisation, which has to agree to it', async () => {
    const [one, other, id, needId] = [
      await organisation(),
      await organisation(),
      await contest(),
      await need({ budgetFen: 200_000 }),
    ];
    const period = { from: '2026-12-01', to: '2027-02-28' };
    const project = await published(
      '/v1/projects',
      {
        title: '银龄陪伴计划',
        division: '330302025',
        action: 'relief',
        kinds: ['companionship'],
        period,
        openUntil: '2026-12-31',
        needs: [needId],
        budgetFen: 300_000,
        phases: [{ title: '探访', ...period, budgetFen: 300_000 }],
      },
      studio(),
    );
    const body = { ...PLAN, need: needId, project, organisation: one.id };
    for (const missing of ['project', 'organisation'])
      expect(
        (await studio().post(`/v1/contests/${id}/entries`, { ...body, [missing]: undefined })).json,
      ).toMatchObject({ status: 422, errors: [{ pointer: `#/body/${missing}` }] });
    const stranger = matching.as('agency', '330302', 'stranger');
    expect((await stranger.post(`/v1/contests/${id}/entries`, body)).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/project' }],
    });
    const made = await ok(studio().post(`/v1/contests/${id}/entries`, body));
    // The project does more than this need asks for, and is given what the need allows.
    expect(made.json).toMatchObject({ state: 'invited', budgetFen: 200_000 });
    const entry = idOf(made);
    const agree = (who: Who) => who.post(`/v1/contests/${id}/entries/${entry}/agree`);
    expect((await agree(other.who)).status).toBe(404);
    expect((await ok(agree(one.who))).json).toMatchObject({ state: 'entered' });
    expect((await agree(one.who)).status).toBe(200);
    expect(
      (await studio().post(`/v1/contests/${id}/entries`, { ...body, organisation: other.id })).status,
    ).toBe(409);
    expect(
      (await one.who.post(`/v1/contests/${id}/entries/${entry}/withdraw`, { reason: '人手不足' })).json,
    ).toMatchObject({ state: 'withdrawn' });
    await ok(studio().post(`/v1/contests/${id}/entries`, { ...body, organisation: other.id }));
  });

  it('what does not fit is refused at its field', async () => {
    const [one, id] = [await organisation(), await contest()];
    const culture = await organisation({ actions: ['culture'] });
    const cases: [Team, object, string][] = [
      [one, { need: 'none' }, '#/body/need'],
      [one, { need: await need({ openUntil: '2026-12-04' }) }, '#/body/need'],
      [one, { need: await need({ budgetFen: 100 }), budgetFen: 101 }, '#/body/budgetFen'],
      [one, { need: await need(), project: 'none' }, '#/body/project'],
      [one, { need: await need(), backedBy: '330302' }, '#/body/backedBy'],
      [culture, { need: await need() }, '#/body/organisation'],
    ];
    for (const [team, more, pointer] of cases)
      expect((await team.who.post(`/v1/contests/${id}/entries`, { ...PLAN, ...more })).json).toMatchObject({
        status: 422,
        errors: [{ pointer }],
      });
  });

  it('a hundred stand at one time: who withdraws makes room for another', async () => {
    const { store } = matching.deps;
    const [last, late, id, needId] = [
      await organisation(),
      await organisation(),
      await contest(),
      await need(),
    ];
    const announced = (await store.contest(id))!;
    await store.save({ writes: [putContest({ ...announced, entries: 99, version: 2 })] });
    const count = async () =>
      ((await bureau().get(`/v1/contests/${id}`)).json as { entries: number }).entries;
    const entry = await entered(id, last, needId);
    const enter = () => late.who.post(`/v1/contests/${id}/entries`, { ...PLAN, need: needId });
    expect((await enter()).json).toMatchObject({ status: 409, detail: '申报已满 100 项' });
    const withdraw = () =>
      last.who.post(`/v1/contests/${id}/entries/${entry}/withdraw`, { reason: '人手不足' });
    for (const { status } of await Promise.all([withdraw(), withdraw(), withdraw()]))
      expect(status).toBe(200);
    expect(await count()).toBe(99);
    expect((await enter()).status).toBe(201);
    expect(await count()).toBe(100);
  });

  it('a judge does not enter, an entrant does not judge, and nobody enters late', async () => {
    const id = await contest();
    const asJudge = await matching.enrol('judge-9');
    const judges = [...JUDGES, { role: 'organisation', subject: 'judge-9', name: '两头' }];
    const patch = (body: object) => bureau().call('PATCH', `/v1/contests/${id}`, body, { 'if-match': '"1"' });
    await ok(asJudge.post(`/v1/contests/${id}/entries`, { ...PLAN, need: await need() }));
    expect((await patch({ judges })).status).toBe(409);
    const second = await contest({ judges });
    expect(
      (await asJudge.post(`/v1/contests/${second}/entries`, { ...PLAN, need: await need() })).status,
    ).toBe(409);
    const [late, needId] = [await organisation(), await need()];
    const reply = await inDays(6, () =>
      late.who.post(`/v1/contests/${id}/entries`, { ...PLAN, need: needId }),
    );
    expect(reply.json).toMatchObject({ status: 409, state: 'judging' });
  });
});
