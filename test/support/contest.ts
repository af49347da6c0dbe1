import type { Contest, Entry, Judge, Score } from '../../functions/matching/model/contest.ts';

const AT = '2026-11-25T02:00:00.000Z';

export const judgeOf = (number: number, about: Partial<Judge> = {}): Judge => ({
  number,
  role: 'agency',
  subject: `judge-${number}`,
  name: `评委${number}`,
  affiliations: [],
  ...about,
});

/** A contest of two criteria, 60 and 40, with three judges. */
export const contestOf = (facts: Partial<Contest['facts']> = {}): Contest => ({
  id: 'C',
  owner: { role: 'county', subject: 'bureau', division: '330302' },
  facts: {
    title: '鹿城区社区微公益创投大赛',
    division: '330302',
    entriesFrom: '2026-11-25',
    entriesUntil: '2026-12-05',
    judgingUntil: '2026-12-10',
    criteria: [
      { name: '贴合需求', points: 60 },
      { name: '预算合理', points: 40 },
    ],
    prizes: [{ name: '一等奖', places: 1 }],
    judges: [1, 2, 3].map((number) => judgeOf(number)),
    ...facts,
  },
  state: 'running',
  entries: 0,
  moves: 0,
  createdAt: AT,
  version: 1,
});

export const entryOf = (id: string, about: Partial<Entry> = {}): Entry => ({
  id,
  contest: 'C',
  title: `方案${id}`,
  plan: '每周两次上门探访',
  need: 'N',
  needTitle: '独居老人每周探访',
  division: '330302025010',
  organisation: `ORG-${id}`,
  organisationName: `服务队${id}`,
  budgetFen: 0,
  entrant: { role: 'organisation', subject: `speaker-${id}` },
  parties: [{ role: 'organisation', subject: `speaker-${id}` }],
  state: 'entered',
  createdAt: AT,
  at: AT,
  version: 1,
  ...about,
});

export const scoreOf = (entry: string, judge: number, points: readonly number[]): Score => ({
  entry,
  judge,
  points,
  at: AT,
  version: 1,
});
