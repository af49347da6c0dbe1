import { describe, expect, it } from '@jest/globals';
import { allocate, whatIf } from '../../../../functions/matching/allocation/allocate.ts';
import { explainer, type Stop } from '../../../../functions/matching/allocation/explain.ts';
import type { Instance } from '../../../../functions/matching/allocation/instance.ts';
import { broken } from '../../../support/allocation-brute-force.ts';
import { countyInstance } from '../../../support/allocation-instances.ts';

const need = (id: string, demand = 1) => ({ id, demand });
const organisation = (id: string, capacity: number) => ({ id, capacity });
const candidate = (pair: string, score: number, uses: [string, number][] = []) => {
  const [need, organisation] = pair.split(' ') as [string, string];
  return { need, organisation, score, uses: uses.map(([limit, amount]) => ({ limit, amount })) };
};

async function explained(instance: Instance, id: string) {
  return explainer(instance, await allocate(instance))(id);
}

describe('an allocation explains itself need by need (M2.2, M1.4)', () => {
  it('says that the better organisation is full, and who got its places', async () => {
    const instance: Instance = {
      needs: [need('a'), need('b')],
      organisations: [organisation('choir', 1), organisation('band', 1)],
      candidates: [
        candidate('a choir', 800),
        candidate('a band', 300),
        candidate('b choir', 700),
        candidate('b band', 600),
      ],
      limits: [],
    };
    expect(await explained(instance, 'b')).toEqual({
      need: 'b',
      demand: 1,
      chosen: [3],
      notChosen: [
        {
          candidate: 2,
          organisation: 'choir',
          score: 700,
          loss: 400,
          stops: [
            {
              kind: 'organisation-full',
              organisation: 'choir',
              capacity: 1,
              served: [{ need: 'a', organisation: 'choir', score: 800 }],
            },
          ],
        },
      ],
      unserved: 0,
    });
  });

  it('says which budget does not reach, who took of it, and how much more would do', async () => {
    const instance: Instance = {
      needs: [need('a'), need('b')],
      organisations: [organisation('choir', 2)],
      candidates: [
        candidate('a choir', 800, [['bureau', 700]]),
        candidate('b choir', 500, [['bureau', 400]]),
      ],
      limits: [{ id: 'bureau', amount: 1000 }],
    };
    const { notChosen, unserved } = await explained(instance, 'b');
    expect(notChosen[0]!.stops).toEqual([
      {
        kind: 'limit',
        limit: 'bureau',
        amount: 400,
        left: 300,
        served: [{ need: 'a', organisation: 'choir', score: 800 }],
      },
    ]);
    expect(unserved).toBe(1);
  });

  it('says that no organisation may serve more of the whole', async () => {
    const instance: Instance = {
      needs: [need('a'), need('b')],
      organisations: [organisation('choir', 5)],
      candidates: [candidate('a choir', 800), candidate('b choir', 500)],
      limits: [],
      maxShare: 0.5,
    };
    const { notChosen } = await explained(instance, 'b');
    expect(notChosen[0]!.stops).toMatchObject([{ kind: 'max-share', most: 1, served: [{ need: 'a' }] }]);
  });

  it('says all that stops it: with one of them mended the others would still', async () => {
    const instance: Instance = {
      needs: [need('a'), need('b')],
      organisations: [organisation('choir', 1)],
      candidates: [
        candidate('a choir', 800, [['bureau', 700]]),
        candidate('b choir', 500, [['bureau', 400]]),
      ],
      limits: [{ id: 'bureau', amount: 1000 }],
      maxShare: 0.5,
    };
    const [{ stops } = { stops: [] }] = (await explained(instance, 'b')).notChosen;
    expect(stops.map(({ kind }) => kind)).toEqual(['organisation-full', 'max-share', 'limit']);
  });

  it('of several ways to pay for the same organisation the one is told that the least stops', async () => {
    const instance: Instance = {
      needs: [need('a'), need('b')],
      organisations: [organisation('choir', 2), organisation('band', 1)],
      candidates: [
        candidate('a choir', 800, [['bureau', 700]]),
        candidate('b choir', 500, [
          ['bureau', 400],
          ['hall', 1],
        ]),
        candidate('b choir', 500, [['bureau', 350]]),
        candidate('b band', 100),
      ],
      limits: [
        { id: 'bureau', amount: 1000 },
        { id: 'hall', amount: 0 },
      ],
    };
    const { chosen, notChosen } = await explained(instance, 'b');
    expect(chosen).toEqual([3]);
    expect(notChosen).toMatchObject([{ candidate: 2, stops: [{ limit: 'bureau', amount: 350, left: 300 }] }]);
  });

  it('what a need has already would pay for the better organisation in place of the chosen one', async () => {
    const instance: Instance = {
      needs: [need('a'), need('b')],
      organisations: [organisation('choir', 1), organisation('band', 1)],
      candidates: [
        candidate('a choir', 800),
        candidate('b choir', 500, [['bureau', 400]]),
        candidate('b band', 100, [['bureau', 400]]),
      ],
      limits: [{ id: 'bureau', amount: 400 }],
    };
    const { chosen, notChosen } = await explained(instance, 'b');
    expect(chosen).toEqual([2]);
    expect(notChosen).toMatchObject([{ organisation: 'choir', stops: [{ kind: 'organisation-full' }] }]);
  });

  it('says that the share of relief needs held others back, who of them took the place, and what it costs (A1)', async () => {
    const instance: Instance = {
      needs: [need('relief'), need('b'), need('c')],
      organisations: [organisation('choir', 3)],
      candidates: [candidate('relief choir', 100), candidate('b choir', 500), candidate('c choir', 400)],
      limits: [],
      minShares: [{ name: 'A1', needs: ['relief'], share: 0.5 }],
    };
    const all = await allocate(instance);
    expect(all.chosen).toEqual([1, 2, 0]);
    const short = { ...instance, organisations: [organisation('choir', 1)] };
    expect((await allocate(short)).chosen).toEqual([0]);
    const { notChosen } = await explained(short, 'b');
    const took = [{ need: 'relief', organisation: 'choir', score: 100 }];
    expect(notChosen[0]!.stops).toEqual([
      { kind: 'organisation-full', organisation: 'choir', capacity: 1, served: took },
      { kind: 'minimum-share', name: 'A1', share: 0.5, served: took },
    ]);
  });

  it('does not lay it to the share of relief needs where better ones took the place (A1)', async () => {
    const instance: Instance = {
      needs: [need('relief'), need('b'), need('c'), need('d')],
      organisations: [organisation('choir', 1), organisation('band', 1)],
      candidates: [
        candidate('relief band', 100),
        candidate('d band', 300),
        candidate('b choir', 500),
        candidate('c choir', 400),
      ],
      limits: [],
      minShares: [{ name: 'A1', needs: ['relief'], share: 0.5 }],
    };
    expect((await allocate(instance)).chosen).toEqual([2, 0]);
    expect((await explained(instance, 'c')).notChosen[0]!.stops).toMatchObject([
      { kind: 'organisation-full', served: [{ need: 'b' }] },
    ]);
    expect((await explained(instance, 'd')).notChosen[0]!.stops).toMatchObject([
      { kind: 'organisation-full', served: [{ need: 'relief' }] },
      { kind: 'minimum-share' },
    ]);
  });

  it('says that there is nobody at all', async () => {
    const instance: Instance = { needs: [need('a')], organisations: [], candidates: [], limits: [] };
    expect(await explained(instance, 'a')).toEqual({
      need: 'a',
      demand: 1,
      chosen: [],
      notChosen: [],
      unserved: 1,
    });
  });

  it('says why the better way of paying for the same organisation was not taken', async () => {
    const instance: Instance = {
      needs: [need('a')],
      organisations: [organisation('choir', 1)],
      candidates: [candidate('a choir', 800, [['bureau', 700]]), candidate('a choir', 500, [['fund', 700]])],
      limits: [
        { id: 'bureau', amount: 600 },
        { id: 'fund', amount: 700 },
      ],
    };
    const { chosen, notChosen } = await explained(instance, 'a');
    expect(chosen).toEqual([1]);
    expect(notChosen).toMatchObject([
      { candidate: 0, stops: [{ kind: 'limit', limit: 'bureau', left: 600, served: [] }] },
    ]);
  });

  it.each([
    ['places only', { needs: 120, organisations: 40, each: 8, supply: 0.8 }],
    ['demands of several', { needs: 40, organisations: 30, each: 8, supply: 0.8, demand: 3 }],
    ['a budget', { needs: 80, organisations: 40, each: 6, providers: 1, funded: 0.5 }],
  ])('is true of every need of a small county: %s', async (_, shape) => {
    const instance = countyInstance(shape);
    const allocation = await allocate(instance);
    const explain = explainer(instance, allocation);
    const remedied: { instance: Instance; score: number }[] = [];
    for (const { id, demand } of instance.needs) {
      const { chosen, notChosen, unserved } = explain(id);
      expect(chosen.length + unserved).toBe(demand);
      for (const { candidate: k, stops, loss } of notChosen) {
        expect(stops.length).toBeGreaterThan(0);
        expect(loss).toBeGreaterThanOrEqual(0);
        // What stops it is so: with it added, exactly what is named is broken.
        const wrong = broken(instance, [...allocation.chosen.filter((c) => !chosen.includes(c)), k]);
        const named = stops.map((stop) =>
          stop.kind === 'organisation-full'
            ? `organisation ${stop.organisation}`
            : stop.kind === 'limit'
              ? `limit ${stop.limit}`
              : undefined,
        );
        if (wrong !== undefined) expect(named).toContain(wrong);
      }
      const served = new Set(chosen.map((k) => instance.candidates[k]!.organisation));
      const open = notChosen.find(({ organisation }) => !served.has(organisation));
      if (unserved > 0 && open) remedied.push({ instance: mended(instance, open.stops), score: open.score });
    }
    for (const { instance: better, score } of remedied.slice(0, 5))
      expect((await allocate(better)).objective).toBeGreaterThanOrEqual(allocation.objective + score);
  });

  it('a pair that were chosen beforehand costs what the prices say, or more', async () => {
    for (const shape of [
      { needs: 60, organisations: 20, each: 6, supply: 0.8 },
      { needs: 30, organisations: 20, each: 6, supply: 0.8, demand: 2 },
      { needs: 40, organisations: 20, each: 6, supply: 0.6, seed: 6, group: { part: 0.35, share: 0.5 } },
      { needs: 40, organisations: 20, each: 6, providers: 1, funded: 0.5 },
    ]) {
      const instance = countyInstance(shape);
      const allocation = await allocate(instance);
      const explain = explainer(instance, allocation);
      let costly = 0;
      for (const { id } of instance.needs.slice(0, 8)) {
        const { chosen, notChosen } = explain(id);
        for (const { organisation: other, loss } of notChosen.slice(0, 2)) {
          const forced = await whatIf(instance, id, other);
          if (!forced.possible) continue;
          expect(forced.proven).toBe(true);
          expect(allocation.objective - forced.objective).toBeGreaterThanOrEqual(loss - 1e-6);
          if (allocation.objective > forced.objective) costly++;
        }
        for (const k of chosen) {
          const kept = await whatIf(instance, id, instance.candidates[k]!.organisation);
          expect(kept).toMatchObject({ possible: true, objective: allocation.objective });
        }
      }
      expect(costly).toBeGreaterThan(0);
    }
  });

  it('a pair that is no candidate, or never fits, cannot be chosen beforehand', async () => {
    const instance: Instance = {
      needs: [need('a')],
      organisations: [organisation('choir', 1), organisation('full', 0)],
      candidates: [candidate('a choir', 800), candidate('a full', 900)],
      limits: [],
    };
    expect(await whatIf(instance, 'a', 'full')).toEqual({ possible: false });
    expect(await whatIf(instance, 'a', 'nobody')).toEqual({ possible: false });
  });
});

/** An instance in which nothing of it stops any more. */
function mended(instance: Instance, stops: readonly Stop[]): Instance {
  return {
    ...instance,
    organisations: instance.organisations.map((each) => {
      const full = stops.some((stop) => stop.kind === 'organisation-full' && stop.organisation === each.id);
      return full ? { ...each, capacity: each.capacity + 1 } : each;
    }),
    limits: instance.limits.map((each) => {
      const short = stops.find((stop) => stop.kind === 'limit' && stop.limit === each.id);
      return short?.kind === 'limit' ? { ...each, amount: each.amount + short.amount - short.left } : each;
    }),
  };
}
