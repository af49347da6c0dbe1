import { describe, expect, it } from '@jest/globals';
import { allocate } from '../../../../functions/matching/allocation/allocate.ts';
import type { Instance } from '../../../../functions/matching/allocation/instance.ts';
import type { Bound, Prepared, Situation } from '../../../../functions/matching/model/instance.ts';
import type { Need, Resource } from '../../../../functions/matching/model/listing.ts';
import { NO_SUPPLY } from '../../../../functions/matching/model/offer.ts';
import type { Score } from '../../../../functions/matching/model/score.ts';
import { explain } from '../../../../functions/matching/rounds/explain.ts';

const resource = (title: string) => ({ facts: { title } }) as Resource;
const BOUNDS = new Map<string, Bound>([
  ['fund', { of: 'funds', resource: resource('为老资金') }],
  ['hall', { of: 'venue', resource: resource('礼堂') }],
  ['time', { of: 'time', month: '2026-12' }],
]);

const scored = (points: number): Score => ({
  points,
  policy: 'matching.v1',
  parts: [
    { reason: 'kinds', points: points - 10, most: 300, why: '种类全符' },
    { reason: 'load', points: 10, most: 100, why: '现有任务少' },
    { reason: 'urgency', points: 0, most: 50, why: '一般' },
  ],
});

type Candidates = [pair: string, score: number, uses?: Record<string, number>][];

/** What a round says to each need; needs and organisations are named by the pairs. */
async function said(candidates: Candidates, more: Partial<Instance> = {}, kept: string[] = []) {
  const pairs = candidates.map(([pair]) => pair.split(' ') as [string, string]);
  const ids = (at: 0 | 1) => [...new Set([...pairs.map((pair) => pair[at]), ...(at === 0 ? kept : [])])];
  const instance: Instance = {
    needs: ids(0).map((id) => ({ id, demand: 1 })),
    organisations: ids(1).map((id) => ({ id, capacity: 1 })),
    candidates: candidates.map(([, score, uses = {}], at) => ({
      need: pairs[at]![0],
      organisation: pairs[at]![1],
      score,
      uses: Object.entries(uses).map(([limit, amount]) => ({ limit, amount })),
    })),
    limits: [],
    ...more,
  };
  const prepared: Prepared = {
    instance,
    bounds: BOUNDS,
    choices: candidates.map(([, points], at) => ({
      organisation: pairs[at]![1],
      organisationName: pairs[at]![1],
      supply: NO_SUPPLY,
      score: scored(points),
    })),
    others: () => [],
    unfunded: new Set(kept.filter((need) => need.includes('资金'))),
    unhoused: new Set(kept.filter((need) => need.includes('场地'))),
  };
  const situation = {
    needs: instance.needs.map(({ id }) => ({ id, facts: { title: id } }) as Need),
    candidates: new Map(kept.filter((need) => need !== '无人').map((need) => [need, [{}, {}]] as const)),
  } as unknown as Situation;
  return explain(situation, prepared, await allocate(instance));
}
const capacities = (amounts: Record<string, number>) => ({
  organisations: Object.entries(amounts).map(([id, capacity]) => ({ id, capacity })),
});

describe('逐项说明: a round tells each need why it got whom it got (M2.2, M1.4)', () => {
  it('who was chosen, with the reasons of its points, the weightiest first', async () => {
    const of = await said([['读报 合唱队', 210]]);
    expect(of.get('读报')).toEqual(['选定合唱队，共 210 分：种类全符（200/300）；现有任务少（10/100）']);
  });

  it('a better one that is full: who got its place, what it would cost the county, what would help', async () => {
    const of = await said([
      ['探访 合唱队', 800],
      ['探访 舞蹈队', 100],
      ['读报 合唱队', 750],
      ['读报 舞蹈队', 600],
    ]);
    expect(of.get('读报')![1]).toBe(
      '没有选合唱队（750 分）：它可承接的 1 个名额都给了对全县更合算的需求（《探访》800 分）。' +
        '由它承接，全县总分至少少 550 分。它多一个名额，就可能匹配',
    );
  });

  it('of many that got its places the three of the fewest points are named', async () => {
    const needs = ['探访', '读报', '助浴', '陪诊'];
    const of = await said(
      [...needs.map((need, at) => [`${need} 合唱队`, 800 - at] as [string, number]), ['送餐 合唱队', 100]],
      capacities({ 合唱队: 4 }),
    );
    expect(of.get('送餐')![0]).toContain('（《陪诊》797 分、《助浴》798 分、《读报》799 分等 4 个）');
  });

  it('no organisation gets more than its share of the whole', async () => {
    const of = await said(
      [
        ['探访 合唱队', 800],
        ['读报 合唱队', 500],
      ],
      { ...capacities({ 合唱队: 5 }), maxShare: 0.5 },
    );
    expect(of.get('读报')).toEqual([
      '没有选合唱队（500 分）：一家组织最多承接 1 个，以免过于集中（《探访》800 分）。' +
        '由它承接，全县总分至少少 300 分。放宽这一比例，就可能匹配',
    ]);
  });

  it('money, hall and hours that went to others are each named, and what of each is missing (M2.3)', async () => {
    const of = await said(
      [
        ['探访 合唱队', 800, { fund: 70_000, hall: 1, time: 400 }],
        ['读报 合唱队', 500, { fund: 40_000, hall: 1, time: 300 }],
      ],
      {
        ...capacities({ 合唱队: 2 }),
        limits: [
          { id: 'fund', amount: 100_000 },
          { id: 'hall', amount: 1 },
          { id: 'time', amount: 600 },
        ],
      },
    );
    const others = '已安排给其他需求（《探访》800 分）';
    expect(of.get('读报')![0]!.replace(/。由它承接[^。]+/, '')).toBe(
      `没有选合唱队（500 分）：资金“为老资金”${others}，只剩 300.00 元，需要 400.00 元；` +
        `场地“礼堂”${others}，这段时间不空；` +
        `它在 2026-12 的服务时间${others}，只剩 200 分钟，需要 300 分钟。` +
        '再有 100.00 元，并且换一段时间或另有场地，并且错开时间，就可能匹配',
    );
  });

  it('the least share of relief needs goes before more points (A1)', async () => {
    const of = await said(
      [
        ['探访 合唱队', 100],
        ['书画 合唱队', 500],
      ],
      { minShares: [{ name: 'relief', needs: ['探访'], share: 0.3 }] },
    );
    expect(of.get('书画')![0]).toContain('；救助需求（A1）至少占 30%，名额先给它们（《探访》100 分）');
    expect(of.get('书画')![0]).toContain('它多一个名额，并且降低救助需求的比例，就可能匹配');
  });

  it('nobody there, no money, no hall, and all full are told apart', async () => {
    const of = await said([], {}, ['无人', '缺资金', '缺场地', '已满']);
    expect(of.get('无人')![0]).toContain('服务区域内没有符合条件的组织');
    expect(of.get('缺资金')![0]).toContain('有 2 家候选组织，但没有足够的资金可用');
    expect(of.get('缺场地')![0]).toContain('没有空闲的场地');
    expect(of.get('已满')![0]).toContain('原有 2 家候选组织，现在都已排满');
  });

  it('places left for which there is no further organisation are told', async () => {
    const of = await said([['送餐 合唱队', 300]], { needs: [{ id: '送餐', demand: 3 }] });
    expect(of.get('送餐')![1]).toBe(
      '除选定的 1 家外没有其他候选组织，还缺 2 家。扩大服务区域、放宽条件，或培育这类组织，就可能匹配',
    );
  });
});
