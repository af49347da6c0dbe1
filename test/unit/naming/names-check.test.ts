import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';

const folder = mkdtempSync(join(tmpdir(), 'names-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) =>
  spawnSync(process.execPath, ['infra/cli/names-check.ts', ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 24,
  });
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const names = readFileSync(new URL('../../data/names-public.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n');

describe('npm run names:check: an officer checks a file of names', () => {
  it('prints one object a line, with the expected errors of every published name', () => {
    const { stdout, status } = run('--file', 'test/data/names-public.tsv', '--json');
    expect(status).toBe(0);
    const verdicts = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(Object.keys(verdicts[0])).toEqual(['name', 'ok', 'errors', 'warnings']);
    const expected = names.slice(1).map((line) => {
      const [name, , , expect] = line.split('\t');
      return { name, ok: expect === 'ok', errors: expect === 'ok' ? [] : expect?.split(',') };
    });
    expect(verdicts.map(({ name, ok, errors }) => ({ name, ok, errors }))).toEqual(expected);
  });

  it('prints a table with counts', () => {
    const { stdout } = run('--file', 'test/data/names-public.tsv');
    expect(stdout).toContain('57 个名称：通过 22，不通过 35');
    expect(stdout).toMatch(/^N05\t3$/m);
  });

  it('takes 10,000 names, Windows line ends and a byte order mark', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => names[1 + (index % (names.length - 1))]);
    const { stdout, status } = run(
      '--file',
      file('many.tsv', `\ufeff${[names[0], ...lines].join('\r\n')}\r\n`),
      '--json',
    );
    expect(status).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(10_000);
  });

  it('names what is wrong with a file', () => {
    const fault = (...args: string[]) => run(...args).stderr;
    expect(fault()).toContain('which file?');
    expect(fault('--file', join(folder, 'none.tsv'))).toContain('no such file');
    expect(fault('--file', file('head.tsv', 'name\tdivision\n'))).toContain('no column "kind"');
    expect(fault('--file', file('kind.tsv', 'name\tkind\n某协会\tclub\n'))).toContain(
      'line 2: "club" is no kind',
    );
    expect(fault('--file', file('day.tsv', 'name\tkind\n'), '--on', 'yesterday')).toContain('yesterday');
  });
});
