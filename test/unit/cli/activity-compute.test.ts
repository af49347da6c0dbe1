import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../../..');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'activity-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'infra/cli/activity-compute.ts'), ...args],
    { cwd: folder, env: { ...process.env, NODE_OPTIONS: '' }, encoding: 'utf8' },
  );
  return { status, out: stdout, err: stderr };
}

const ORGANISATIONS = `id,division,from,to
a,330302025010,2021-06-01,
b,330302025019,2022-03-02,
c,330302026,2021-01-01,2022-05-31
d,330383103001,2022-01-01,
e,3303,2022-11-15,
`;
const RECORDS = `id,organisation,date,status,participants,minutes
1,a,2022-01-31,confirmed,20,120
2,a,2022-01-31,confirmed,20,120
3,a,2022-02-01,flagged,20,120
4,a,2022-03-01,void,20,120
5,a,2022-04-30,confirmed,20,120
6,b,2022-03-31,confirmed,20,120
7,b,2022-04-01,confirmed,20,120
8,c,2022-05-10,confirmed,20,120
9,c,2022-04-10,confirmed,20,120
10,d,2021-12-31,confirmed,20,120
`;
function computed(
  { organisations = ORGANISATIONS, records = RECORDS }: { organisations?: string; records?: string },
  ...args: string[]
) {
  writeFileSync(join(folder, 'o.csv'), organisations);
  writeFileSync(join(folder, 'r.csv'), records);
  return run('--organisations', 'o.csv', '--records', 'r.csv', ...args);
}
const V1 = ['--policy', 'activity.v1'];
const figures = (out: string) =>
  Object.fromEntries(
    out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
      .map(({ division, level, period, numerator, denominator }) => [
        `${division} ${level} ${period}`,
        [numerator, denominator],
      ]),
  );

describe('npm run activity:compute: the average activity of any records, without the system (T2)', () => {
  it('prints every division that has organisations, from the village to the city', () => {
    const { status, out } = computed({}, ...V1, '--period', '2022', '--json');
    expect(status).toBe(0);
    expect(figures(out)).toEqual({
      '3303 city 2022': [4, 38],
      '330302 county 2022': [4, 25],
      '330302025 township 2022': [3, 21],
      '330302025010 village 2022': [2, 12],
      '330302025019 village 2022': [1, 9],
      '330302026 township 2022': [1, 4],
      '330383 county 2022': [0, 12],
      '330383103001 village 2022': [0, 12],
    });
    expect(Object.keys(JSON.parse(out.split('\n')[0]!))).toEqual([
      'division',
      'level',
      'period',
      'numerator',
      'denominator',
    ]);
  });

  it('a quarter and a month likewise; divisions whose organisations do not count yet stand with 0 of 0', () => {
    const quarter = figures(computed({}, ...V1, '--period', '2022-Q2', '--json').out);
    expect(quarter['330302 county 2022-Q2']).toEqual([3, 7]);
    const month = figures(computed({}, ...V1, '--period', '2022-03', '--json').out);
    expect(month['330302025019 village 2022-03']).toEqual([0, 0]);
    expect(month['330302025 township 2022-03']).toEqual([0, 1]);
  });

  it('by the year under activity.v3, by the score under activity.v2', () => {
    const four = Array.from({ length: 4 }, (_, i) => `x${i},b,2022-06-0${i + 1},confirmed,1,1\n`).join('');
    const records = RECORDS + four;
    const byYear = figures(
      computed({ records }, '--policy', 'activity.v3', '--period', '2022', '--json').out,
    );
    expect(byYear['3303 city 2022']).toEqual([1, 5]);
    const graded = ORGANISATIONS.replace('to\n', 'to,class\n');
    const scores = computed(
      { organisations: graded },
      '--policy',
      'activity.v2',
      '--period',
      '2022',
      '--json',
    );
    // Two activities, 40 people, 240 minutes: 40 + 25 + 8 points.
    expect(figures(scores.out)['3303 city 2022']).toEqual([1, 38]);
  });

  it('columns in any order, quotes, a byte order mark and Windows line ends are read', () => {
    const organisations = '\ufefffrom,to,id,"division",note\r\n2022-01-01,,"a",330302025010,"x,y"\r\n';
    const records = RECORDS.split('\n').slice(0, 3).join('\r\n');
    const { out } = computed({ organisations, records }, ...V1, '--period', '2022-01', '--json');
    expect(figures(out)['330302025010 village 2022-01']).toEqual([1, 1]);
  });

  it('prints a table where no JSON is asked for', () => {
    const { out } = computed({}, ...V1, '--period', '2022');
    expect(out).toContain('330302        county    2022  4/25  16.00%');
  });

  it('names all that is wrong with the files, each with its line, and prints nothing', () => {
    const { status, out, err } = computed(
      {
        organisations:
          'id,division,from,to\na,3303020,2022-01-01,\na,330302,2022-02-30,2021-01-01\n,330302,2022-01-01,x\n',
        records: `${RECORDS}10,z,2022-01-01,confirmed,-1,1.5\n11,a,2022,done,1\n`,
      },
      ...V1,
      '--period',
      '2022',
      '--json',
    );
    expect({ status, out }).toEqual({ status: 1, out: '' });
    for (const fault of [
      'o.csv 第 2 行 division：应为 4、6、9 或 12 位的行政区划代码',
      'o.csv 第 3 行 from：应为日期',
      'o.csv 第 4 行 id：不能为空',
      'o.csv 第 4 行 to：应为日期',
      'r.csv 第 12 行 participants：应为不小于 0 的整数',
      'r.csv 第 12 行 minutes：应为不小于 0 的整数',
      'r.csv 第 13 行 status：应为 confirmed、flagged 或 void',
      'r.csv 第 13 行 minutes：应为不小于 0 的整数',
    ])
      expect(err).toContain(fault);
  });

  it('names organisations that are there twice, or not at all', () => {
    const { err } = computed(
      {
        organisations: `${ORGANISATIONS}a,330302,2022-01-01,\n`,
        records: `${RECORDS}1,z,2022-01-01,void,1,1\n`,
      },
      ...V1,
      '--period',
      '2022',
    );
    expect(err).toContain('o.csv 第 7 行 id：“a”重复');
    expect(err).toContain('r.csv 第 12 行 id：“1”重复');
    expect(err).toContain('r.csv 第 12 行 organisation：没有编号为“z”的组织');
  });

  it.each([
    [['--policy', 'activity.v9', '--period', '2022'], '--policy activity.v9 应为以下之一：activity.v1'],
    [[...V1, '--period', '2022-13'], '--period 2022-13 应为年（2022）、季度（2022-Q1）或月（2022-03）'],
    [['--policy', 'activity.v3', '--period', '2022-Q1'], '只按年计算，--period 请写年份，例如 2022'],
    [['--period', '2022'], '缺少 --policy'],
    [[...V1, '--period', '2022', '--perod', 'x'], '没有这个选项：--perod'],
  ])('says how it is called: %j', (args, message) => {
    const { status, out, err } = computed({}, ...args);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toContain(message);
    expect(
      run('--organisations', 'nowhere.csv', '--records', 'r.csv', ...V1, '--period', '2022').err,
    ).toContain('没有文件 nowhere.csv');
  });

  it('a folder and an empty file are no CSV, and are told as such', () => {
    writeFileSync(join(folder, 'o.csv'), ORGANISATIONS);
    const period = [...V1, '--period', '2022'];
    expect(run('--organisations', '.', '--records', 'r.csv', ...period)).toEqual({
      status: 1,
      out: '',
      err: 'activity:compute: . 是文件夹，应为 CSV 文件\n',
    });
    for (const records of ['', '\uFEFF', '\n\n'])
      expect(computed({ records }, ...period)).toEqual({
        status: 1,
        out: '',
        err: 'activity:compute: r.csv 第一行缺少列：id、organisation、date、status、participants、minutes\n',
      });
    expect(computed({ organisations: '' }, ...period).err).toContain('o.csv 第一行缺少列');
  });

  it('the last year that there is has no day after it, and is no period', () => {
    expect(computed({}, ...V1, '--period', '9999')).toMatchObject({
      status: 1,
      err: expect.stringContaining('--period 9999 应为年'),
    });
  });
});
