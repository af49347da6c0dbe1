import type { BenchCloud } from './cloud.ts';
import { type Figure, percentile } from './measure.ts';
import { callsOf, requests } from './names.ts';

const WARM_UP = 3;
const ROUNDS = 15;

/**
 * Milliseconds of POST /v1/names/check over HTTP, one request after the other, against a bare function that makes the
 * same calls to the same table; both in turn, so that both meet the same moments of the machine.
 */
export async function measureLatency({ stack, bareUrl }: BenchCloud): Promise<Figure[]> {
  const pairs = await Promise.all(
    requests().map(async (request) => ({
      check: JSON.stringify(request),
      bare: JSON.stringify({ calls: await callsOf(request) }),
    })),
  );
  const times: Record<'check' | 'bare', number[]> = { check: [], bare: [] };
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const pair of pairs) {
      const check = () => timed(`${stack.baseUrl}/v1/names/check`, pair.check);
      const bare = () => timed(bareUrl, pair.bare);
      const [first, second] = round % 2 === 0 ? [check, bare] : [bare, check];
      const [a, b] = [await first(), await second()];
      if (round < 0) continue;
      times.check.push(round % 2 === 0 ? a : b);
      times.bare.push(round % 2 === 0 ? b : a);
    }
  }
  return ([0.5, 0.95] as const).map((share) => ({
    name: `HTTP check, p${share * 100}`,
    value: percentile(times.check, share),
    unit: 'ms',
    floor: percentile(times.bare, share),
    ...(share === 0.5 && { aim: { atMost: 1.3 } }),
  }));
}

async function timed(url: string, body: string): Promise<number> {
  const begun = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  await response.text();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
  return performance.now() - begun;
}
