import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acceptUnanswered } from '../../../functions/matching/delivery/accept.ts';
import { delivering, type Shown, VISIT } from './delivering.ts';

let d: Awaited<ReturnType<typeof delivering>>;
beforeAll(async () => {
  d = await delivering();
});
afterAll(() => d.matching.close());

const outbox = (type: Parameters<typeof d.matching.outbox>[0], id: string) => d.matching.outbox(type, id);
const statuses = (replies: readonly { status: number }[]) => replies.map(({ status }) => status).sort();

describe('重复: what is sent again under one key is done once', () => {
  it('a report, a spending, a dispute, a note: each ten times, each one', async () => {
    const match = await d.running({ need: { period: { from: '2026-11-20', to: '2027-02-28' } } });
    const sends = [
      [match.who, 'progress', { ...VISIT, on: '2026-11-25' }],
      [match.who, 'spending', { resource: match.funds, fen: 10_000, on: '2026-11-25', what: '慰问品' }],
      [d.wang, 'disputes', { about: 'conduct', text: '未按约定时间上门' }],
      [d.wu, 'notes', { text: '请两人同行' }],
    ] as const;
    for (const [who, path, body] of sends) {
      const headers = { 'idempotency-key': randomUUID() };
      const send = () => who.post(`${match.path}/${path}`, body, headers);
      const first = await send();
      expect(first).toMatchObject({ status: 201, json: { serial: 1 } });
      const more = await Promise.all(Array.from({ length: 9 }, send));
      for (const { json } of more) expect(json).toEqual(first.json);
    }
    const shown = await match.shown();
    expect(shown).toMatchObject({ done: { reports: 1, minutes: 480 }, disputes: 1 });
    expect(shown.budget[0]).toMatchObject({ spent: 10_000 });
    expect(await outbox('matching.project.progressed', match.id)).toHaveLength(1);
    expect(await outbox('matching.funds.spent', match.id)).toHaveLength(1);
  });
});

describe('开始实施: the organisation begins to serve the need (M1.4)', () => {
  it('not before the first day of the period; then once, however often it says so', async () => {
    const match = await d.confirmed();
    const early = await match.who.post(`${match.path}/start`);
    expect(early.json).toMatchObject({ status: 409, detail: expect.stringContaining('2026-12-01') });
    d.until('2026-12-01');
    const replies = await Promise.all([1, 2, 3].map(() => match.who.post(`${match.path}/start`)));
    for (const { json } of replies) expect(json).toMatchObject({ state: 'running', startedOn: '2026-12-01' });
    const events = await outbox('matching.project.started', match.id);
    expect(events.map(({ data }) => data)).toEqual([
      {
        matchId: match.id,
        needId: match.need,
        organisationId: match.organisation,
        division: '330302025010',
        action: 'relief',
        kinds: ['companionship'],
        startedOn: '2026-12-01',
      },
    ]);
  });

  it('a suspended organisation neither begins nor reports', async () => {
    const [waiting, going] = [await d.confirmed(), await d.running()];
    for (const { organisation } of [waiting, going])
      await d.matching.enrol(organisation, {
        standing: { version: 2, status: 'suspended', actions: ['relief'] },
      });
    expect((await waiting.who.post(`${waiting.path}/start`)).status).toBe(409);
    d.until('2026-12-06');
    expect((await going.report()).status).toBe(409);
  });
});

describe('报告进展: what was done, for whom, in honest numbers (M1.4, A1)', () => {
  it('hours and people add up, by group, and each report counts once as activity', async () => {
    const match = await d.running();
    const first = await match.report();
    expect(first.json).toMatchObject({ ...VISIT, serial: 1, evidence: [] });
    await match.report({ minutes: 120, participants: 1, served: { 'empty-nest': 3, disabled: 2 } });
    expect((await match.shown()).done).toEqual({
      reports: 2,
      minutes: 600,
      participants: 5,
      served: { 'empty-nest': 15, disabled: 2 },
    });
    const events = (await outbox('matching.project.progressed', match.id)).map(
      ({ data }) => data as { report: number },
    );
    expect(events.toSorted((a, b) => a.report - b.report)).toMatchObject([
      { report: 1, phase: 0, on: '2026-12-06', minutes: 480, participants: 4, served: { 'empty-nest': 12 } },
      { report: 2, minutes: 120, served: { 'empty-nest': 3, disabled: 2 } },
    ]);
  });

  it('two at once are two', async () => {
    const match = await d.running();
    const both = await Promise.all([match.report(), match.report()]);
    expect(both.map(({ json }) => (json as { serial: number }).serial).sort()).toEqual([1, 2]);
    expect((await match.shown()).done).toMatchObject({ reports: 2, minutes: 2 * 480 });
    expect(await outbox('matching.project.progressed', match.id)).toHaveLength(2);
  });

  it.each<[string, object, string, string]>([
    ['more minutes than a day has', { minutes: 4 * 1440 + 1 }, 'minutes', '4 人一天合计不超过 5760 分钟'],
    ['a day to come', { on: '2026-12-07' }, 'on', '应不晚于今天（2026-12-06）'],
    ['a day before the period', { on: '2026-11-30' }, 'on', '2026-12-01 至 2027-02-28'],
    ['a phase that is not there', { phase: 1 }, 'phase', '只有 1 个阶段'],
    ['evidence that is not there', { evidence: ['0'.repeat(64)] }, 'evidence/0', '没有上传过这个文件'],
  ])('what cannot be is refused at its field: %s', async (_, more, field, detail) => {
    const match = await d.running();
    const { json } = await match.report(more);
    expect(json).toMatchObject({
      status: 422,
      errors: [{ pointer: `#/body/${field}`, detail: expect.stringContaining(detail) }],
    });
    expect((await match.shown()).done.reports).toBe(0);
  });

  it.each<[string, object, string]>([
    ['no minutes', { minutes: 0 }, 'minutes'],
    ['nobody at work', { participants: 0 }, 'participants'],
    ['part of a minute', { minutes: 1.5 }, 'minutes'],
    ['a group that the plan does not know', { served: { rich: 1 } }, 'served/rich'],
    ['less than nobody served', { served: { children: -1 } }, 'served/children'],
    ['no day', { on: '2026-02-30' }, 'on'],
    ['no note', { note: ' ' }, 'note'],
    ['an identity card number', { note: '王某 330302196001011234' }, 'note'],
    ['a telephone number in groups', { note: '联系 138-0013-8000' }, 'note'],
    ['the same evidence twice', { evidence: ['a'.repeat(64), 'a'.repeat(64)] }, 'evidence'],
    ['a name that nobody asked for', { name: '王某' }, 'name'],
  ])('a request that is not right is refused at its field: %s', async (_, more, field) => {
    const match = await d.confirmed();
    const { json } = await match.report(more);
    expect(json).toMatchObject({ status: 400, errors: [{ pointer: `#/body/${field}` }] });
  });

  it('a report that was wrong is voided with the reason: the sums follow, and others hear of it', async () => {
    const match = await d.running();
    await match.report();
    await match.report({ minutes: 60, served: { disabled: 1 } });
    const wrong = `${match.path}/progress/1/void`;
    const reply = await match.who.post(wrong, { reason: '日期写错' });
    expect(reply.json).toMatchObject({ serial: 1, voided: { reason: '日期写错', on: '2026-12-06' } });
    expect((await match.shown()).done).toEqual({
      reports: 1,
      minutes: 60,
      participants: 4,
      served: { disabled: 1 },
    });
    expect((await match.who.post(wrong, { reason: '日期写错' })).status).toBe(409);
    expect((await match.who.post(`${match.path}/progress/9/void`, { reason: '无' })).status).toBe(404);
    const [event, ...more] = await outbox('matching.project.corrected', match.id);
    expect([event!.data, more]).toMatchObject([{ report: 1, minutes: 480, correctedOn: '2026-12-06' }, []]);
    const { items } = (await match.who.get(`${match.path}/progress`)).json as { items: { serial: number }[] };
    expect(items.map(({ serial }) => serial)).toEqual([2, 1]);
  });

  it('the township voids as well, the need’s owner does not; ten at once void it once', async () => {
    const match = await d.running();
    await match.report();
    const wrong = `${match.path}/progress/1/void`;
    expect((await d.wang.post(wrong, { reason: '不实' })).status).toBe(403);
    const replies = await Promise.all(Array.from({ length: 10 }, () => d.wu.post(wrong, { reason: '不实' })));
    expect(statuses(replies)).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
    expect((await match.shown()).done.minutes).toBe(0);
    expect(await outbox('matching.project.corrected', match.id)).toHaveLength(1);
  });
});

describe('支出: money by its source, never more than was promised (M2.3)', () => {
  it('what is spent is counted by source, with what is left', async () => {
    const match = await d.running();
    expect((await match.spend({ fen: 150_000 })).json).toMatchObject({ serial: 1, fen: 150_000 });
    expect((await match.shown()).budget).toEqual([
      {
        resource: match.funds,
        provider: '某鞋业有限公司',
        source: 'social-capital',
        fen: 200_000,
        spent: 150_000,
        left: 50_000,
      },
    ]);
    const over = await match.spend({ fen: 50_001 });
    expect(over.json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/fen', detail: expect.stringContaining('只剩 500.00 元') }],
    });
    const events = await outbox('matching.funds.spent', match.id);
    expect(events.map(({ data }) => data)).toMatchObject([{ fen: 150_000, source: 'social-capital' }]);
  });

  it('five spend at once what is enough for two: two go through', async () => {
    const match = await d.running();
    const replies = await Promise.all([1, 2, 3, 4, 5].map(() => match.spend({ fen: 90_000 })));
    expect(statuses(replies)).toEqual([201, 201, 422, 422, 422]);
    expect((await match.shown()).budget[0]).toMatchObject({ spent: 180_000, left: 20_000 });
  });

  it('a wrong spending is reversed and counts no longer', async () => {
    const match = await d.running();
    await match.spend({ fen: 200_000 });
    const reply = await match.who.post(`${match.path}/spending/1/void`, { reason: '金额写错' });
    expect(reply.json).toMatchObject({ voided: { reason: '金额写错' } });
    expect((await match.spend({ fen: 200_000 })).json).toMatchObject({ serial: 2 });
    const events = await outbox('matching.funds.spent', match.id);
    expect(events.map(({ data }) => (data as { fen: number }).fen).sort()).toEqual(
      [-200_000, 200_000, 200_000].sort(),
    );
  });

  it.each<[string, object, string, number]>([
    ['of a resource that gives the match nothing', { resource: 'x' }, 'resource', 422],
    ['of a day to come', { on: '2027-01-01' }, 'on', 422],
    ['of a day before the match was confirmed', { on: '2026-11-01' }, 'on', 422],
    ['of nothing', { fen: 0 }, 'fen', 400],
    ['of part of a fen', { fen: 0.5 }, 'fen', 400],
    ['that does not say for what', { what: '' }, 'what', 400],
  ])('a spending is refused: %s', async (_, more, field, status) => {
    const match = await d.running();
    expect((await match.spend(more)).json).toMatchObject({
      status,
      errors: [{ pointer: `#/body/${field}` }],
    });
  });
});

describe('提请验收、验收: the organisation says that all is done, the need’s owner whether it is', () => {
  it('not while a phase is open, nor while nobody was served (A1)', async () => {
    const match = await d.running();
    const complete = () => match.who.post(`${match.path}/complete`);
    const first = await complete();
    expect(first.json).toMatchObject({ status: 409, detail: expect.stringContaining('A1') });
    expect((await match.who.post(`${match.path}/phases/0/done`)).json).toMatchObject({
      status: 409,
      detail: expect.stringContaining('还没有进展报告'),
    });
    expect((await match.who.post(`${match.path}/phases/1/done`)).status).toBe(404);
    await match.report({ served: {} });
    await match.who.post(`${match.path}/phases/0/done`);
    expect(((await complete()).json as { detail: string }).detail).toContain('人次');
    await match.report();
    expect((await complete()).json).toMatchObject({ state: 'delivered', acceptBy: '2026-12-21' });
  });

  it('accepted, the organisation is free, the need closed, what was not spent free again; each told once', async () => {
    const match = await d.running();
    await match.spend({ fen: 60_000 });
    await d.delivered(match);
    expect((await match.who.post(`${match.path}/accept`)).status).toBe(403);
    const replies = await Promise.all([1, 2, 3].map(() => d.wang.post(`${match.path}/accept`)));
    for (const { json } of replies)
      expect(json).toMatchObject({ state: 'completed', completedOn: '2026-12-06' });
    expect((await d.wang.get(`/v1/needs/${match.need}`)).json).toMatchObject({
      state: 'closed',
      places: { done: 1 },
    });
    expect((await match.who.get(`/v1/capacities/${match.organisation}`)).json).toMatchObject({
      load: { held: 0, running: 0 },
    });
    expect((await d.shoes.get(`/v1/resources/${match.funds}`)).json).toMatchObject({
      used: { fen: 60_000 },
    });
    const [event, ...more] = await outbox('matching.project.completed', match.id);
    expect(more).toEqual([]);
    expect(event!.data).toMatchObject({
      completedOn: '2026-12-06',
      minutes: 480,
      participants: 4,
      served: { 'empty-nest': 12 },
    });
    expect(await outbox('matching.need.closed', match.need)).toMatchObject([{ data: { cause: 'served' } }]);
    const funds = await outbox('matching.funds.committed', match.id);
    expect(funds.map(({ data }) => (data as { fen: number }).fen).sort()).toEqual([-140_000, 200_000].sort());
    expect(await d.matching.audit(`MATCH#${match.id}`)).toEqual([
      'confirmed by wu',
      ...['started', 'spent', 'reported', 'phase-done', 'delivered'].map(
        (one) => `${one} by ${match.organisation}`,
      ),
      'completed by wang',
    ]);
  });

  it('at its end nothing is reported, spent or voided any more', async () => {
    const match = await d.completed();
    for (const reply of [
      await match.report(),
      await match.spend(),
      await match.who.post(`${match.path}/progress/1/void`, { reason: '写错' }),
      await match.who.post(`${match.path}/start`),
      await d.wu.post(`${match.path}/cancel`, { reason: '写错' }),
      await d.wu.post(`${match.path}/notes`, { text: '请两人同行' }),
    ])
      expect(reply.json).toMatchObject({ status: 409, state: 'completed' });
  });

  it('completed and broken off at once: one of the two, and the places add up', async () => {
    for (let round = 0; round < 4; round++) {
      const match = await d.delivered(await d.running());
      const [yes, no] = await Promise.all([
        d.wang.post(`${match.path}/accept`),
        d.wu.post(`${match.path}/cancel`, { reason: '组织解散' }),
      ]);
      expect(statuses([yes, no])).toEqual([200, 409]);
      const { state } = await match.shown();
      expect(state).toBe(yes.status === 200 ? 'completed' : 'cancelled');
      expect((await d.wang.get(`/v1/needs/${match.need}`)).json).toMatchObject({
        places: { held: 0, ...(yes.status === 200 ? { taken: 1, done: 1 } : { taken: 0, done: 0 }) },
      });
      expect(await outbox('matching.project.completed', match.id)).toHaveLength(yes.status === 200 ? 1 : 0);
    }
  });

  it('a report voided after all was said to be done takes it back', async () => {
    const match = await d.delivered(await d.running());
    await match.who.post(`${match.path}/progress/1/void`, { reason: '写错' });
    const shown = await match.shown();
    expect(shown).toMatchObject({ state: 'running', phases: [{ reports: 0 }] });
    expect(shown.phases[0]!.doneOn).toBeUndefined();
    expect(shown.acceptBy).toBeUndefined();
  });
});

describe('评价: the community and those who were served, without names (A1)', () => {
  const POINTS = { effect: 5, standard: 4, timeliness: 5, cooperation: 5 };
  const rating = async (match: { who: typeof d.wang; organisation: string }) =>
    ((await match.who.get(`/v1/capacities/${match.organisation}`)).json as { rating: object }).rating;

  it('the organisation’s rating counts each once; a correction replaces it, the same again changes nothing', async () => {
    const match = await d.completed();
    const evaluate = (body: object) => d.wang.post(`${match.path}/evaluation`, body);
    const community = { by: 'community', points: POINTS, comment: '老人反映很好' };
    expect((await evaluate(community)).json).toMatchObject({ sum: 19, count: 4, rating: 5, revision: 1 });
    expect((await match.shown()).state).toBe('evaluated');
    expect((await evaluate(community)).json).toMatchObject({ revision: 1 });
    const served = { by: 'served', counts: { 'empty-nest': [0, 0, 1, 4, 5] } };
    expect((await evaluate(served)).json).toMatchObject({ sum: 44, count: 10, rating: 4 });
    expect(await rating(match)).toEqual({ sum: 9, count: 2 });
    await evaluate({ ...community, points: { ...POINTS, effect: 1, standard: 1 } });
    expect(await rating(match)).toEqual({ sum: 7, count: 2 });
    const events = await outbox('matching.project.evaluated', match.id);
    expect(
      events
        .map(({ data }) => data as { by: string; revision: number })
        .map(({ by, revision }) => `${by} ${revision}`)
        .sort(),
    ).toEqual(['community 1', 'community 2', 'served 1']);
    expect((await match.who.get(`${match.path}/evaluation`)).json).toMatchObject({
      criteria: expect.arrayContaining([{ id: 'effect', name: '服务成效' }]),
      mostPoints: 5,
      items: [{ by: 'community', revision: 2 }, { by: 'served' }],
    });
  });

  it('five evaluate at once: one rating', async () => {
    const match = await d.completed();
    await Promise.all(
      [1, 2, 3, 4, 5].map((effect) =>
        d.wang.post(`${match.path}/evaluation`, { by: 'community', points: { ...POINTS, effect } }),
      ),
    );
    expect(await rating(match)).toMatchObject({ count: 1 });
  });

  it.each<[string, object, string, number]>([
    ['a criterion left out', { points: { effect: 5 } }, 'points/standard', 422],
    ['a criterion that is none', { points: { ...POINTS, beauty: 5 } }, 'points/beauty', 422],
    ['six points', { points: { ...POINTS, effect: 6 } }, 'points/effect', 422],
    ['no points', { points: { ...POINTS, effect: 0 } }, 'points/effect', 400],
    ['a telephone number', { points: POINTS, comment: '请联系 13800138000' }, 'comment', 400],
    ['an identity card number', { points: POINTS, comment: '33030219600101123X' }, 'comment', 400],
  ])('points that cannot be are refused at their field: %s', async (_, more, field, status) => {
    const match = await d.completed();
    const reply = await d.wang.post(`${match.path}/evaluation`, { by: 'community', ...more });
    expect(reply.json).toMatchObject({
      status,
      errors: expect.arrayContaining([expect.objectContaining({ pointer: `#/body/${field}` })]),
    });
    expect(await rating(match)).toEqual({ sum: 0, count: 0 });
  });

  it.each<[string, object, string]>([
    ['more people than were served', { 'empty-nest': [0, 0, 0, 0, 13] }, 'counts/empty-nest'],
    ['a group that was not served', { disabled: [0, 0, 0, 0, 1] }, 'counts/disabled'],
    ['four numbers', { 'empty-nest': [1, 1, 1, 1] }, 'counts/empty-nest'],
    ['nobody', { 'empty-nest': [0, 0, 0, 0, 0] }, 'counts'],
  ])('counts that cannot be are refused: %s', async (_, counts, field) => {
    const match = await d.completed();
    const reply = await d.wang.post(`${match.path}/evaluation`, { by: 'served', counts });
    expect(reply.json).toMatchObject({ status: 422, errors: [{ pointer: `#/body/${field}` }] });
  });

  it('not before it is completed, and not by the organisation', async () => {
    const match = await d.delivered(await d.running());
    const body = { by: 'community', points: POINTS };
    expect((await d.wang.post(`${match.path}/evaluation`, body)).status).toBe(409);
    expect((await match.who.post(`${match.path}/evaluation`, body)).status).toBe(403);
  });
});

describe('争议: one side opens it, the other answers, the township rules (M1.4)', () => {
  const DISPUTE = { about: 'completion', text: '只上门两次，计划为四次' };

  it('what was delivered is not accepted while it is in dispute; ruled to be done over, work goes on', async () => {
    const match = await d.delivered(await d.running());
    const disputes = `${match.path}/disputes`;
    const opened = await d.wang.post(disputes, DISPUTE);
    expect(opened.json).toMatchObject({ serial: 1, by: 'owner', state: 'open' });
    expect((await d.wang.post(disputes, DISPUTE)).status).toBe(409);
    expect((await d.wang.post(`${match.path}/accept`)).json).toMatchObject({
      status: 409,
      detail: expect.stringContaining('1 个争议'),
    });
    expect((await d.wang.post(`${disputes}/1/answer`, { text: '补充' })).status).toBe(403);
    expect((await match.who.post(`${disputes}/1/answer`, { text: '改为线上' })).json).toMatchObject({
      state: 'answered',
    });
    expect((await match.who.post(`${disputes}/1/answer`, { text: '改为线上' })).status).toBe(409);
    const ruling = { outcome: 'redo', text: '请补足两次' };
    expect((await d.chen.post(`${disputes}/1/resolve`, ruling)).status).toBe(403);
    const ruled = await d.wu.post(`${disputes}/1/resolve`, ruling);
    expect(ruled.json).toMatchObject({ state: 'resolved', ruling: { outcome: 'redo' } });
    expect((await d.wu.post(`${disputes}/1/resolve`, ruling)).status).toBe(409);
    expect(await match.shown()).toMatchObject({ state: 'running', disputes: 0 });
    expect((await match.who.post(`${match.path}/complete`)).json).toMatchObject({ state: 'delivered' });
  });

  it('both sides open one at once, each has one; withdrawn by who opened it', async () => {
    const match = await d.running();
    const disputes = `${match.path}/disputes`;
    const replies = await Promise.all(
      [d.wang, match.who, d.wang, match.who].map((who) =>
        who.post(disputes, { ...DISPUTE, about: 'conduct' }),
      ),
    );
    expect(statuses(replies)).toEqual([201, 201, 409, 409]);
    expect((await match.shown()).disputes).toBe(2);
    const { items } = (await d.wu.get(disputes)).json as { items: { serial: number; by: string }[] };
    for (const { serial, by } of items) {
      const [own, other] = by === 'owner' ? [d.wang, match.who] : [match.who, d.wang];
      expect((await other.post(`${disputes}/${serial}/withdraw`)).status).toBe(403);
      expect((await own.post(`${disputes}/${serial}/withdraw`)).json).toMatchObject({ state: 'withdrawn' });
    }
    expect((await match.shown()).disputes).toBe(0);
  });

  it('what the township published itself is ruled on by the county: nobody judges his own case', async () => {
    const match = await d.running({ owner: d.wu });
    await d.wu.post(`${match.path}/disputes`, { ...DISPUTE, about: 'progress' });
    const ruling = { outcome: 'stands', text: '进展属实' };
    expect((await d.wu.post(`${match.path}/disputes/1/resolve`, ruling)).status).toBe(403);
    expect((await d.chen.post(`${match.path}/disputes/1/resolve`, ruling)).status).toBe(200);
  });

  it('what was not said to be complete cannot be done over (422)', async () => {
    const match = await d.running();
    await match.who.post(`${match.path}/disputes`, { ...DISPUTE, about: 'conduct' });
    const reply = await d.wu.post(`${match.path}/disputes/1/resolve`, { outcome: 'redo', text: '重做' });
    expect(reply.json).toMatchObject({ status: 422, errors: [{ pointer: '#/body/outcome' }] });
  });
});

describe('平台指导: the platform guides delivery (M1.4)', () => {
  it('the township’s notes stand with the match, and the organisation is told', async () => {
    const match = await d.running();
    expect((await d.wu.post(`${match.path}/notes`, { text: '请两人同行' })).json).toMatchObject({
      serial: 1,
    });
    await d.wu.post(`${match.path}/notes`, { text: '请做好记录' });
    const { items } = (await match.who.get(`${match.path}/notes`)).json as { items: { text: string }[] };
    expect(items.map(({ text }) => text)).toEqual(['请做好记录', '请两人同行']);
    const notices = (await match.who.get('/v1/notices?limit=100')).json as {
      items: { text: string; kind: string }[];
    };
    expect(notices.items.filter(({ kind }) => kind === 'guidance').map(({ text }) => text)).toEqual(
      expect.arrayContaining([expect.stringContaining('请两人同行')]),
    );
    expect((await d.chen.post(`${match.path}/notes`, { text: '请两人同行' })).status).toBe(403);
  });
});

describe('谁能看: those who take part in a match, and the authorities above', () => {
  it('both sides, township, county, city, the provider; nobody else', async () => {
    const match = await d.running();
    const paths = ['', '/progress', '/spending', '/disputes', '/notes', '/evaluation', '/evidence'];
    const readers = [match.who, d.wang, d.wu, d.chen, d.shoes, d.matching.as('city', '3303')];
    const others = [
      d.matching.as('organisation', '330302', 'ORG-other'),
      d.matching.as('community', '330302025004'),
      d.matching.as('township', '330302026'),
      d.matching.as('county', '330303'),
      d.matching.as('provider', '330302', 'hats'),
      d.matching.as('agency', '330302', 'agency'),
    ];
    for (const path of paths) {
      for (const who of readers) expect((await who.get(match.path + path)).status).toBe(200);
      for (const who of others) expect((await who.get(match.path + path)).status).toBe(404);
    }
    expect((await others[0]!.get(`/v1/matches?organisation=${match.organisation}`)).status).toBe(404);
    const own = (await match.who.get(`/v1/matches?organisation=${match.organisation}`)).json as {
      items: Shown[];
    };
    expect(own.items.map(({ id }) => id)).toEqual([match.id]);
  });

  it('a step on an older version than the current is refused (412)', async () => {
    const match = await d.running();
    const { headers } = await match.who.get(match.path);
    await match.report();
    const late = await match.who.post(`${match.path}/complete`, undefined, { 'if-match': headers.etag! });
    expect(late.status).toBe(412);
  });
});

describe('逾期: what nobody answers in time counts as accepted', () => {
  it('after its last day, not on it, and not while it is in dispute; repeated it changes nothing', async () => {
    const [quiet, disputed] = [await d.delivered(await d.running()), await d.delivered(await d.running())];
    await d.wang.post(`${disputed.path}/disputes`, { about: 'completion', text: '少去了两次' });
    const { acceptBy } = await quiet.shown();
    d.until(acceptBy!);
    await acceptUnanswered(d.matching.deps);
    expect((await quiet.shown()).state).toBe('delivered');
    d.matching.pass({ hours: 24 });
    await acceptUnanswered(d.matching.deps);
    await acceptUnanswered(d.matching.deps);
    expect((await quiet.shown()).state).toBe('completed');
    expect((await disputed.shown()).state).toBe('delivered');
    expect(await outbox('matching.project.completed', quiet.id)).toHaveLength(1);
    // Ruled on, its owner has as long as ever.
    await d.wu.post(`${disputed.path}/disputes/1/resolve`, { outcome: 'stands', text: '已完成' });
    await acceptUnanswered(d.matching.deps);
    expect((await disputed.shown()).state).toBe('delivered');
    d.matching.pass({ hours: 24 * 16 });
    await acceptUnanswered(d.matching.deps);
    expect((await disputed.shown()).state).toBe('completed');
  });
});
