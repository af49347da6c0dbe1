import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allocate } from '../../../functions/matching/allocation/allocate.ts';
import { beginNightly, resumeStalled } from '../../../functions/matching/rounds/nightly.ts';
import { type MatchingService, matchingService, VISITS } from './service.ts';

let matching: MatchingService;
beforeAll(async () => {
  matching = await matchingService();
});
afterAll(() => matching.close());

/** Each test has a county of its own. */
const place = (county: string) => {
  const [township, village] = PLACES[county]!;
  return {
    county,
    township,
    village,
    bureau: () => matching.as('county', county, 'bureau'),
    community: () => matching.as('community', village, 'wang'),
  };
};
const PLACES: Readonly<Record<string, readonly [string, string]>> = {
  '330324': ['330324108', '330324108224'],
  '330326': ['330326108', '330326108200'],
  '330381': ['330381128', '330381128207'],
  '330303': ['330303001', '330303001004'],
  '330304': ['330304001', '330304001004'],
  '330305': ['330305001', '330305001001'],
  '330329': ['330329100', '330329100005'],
  '330382': ['330382001', '330382001001'],
};

async function need(village: string, more: object = {}) {
  const community = matching.as('community', village, 'wang');
  const { json } = await community.post('/v1/needs', { ...VISITS, division: village, ...more });
  const { id } = json as { id: string };
  expect((await community.post(`/v1/needs/${id}/publish`)).json).toMatchObject({ state: 'open' });
  return id;
}
async function organisation(
  id: string,
  division: string,
  capacity: object = {},
  standing: Parameters<MatchingService['enrol']>[1] = {},
) {
  const who = await matching.enrol(id, { division, ...standing });
  const { headers } = await who.get(`/v1/capacities/${id}`);
  await who.call(
    'PATCH',
    `/v1/capacities/${id}`,
    { beyond: false, ...capacity },
    { 'if-match': headers.etag! },
  );
  return who;
}
async function funds(county: string, source: string, fen: number) {
  const provider = matching.as('provider', county, 'shoes');
  const { json } = await provider.post('/v1/resources', {
    title: '为老服务资金',
    division: county,
    period: { from: '2026-12-01', to: '2027-11-30' },
    openUntil: '2027-06-30',
    donor: 'enterprise',
    donorName: '某鞋业有限公司',
    gift: { type: 'funds', source, fen },
  });
  await provider.post(`/v1/resources/${(json as { id: string }).id}/publish`);
}
async function run(county: string, how: object = {}) {
  const bureau = matching.as('county', county, 'bureau');
  const { json, status } = await bureau.post('/v1/rounds', { county, ...how });
  expect(status).toBe(201);
  const { id } = json as { id: string };
  await matching.work();
  return { id, round: (await bureau.get(`/v1/rounds/${id}`)).json as Record<string, unknown> };
}
const rowsOf = async (county: string, id: string) =>
  (
    (await matching.as('county', county, 'bureau').get(`/v1/rounds/${id}/rows?limit=100`)).json as {
      items: {
        need: string;
        chosen?: { organisation: string; score: { points: number } };
        explanation: string[];
        overtaken?: string;
      }[];
    }
  ).items;

describe('统一分配: a county allocates what it has in the best way (M2.2)', () => {
  it('every need is proposed to the organisation that the whole is best with, proven and explained', async () => {
    const { county, township, village, bureau } = place('330324');
    await organisation('A', village, { atATime: 1, kinds: ['companionship'] });
    await organisation('B', township, { atATime: 1 });
    const needs = [
      await need(village),
      await need(village, { title: '助浴' }),
      await need(village, { title: '陪诊' }),
    ];
    await matching.work();
    const { id, round } = await run(county);
    expect(round).toMatchObject({
      state: 'done',
      needs: 3,
      organisations: 2,
      gap: 0,
      proven: true,
      policy: 'matching.v1',
      counts: { chosen: 2, held: 2, overtaken: 0, announced: 2 },
    });
    expect(round.objective).toBe(round.bound);
    const rows = await rowsOf(county, id);
    expect(rows.map((row) => row.need).sort()).toEqual([...needs].sort());
    expect(rows.map(({ chosen }) => chosen?.organisation ?? '').sort()).toEqual(['', 'A', 'B']);
    const unserved = rows.find(({ chosen }) => !chosen)!;
    expect(unserved.explanation.join()).toContain('它可承接的 1 个名额都给了对全县更合算的需求');
    const served = rows.find(({ chosen }) => chosen?.organisation === 'A')!;
    expect(served.explanation[0]).toContain('选定');
    const { json } = await matching.as('organisation', county, 'A').get('/v1/offers?organisation=A');
    expect((json as { items: object[] }).items).toMatchObject([
      { state: 'proposed', origin: 'round', from: id },
    ]);
    expect(await matching.audit(`ROUND#${id}`)).toEqual(['begun by bureau', 'done by rounds']);
    expect((await bureau().post(`/v1/rounds/${id}/cancel`, { reason: '重来' })).status).toBe(409);
  });

  it('the stored instance, solved again, gives the same; its hash says that it is the one', async () => {
    const { county } = place('330324');
    const { json } = await matching.as('county', county, 'bureau').get(`/v1/rounds?county=${county}`);
    const [round] = (json as { items: { id: string; instance: string; objective: number }[] }).items;
    const [instance, result] = await Promise.all(
      ['instance', 'result'].map(async (what) => {
        const file = await matching.deps.files.read(`rounds/${round!.id}/${round!.instance}/${what}.json.gz`);
        return gunzipSync(await buffer(file!.stream)).toString();
      }),
    );
    expect(createHash('sha256').update(instance!).digest('hex')).toBe(round!.instance);
    const parsed = JSON.parse(instance!);
    const again = await allocate(parsed);
    expect(again.objective).toBe(round!.objective);
    expect(
      again.chosen.map((at) => {
        const { need, organisation } = parsed.candidates[at];
        return { need, organisation };
      }),
    ).toEqual(JSON.parse(result!).assignment);
  });

  it('no fund pays more than it has, and who goes without is told how much is missing (M2.3)', async () => {
    const { county, village } = place('330326');
    for (const id of ['C', 'D']) await organisation(id, village);
    for (const title of ['助浴', '陪诊']) await need(village, { title, budgetFen: 300_000 });
    await funds(county, 'social-capital', 500_000);
    await matching.work();
    const { id, round } = await run(county);
    expect(round).toMatchObject({ counts: { chosen: 1, held: 1 }, gap: 0 });
    const rows = await rowsOf(county, id);
    expect(rows.find(({ chosen }) => !chosen)!.explanation.join()).toContain('再有 1000.00 元，就可能匹配');
  });

  it('a county gives from a channel no more than the cap it set, and the need left over is told (M2.3)', async () => {
    const { county, village, bureau } = place('330329');
    for (const id of ['K', 'L']) await organisation(id, village);
    for (const title of ['助浴', '陪诊']) await need(village, { title, budgetFen: 300_000 });
    await funds(county, 'social-capital', 1_000_000);
    await matching.work();
    const unknown = { county, channelCaps: { lottery: 1 } };
    expect((await bureau().post('/v1/rounds', unknown)).json).toMatchObject({ status: 400 });
    const channelCaps = { 'social-capital': 400_000 };
    const { id, round } = await run(county, { channelCaps });
    expect(round).toMatchObject({ channelCaps, counts: { chosen: 1, held: 1 }, gap: 0 });
    const left = (await rowsOf(county, id)).find(({ chosen }) => !chosen)!;
    expect(left.explanation[0]).toContain('本轮社会资本资金的上限（M2.3）已安排给其他需求');
    expect(left.explanation[0]).toContain('只剩 1000.00 元，需要 3000.00 元');
    expect(left.explanation[0]).toContain('上限再提高 2000.00 元，就可能匹配');
  });

  it('what a proposal that waits was promised the next round does not promise again (M2.3)', async () => {
    const { county } = place('330326');
    const next = await run(county);
    expect(next.round).toMatchObject({ counts: { chosen: 0, held: 0 }, gap: 0 });
    const [row] = await rowsOf(county, next.id);
    expect(row!.explanation.join()).toContain('没有足够的资金可用');
    const { items } = await matching.deps.store.unanswered('9999', { limit: 100, scope: 'test' });
    const [promised] = items.filter(({ division }) => division.startsWith(county));
    const organisation = matching.as('organisation', county, promised!.organisation);
    expect((await organisation.post(`/v1/offers/${promised!.id}/accept`)).status).toBe(200);
    expect((await run(county)).round).toMatchObject({ counts: { chosen: 0 } });
    await organisation.post(`/v1/offers/${promised!.id}/decline`, { reason: '人手不足' });
    await matching.work();
    expect((await run(county)).round).toMatchObject({ counts: { chosen: 1, held: 1 } });
  });

  it('relief needs get their least share though others have more points, and those are told so (A1)', async () => {
    const { county, village } = place('330382');
    const both = { standing: { actions: ['relief' as const, 'culture' as const] } };
    await organisation('J', village, { atATime: 1 }, both);
    const relief = await need(village);
    const choir = { title: '合唱队排练', action: 'culture', kinds: ['choir'], urgency: 'soon' };
    const culture = await need(village, choir);
    await matching.work();
    const { id, round } = await run(county);
    expect(round).toMatchObject({ gap: 0, counts: { chosen: 1, announced: 1 } });
    const rows = await rowsOf(county, id);
    const given = rows.find((row) => row.need === relief)!;
    const passed = rows.find((row) => row.need === culture)!;
    expect(given.chosen).toMatchObject({ organisation: 'J' });
    expect(passed.chosen).toBeUndefined();
    const [sentence] = passed.explanation;
    expect(sentence).toContain(
      `救助需求（A1）至少占 30%，名额先给它们（《${VISITS.title}》${given.chosen!.score.points} 分）`,
    );
    const points = Number(/（(\d+) 分）/.exec(sentence!)![1]);
    expect(points).toBeGreaterThan(given.chosen!.score.points);
  });

  it('claims that come during a round are respected', async () => {
    const { county, village, bureau } = place('330381');
    await organisation('E', village, { atATime: 2, kinds: ['companionship'] });
    const rival = await organisation('F', village, { atATime: 2 });
    await need(village);
    await need(village, { title: '助浴' });
    await matching.work();
    const { json } = await bureau().post('/v1/rounds', { county });
    const { id } = json as { id: string };
    let claimed: Promise<unknown> | undefined;
    let meant = '';
    const claiming = {
      ...matching.deps,
      store: {
        ...matching.deps.store,
        // As soon as the round is solved, and before it holds anything: what it means the other to have.
        rowsAt: async (...asked: Parameters<typeof matching.deps.store.rowsAt>) => {
          if (!claimed) {
            const solved = await matching.deps.store.rowsAt(...asked);
            meant = solved.find(({ chosen }) => chosen?.organisation === 'E')!.need;
            claimed = rival.post(`/v1/needs/${meant}/claim`, {});
          }
          await claimed;
          return matching.deps.store.rowsAt(...asked);
        },
      },
    };
    await matching.work((events) => events, claiming);
    expect(await claimed).toMatchObject({ status: 201 });
    expect((await bureau().get(`/v1/rounds/${id}`)).json).toMatchObject({
      state: 'done',
      counts: { chosen: 2, held: 1, overtaken: 1, announced: 1 },
    });
    const rows = await rowsOf(county, id);
    expect(rows.find((row) => row.need === meant)!.overtaken).toContain('其他组织');
    const taken = await matching.deps.store.listing('need', meant);
    expect(taken).toMatchObject({ places: { held: 1 } });
  });

  it('a county has one round at a time, and may roll it back whole before it is announced', async () => {
    const { county, village, bureau } = place('330303');
    await organisation('G', village);
    const id = await need(village);
    await matching.work();
    const begun = (await bureau().post('/v1/rounds', { county })).json as { id: string };
    expect((await bureau().post('/v1/rounds', { county })).json).toMatchObject({
      status: 409,
      round: begun.id,
    });
    // Held, and the worker dies before it announces.
    const stopping = {
      ...matching.deps,
      store: {
        ...matching.deps.store,
        offer: async () => {
          throw new Error('killed');
        },
      },
    };
    await expect(matching.work((events) => events, stopping)).rejects.toThrow('killed');
    expect(await matching.deps.store.listing('need', id)).toMatchObject({ places: { held: 1 } });
    expect((await matching.as('organisation', county, 'G').get('/v1/offers?organisation=G')).json).toEqual({
      items: [],
    });
    expect((await bureau().get(`/v1/rounds/${begun.id}`)).json).toMatchObject({ state: 'announcing' });
    matching.pass({ hours: 1 });
    expect(await resumeStalled(matching.deps)).toBe(1);
    await matching.work();
    matching.pass({ hours: -1 });
    expect((await bureau().get(`/v1/rounds/${begun.id}`)).json).toMatchObject({ state: 'done' });
    expect(await matching.deps.store.listing('need', id)).toMatchObject({ places: { held: 1 }, offers: 1 });
  });

  it('what was held is free again when a round is rolled back', async () => {
    const { county, village, bureau } = place('330304');
    await organisation('H', village);
    const id = await need(village);
    await matching.work();
    const begun = (await bureau().post('/v1/rounds', { county })).json as { id: string };
    const slow = {
      ...matching.deps,
      store: {
        ...matching.deps.store,
        rowsAt: async () => {
          throw new Error('killed');
        },
      },
    };
    await expect(matching.work((events) => events, slow)).rejects.toThrow('killed');
    const { json } = await bureau().post(`/v1/rounds/${begun.id}/cancel`, { reason: '尚有需求' });
    expect(json).toMatchObject({ state: 'cancelling' });
    await matching.work();
    expect((await bureau().get(`/v1/rounds/${begun.id}`)).json).toMatchObject({ state: 'cancelled' });
    expect(await matching.deps.store.listing('need', id)).toMatchObject({
      state: 'open',
      places: { held: 0 },
      passed: [],
    });
    expect(await matching.deps.store.organisation('H')).toMatchObject({ load: { held: 0, minutes: {} } });
    expect((await bureau().post('/v1/rounds', { county })).status).toBe(201);
    await matching.work();
  });

  it('who was full by what it held is a candidate again when it is rolled back', async () => {
    const { county, village, bureau } = place('330305');
    await organisation('I', village, { atATime: 1 });
    const held = await need(village);
    await matching.work();
    const begun = (await bureau().post('/v1/rounds', { county })).json as { id: string };
    let reads = 0;
    const killed = {
      ...matching.deps,
      store: {
        ...matching.deps.store,
        // Once for the rows, once for the one that is held; then it dies.
        rowsAt: async (...asked: Parameters<typeof matching.deps.store.rowsAt>) => {
          reads += 1;
          if (reads === 3) throw new Error('killed');
          return matching.deps.store.rowsAt(...asked);
        },
      },
    };
    await expect(matching.work((events) => events, killed)).rejects.toThrow('killed');
    expect(await matching.deps.store.listing('need', held)).toMatchObject({ places: { held: 1 } });
    const later = await need(village, { title: '助浴' });
    await matching.work();
    const candidates = async () =>
      ((await bureau().get(`/v1/needs/${later}/candidates`)).json as { items: object[] }).items;
    expect(await candidates()).toEqual([]);
    await bureau().post(`/v1/rounds/${begun.id}/cancel`, { reason: '尚有需求' });
    await matching.work();
    expect(await candidates()).toMatchObject([{ organisation: 'I' }]);
  });

  it('each county with open needs has its round at night, once', async () => {
    await need('330304001004', { title: '夜间' });
    expect(await beginNightly(matching.deps)).toBe(0);
    matching.pass({ hours: 16 });
    const begun = await beginNightly(matching.deps);
    expect(begun).toBeGreaterThanOrEqual(1);
    await matching.work();
    expect(await beginNightly(matching.deps)).toBe(0);
    matching.pass({ hours: -16 });
  });
});
