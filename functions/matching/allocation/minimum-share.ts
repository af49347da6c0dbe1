/**
 * Minimum shares of groups of needs: of all that is served a group gets at least its share, or else as much as can be
 * served of it at all. Where the best choice breaks one, two programmes take its place, one for each side of that "or";
 * the better of their optima is the optimum.
 */
import type { Instance } from './instance.ts';
import type { Programme, Row } from './programme.ts';
import { best, type Effort, type Found } from './search.ts';

interface Group {
  name: string;
  /** Whether a candidate's need is of the group. */
  has: (candidate: number) => boolean;
  /** At least `part` of `whole` of what is served. */
  part: number;
  whole: number;
  /** The most of the group that can be served; known once it is asked for. */
  most?: { count: number; proven: boolean };
}

export interface SharedFound {
  found: Found;
  /** The rows that it was found under: limits, then those of minimum shares, named as these are. */
  rows: readonly Row[];
}

/** The best choice that keeps limits and minimum shares. */
export async function shared(instance: Instance, programme: Programme, effort: Effort): Promise<SharedFound> {
  const groups = groupsOf(instance, programme);
  let incumbent: SharedFound | undefined;
  let bound = Number.NEGATIVE_INFINITY;
  let certain = true;
  const open: Row[][] = [[]];
  for (let extra = open.pop(); extra; extra = open.pop()) {
    const rows = [...programme.limits, ...extra];
    const found = await best(programme, rows, effort);
    if (found === 'impossible') continue;
    if (found.bound <= (incumbent?.found.weight ?? Number.NEGATIVE_INFINITY)) continue;
    const broken = await firstBroken(found);
    if (!broken) {
      bound = Math.max(bound, found.bound);
      if (!incumbent || found.weight > incumbent.found.weight) incumbent = { found, rows };
      continue;
    }
    if (effort.left() <= 0) bound = Math.max(bound, found.bound);
    open.push([...extra, atLeastRow(broken, programme)], [...extra, shareRow(broken, programme)]);
  }
  const last = incumbent ?? (await nobody());
  const proven = certain && bound <= last.found.weight;
  return {
    ...last,
    found: {
      ...last.found,
      bound: Math.max(bound, last.found.weight),
      method: proven ? last.found.method : 'stopped',
    },
  };

  async function firstBroken({ chosen }: Found): Promise<Group | undefined> {
    for (const group of groups) {
      const count = chosen.filter(group.has).length;
      if (count * group.whole >= group.part * chosen.length) continue;
      group.most ??= await mostOf(group);
      certain &&= group.most.proven;
      if (count < group.most.count) return group;
    }
    return undefined;
  }

  async function mostOf(group: Group): Promise<{ count: number; proven: boolean }> {
    const weight = programme.weight.map((_, k) => (group.has(k) ? 1 : 0));
    const found = await best({ ...programme, weight, scale: 1, exact: true }, programme.limits, effort);
    if (found === 'impossible') throw new Error('serving nobody breaks a limit');
    return { count: found.weight, proven: found.method !== 'stopped' };
  }

  /** Serving nobody keeps every share: it is what is left when the time ends before anything else is found. */
  async function nobody(): Promise<SharedFound> {
    const found = await best({ ...programme, weight: new Float64Array(programme.weight.length) }, [], effort);
    return { found: { ...(found as Found), weight: 0, method: 'stopped' }, rows: [] };
  }
}

const DECIMALS = 1e9;

function groupsOf({ minShares = [], candidates }: Instance, programme: Programme): Group[] {
  return minShares.map(({ name, needs, share }) => {
    const members = new Set(needs);
    const inGroup = Array.from(programme.given, (k) => members.has(candidates[k]!.need));
    const part = Math.round(share * DECIMALS);
    const common = divisor(part, DECIMALS);
    return { name, has: (k) => inGroup[k]!, part: part / common, whole: DECIMALS / common };
  });
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** whole x (served of the group) >= part x (served of all). */
function shareRow({ name, has, part, whole }: Group, { weight }: Programme): Row {
  return rowOf(name, weight.length, (k) => (has(k) ? part - whole : part), 0);
}

/** (served of the group) >= the most that can be. */
function atLeastRow({ name, has, most }: Group, { weight }: Programme): Row {
  return rowOf(name, weight.length, (k) => (has(k) ? -1 : 0), -most!.count);
}

function rowOf(id: string, candidates: number, coefficient: (k: number) => number, most: number): Row {
  const all = Int32Array.from({ length: candidates }, (_, k) => k).filter((k) => coefficient(k) !== 0);
  return { id, candidates: all, coefficients: Float64Array.from(all, coefficient), most };
}
