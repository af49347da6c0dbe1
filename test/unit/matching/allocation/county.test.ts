import { describe, expect, it } from '@jest/globals';
import { allocate } from '../../../../functions/matching/allocation/allocate.ts';
import type { Instance } from '../../../../functions/matching/allocation/instance.ts';
import { greedy, scoreOf, stable } from '../../../support/allocation-baselines.ts';
import { broken, countsOf } from '../../../support/allocation-brute-force.ts';
import { countyInstance, randomly, type Shape } from '../../../support/allocation-instances.ts';

const county: Shape = { needs: 600, organisations: 200, each: 20 };
const shapes: [string, Shape][] = [
  ['a county', county],
  ['a county short of organisations', { ...county, supply: 0.6 }],
  ['a county with more than it needs', { ...county, supply: 2 }],
  ['needs that ask for several', { needs: 150, organisations: 100, each: 20, demand: 4 }],
  ['a cap on each organisation', { ...county, maxShare: 0.005 }],
  ['one budget', { ...county, providers: 1, funded: 0.5 }],
  ['a minimum share', { ...county, group: { part: 0.3, share: 0.5 } }],
];

describe('an allocation of the size of a county (M2.2)', () => {
  it.each(shapes)('is proven the best, and no worse than greed or stable matching: %s', async (_, shape) => {
    const instance = countyInstance(shape);
    const { objective, bound, gap, proven, chosen } = await allocate(instance);
    expect(broken(instance, chosen)).toBeUndefined();
    expect({ gap, proven, bound }).toEqual({ gap: 0, proven: true, bound: objective });
    expect(objective).toBe(scoreOf(instance, chosen));
    const { minShares: _shares, maxShare, ...free } = instance;
    if (!instance.minShares && maxShare === undefined) {
      expect(objective).toBeGreaterThanOrEqual(scoreOf(free, greedy(free)));
      if (instance.limits.length === 0) expect(objective).toBeGreaterThanOrEqual(scoreOf(free, stable(free)));
    }
  });

  it('does not depend on the order in which things are given', async () => {
    for (const shape of [
      county,
      { ...county, providers: 2, ways: 2 },
      { ...county, group: { part: 0.3, share: 0.4 } },
    ]) {
      const instance = countyInstance({ ...shape, needs: 150, organisations: 60 });
      const mixed = shuffled(instance, 5);
      const [one, other] = [await allocate(instance), await allocate(mixed)];
      const told = ({ candidates }: Instance, chosen: readonly number[]) => chosen.map((k) => candidates[k]);
      expect(told(mixed, other.chosen)).toEqual(told(instance, one.chosen));
      expect(other.objective).toBe(one.objective);
      expect((await allocate(instance)).chosen).toEqual(one.chosen);
    }
  });

  it('keeps a minimum share that the best choice breaks, at the least cost', async () => {
    const free = countyInstance(county);
    const group = free.needs.filter((_, i) => i % 4 === 0).map(({ id }) => id);
    const before = await allocate(free);
    const { group: served, all } = countsOf(free, group, before.chosen);
    const share = Math.ceil((served / all) * 100 + 1) / 100;
    const instance = { ...free, minShares: [{ name: 'relief', needs: group, share }] };
    const after = await allocate(instance);
    const now = countsOf(instance, group, after.chosen);
    expect(now.group).toBeGreaterThanOrEqual(Math.min(share * now.all, group.length) - 1e-9);
    expect(after.proven).toBe(true);
    expect(after.objective).toBeLessThan(before.objective);
    expect(after.prices.minShares.get('relief')!.price).toBeGreaterThan(0);
  });

  it('returns the best so far and a true bound when the time ends', async () => {
    const instance = countyInstance({ ...county, providers: 8, funded: 0.5 });
    let now = 0;
    const hasty = await allocate(instance, { timeLimit: 0.001, clock: () => (now += 10) });
    const patient = await allocate(instance, { timeLimit: 6 });
    expect(hasty.proven).toBe(false);
    expect(broken(instance, hasty.chosen)).toBeUndefined();
    expect(hasty.objective).toBeGreaterThanOrEqual(scoreOf(instance, greedy(instance)) * 0.9);
    expect(hasty.bound).toBeGreaterThanOrEqual(patient.objective);
    expect(patient.bound).toBeGreaterThanOrEqual(patient.objective);
    expect(patient.gap).toBeCloseTo((patient.bound - patient.objective) / patient.bound, 12);
    expect(patient.gap).toBeLessThan(0.005);
    expect(patient.ms).toBeLessThan(60_000);
  });
});

function shuffled(instance: Instance, seed: number): Instance {
  const random = randomly(seed);
  const mix = <T>(list: readonly T[]): T[] =>
    list
      .map((entry) => ({ entry, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ entry }) => entry);
  return {
    ...instance,
    needs: mix(instance.needs),
    organisations: mix(instance.organisations),
    candidates: mix(instance.candidates),
    limits: mix(instance.limits),
    ...(instance.minShares && {
      minShares: instance.minShares.map((share) => ({ ...share, needs: mix(share.needs) })),
    }),
  };
}
