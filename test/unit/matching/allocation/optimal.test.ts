import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Allocation, allocate } from '../../../../functions/matching/allocation/allocate.ts';
import type { Candidate, Instance } from '../../../../functions/matching/allocation/instance.ts';
import { broken, bruteForce, countsOf } from '../../../support/allocation-brute-force.ts';

const wholeScore = fc.integer({ min: -3, max: 9 });
const anyScore = fc.oneof(
  fc.integer({ min: -50, max: 1000 }),
  fc.integer({ min: 0, max: 100_000 }).map((hundredths) => hundredths / 100),
  fc.double({ min: -1, max: 50, noNaN: true }),
);

function instances(
  score: fc.Arbitrary<number>,
  bound: { limits?: boolean; shares?: boolean } = {},
): fc.Arbitrary<Instance> {
  const id = (letter: string, count: number) =>
    fc.integer({ min: 0, max: count - 1 }).map((at) => `${letter}${at}`);
  return fc
    .record({
      needs: fc.integer({ min: 1, max: 4 }),
      organisations: fc.integer({ min: 1, max: 4 }),
      limits: fc.integer({ min: 1, max: 3 }),
    })
    .chain((size) =>
      fc.record(
        {
          needs: fc.tuple(
            ...Array.from({ length: size.needs }, (_, i) =>
              fc.record({ id: fc.constant(`n${i}`), demand: fc.integer({ min: 0, max: 3 }) }),
            ),
          ),
          organisations: fc.tuple(
            ...Array.from({ length: size.organisations }, (_, i) =>
              fc.record({ id: fc.constant(`o${i}`), capacity: fc.integer({ min: 0, max: 3 }) }),
            ),
          ),
          candidates: fc.array(
            fc.record<Candidate>({
              need: id('n', size.needs),
              organisation: id('o', size.organisations),
              score,
              uses: bound.limits
                ? fc.array(
                    fc.record({ limit: id('l', size.limits), amount: fc.integer({ min: 0, max: 7 }) }),
                    { maxLength: 2 },
                  )
                : fc.constant([]),
            }),
            { maxLength: 10 },
          ),
          limits: bound.limits
            ? fc.tuple(
                ...Array.from({ length: size.limits }, (_, i) =>
                  fc.record({ id: fc.constant(`l${i}`), amount: fc.integer({ min: 0, max: 15 }) }),
                ),
              )
            : fc.constant([]),
          maxShare: fc.double({ min: 0.05, max: 1, noNaN: true }),
          minShares: bound.shares
            ? fc.array(
                fc.record({
                  name: fc.constantFrom('relief', 'safety'),
                  needs: fc.uniqueArray(id('n', size.needs)),
                  share: fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
                }),
                { minLength: 1, maxLength: 2 },
              )
            : fc.constant([]),
        },
        { requiredKeys: ['needs', 'organisations', 'candidates', 'limits'] },
      ),
    ) as fc.Arbitrary<Instance>;
}

function expectBest(instance: Instance, allocation: Allocation) {
  const { objective, bound, gap, proven, chosen } = allocation;
  const judged = bruteForce(instance);
  const sum = chosen.reduce((score, k) => score + instance.candidates[k]!.score, 0);
  expect(broken(instance, chosen)).toBeUndefined();
  for (const [g, { needs, share }] of (instance.minShares ?? []).entries()) {
    const { group, all } = countsOf(instance, needs, chosen);
    expect(group >= share * all - 1e-9 || group >= judged.most[g]!).toBe(true);
  }
  expect(objective).toBeCloseTo(sum, 8);
  expect(objective).toBeCloseTo(judged.objective, 8);
  expect(bound).toBeGreaterThanOrEqual(objective);
  expect(gap).toBe(0);
  expect(proven).toBe(true);
}

describe('an allocation is the best of all (M2.2), held against every set of candidates', () => {
  it('also where scores are the smallest that there are', async () => {
    const tiny = (need: string, score: number) => ({ need, organisation: 'o', score });
    const result = await allocate({
      needs: ['a', 'b'].map((id) => ({ id, demand: 1 })),
      organisations: [{ id: 'o', capacity: 1 }],
      candidates: [tiny('a', 1e-300), tiny('b', 2e-300)],
      limits: [],
    });
    expect(result).toMatchObject({ chosen: [1], objective: 2e-300, proven: true });
  });

  it.each([
    ['whole scores', instances(wholeScore), 400],
    ['any scores', instances(anyScore), 400],
    ['limits and ways of funding a pair', instances(wholeScore, { limits: true }), 400],
    ['limits and any scores', instances(anyScore, { limits: true }), 300],
    ['minimum shares (A1)', instances(wholeScore, { shares: true }), 300],
    ['limits and minimum shares', instances(anyScore, { limits: true, shares: true }), 400],
  ] as const)('with %s', async (_, instance, numRuns) => {
    await fc.assert(
      fc.asyncProperty(instance, async (given) => expectBest(given, await allocate(given))),
      { numRuns },
    );
  });
});
