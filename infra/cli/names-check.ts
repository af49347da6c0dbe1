/**
 * Checks a file of names by the rules that look at a name alone; needs no running stack.
 *
 * Usage: npm run names:check -- --file names.tsv [--on 2026-11-23] [--json]
 * The file has a head line and the columns name, kind and, where known, division. `--json` prints one object a line:
 * { name, ok, errors: [rule ids], warnings: [rule ids] }.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { namingPolicyOn } from '../../functions/naming/policy/index.ts';
import { isAcceptable, judge } from '../../functions/naming/rules/judge.ts';
import { type Finding, Kind } from '../../functions/naming/schema.ts';
import { today } from '../../shared/calendar/today.ts';
import { Day } from '../../shared/events/shapes.ts';

interface Verdict {
  name: string;
  kind: Kind;
  ok: boolean;
  errors: string[];
  warnings: string[];
}

const { values } = parseArgs({
  options: { file: { type: 'string' }, json: { type: 'boolean', default: false }, on: { type: 'string' } },
});
// Who reads on (`| head`) may have had enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
try {
  if (!values.file)
    throw new Error('which file? npm run names:check -- --file names.tsv [--on YYYY-MM-DD] [--json]');
  const verdicts = checkFile(values.file, values.on === undefined ? today(new Date()) : dayOf(values.on));
  if (values.json) printJson(verdicts);
  else printTable(verdicts);
} catch (error) {
  console.error(`names:check: ${(error as Error).message}`);
  process.exitCode = 2;
}

function dayOf(text: string): string {
  if (!Day.safeParse(text).success) throw new Error(`--on ${text} is no day; write it as YYYY-MM-DD`);
  return text;
}

function checkFile(file: string, on: string): Verdict[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/);
  const columns = head.split('\t');
  for (const column of ['name', 'kind']) {
    if (!columns.includes(column)) throw new Error(`${file} has no column "${column}" in its first line`);
  }
  const policy = namingPolicyOn(on);
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const cells = line.split('\t');
    const cell = (column: string) => cells[columns.indexOf(column)] ?? '';
    const kind = Kind.safeParse(cell('kind').trim());
    if (!kind.success)
      throw new Error(`${file}, line ${index + 2}: "${cell('kind')}" is no kind; ${Kind.options.join(', ')}`);
    const proposal = {
      name: cell('name'),
      kind: kind.data,
      division: cell('division').trim() || undefined,
      on,
    };
    const { findings } = judge(proposal, policy);
    return [
      {
        name: proposal.name,
        kind: kind.data,
        ok: isAcceptable(findings),
        errors: rulesOf(findings, 'error'),
        warnings: rulesOf(findings, 'warning'),
      },
    ];
  });
}

function rulesOf(findings: readonly Finding[], severity: Finding['severity']): string[] {
  return [...new Set(findings.filter((finding) => finding.severity === severity).map(({ rule }) => rule))];
}

function printJson(verdicts: readonly Verdict[]) {
  process.stdout.write(
    verdicts
      .map(({ name, ok, errors, warnings }) => `${JSON.stringify({ name, ok, errors, warnings })}\n`)
      .join(''),
  );
}

function printTable(verdicts: readonly Verdict[]) {
  const counts = new Map<string, number>();
  for (const { ok, kind, name, errors, warnings } of verdicts) {
    process.stdout.write(
      `${ok ? '通过' : '不通过'}\t${kind}\t${name}\t${errors.join(',')}\t${warnings.join(',')}\n`,
    );
    for (const rule of errors) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  const passed = verdicts.filter(({ ok }) => ok).length;
  process.stdout.write(`\n${verdicts.length} 个名称：通过 ${passed}，不通过 ${verdicts.length - passed}\n`);
  for (const [rule, count] of [...counts].sort()) process.stdout.write(`${rule}\t${count}\n`);
}
