import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Deps } from '../../../functions/matching/deps.ts';
import { roundDue } from '../../../functions/matching/rounds/step.ts';
import { type MatchingService, matchingService, VISITS } from './service.ts';

let matching: MatchingService;
beforeAll(async () => {
  matching = await matchingService();
});
afterAll(() => matching.close());

/** 永嘉县 and 平阳县, which do not border each other. */
const YONGJIA = { county: '330324', village: '330324108224' };
const PINGYANG = { county: '330326', village: '330326108200' };
type Where = typeof YONGJIA;

type Caller = ReturnType<MatchingService['as']>;
async function published(who: Caller, path: string, facts: object) {
  const { json } = await who.post(path, facts);
  const { id } = json as { id: string };
  expect((await who.post(`${path}/${id}/publish`)).json).toMatchObject({ state: 'open' });
  return id;
}
const given = (title: string, gift: object) =>
  published(matching.as('provider', '3303', 'charity'), '/v1/resources', {
    title,
    division: '3303',
    period: { from: '2026-12-01', to: '2027-11-30' },
    openUntil: '2027-06-30',
    donor: 'organisation',
    donorName: '市慈善总会',
    gift,
  });
const need = ({ village }: Where, facts: object) =>
  published(matching.as('community', village, 'li'), '/v1/needs', { ...VISITS, division: village, ...facts });
const bureau = ({ county }: Where) => matching.as('county', county, 'hu');

async function begun(where: Where) {
  const { status, json } = await bureau(where).post('/v1/rounds', { county: where.county });
  expect(status).toBe(201);
  const { id } = json as { id: string };
  const due = async () =>
    (await matching.outbox('matching.round.due', id)).sort((a, b) => a.data.step - b.data.step);
  return {
    id,
    solved: async (deps: Deps = matching.deps) => roundDue((await due())[0]!, deps),
    /** Solved already, it holds its places, and leaves the rest to another event. */
    held: async () => roundDue((await due()).at(-1)!, matching.deps, 0),
    /** Solved already, it is carried through. */
    finished: async () => roundDue((await due()).at(-1)!, matching.deps),
  };
}
interface Row {
  need: string;
  chosen?: { supply: { fundings: { resource: string; fen: number }[]; venue?: object } };
  offer?: string;
  overtaken?: string;
  returned?: true;
  explanation: string[];
}
const shown = async (where: Where, id: string) => ({
  round: (await bureau(where).get(`/v1/rounds/${id}`)).json as { state: string; counts: object },
  rows: ((await bureau(where).get(`/v1/rounds/${id}/rows?limit=100`)).json as { items: Row[] }).items,
});
/** Goes on only when so many have solved: none sees what another one plans before it is solved itself. */
function together(count: number): Deps {
  let arrived = 0;
  let open: () => void;
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  const { files } = matching.deps;
  const write: typeof files.write = async (key, ...rest) => {
    await files.write(key, ...rest);
    if (!key.endsWith('result.json.gz')) return;
    if (++arrived === count) open();
    await all;
  };
  return { ...matching.deps, files: { ...files, write } };
}

/** A need in each of the two counties, whose rounds are solved at the same time: their rows. */
async function bothWanting(facts: object): Promise<Row[]> {
  const places = [YONGJIA, PINGYANG];
  const needs = await Promise.all(places.map((where) => need(where, facts)));
  await matching.work();
  const rounds = await Promise.all(places.map(begun));
  const at = together(2);
  await Promise.all(rounds.map(({ solved }) => solved(at)));
  await matching.work();
  const ends = await Promise.all(places.map((where, i) => shown(where, rounds[i]!.id)));
  for (const { round } of ends) expect(round.state).toBe('done');
  return ends.flatMap((end) => end.rows).filter((row) => needs.includes(row.need));
}

let serial = 0;
/** Each test has needs of its own; what came before is withdrawn or taken. */
beforeEach(async () => {
  serial += 1;
  for (const { county, village } of [YONGJIA, PINGYANG])
    await matching.enrol(`ORG-${county}-${serial}`, { division: village });
});

describe('全市资金: what is given for the whole city pays in every county, and once (M2.1, M2.2)', () => {
  it('a need of Yongjia is paid from it; what its round says is not for another county', async () => {
    const funds = await given('全市为老服务资金', { type: 'funds', source: 'donation', fen: 300_000 });
    const visits = await need(YONGJIA, { budgetFen: 300_000 });
    await matching.work();
    const { id } = await begun(YONGJIA);
    await matching.work();
    expect((await shown(YONGJIA, id)).rows).toMatchObject([
      {
        need: visits,
        chosen: { supply: { fundings: [{ resource: funds, fen: 300_000 }] } },
        offer: expect.anything(),
      },
    ]);
    for (const path of [`/v1/rounds/${id}`, `/v1/rounds/${id}/rows`])
      expect((await bureau(PINGYANG).get(path)).status).toBe(404);
    expect((await bureau(PINGYANG).get(`/v1/rounds?county=${YONGJIA.county}`)).status).toBe(403);
  });

  it('two rounds at once: it goes to one need, the other is told and its need goes back to the queue', async () => {
    const funds = await given('全市助餐资金', { type: 'funds', source: 'donation', fen: 500_000 });
    const rows = await bothWanting({ title: '送餐', budgetFen: 300_000 });
    expect(rows).toHaveLength(2);
    for (const { chosen } of rows)
      expect(chosen!.supply.fundings).toEqual([{ resource: funds, fen: 300_000 }]);
    const fallen = rows.find(({ offer }) => offer === undefined)!;
    expect(rows.filter(({ offer }) => offer !== undefined)).toHaveLength(1);
    expect(fallen.overtaken).toContain(
      '资源《全市助餐资金》只剩 2000.00 元，不够 3000.00 元（另有 3000.00 元',
    );
    expect(fallen.returned).toBe(true);
    // The next best is asked, and promised nothing of what is gone.
    const { items } = await matching.deps.store.offersOf(fallen.need, { limit: 10, scope: 'test' });
    expect(items).toMatchObject([{ state: 'proposed', origin: 'next', supply: { fundings: [] } }]);
  });

  it('what a round holds that has not announced it yet another one leaves alone', async () => {
    await given('全市探访资金', { type: 'funds', source: 'donation', fen: 500_000 });
    const facts = { title: '探访', budgetFen: 400_000 };
    const [first, second] = [await need(YONGJIA, facts), await need(PINGYANG, facts)];
    await matching.work();
    const holding = await begun(YONGJIA);
    await holding.solved();
    await holding.held();
    expect(await matching.deps.store.offer(`${first}.1`)).toMatchObject({ state: 'planned' });
    const beside = await begun(PINGYANG);
    await beside.solved();
    await beside.finished();
    const passed = (await shown(PINGYANG, beside.id)).rows.find((row) => row.need === second)!;
    expect(passed.chosen).toBeUndefined();
    expect(passed.explanation.join()).toContain('没有足够的资金可用');
    await matching.work();
  });

  it('a hall of the city that two rounds want at once goes to one of them', async () => {
    const slot = { from: '2026-12-05T14:00:00+08:00', to: '2026-12-05T16:00:00+08:00' };
    await given('市民中心礼堂', { type: 'venue', address: '市民中心', slots: [slot] });
    const rows = await bothWanting({ title: '联欢', slot });
    expect(rows.map(({ offer }) => offer !== undefined).sort()).toEqual([false, true]);
  });
});
