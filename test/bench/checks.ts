import { examine, suggestionsFor } from '../../functions/naming/examine.ts';
import { namingPolicyOn } from '../../functions/naming/policy/index.ts';
import { judge, type Proposal } from '../../functions/naming/rules/judge.ts';
import type { Figure } from './measure.ts';
import { median } from './measure.ts';
import { ON, requests } from './names.ts';

const ROUND_MS = 400;
const ROUNDS = 7;
const ONE_REGEX =
  /^(温州市)?(.{2,3}[区县市])?(.{2,6}(?:街道|镇|乡))?(.+?)(协会|学会|商会|联合会|促进会|中心|基金会|队)$/u;

/** Name checks a second in this process, one thread, against a floor of parsing the request and one regex. */
export async function measureChecks(): Promise<Figure[]> {
  const bodies = requests().map((request) => JSON.stringify(request));
  const policy = namingPolicyOn(ON);
  const now = `${ON}T00:00:00.000Z`;
  const nothing = async () => [];
  const proposalOf = (body: string) => ({ ...JSON.parse(body), on: ON }) as Proposal;
  const contenders = {
    floor: (body: string) => ONE_REGEX.test((JSON.parse(body) as { name: string }).name),
    rules: (body: string) => judge(proposalOf(body), policy),
    whole: async (body: string) => {
      const proposal = proposalOf(body);
      const examination = await examine(proposal, policy, nothing, now);
      if (!examination.ok) await suggestionsFor(proposal, examination, policy, nothing, now);
    },
  };
  const rates: Record<keyof typeof contenders, number[]> = { floor: [], rules: [], whole: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, run] of Object.entries(contenders)) {
      const rate = await rateOf(run, bodies);
      // The first round warms up.
      if (round > 0) rates[name as keyof typeof rates].push(rate);
    }
  }
  const floor = median(rates.floor);
  return [
    { name: 'checks: all rules, in process', value: median(rates.rules), unit: '/s', floor },
    { name: 'checks: with keys and suggestions', value: median(rates.whole), unit: '/s', floor },
  ];
}

async function rateOf(run: (body: string) => unknown, bodies: readonly string[]): Promise<number> {
  const begun = performance.now();
  let done = 0;
  while (performance.now() - begun < ROUND_MS) {
    for (const body of bodies) {
      const result = run(body);
      if (result instanceof Promise) await result;
    }
    done += bodies.length;
  }
  return done / ((performance.now() - begun) / 1000);
}
