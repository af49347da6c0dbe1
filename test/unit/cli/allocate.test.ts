import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countyInstance } from '../../support/allocation-instances.ts';

const ROOT = join(import.meta.dirname, '../../..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'allocate-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(args: readonly string[], input?: string) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'infra/cli/allocate.ts'), ...args],
    {
      cwd: ROOT,
      env: { ...process.env, NODE_OPTIONS: '' },
      encoding: 'utf8',
      ...(input !== undefined && { input }),
      maxBuffer: 2 ** 26,
    },
  );
  return { status, out: stdout, err: stderr };
}

function allocated(content: unknown, ...args: string[]) {
  const file = join(folder, 'instance.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return run(['--file', file, ...args]);
}

const instance = {
  needs: [{ id: 'n1' }, { id: 'n2', demand: 2 }],
  organisations: [
    { id: 'o1', capacity: 1 },
    { id: 'o2', capacity: 2 },
  ],
  candidates: [
    { need: 'n1', organisation: 'o1', score: 700, costs: [{ provider: 'bureau', fen: 500 }] },
    { need: 'n1', organisation: 'o2', score: 650, costs: [{ provider: 'fund', fen: 500 }] },
    { need: 'n2', organisation: 'o1', score: 600 },
    { need: 'n2', organisation: 'o2', score: 400, costs: [{ provider: 'fund', fen: 400 }] },
  ],
  budgets: [
    { provider: 'bureau', fen: 100 },
    { provider: 'fund', fen: 1000 },
  ],
};

describe('npm run allocate: the best allocation of any instance, without the system (M2.2)', () => {
  it('prints the best allocation and its proof as one JSON object', () => {
    const { status, out, err } = allocated(instance, '--json');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const result = JSON.parse(out);
    expect(result).toEqual({
      objective: 1650,
      bound: 1650,
      gap: 0,
      ms: expect.any(Number),
      assignment: [
        { need: 'n1', organisation: 'o2' },
        { need: 'n2', organisation: 'o1' },
        { need: 'n2', organisation: 'o2' },
      ],
    });
    expect(Object.keys(result)).toEqual(['objective', 'bound', 'gap', 'ms', 'assignment']);
  });

  it('keeps maxShare, and does without budgets where there are none', () => {
    const { budgets: _budgets, ...free } = instance;
    const empty = instance.budgets.map(({ provider }) => ({ provider, fen: 0 }));
    expect(JSON.parse(allocated({ ...free, budgets: empty }, '--json').out).objective).toBe(600);
    expect(JSON.parse(allocated(free, '--json').out).objective).toBe(1650);
    // A third of a demand of three is one.
    expect(JSON.parse(allocated({ ...free, maxShare: 0.34 }, '--json').out).assignment).toHaveLength(2);
  });

  it('is told in words without --json, and reads standard input as -', () => {
    const { status, out } = run(['--file', '-'], JSON.stringify(instance));
    expect(status).toBe(0);
    expect(out).toContain('总分 1650');
    expect(out).toContain('已证明最优');
  });

  it('gives the same whatever the order of the instance', () => {
    const turned = {
      ...instance,
      needs: instance.needs.toReversed(),
      organisations: instance.organisations.toReversed(),
      candidates: instance.candidates.toReversed(),
    };
    const [one, other] = [instance, turned].map(
      (each) => JSON.parse(allocated(each, '--json').out).assignment,
    );
    expect(other).toEqual(one);
  });

  it('leaves a demand open that nobody can meet, and takes an instance of nothing', () => {
    const unmet = { ...instance, candidates: [] };
    expect(JSON.parse(allocated(unmet, '--json').out)).toMatchObject({
      objective: 0,
      bound: 0,
      gap: 0,
      assignment: [],
    });
    const nothing = { needs: [], organisations: [], candidates: [] };
    expect(JSON.parse(allocated(nothing, '--json').out)).toMatchObject({ objective: 0, bound: 0, gap: 0 });
  });

  it('solves a county of a thousand needs and proves it', () => {
    const { needs, organisations, candidates } = countyInstance({
      needs: 1000,
      organisations: 300,
      each: 20,
    });
    const { status, out } = allocated({ needs, organisations, candidates }, '--json');
    expect(status).toBe(0);
    const { objective, bound, gap, assignment } = JSON.parse(out);
    expect({ gap, bound }).toEqual({ gap: 0, bound: objective });
    expect(assignment.length).toBeGreaterThan(900);
  });

  const [first, ...others] = instance.candidates;
  it.each([
    ['no JSON', '{"needs": [', '不是 JSON：'],
    ['nothing at all', '', '是空文件'],
    ['NaN', JSON.stringify(instance).replace('700', 'NaN'), '不是 JSON：'],
    [
      'a number too large',
      { ...instance, budgets: [{ provider: 'fund', fen: 2 ** 53 }] },
      '/budgets/0/fen：应为 0 至',
    ],
    [
      'a score too large',
      { ...instance, candidates: [{ ...instance.candidates[0], score: 1e10 }] },
      '/candidates/0/score：应为',
    ],
    ['a list', [], '整个文件：应为对象'],
    ['a member that is missing', { needs: [], organisations: [] }, '/candidates：应为数组'],
    ['a member that there is not', { ...instance, budget: [] }, '整个文件：没有这样的字段：budget'],
    ['a wrong type', { ...instance, needs: [{ id: 'n1', demand: '2' }] }, '/needs/0/demand：应为整数'],
    [
      'an id given twice',
      { ...instance, needs: [{ id: 'n1' }, { id: 'n2' }, { id: 'n1' }] },
      '/needs/2/id：“n1”重复',
    ],
    [
      'an empty id',
      { ...instance, organisations: [{ id: '', capacity: 1 }] },
      '/organisations/0/id：编号不能为空',
    ],
    [
      'a negative capacity',
      { ...instance, organisations: [{ id: 'o1', capacity: -1 }] },
      '/organisations/0/capacity：应为 0 至',
    ],
    [
      'half a place',
      { ...instance, organisations: [{ id: 'o1', capacity: 0.5 }] },
      '/organisations/0/capacity：应为 0 至',
    ],
    ['half a fen', { ...instance, budgets: [{ provider: 'bureau', fen: 0.5 }] }, '/budgets/0/fen：应为 0 至'],
    [
      'negative costs',
      { ...instance, candidates: [{ ...first, costs: [{ provider: 'fund', fen: -1 }] }] },
      '/candidates/0/costs/0/fen：应为 0 至',
    ],
    [
      'a need that there is not',
      { ...instance, candidates: [{ ...first, need: 'n9' }] },
      '/candidates/0/need：没有编号为“n9”的需求',
    ],
    [
      'an organisation that there is not',
      { ...instance, candidates: [...others, { ...first, organisation: 'o9' }] },
      '/candidates/3/organisation：没有编号为“o9”的组织',
    ],
    [
      'a provider without a budget',
      { ...instance, budgets: [{ provider: 'fund', fen: 1 }] },
      '/candidates/0/costs/0/provider：出资方“bureau”没有预算',
    ],
    [
      'two budgets of a provider',
      { ...instance, budgets: [...instance.budgets, { provider: 'fund', fen: 1 }] },
      '/budgets/2/provider：“fund”重复',
    ],
    ['a score that is none', JSON.stringify(instance).replace('700', '1e999'), '/candidates/0/score：应为'],
    ['a share above one', { ...instance, maxShare: 1.5 }, '/maxShare：应为大于 0'],
    ['a share of nothing', { ...instance, maxShare: 0 }, '/maxShare：应为大于 0'],
  ])('names what is wrong, prints nothing, and fails: %s', (_, content, message) => {
    const { status, out, err } = allocated(content, '--json');
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toContain(message);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('names all that is wrong at once, though a budget is wrong too', () => {
    const { status, err } = allocated({
      needs: [{ id: 'n1' }, { id: 'n1', demand: -1 }],
      organisations: [{ id: 'o1', capacity: 2 ** 53 }],
      candidates: [
        { ...first, need: 'n9', score: '700' },
        { ...first, organisation: 'o9', costs: [{ provider: 'nobody', fen: 1.5 }] },
      ],
      budgets: [
        { provider: 'bureau', fen: -1 },
        { provider: 'bureau', fen: 1 },
      ],
      maxShare: 2,
    });
    expect(status).toBe(1);
    const pointers = err.split('\n').flatMap((line) => line.match(/^ {2}(\/[^：]*)：/)?.[1] ?? []);
    expect(pointers).toEqual([
      '/needs/1/demand',
      '/needs/1/id',
      '/organisations/0/capacity',
      '/candidates/0/score',
      '/candidates/0/need',
      '/candidates/1/costs/0/fen',
      '/candidates/1/organisation',
      '/candidates/1/costs/0/provider',
      '/budgets/0/fen',
      '/budgets/1/provider',
      '/maxShare',
    ]);
  });

  it.each([
    ['no file', [], '请用 --file 指明文件'],
    ['a file that is not there', ['--file', 'nowhere.json'], 'nowhere.json 读不了'],
    ['an option that there is not', ['--files', 'x'], '没有这个选项：--files'],
    ['a file without its option', ['x.json'], '多余的参数，文件请用 --file 指明：x.json'],
    [
      'an option without its value',
      ['--file'],
      '选项的值不对，需要值的请写在选项之后，不需要的请去掉：--file',
    ],
    ['a time that is none', ['--file', '-', '--time-limit', 'soon'], '--time-limit soon 应为大于 0 的秒数'],
  ])('says how it is called: %s', (_, args, message) => {
    const { status, out, err } = run(args, '{}');
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toContain(message);
  });
});
