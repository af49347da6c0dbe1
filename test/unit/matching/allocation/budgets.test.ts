import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate } from '../../../../functions/matching/allocation/allocate.ts';
import { Choice } from '../../../../functions/matching/allocation/choice.ts';
import { lossesOf } from '../../../../functions/matching/allocation/core.ts';
import { decomposed } from '../../../../functions/matching/allocation/decomposition.ts';
import type { Instance } from '../../../../functions/matching/allocation/instance.ts';
import { filled, worthiest } from '../../../../functions/matching/allocation/knapsack.ts';
import { decidedAnew } from '../../../../functions/matching/allocation/neighbourhood.ts';
import { priced } from '../../../../functions/matching/allocation/prices.ts';
import { programmeOf } from '../../../../functions/matching/allocation/programme.ts';
import { fill } from '../../../../functions/matching/allocation/repair.ts';
import { greedy } from '../../../support/allocation-baselines.ts';
import { broken, bruteForce } from '../../../support/allocation-brute-force.ts';
import { countyInstance } from '../../../support/allocation-instances.ts';

const item = fc.record({
  value: fc.integer({ min: -5, max: 30 }),
  amount: fc.integer({ min: 0, max: 12 }),
  group: fc.integer({ min: 0, max: 4 }),
});
const budget = fc.record({ items: fc.array(item, { maxLength: 9 }), room: fc.integer({ min: 0, max: 30 }) });

/** Candidates that all cost something, budgets that fund a part of them. */
const tight = fc
  .record({
    demand: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 2, maxLength: 4 }),
    capacity: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 2, maxLength: 3 }),
    room: fc.array(fc.integer({ min: 3, max: 14 }), { minLength: 1, maxLength: 3 }),
  })
  .chain(({ demand, capacity, room }) =>
    fc
      .array(
        fc.record({
          need: fc.nat(demand.length - 1),
          organisation: fc.nat(capacity.length - 1),
          score: fc.integer({ min: 1, max: 40 }),
          uses: fc.uniqueArray(
            fc.record({ limit: fc.nat(room.length - 1), amount: fc.integer({ min: 1, max: 9 }) }),
            { minLength: 1, maxLength: 2, selector: ({ limit }) => limit },
          ),
        }),
        { minLength: 3, maxLength: 10 },
      )
      .map(
        (candidates): Instance => ({
          needs: demand.map((units, i) => ({ id: `n${i}`, demand: units })),
          organisations: capacity.map((places, j) => ({ id: `o${j}`, capacity: places })),
          candidates: candidates.map(({ need, organisation, score, uses }) => ({
            need: `n${need}`,
            organisation: `o${organisation}`,
            score,
            uses: uses.map(({ limit, amount }) => ({ limit: `l${limit}`, amount })),
          })),
          limits: room.map((amount, l) => ({ id: `l${l}`, amount })),
        }),
      ),
  );

describe('a budget that does not fund everything (M2.2)', () => {
  it.each([
    ['all of them', Number.POSITIVE_INFINITY],
    ['all but a few of them', 9_990],
    ['half of them', 5_000],
  ])('of 10,000 needs with two ways each it funds %s', (_, room) => {
    const each = Array.from({ length: 20_000 }, (_, at) => at);
    const items = {
      amounts: Float64Array.from(each, () => 1),
      groups: Int32Array.from(each, (at) => at >> 1),
    };
    const { taken, bound } = filled(
      items,
      Float64Array.from(each, (at) => 1 + (at % 7)),
      room,
    );
    expect(taken).toHaveLength(Math.min(room, 10_000));
    expect(new Set(taken.map((at) => at >> 1)).size).toBe(taken.length);
    expect(bound).toBeGreaterThanOrEqual(taken.reduce((sum, at) => sum + 1 + (at % 7), 0));
  });

  it('is filled by itself as well as it can be, held against every way of filling it', () => {
    fc.assert(
      fc.property(budget, ({ items, room }) => {
        const values = Float64Array.from(items, ({ value }) => value);
        const held = {
          amounts: Float64Array.from(items, ({ amount }) => amount),
          groups: Int32Array.from(items, ({ group }) => group),
        };
        const { bound, taken } = filled(held, values, room);
        const best = bestFilling(items, room);
        expect(sumOf(items, taken)).toBe(best);
        expect(bound).toBeGreaterThanOrEqual(best);
        expect(bound).toBeLessThanOrEqual(best * 1.001);
        const parts = worthiest(held, values, room);
        expect(parts.value).toBeGreaterThanOrEqual(best - 1e-9);
        // Who has to be in, or out, costs at least what the price says.
        for (const [at, { value, amount, group }] of items.entries()) {
          const others = items.filter((each) => each.group !== group);
          const within =
            amount > room ? Number.NEGATIVE_INFINITY : value + bestFilling(others, room - amount);
          expect(within).toBeLessThanOrEqual(parts.value - parts.best[at]! + parts.rest[at]! + 1e-9);
          const without = bestFilling(items.toSpliced(at, 1), room);
          expect(without).toBeLessThanOrEqual(parts.value - parts.best[at]! + parts.bestOfOthers[at]! + 1e-9);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('gives a bound that nothing exceeds, and losses that every choice bears', async () => {
    await fc.assert(
      fc.asyncProperty(tight, async (instance) => {
        const programme = programmeOf(instance);
        const rows = programme.limits;
        const prices = priced(programme, rows, new Float64Array(rows.length).fill(1));
        const losses = lossesOf(programme, prices);
        const lower = 0.9 * prices.bound;
        const proof = decomposed(programme, rows, { ...prices, losses }, lower, () => true);
        const best = bruteForce(instance).objective;
        expect(proof.bound).toBeGreaterThanOrEqual(best - 1e-6);
        const { chosen } = await allocate(instance);
        for (const places of [chosen, greedy(instance)]) {
          const choice = new Choice(programme, rows);
          for (const k of places) choice.add(programme.given.indexOf(k));
          const lost = proof.bound - choice.weight + 1e-6;
          for (const k of choice.candidates) expect(proof.losses.chosen[k]).toBeLessThanOrEqual(lost);
          for (const [pair, way] of choice.chosen.entries())
            if (way < 0) expect(proof.losses.unserved[pair]).toBeLessThanOrEqual(lost);
          for (const [i, units] of choice.unserved.entries())
            expect(units * proof.prices.needs[i]!).toBeLessThanOrEqual(lost);
          for (const [j, places] of choice.places.entries())
            expect(places * proof.prices.organisations[j]!).toBeLessThanOrEqual(lost);
        }
      }),
      { numRuns: 120 },
    );
  });

  it('binds more than its price says: filled by itself it gives the lower bound', () => {
    const instance = countyInstance({
      needs: 40,
      organisations: 15,
      each: 8,
      providers: 6,
      funded: 0.4,
      ways: 2,
    });
    const programme = programmeOf(instance);
    const rows = programme.limits;
    const prices = priced(programme, rows, new Float64Array(rows.length).fill(1e-4));
    const losses = lossesOf(programme, prices);
    const proof = decomposed(programme, rows, { ...prices, losses }, 0.9 * prices.bound, () => true);
    expect(proof.bound).toBeLessThan(prices.bound * 0.99);
  });

  it("is divided anew among those whom it could serve, and never to anybody's loss", async () => {
    const instance = countyInstance({ needs: 40, organisations: 15, each: 8, providers: 4, funded: 0.4 });
    const programme = programmeOf(instance);
    const choice = new Choice(programme, programme.limits);
    fill(choice, programme.weight);
    const before = choice.weight;
    const bound = programme.weight.reduce((sum, each) => sum + each, 0);
    const better = await decidedAnew(choice, new Float64Array(programme.weight.length), bound, () => 60_000);
    expect(better.keeps).toBe(true);
    expect(better.weight).toBeGreaterThan(before);
  });

  it('does not stop an allocation from being proven where budgets are few', async () => {
    const instance = countyInstance({
      needs: 30,
      organisations: 12,
      each: 6,
      providers: 4,
      funded: 0.5,
      ways: 2,
    });
    const one = await allocate(instance);
    expect(broken(instance, one.chosen)).toBeUndefined();
    expect(one).toMatchObject({ proven: true, gap: 0 });
    expect((await allocate(instance)).chosen).toEqual(one.chosen);
  });
});

type Item = { value: number; amount: number; group: number };

const sumOf = (items: readonly Item[], taken: readonly number[]) =>
  taken.reduce((sum, at) => sum + items[at]!.value, 0);

function bestFilling(items: readonly Item[], room: number): number {
  let best = 0;
  for (let set = 0; set < 2 ** items.length; set++) {
    const taken = items.filter((_, at) => (set >> at) & 1);
    const fits = taken.reduce((sum, { amount }) => sum + amount, 0) <= room;
    if (!fits || new Set(taken.map(({ group }) => group)).size < taken.length) continue;
    best = Math.max(
      best,
      taken.reduce((sum, { value }) => sum + value, 0),
    );
  }
  return best;
}
