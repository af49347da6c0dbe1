/**
 * Finds the best allocation of needs to organisations and proves it; needs no running stack.
 *
 * Usage: npm run -s allocate -- --file instance.json [--json] [--time-limit seconds]
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { type Allocation, allocate, TIME_LIMIT } from '../../functions/matching/allocation/allocate.ts';
import { faultsOf, type Instance } from '../../functions/matching/allocation/instance.ts';

const HELP = `npm run -s allocate -- --file instance.json [--json] [--time-limit seconds]

The file (- for standard input) is JSON:
  { "needs": [{ "id": "n1", "demand": 2 }],           how many organisations each asks for; 1 where it is not said
    "organisations": [{ "id": "o1", "capacity": 3 }], how many needs each can serve
    "candidates": [{ "need": "n1", "organisation": "o1", "score": 870,
                     "costs": [{ "provider": "p1", "fen": 500000 }] }],
    "budgets": [{ "provider": "p1", "fen": 2000000 }],
    "maxShare": 0.2 }                                 no organisation serves more of the whole demand (but always one)

Several candidates of one need and organisation are ways of paying for it: one of them at most is chosen. A candidate of
a negative score never is. Where "budgets" is given, each provider of a cost needs one; without "budgets" costs are
unlimited. A demand that cannot be met is left open.

--json prints { objective, bound, gap, ms, assignment: [{ need, organisation }] }: the sum of scores, the proven bound of
any allocation, their relative gap (0: proven the best), milliseconds. --time-limit: ${TIME_LIMIT} where it is not said; when it
ends, the best found so far comes with the bound known so far.
What is wrong with the file is told on standard error, and the exit code is 1.`;

const MAX_TOLD = 20;
const Id = z.string().min(1);
const Whole = z.number().refine((value) => Number.isSafeInteger(value) && value >= 0, {
  error: 'a whole number, 0 or more, is expected',
});
const File = z.strictObject({
  needs: z.array(z.strictObject({ id: Id, demand: Whole.default(1) })),
  organisations: z.array(z.strictObject({ id: Id, capacity: Whole })),
  candidates: z.array(
    z.strictObject({
      need: Id,
      organisation: Id,
      score: z.number(),
      costs: z.array(z.strictObject({ provider: Id, fen: Whole })).optional(),
    }),
  ),
  budgets: z.array(z.strictObject({ provider: Id, fen: Whole })).optional(),
  maxShare: z.number().gt(0).lte(1).optional(),
});
type File = z.infer<typeof File>;

/** Something that the user can put right; its message says how. */
class CannotAllocate extends Error {}

// Who reads on (`| head`) may have had enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
try {
  await main();
} catch (error) {
  if (!(error instanceof CannotAllocate)) throw error;
  console.error(`allocate: ${error.message}`);
  process.exitCode = 1;
}

async function main() {
  const { file, json, help, 'time-limit': seconds } = argumentsGiven();
  if (help) return console.log(HELP);
  if (file === undefined) throw new CannotAllocate(`which file?\n\n${HELP}`);
  const timeLimit = seconds === undefined ? TIME_LIMIT : Number(seconds);
  if (!(timeLimit > 0))
    throw new CannotAllocate(`--time-limit ${seconds} is no time; a number of seconds above 0`);
  const instance = instanceOf(parsed(read(file)));
  const allocation = await allocate(instance, { timeLimit });
  if (json) printJson(instance, allocation);
  else printSummary(instance, allocation);
}

function argumentsGiven() {
  try {
    return parseArgs({
      options: {
        file: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        'time-limit': { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new CannotAllocate((error as Error).message);
  }
}

function read(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    throw new CannotAllocate(`${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CannotAllocate(`${file} is no JSON: ${(error as Error).message}`);
  }
}

function parsed(content: unknown): File {
  const result = File.safeParse(content);
  if (result.success) return result.data;
  return refuse(
    result.error.issues.map(({ path, message }) => ({ path: path as (string | number)[], message })),
  );
}

function instanceOf({ needs, organisations, candidates, budgets, maxShare }: File): Instance {
  const seen = new Set<string>();
  const faults = (budgets ?? []).flatMap(({ provider }, at) => {
    const twice = seen.has(provider);
    seen.add(provider);
    return twice
      ? [{ path: ['budgets', at, 'provider'], message: `"${provider}" is given twice; each once` }]
      : [];
  });
  if (budgets) {
    for (const [at, { costs }] of candidates.entries())
      for (const [cost, { provider }] of (costs ?? []).entries())
        if (!seen.has(provider))
          faults.push({
            path: ['candidates', at, 'costs', cost, 'provider'],
            message: `no budget is of the provider "${provider}"; one is needed, or no "budgets" at all`,
          });
  }
  const instance: Instance = {
    needs,
    organisations,
    candidates: candidates.map(({ need, organisation, score, costs }) => ({
      need,
      organisation,
      score,
      ...(budgets && costs && { uses: costs.map(({ provider, fen }) => ({ limit: provider, amount: fen })) }),
    })),
    limits:
      faults.length > 0 ? [] : (budgets ?? []).map(({ provider, fen }) => ({ id: provider, amount: fen })),
    ...(maxShare !== undefined && { maxShare }),
  };
  const all = faults.length > 0 ? faults : faultsOf(instance);
  return all.length > 0 ? refuse(all) : instance;
}

function refuse(faults: readonly { path: (string | number)[]; message: string }[]): never {
  const told = faults.slice(0, MAX_TOLD).map(({ path, message }) => {
    const where = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
    return `${where.replace(/^\./, '') || 'the whole'}: ${message}`;
  });
  if (faults.length > MAX_TOLD) told.push(`and ${faults.length - MAX_TOLD} more`);
  throw new CannotAllocate(`the file cannot be used\n  ${told.join('\n  ')}`);
}

function printJson({ candidates }: Instance, { objective, bound, gap, ms, chosen }: Allocation) {
  const assignment = chosen.map((at) => {
    const { need, organisation } = candidates[at]!;
    return { need, organisation };
  });
  console.log(JSON.stringify({ objective, bound, gap, ms: Math.round(ms * 10) / 10, assignment }));
}

function printSummary(instance: Instance, { objective, bound, gap, ms, proven, chosen }: Allocation) {
  const demand = instance.needs.reduce((sum, need) => sum + need.demand, 0);
  console.log(
    [
      `${instance.needs.length} 个需求（共需 ${demand} 家次），${instance.organisations.length} 家组织，${instance.candidates.length} 个候选`,
      `已分配 ${chosen.length} 家次，总分 ${objective}，上界 ${bound}`,
      proven ? '已证明最优' : `未证明最优，相对差距不超过 ${(gap * 100).toPrecision(2)}%`,
      `用时 ${Math.round(ms)} 毫秒`,
    ].join('\n'),
  );
}
