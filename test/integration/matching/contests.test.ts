import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type MatchingService, matchingService, VISITS } from './service.ts';

let matching: MatchingService;
beforeAll(async () => {
  matching = await matchingService();
});
afterAll(() => matching.close());

const DAY = 24;
const bureau = () => matching.as('county', '330302', 'bureau');
const wang = () => matching.as('community', '330302025010', 'wang');
const wu = () => matching.as('township', '330302025', 'wu');
const studio = () => matching.as('agency', '330302', 'studio');
const provider = () => matching.as('provider', '330302', 'fund');

const JUDGES = [
  { role: 'agency', subject: 'judge-1', name: '陈评委' },
  { role: 'provider', subject: 'judge-2', name: '林评委' },
  { role: 'county', subject: 'judge-3', division: '330302', name: '周评委' },
  { role: 'township', subject: 'judge-4', division: '330302026', name: '吴评委' },
] as const;
type Who = ReturnType<typeof bureau>;
const judge = (number: 1 | 2 | 3 | 4): Who => {
  const { role, subject } = JUDGES[number - 1]!;
  return matching.as(role, number === 4 ? '330302026' : '330302', subject);
};
const FUNDS = {
  title: '公益创投资金',
  division: '330302',
  period: { from: '2026-12-01', to: '2027-11-30' },
  openUntil: '2027-06-30',
  donor: 'department',
  donorName: '鹿城区民政局',
  gift: { type: 'funds', source: 'venture-philanthropy', fen: 1_000_000 },
};
const CONTEST = {
  title: '鹿城区社区微公益创投大赛',
  division: '330302',
  entriesUntil: '2026-11-30',
  judgingUntil: '2026-12-05',
  prizes: [{ name: '一等奖', places: 1 }],
  judges: JUDGES,
};

const idOf = ({ json }: { json: unknown }) => (json as { id: string }).id;
async function ok(reply: { status: number; json: unknown } | Promise<{ status: number; json: unknown }>) {
  const { status, json } = await reply;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(json)}`);
  return { status, json };
}
async function published(path: string, facts: object, who: Who) {
  const id = idOf(await ok(who.post(path, facts)));
  await ok(who.post(`${path}/${id}/publish`));
  return id;
}
const need = (more: object = {}) => published('/v1/needs', { ...VISITS, ...more }, wang());
const contest = async (more: object = {}) =>
  idOf(await ok(bureau().post('/v1/contests', { ...CONTEST, ...more })));
let serial = 0;
const organisation = async (standing: object = {}) => {
  serial += 1;
  const id = `TEAM-${serial}`;
  return { id, who: await matching.enrol(id, { standing }) };
};
type Team = Awaited<ReturnType<typeof organisation>>;
const PLAN = { title: '银龄陪伴', plan: '每周两次上门探访，结对陪伴' };
const entered = async (id: string, { who }: Team, needId: string, more: object = {}) =>
  idOf(await ok(who.post(`/v1/contests/${id}/entries`, { ...PLAN, need: needId, ...more })));
const score = (id: string, entry: string, who: Who, points: number[]) =>
  who.call('PUT', `/v1/contests/${id}/entries/${entry}/score`, { points });
/** Lets days pass for a while. */
async function inDays<T>(days: number, what: () => Promise<T>): Promise<T> {
  matching.pass({ hours: days * DAY });
  try {
    return await what();
  } finally {
    matching.pass({ hours: -days * DAY });
  }
}
const placesOf = async (id: string) =>
  ((await wang().get(`/v1/needs/${id}`)).json as { places: object }).places;

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
      await need(),
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
    expect(made.json).toMatchObject({ state: 'invited', budgetFen: 300_000 });
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

describe('公布结果: winners are put to their needs with their prizes (M1.3, M1.5)', () => {
  const all = async (id: string, points: Readonly<Record<string, number[]>>) => {
    for (const [entry, given] of Object.entries(points))
      for (const number of [1, 2, 3, 4] as const) await ok(score(id, entry, judge(number), given));
  };

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
