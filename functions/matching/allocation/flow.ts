/**
 * The pure part of an allocation is a network flow: needs send their demand over pairs (one unit each) to organisations
 * of limited capacity, or leave it unserved. Successive shortest paths with prices (Ahuja, Magnanti, Orlin: Network
 * Flows, 9.7) solves it exactly; the prices that remain are the proof. Pure.
 */
import { Heap } from './heap.ts';

/** Pairs of a need and an organisation, those of a need together. */
export interface Network {
  demand: Int32Array;
  capacity: Int32Array;
  /** The pairs of need i are `start[i]` to `start[i + 1] - 1`. */
  start: Int32Array;
  /** The organisation of each pair. */
  organisation: Int32Array;
}

/** Which pairs are served, and the prices that prove that none serve better. */
export interface Flow {
  served: Uint8Array;
  /** What one unit more of a need's demand, and of an organisation's capacity, would bring; never negative. */
  needPrice: Float64Array;
  organisationPrice: Float64Array;
}

/**
 * The flow of the greatest total weight. Needs are served one unit after the other, each along the path that gains most:
 * it may push others to other organisations, or out. The search ends at the first place where a path can end, so it stays
 * near; prices keep every step as short as it is true.
 * @param weight of each pair: integers of which sums are safe; a pair of weight 0 or less is left out
 */
export function greatestFlow(network: Network, weight: Float64Array): Flow {
  const { demand, capacity, start, organisation } = network;
  const needs = demand.length;
  const nodes = needs + capacity.length;
  const pairs = organisation.length;
  const price = new Float64Array(nodes);
  const served = new Uint8Array(pairs);
  const free = Int32Array.from(capacity);
  const needOf = new Int32Array(pairs);
  for (let i = 0; i < needs; i++) needOf.fill(i, start[i], start[i + 1]);
  // The served pairs of an organisation, as a list.
  const first = new Int32Array(capacity.length).fill(-1);
  const next = new Int32Array(pairs);
  const previous = new Int32Array(pairs);
  // A label of the search counts when its stamp is the search's.
  const distance = new Float64Array(nodes);
  const stamp = new Int32Array(nodes);
  const scanned = new Int32Array(nodes);
  const parent = new Int32Array(nodes);
  const order = new Int32Array(nodes);
  const heap = new Heap();
  let search = 0;

  function serve(pair: number) {
    const j = organisation[pair]!;
    served[pair] = 1;
    next[pair] = first[j]!;
    previous[pair] = -1;
    if (first[j]! >= 0) previous[first[j]!] = pair;
    first[j] = pair;
  }

  function giveUp(pair: number) {
    served[pair] = 0;
    if (previous[pair]! >= 0) next[previous[pair]!] = next[pair]!;
    else first[organisation[pair]!] = next[pair]!;
    if (next[pair]! >= 0) previous[next[pair]!] = previous[pair]!;
  }

  /** Sends one unit of a need along the shortest path; false when leaving it unserved is as good. */
  function send(source: number): boolean {
    search++;
    let count = 0;
    // A path ends at an organisation with a free place, or at a need that gives up a unit for its price.
    let shortest = price[source]!;
    let end = source;
    distance[source] = 0;
    stamp[source] = search;
    heap.clear();
    heap.push(source, 0);
    for (let node = heap.pop(); node >= 0; node = heap.pop()) {
      if (scanned[node] === search) continue;
      const here = distance[node]!;
      if (here >= shortest) break;
      scanned[node] = search;
      order[count++] = node;
      if (node < needs) {
        const from = here + price[node]!;
        for (let pair = start[node]!, stop = start[node + 1]!; pair < stop; pair++) {
          if (served[pair] === 1 || weight[pair]! <= 0) continue;
          const to = needs + organisation[pair]!;
          const there = from + price[to]! - weight[pair]!;
          if (there >= shortest || (stamp[to] === search && distance[to]! <= there)) continue;
          stamp[to] = search;
          distance[to] = there;
          parent[to] = pair;
          if (free[to - needs]! > 0) {
            shortest = there;
            end = to;
          } else heap.push(to, there);
        }
      } else {
        const from = here - price[node]!;
        for (let pair = first[node - needs]!; pair >= 0; pair = next[pair]!) {
          const to = needOf[pair]!;
          const there = from + weight[pair]! - price[to]!;
          if (there >= shortest || (stamp[to] === search && distance[to]! <= there)) continue;
          stamp[to] = search;
          distance[to] = there;
          parent[to] = pair;
          if (there + price[to]! < shortest) {
            shortest = there + price[to]!;
            end = to;
          }
          heap.push(to, there);
        }
      }
    }
    for (let k = 0; k < count; k++) {
      const node = order[k]!;
      const change = shortest - distance[node]!;
      price[node]! += node < needs ? -change : change;
    }
    if (end === source) return false;
    if (end >= needs) free[end - needs]!--;
    for (let node = end; node !== source; ) {
      const pair = parent[node]!;
      if (node < needs) {
        giveUp(pair);
        node = needs + organisation[pair]!;
      } else {
        serve(pair);
        node = needOf[pair]!;
      }
    }
    return true;
  }

  for (const i of byGreatestWeight(network, weight)) {
    for (let pair = start[i]!, stop = start[i + 1]!; pair < stop; pair++)
      if (weight[pair]! > 0)
        price[i] = Math.max(price[i]!, weight[pair]! - price[needs + organisation[pair]!]!);
    let left = demand[i]!;
    while (left > 0 && price[i]! > 0 && send(i)) left--;
  }
  return { served, needPrice: price.slice(0, needs), organisationPrice: price.slice(needs) };
}

/** Needs that could bring most come first: who comes last then seldom pushes anybody out. */
function byGreatestWeight({ start }: Network, weight: Float64Array): Int32Array {
  const greatest = Float64Array.from({ length: start.length - 1 }, (_, i) =>
    weight.subarray(start[i], start[i + 1]).reduce((most, each) => Math.max(most, each), 0),
  );
  return Int32Array.from(greatest.keys()).sort((a, b) => greatest[b]! - greatest[a]! || a - b);
}
