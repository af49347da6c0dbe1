/**
 * Computes the average activity (平均活跃度, T2) of every division from two CSV files; needs no running stack.
 *
 * Usage: npm run -s activity:compute -- --organisations o.csv --records r.csv --policy activity.v1 --period 2022 [--json]
 */
import { createReadStream, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CsvError, parse } from 'csv-parse';
import * as z from 'zod';
import {
  isDefinedFor,
  type Judged,
  type MonthCount,
  NO_COUNT,
  NOTHING,
  type Rate,
  ratesByDivision,
} from '../../functions/activity/model/activity-rate.ts';
import { existing } from '../../functions/activity/model/existence.ts';
import { DEFINITIONS } from '../../functions/activity/policy/definition.ts';
import { monthOf } from '../../shared/calendar/months.ts';
import { isPeriod } from '../../shared/calendar/periods.ts';
import { hasTownships } from '../../shared/divisions/index.ts';
import { Class } from '../../shared/events/shapes.ts';

const HELP = `npm run -s activity:compute -- --organisations o.csv --records r.csv --policy activity.v1 --period 2022 [--json]

o.csv  id, division, from, to        an organisation, the code of its division (4, 6, 9 or 12 digits), its first day and,
                                     where it has ended, its last one (YYYY-MM-DD); optional: class
r.csv  id, organisation, date, status, participants, minutes
                                     an activity; only those that are confirmed count (confirmed, flagged, void)

--policy one of ${[...DEFINITIONS.keys()].join(', ')}; --period a year (2022), a quarter (2022-Q1) or a month (2022-03).
--json prints one object a line for every division that has organisations: { division, level, period, numerator,
denominator }. All that is wrong with the files is told on standard error, each fault with its line; the exit code is 1.`;

const ARGUMENT_FAULTS: Readonly<Record<string, string>> = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: '没有这个选项',
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: '多余的参数，文件请用选项指明',
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: '选项的值不对，需要值的请写在选项之后，不需要的请去掉',
};
/** Faults that are told at once. */
const MOST_FAULTS = 20;
const LEVELS = { 4: 'city', 6: 'county', 9: 'township', 12: 'village' } as const;

const id = z.string().min(1, '不能为空');
const day = z.iso.date('应为日期，格式 YYYY-MM-DD');
const whole = z
  .string()
  .regex(/^\d{1,12}$/, '应为不小于 0 的整数')
  .transform(Number);
const blank = z.literal('').transform(() => undefined);
const OrganisationRow = z
  .object({
    id,
    division: z.string().regex(/^(\d{4}|\d{6}|\d{9}|\d{12})$/, '应为 4、6、9 或 12 位的行政区划代码'),
    from: day,
    to: z.union([blank, day], '应为日期，格式 YYYY-MM-DD，或留空'),
    class: z.union([blank, Class], `应为 ${Class.options.join('、')}，或留空`).optional(),
  })
  .refine(({ from, to }) => to === undefined || from <= to, { path: ['to'], error: '不能早于 from' });
const RecordRow = z.object({
  id,
  organisation: id,
  date: day,
  status: z.enum(['confirmed', 'flagged', 'void'], '应为 confirmed、flagged 或 void'),
  participants: whole,
  minutes: whole,
});

/** Something that the user can put right; its message says how. */
class CannotCompute extends Error {}

class Faults {
  readonly #all: string[] = [];
  #more = 0;

  add(fault: string) {
    if (this.#all.length < MOST_FAULTS) this.#all.push(fault);
    else this.#more++;
  }

  /** @throws CannotCompute with all that was added, if anything was */
  throwIfAny() {
    if (this.#all.length === 0) return;
    const more = this.#more > 0 ? [`……另有 ${this.#more} 处`] : [];
    throw new CannotCompute(`文件不能使用：\n  ${[...this.#all, ...more].join('\n  ')}`);
  }
}

// Who reads on (`| head`) may have had enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
try {
  await main();
} catch (error) {
  if (!(error instanceof CannotCompute)) throw error;
  console.error(`activity:compute: ${error.message}`);
  process.exitCode = 1;
}

async function main() {
  const { help, json, ...given } = argumentsGiven();
  if (help) return console.log(HELP);
  const { organisations, records, policy, period } = needed(given);
  const definition = DEFINITIONS.get(policy);
  if (!definition)
    throw new CannotCompute(`--policy ${policy} 应为以下之一：${[...DEFINITIONS.keys()].join('、')}`);
  if (!isPeriod(period))
    throw new CannotCompute(`--period ${period} 应为年（2022）、季度（2022-Q1）或月（2022-03）`);
  if (!isDefinedFor(definition, period))
    throw new CannotCompute(`${policy} 只按年计算，--period 请写年份，例如 ${period.slice(0, 4)}`);
  const { judged, divisions } = await read(organisations, records);
  const rates = ratesByDivision(definition, period, judged, above);
  for (const division of divisions)
    for (let at: string | undefined = division; at !== undefined; at = above(at))
      if (!rates.has(at)) rates.set(at, NOTHING);
  const print = json ? asJson : asText;
  for (const division of [...rates.keys()].sort()) console.log(print(division, period, rates.get(division)!));
}

function argumentsGiven() {
  try {
    return parseArgs({
      options: {
        organisations: { type: 'string' },
        records: { type: 'string' },
        policy: { type: 'string' },
        period: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const option = /'([^' ]+)/.exec(message)?.[1] ?? '';
    throw new CannotCompute(`${ARGUMENT_FAULTS[code ?? ''] ?? message}：${option}\n\n${HELP}`);
  }
}

function needed<T extends object>(given: T) {
  const names = ['organisations', 'records', 'policy', 'period'] as const;
  const missing = names.filter((name) => !(given as Record<string, unknown>)[name]);
  if (missing.length > 0)
    throw new CannotCompute(`缺少 ${missing.map((name) => `--${name}`).join('、')}\n\n${HELP}`);
  return given as Record<(typeof names)[number], string>;
}

/** Organisations with what they did, and the divisions that have any. */
async function read(organisationsFile: string, recordsFile: string) {
  const faults = new Faults();
  const byId = new Map<string, Judged & { counts: Map<string, MonthCount> }>();
  const divisions = new Set<string>();
  for await (const { line, row } of rowsOf(organisationsFile, OrganisationRow, faults)) {
    if (byId.has(row.id)) faults.add(`${line} id：“${row.id}”重复，每个组织只写一行`);
    const spells = existing({ division: row.division, class: row.class ?? 'start-up' }, row.from, row.to);
    byId.set(row.id, { spells, counts: new Map() });
    divisions.add(row.division);
  }
  const seen = new Set<string>();
  for await (const { line, row } of rowsOf(recordsFile, RecordRow, faults)) {
    if (seen.has(row.id)) faults.add(`${line} id：“${row.id}”重复，每次活动只写一行`);
    seen.add(row.id);
    const organisation = byId.get(row.organisation);
    if (!organisation) faults.add(`${line} organisation：没有编号为“${row.organisation}”的组织`);
    else if (row.status === 'confirmed') {
      const month = monthOf(row.date);
      const { activities, participants, minutes, ratings } = organisation.counts.get(month) ?? NO_COUNT;
      organisation.counts.set(month, {
        activities: activities + 1,
        participants: participants + row.participants,
        minutes: minutes + row.minutes,
        ratings,
      });
    }
  }
  faults.throwIfAny();
  return { judged: byId.values(), divisions };
}

/** The rows of a file that fit, each with where it stands; what does not fit is among the faults. */
async function* rowsOf<S extends z.ZodObject>(
  file: string,
  schema: S,
  faults: Faults,
): AsyncGenerator<{ line: string; row: z.output<S> }> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new CannotCompute(`没有文件 ${file}`);
  if (found.isDirectory()) throw new CannotCompute(`${file} 是文件夹，应为 CSV 文件`);
  const required = Object.entries(schema.shape).flatMap(([name, type]) =>
    (type as z.ZodType).safeParse(undefined).success ? [] : [name],
  );
  let headed = false;
  const columns = (head: string[]) => {
    headed = true;
    const names = head.map((name) => name.trim());
    const missing = required.filter((name) => !names.includes(name));
    if (missing.length > 0) throw new CannotCompute(`${file} 第一行缺少列：${missing.join('、')}`);
    return names;
  };
  const parser = createReadStream(file).pipe(
    parse({ bom: true, columns, trim: true, skip_empty_lines: true, relax_column_count: true, info: true }),
  );
  try {
    for await (const { info, record } of parser as AsyncIterable<{
      info: { lines: number };
      record: Record<string, string>;
    }>) {
      const line = `${file} 第 ${info.lines} 行`;
      // A short row lacks its last cells.
      const cells = { ...Object.fromEntries(required.map((name) => [name, ''])), ...record };
      const result = schema.safeParse(cells);
      if (result.success) yield { line, row: result.data };
      else
        for (const { path, message } of result.error.issues)
          faults.add(`${line} ${String(path[0])}：${message}`);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new CannotCompute(`${file} 不是完整的 CSV：${error.message}`);
  }
  // Of an empty file no line is ever taken for a head.
  if (!headed) columns([]);
}

/** By the length of codes: a prefix is a subtree; Longgang (龙港) has no townships. */
function above(division: string): string | undefined {
  if (division.length === 12) return division.slice(0, hasTownships(division) ? 9 : 6);
  return division.length === 4 ? undefined : division.slice(0, division.length === 9 ? 6 : 4);
}

function levelOf(division: string) {
  return LEVELS[division.length as keyof typeof LEVELS];
}

function asJson(division: string, period: string, { numerator, denominator }: Rate) {
  return JSON.stringify({ division, level: levelOf(division), period, numerator, denominator });
}

function asText(division: string, period: string, { numerator, denominator }: Rate) {
  const rate = denominator === 0 ? '—' : `${((100 * numerator) / denominator).toFixed(2)}%`;
  return `${division.padEnd(12)}  ${levelOf(division).padEnd(8)}  ${period}  ${numerator}/${denominator}  ${rate}`;
}
