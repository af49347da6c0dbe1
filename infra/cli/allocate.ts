/**
 * Finds the best allocation of needs to organisations and proves it; needs no running stack.
 *
 * Usage: npm run -s allocate -- --file instance.json [--json] [--time-limit seconds]
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { type Allocation, allocate, TIME_LIMIT } from '../../functions/matching/allocation/allocate.ts';
import { GREATEST_SCORE, type Instance } from '../../functions/matching/allocation/instance.ts';

const HELP = `npm run -s allocate -- --file instance.json [--json] [--time-limit seconds]

The file (- for standard input) is JSON:
  { "needs": [{ "id": "n1", "demand": 2 }],           how many organisations each asks for; 1 where it is not said
    "organisations": [{ "id": "o1", "capacity": 3 }], how many needs each can serve
    "candidates": [{ "need": "n1", "organisation": "o1", "score": 870,
                     "costs": [{ "provider": "p1", "fen": 500000 }] }],
    "budgets": [{ "provider": "p1", "fen": 2000000 }],
    "maxShare": 0.2 }                                 no organisation serves more of the whole demand (but always one)

Several candidates of one need and organisation are ways of paying for it: one of them at most is chosen. A candidate of
zero points or fewer never is. Where "budgets" is given, each provider of a cost needs one; without "budgets" costs are
unlimited. A demand that cannot be met is left open.

--json prints { objective, bound, gap, ms, assignment: [{ need, organisation }] }: the sum of scores, the proven bound of
any allocation, their relative gap (0: proven the best), milliseconds. --time-limit: ${TIME_LIMIT} where it is not said; when it
ends, the best found so far comes with the bound known so far.
All that is wrong with the file is told on standard error, each fault with its JSON pointer, and the exit code is 1.`;

const ARGUMENT_FAULTS: Readonly<Record<string, string>> = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: '没有这个选项',
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: '多余的参数，文件请用 --file 指明',
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: '选项的值不对，需要值的请写在选项之后，不需要的请去掉',
};

const Id = z.string('应为文字').min(1, '编号不能为空');
const Whole = z
  .number('应为整数')
  .refine(
    (value) => Number.isSafeInteger(value) && value >= 0,
    `应为 0 至 ${Number.MAX_SAFE_INTEGER} 的整数`,
  );
const Score = z
  .number(`应为 ${-GREATEST_SCORE} 至 ${GREATEST_SCORE} 的数`)
  .refine((score) => Math.abs(score) <= GREATEST_SCORE, `应为 ${-GREATEST_SCORE} 至 ${GREATEST_SCORE} 的数`);
const Share = z
  .number('应为大于 0、不超过 1 的数')
  .refine((share) => share > 0 && share <= 1, '应为大于 0、不超过 1 的数');
const File = listed({
  needs: z.array(listed({ id: Id, demand: Whole.default(1) }), '应为数组'),
  organisations: z.array(listed({ id: Id, capacity: Whole }), '应为数组'),
  candidates: z.array(
    listed({
      need: Id,
      organisation: Id,
      score: Score,
      costs: z.array(listed({ provider: Id, fen: Whole }), '应为数组').optional(),
    }),
    '应为数组',
  ),
  budgets: z.array(listed({ provider: Id, fen: Whole }), '应为数组').optional(),
  maxShare: Share.optional(),
});
type File = z.infer<typeof File>;

/** An object of these members and no others. */
function listed<T extends z.ZodRawShape>(members: T) {
  return z.strictObject(members, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `没有这样的字段：${issue.keys.join('、')}` : '应为对象',
  });
}

interface Fault {
  path: readonly PropertyKey[];
  message: string;
}

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
  if (file === undefined) throw new CannotAllocate(`请用 --file 指明文件\n\n${HELP}`);
  const timeLimit = seconds === undefined ? TIME_LIMIT : Number(seconds);
  if (!(timeLimit > 0)) throw new CannotAllocate(`--time-limit ${seconds} 应为大于 0 的秒数`);
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
    const { code, message } = error as NodeJS.ErrnoException;
    const option = /'([^' ]+)/.exec(message)?.[1] ?? '';
    throw new CannotAllocate(`${ARGUMENT_FAULTS[code ?? ''] ?? message}：${option}\n\n${HELP}`);
  }
}

function read(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    throw new CannotAllocate(`${file} 读不了：${(error as Error).message}`);
  }
  if (text.trim() === '') throw new CannotAllocate(`${file} 是空文件`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CannotAllocate(`${file} 不是 JSON：${(error as Error).message}`);
  }
}

/** What the file says, or all that is wrong with it. */
function parsed(content: unknown): File {
  const result = File.safeParse(content);
  const faults: Fault[] = [...(result.error?.issues ?? []), ...namesOf(content)];
  if (!result.data || faults.length > 0) throw new CannotAllocate(`文件不能使用：\n  ${told(faults)}`);
  return result.data;
}

/** Names given twice and names of nothing: looked for in whatever can be read, though other parts be wrong. */
function namesOf(content: unknown): Fault[] {
  const faults: Fault[] = [];
  const { needs, organisations, candidates, budgets } = membersOf(content);
  const known = (part: string, entries: unknown, member: string) => {
    const seen = new Set<unknown>();
    for (const [at, entry] of listOf(entries).entries()) {
      const name = membersOf(entry)[member];
      if (!isName(name)) continue;
      if (seen.has(name))
        faults.push({ path: [part, at, member], message: `“${name}”重复，每个只能出现一次` });
      seen.add(name);
    }
    return seen;
  };
  const needIds = known('needs', needs, 'id');
  const organisationIds = known('organisations', organisations, 'id');
  const providers = known('budgets', budgets, 'provider');
  for (const [at, candidate] of listOf(candidates).entries()) {
    const { need, organisation, costs } = membersOf(candidate);
    const path = ['candidates', at];
    if (isName(need) && !needIds.has(need))
      faults.push({ path: [...path, 'need'], message: `没有编号为“${need}”的需求` });
    if (isName(organisation) && !organisationIds.has(organisation))
      faults.push({ path: [...path, 'organisation'], message: `没有编号为“${organisation}”的组织` });
    if (budgets === undefined) continue;
    for (const [cost, entry] of listOf(costs).entries()) {
      const { provider } = membersOf(entry);
      if (isName(provider) && !providers.has(provider))
        faults.push({
          path: [...path, 'costs', cost, 'provider'],
          message: `出资方“${provider}”没有预算；请在 budgets 中补上，或不写 budgets`,
        });
    }
  }
  return faults;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** A line for each fault, part by part and entry by entry, with its JSON pointer. */
function told(faults: readonly Fault[]): string {
  const parts = Object.keys(File.shape);
  const part = ({ path: [name] }: Fault) => parts.indexOf(String(name));
  const entry = ({ path: [, at] }: Fault) => (typeof at === 'number' ? at : -1);
  return faults
    .toSorted((a, b) => part(a) - part(b) || entry(a) - entry(b))
    .map(
      ({ path, message }) => `${path.map((part) => `/${String(part)}`).join('') || '整个文件'}：${message}`,
    )
    .join('\n  ');
}

function instanceOf({ needs, organisations, candidates, budgets, maxShare }: File): Instance {
  return {
    needs,
    organisations,
    candidates: candidates.map(({ need, organisation, score, costs }) => ({
      need,
      organisation,
      score,
      ...(budgets && costs && { uses: costs.map(({ provider, fen }) => ({ limit: provider, amount: fen })) }),
    })),
    limits: (budgets ?? []).map(({ provider, fen }) => ({ id: provider, amount: fen })),
    ...(maxShare !== undefined && { maxShare }),
  };
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
