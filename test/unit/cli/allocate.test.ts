import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../../..');
const FOLDER = mkdtempSync(join(tmpdir(), 'allocate-'));

/** Runs the command on a file of this content, as npm does. */
function allocate(content: unknown, ...more: string[]) {
  const file = join(FOLDER, 'instance.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  const command = [join(ROOT, 'infra/cli/allocate.ts'), '--file', file, '--json', ...more];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  return { status, stdout, stderr };
}

const INSTANCE = {
  needs: [{ id: 'n1' }, { id: 'n2', demand: 2 }],
  organisations: [
    { id: 'a', capacity: 1 },
    { id: 'b', capacity: 2 },
  ],
  candidates: [
    { need: 'n1', organisation: 'a', score: 5 },
    { need: 'n1', organisation: 'b', score: 4 },
    { need: 'n2', organisation: 'a', score: 9, costs: [{ provider: 'p', fen: 100 }] },
    { need: 'n2', organisation: 'b', score: 4 },
  ],
  budgets: [{ provider: 'p', fen: 100 }],
};

describe('npm run allocate: the best allocation of any instance, without the system (M2.2)', () => {
  it('prints objective, bound, gap, time and the assignment, and nothing else', () => {
    const { status, stdout, stderr } = allocate(INSTANCE);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      objective: 17,
      bound: 17,
      gap: 0,
      ms: expect.any(Number),
      assignment: [
        { need: 'n1', organisation: 'b' },
        { need: 'n2', organisation: 'a' },
        { need: 'n2', organisation: 'b' },
      ],
    });
  });

  it('keeps budgets, and the cap on the share of one organisation', () => {
    const poor = { ...INSTANCE, budgets: [{ provider: 'p', fen: 99 }] };
    expect(JSON.parse(allocate(poor).stdout)).toMatchObject({ objective: 9, gap: 0 });
    // A third of three places: one each.
    expect(JSON.parse(allocate({ ...INSTANCE, maxShare: 0.34 }).stdout)).toMatchObject({ objective: 13 });
  });

  it('gives the same whatever the order of the instance', () => {
    const turned = {
      ...INSTANCE,
      needs: INSTANCE.needs.toReversed(),
      candidates: INSTANCE.candidates.toReversed(),
    };
    expect(JSON.parse(allocate(turned).stdout).assignment).toEqual(
      JSON.parse(allocate(INSTANCE).stdout).assignment,
    );
  });

  it.each([
    ['no JSON', '{', 'is no JSON'],
    ['a member missing', { ...INSTANCE, needs: undefined }, 'needs'],
    ['a member unknown', { ...INSTANCE, budget: [] }, 'budget'],
    [
      'a score that is text',
      { ...INSTANCE, candidates: [{ need: 'n1', organisation: 'a', score: '5' }] },
      'candidates[0].score',
    ],
    [
      'an id twice',
      { ...INSTANCE, needs: [{ id: 'n1' }, { id: 'n1' }, { id: 'n2' }] },
      '"n1" is given twice',
    ],
    [
      'a candidate of no need',
      { ...INSTANCE, candidates: [{ need: 'x', organisation: 'a', score: 1 }] },
      'no need has the id "x"',
    ],
    [
      'a candidate of no organisation',
      { ...INSTANCE, candidates: [{ need: 'n1', organisation: 'x', score: 1 }] },
      'no organisation has the id "x"',
    ],
    [
      'a negative capacity',
      {
        ...INSTANCE,
        organisations: [
          { id: 'a', capacity: -1 },
          { id: 'b', capacity: 2 },
        ],
      },
      'organisations[0].capacity',
    ],
    ['half a demand', { ...INSTANCE, needs: [{ id: 'n1', demand: 0.5 }, { id: 'n2' }] }, 'needs[0].demand'],
    ['a cost without a budget', { ...INSTANCE, budgets: [] }, 'candidates[2].costs[0].provider'],
    ['a share above one', { ...INSTANCE, maxShare: 1.5 }, 'maxShare'],
  ])('%s is named, and nothing is printed', (_, content, told) => {
    const { status, stdout, stderr } = allocate(content);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(told);
  });
});
