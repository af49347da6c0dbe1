/**
 * Minimum shares of groups of needs: of all that is served a group gets at least its share, or else as much as can be
 * served of it at all. Where the best choice breaks one, two programmes take its place, one for each side of that "or";
 * the better of their optima is the optimum.
 */
import type { Instance } from './instance.ts';
import type { Programme, Row, Side } from './programme.ts';
import { repaired } from './repair.ts';
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

export interface Shared {
  /** The best choice known; none where nothing that keeps the rows was found in time. */
  found?: Found;
  /** The rows that it was found under: limits, then `also`, then those of minimum shares. */
  rows: readonly Row[];
  /** Nothing weighs more. */
  bound: number;
  proven: boolean;
}

/**
 * The best choice that keeps limits and minimum shares.
 * @param also further rows to keep
 * @returns 'impossible' when nothing keeps those
 */
export async function shared(
  instance: Instance,
  programme: Programme,
  effort: Effort,
  also: readonly Row[] = [],
): Promise<Shared | 'impossible'> {
  const groups = groupsOf(instance, programme);
  let incumbent: { found: Found; rows: readonly Row[] } | undefined;
  let bound = Number.NEGATIVE_INFINITY;
  let certain = true;
  const open: Row[][] = [[]];
  for (let extra = open.pop(); extra; extra = open.pop()) {
    const rows = [...programme.limits, ...also, ...extra];
    const found = await best(programme, rows, effort);
    if (found === 'impossible' || found.bound <= known()) continue;
    const broken = found.chosen && (await firstBroken(found.chosen));
    if (broken && extra.length === 0) offer(withShares(found), programme.limits);
    if (!broken) offer(found, rows);
    if (!broken || effort.left() <= 0) bound = Math.max(bound, found.bound);
    else open.push([...extra, atLeastRow(broken, programme)], [...extra, shareRow(broken, programme)]);
  }
  if (!incumbent)
    return bound === Number.NEGATIVE_INFINITY ? 'impossible' : { rows: [], bound, proven: false };
  bound = Math.max(bound, known());
  return { ...incumbent, bound, proven: certain && bound <= known() };

  function known(): number {
    return incumbent?.found.weight ?? Number.NEGATIVE_INFINITY;
  }

  function offer(found: Found | undefined, rows: readonly Row[]) {
    if (found?.chosen && found.weight > known()) incumbent = { found, rows };
  }

  async function firstBroken(chosen: Int32Array): Promise<Group | undefined> {
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

  /** A choice that breaks minimum shares, less what they do not allow: the first one that is known to keep them. */
  function withShares({ chosen, prices }: Found): Found | undefined {
    const rows = [...programme.limits, ...also, ...groups.map((group) => shareRow(group, programme))];
    const choice = repaired(programme, rows, prices, chosen!);
    return (
      choice && {
        chosen: choice.candidates,
        weight: choice.weight,
        bound: choice.weight,
        prices,
        method: 'stopped',
      }
    );
  }
}

const DECIMALS = 1e9;

function groupsOf({ minShares = [], candidates }: Instance, programme: Programme): Group[] {
  return minShares.map(({ name, needs, share }) => {
    const members = new Set(needs);
    const inGroup = Array.from(programme.given, (k) => members.has(candidates[k]!.need));
    return { name, has: (k) => inGroup[k]!, ...fractionOf(share) };
  });
}

/** A share as `part` of `whole`, the smallest integers. */
export function fractionOf(share: number): { part: number; whole: number } {
  const part = Math.round(share * DECIMALS);
  const common = divisor(part, DECIMALS);
  return { part: part / common, whole: DECIMALS / common };
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** whole x (served of the group) >= part x (served of all). */
function shareRow({ name, has, part, whole }: Group, { weight }: Programme): Row {
  return rowOf(name, 'share', weight.length, (k) => (has(k) ? part - whole : part), 0);
}

/** (served of the group) >= the most that can be. */
function atLeastRow({ name, has, most }: Group, { weight }: Programme): Row {
  return rowOf(name, 'most', weight.length, (k) => (has(k) ? -1 : 0), -most!.count);
}

function rowOf(
  id: string,
  side: Side,
  candidates: number,
  coefficient: (k: number) => number,
  most: number,
): Row {
  const all = Int32Array.from({ length: candidates }, (_, k) => k).filter((k) => coefficient(k) !== 0);
  return { id, side, candidates: all, coefficients: Float64Array.from(all, coefficient), most };
}
