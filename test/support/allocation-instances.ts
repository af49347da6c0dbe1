/** Instances like a county's: needs and organisations about its towns, scores by nearness, fit and standing. */
import type { Instance } from '../../functions/matching/allocation/instance.ts';

/** Numbers from 0 (inclusive) to 1, the same for the same seed (mulberry32). */
export function randomly(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Shape {
  needs: number;
  organisations: number;
  /** Candidates of each need. */
  each: number;
  seed?: number;
  /** Places of all organisations together for one unit of demand. */
  supply?: number;
  demand?: number;
  /** Budgets, and what part of what the needs would cost they hold together. */
  providers?: number;
  funded?: number;
  /** Ways of funding a pair, each by another provider. */
  ways?: number;
  maxShare?: number;
  /** Part of the needs that are of the group, and its least share of what is served. */
  group?: { part: number; share: number };
}

export function countyInstance(shape: Shape): Instance {
  const { needs, organisations, each, seed = 1, supply = 1.1, demand = 1 } = shape;
  const random = randomly(seed);
  const towns = Math.max(3, Math.round(organisations / 15));
  const town = Array.from({ length: towns }, () => ({
    x: random(),
    y: random(),
    size: 0.3 + random() ** 3 * 3,
  }));
  const townSum = town.reduce((sum, { size }) => sum + size, 0);
  const place = () => {
    let at = random() * townSum;
    const { x, y } =
      town.find(({ size }) => {
        at -= size;
        return at <= 0;
      }) ?? town[0]!;
    return { x: x + (random() - 0.5) * 0.1, y: y + (random() - 0.5) * 0.1 };
  };
  const organisation = Array.from({ length: organisations }, () => ({
    ...place(),
    standing: random() ** 2,
    fit: [random(), random(), random(), random()],
  }));
  const average = (supply * needs * demand) / organisations;
  const places = organisation.map(() => [0.4, 1, 1.6][Math.floor(random() * 3)]! * average);
  let carry = 0;
  const capacities = places.map((wanted) => {
    const whole = Math.max(1, Math.round(wanted + carry));
    carry += wanted - whole;
    return whole;
  });
  const instance: Instance = {
    needs: [],
    organisations: capacities.map((capacity, j) => ({ id: `o${String(j).padStart(5, '0')}`, capacity })),
    candidates: [],
    limits: [],
  };
  const cells = Math.max(1, Math.floor(Math.sqrt(organisations / 8)));
  const grid = new Map<number, number[]>();
  const cellOf = (v: number) => Math.min(cells - 1, Math.max(0, Math.floor(v * cells)));
  organisation.forEach(({ x, y }, j) => {
    const cell = cellOf(x) * cells + cellOf(y);
    grid.set(cell, [...(grid.get(cell) ?? []), j]);
  });
  const around = (x: number, y: number, enough: number) => {
    const found: number[] = [];
    for (let ring = 0; ring <= cells; ring++) {
      for (let cx = cellOf(x) - ring; cx <= cellOf(x) + ring; cx++)
        for (let cy = cellOf(y) - ring; cy <= cellOf(y) + ring; cy++)
          if (
            cx >= 0 &&
            cy >= 0 &&
            cx < cells &&
            cy < cells &&
            Math.max(Math.abs(cx - cellOf(x)), Math.abs(cy - cellOf(y))) === ring
          )
            found.push(...(grid.get(cx * cells + cy) ?? []));
      if (found.length >= enough && ring > 0) break;
    }
    return found;
  };
  const cost: number[] = [];
  let wantedFen = 0;
  for (let i = 0; i < needs; i++) {
    const at = place();
    const action = Math.floor(random() * 4);
    const id = `n${String(i).padStart(6, '0')}`;
    (instance.needs as { id: string; demand: number }[]).push({ id, demand });
    cost[i] = 50_000 * (1 + Math.floor(random() ** 2 * 100));
    wantedFen += cost[i]! * demand;
    const scored = around(at.x, at.y, each * 3)
      .map((j) => {
        const { x, y, standing, fit } = organisation[j]!;
        const near = Math.max(0, 1 - Math.hypot(x - at.x, y - at.y) / 0.25);
        const score = Math.round(300 * fit[action]! + 300 * near + 250 * standing + 150 * random());
        return { j, score, sorting: score + random() * 100 };
      })
      .sort((a, b) => b.sorting - a.sorting)
      .slice(0, each);
    for (const { j, score } of scored) {
      const ways = shape.providers ? (shape.ways ?? 1) : 1;
      for (let way = 0; way < ways; way++) {
        const uses = shape.providers
          ? [
              {
                limit: `p${String(Math.floor(random() ** 1.5 * shape.providers)).padStart(3, '0')}`,
                amount: Math.round((cost[i]! * (0.8 + 0.4 * random())) / 100) * 100,
              },
            ]
          : undefined;
        (instance.candidates as unknown[]).push({
          need: id,
          organisation: instance.organisations[j]!.id,
          score: way === 0 ? score : Math.max(0, score - Math.floor(random() * 60)),
          ...(uses && { uses }),
        });
      }
    }
  }
  const limits = [];
  if (shape.providers) {
    const portion = Array.from({ length: shape.providers }, () => 0.3 + random());
    const sum = portion.reduce((a, b) => a + b, 0);
    for (let p = 0; p < shape.providers; p++)
      limits.push({
        id: `p${String(p).padStart(3, '0')}`,
        amount: Math.round((wantedFen * (shape.funded ?? 0.6) * portion[p]!) / sum),
      });
  }
  return {
    ...instance,
    limits,
    ...(shape.maxShare !== undefined && { maxShare: shape.maxShare }),
    ...(shape.group && {
      minShares: [
        {
          name: 'relief',
          needs: instance.needs.filter(() => random() < shape.group!.part).map(({ id }) => id),
          share: shape.group.share,
        },
      ],
    }),
  };
}
