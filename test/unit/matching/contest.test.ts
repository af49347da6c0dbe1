import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { conflictOf } from '../../../functions/matching/model/conflict.ts';
import {
  type Contest,
  type Entry,
  faultsOf,
  type Judge,
  lateChanges,
  pointFaults,
  type Recusal,
  type Score,
  stageOf,
} from '../../../functions/matching/model/contest.ts';
import { awaited, rank } from '../../../functions/matching/model/ranking.ts';
import { contestOf, entryOf, judgeOf, scoreOf } from '../../support/contest.ts';

const BOUNDS = { leastJudges: 3, mostPoints: 100 };
const RULES = { leastJudges: 2, ties: ['criteria', 'budget', 'entered'] as const };
const judgeds = (...entries: Entry[]) => entries.map((entry) => ({ entry }));
const orderOf = ({ ranked }: ReturnType<typeof rank>) => ranked.map(({ entry }) => entry);

describe('公益创投大赛: a contest goes by its days (M1.5)', () => {
  it.each([
    ['2026-11-24', 'announced'],
    ['2026-11-25', 'open'],
    ['2026-12-05', 'open'],
    ['2026-12-06', 'judging'],
    ['2027-01-01', 'judging'],
  ])('on %s it is %s', (day, stage) => {
    expect(stageOf(contestOf(), day)).toBe(stage);
    expect(stageOf({ ...contestOf(), state: 'decided' }, day)).toBe('decided');
  });

  it.each<[string, Partial<Contest['facts']>, string]>([
    ['entries that end before they begin', { entriesUntil: '2026-11-24' }, '#/body/entriesUntil'],
    ['judging that ends with the entries', { judgingUntil: '2026-12-05' }, '#/body/judgingUntil'],
    [
      'criteria of other than 100 points',
      { criteria: [{ name: '贴合需求', points: 99 }] },
      '#/body/criteria',
    ],
    [
      'two criteria of one name',
      {
        criteria: [
          { name: '贴合需求', points: 50 },
          { name: '贴合需求', points: 50 },
        ],
      },
      '#/body/criteria/1/name',
    ],
    ['more prizes than one decision can give', { prizes: [{ name: '奖', places: 11 }] }, '#/body/prizes'],
    ['too few judges', { judges: [judgeOf(1), judgeOf(2)] }, '#/body/judges'],
    [
      'one account as two judges',
      { judges: [judgeOf(1), judgeOf(2), judgeOf(3, { subject: 'judge-1' })] },
      '#/body/judges/2/subject',
    ],
  ])('%s: refused at its field', (_, facts, pointer) => {
    expect(faultsOf(contestOf().facts, BOUNDS)).toEqual([]);
    expect(faultsOf(contestOf(facts).facts, BOUNDS)).toMatchObject([{ pointer }]);
  });

  it('once entries have begun the rules stand: days are put off, judges added, and nothing else', () => {
    const { facts } = contestOf();
    const late = (change: Partial<Contest['facts']>, stage: 'announced' | 'open' | 'judging') =>
      lateChanges(facts, { ...facts, ...change }, stage).map(({ pointer }) => pointer);
    const criteria = [{ name: '贴合需求', points: 100 }];
    expect(late({ criteria, prizes: [], division: '330303' }, 'announced')).toEqual([]);
    expect(late({ criteria, prizes: [], division: '330303' }, 'open')).toEqual([
      '#/body/division',
      '#/body/criteria',
      '#/body/prizes',
    ]);
    expect(late({ entriesUntil: '2026-12-06', judgingUntil: '2026-12-20' }, 'open')).toEqual([]);
    expect(late({ entriesUntil: '2026-12-04', judgingUntil: '2026-12-09' }, 'open')).toHaveLength(2);
    expect(late({ entriesUntil: '2026-12-06' }, 'judging')).toEqual(['#/body/entriesUntil']);
    expect(late({ judges: [...facts.judges, judgeOf(4)] }, 'judging')).toEqual([]);
    expect(late({ judges: facts.judges.slice(0, 2) }, 'judging')).toEqual(['#/body/judges']);
    const [first, ...rest] = facts.judges;
    expect(late({ judges: [{ ...first!, affiliations: ['ORG-a'] }, ...rest] }, 'judging')).toHaveLength(1);
  });

  it('points are given for each criterion, up to what it gives', () => {
    const { criteria } = contestOf().facts;
    expect(pointFaults([60, 40], criteria)).toEqual([]);
    expect(pointFaults([60], criteria)).toMatchObject([{ pointer: '#/body/points' }]);
    expect(pointFaults([61, 40], criteria)).toMatchObject([
      { pointer: '#/body/points/0', detail: '“贴合需求”应为 0 至 60 的整数' },
    ]);
  });
});

describe('回避: a judge with an interest stays away (M1.5)', () => {
  const township: Partial<Judge> = { role: 'township', division: '330302025' };
  it.each<[string, Partial<Judge>, Partial<Entry>, string | undefined]>([
    ['nothing to do with it', {}, {}, undefined],
    ['entered it', { subject: 'speaker-a' }, {}, 'party'],
    ['entered it, in another role', { role: 'provider', subject: 'speaker-a' }, {}, 'party'],
    [
      'had a hand in it as its agency',
      { subject: 'studio' },
      { agency: 'studio', parties: [{ role: 'agency', subject: 'studio' }] },
      'party',
    ],
    ['speaks for its organisation by now', { subject: 'new-speaker' }, {}, 'party'],
    ['works for its organisation', { affiliations: ['ORG-x', 'ORG-a'] }, {}, 'affiliation'],
    ['works for its agency', { affiliations: ['studio'] }, { agency: 'studio' }, 'affiliation'],
    ['works for another organisation', { affiliations: ['ORG-b'] }, {}, undefined],
    ['comes from the township that backs it', township, { backedBy: '330302025' }, 'backing'],
    [
      'comes from another township',
      { ...township, division: '330302026' },
      { backedBy: '330302025' },
      undefined,
    ],
    ['comes from a township, which backs nothing', township, {}, undefined],
  ])('%s', (_, judge, entry, rule) => {
    const judged = {
      entry: entryOf('a', entry),
      speaker: { role: 'organisation', subject: 'new-speaker' },
    };
    expect(conflictOf(judgeOf(1, judge), judged)?.rule).toBe(rule);
  });

  it('declared one for one entry, not for another, and only his own', () => {
    const recusals: Recusal[] = [{ entry: 'a', judge: 1, reason: '曾为顾问', at: '' }];
    expect(conflictOf(judgeOf(1), { entry: entryOf('a') }, recusals)?.rule).toBe('declared');
    expect(conflictOf(judgeOf(1), { entry: entryOf('b') }, recusals)).toBeUndefined();
    expect(conflictOf(judgeOf(2), { entry: entryOf('a') }, recusals)).toBeUndefined();
  });
});

describe('排名: by the means of the judges who count (M1.5)', () => {
  const contest = contestOf({
    prizes: [
      { name: '一等奖', places: 1 },
      { name: '二等奖', places: 2 },
    ],
  });

  it('the mean decides, not the sum: who was scored by fewer is not behind for that', () => {
    const scores = [
      scoreOf('a', 1, [50, 30]),
      scoreOf('a', 2, [50, 30]),
      scoreOf('a', 3, [50, 30]),
      scoreOf('b', 1, [55, 30]),
      scoreOf('b', 2, [55, 30]),
    ];
    const ranking = rank(contest, judgeds(entryOf('a'), entryOf('b')), scores, [], RULES);
    expect(ranking.ranked).toMatchObject([
      { entry: 'b', rank: 1, judges: 2, sums: [110, 60], prize: 0 },
      { entry: 'a', rank: 2, judges: 3, sums: [150, 90], prize: 1 },
    ]);
  });

  it('what no number holds exactly does not decide: a third of a point is one', () => {
    const scores = [
      ...[1, 2, 3].map((judge) => scoreOf('a', judge, [judge === 1 ? 34 : 33, 0])),
      scoreOf('b', 1, [33, 0]),
      scoreOf('b', 2, [33, 0]),
    ];
    expect(orderOf(rank(contest, judgeds(entryOf('b'), entryOf('a')), scores, [], RULES))).toEqual([
      'a',
      'b',
    ]);
  });

  it('equal points: by the criteria in their order, then who asks for less, then who came first', () => {
    const same = (entry: string, points: number[]) => [1, 2].map((judge) => scoreOf(entry, judge, points));
    const entries = [
      entryOf('late', { budgetFen: 100, createdAt: '2026-11-27T00:00:00.000Z' }),
      entryOf('dear', { budgetFen: 200 }),
      entryOf('early', { budgetFen: 100, createdAt: '2026-11-26T00:00:00.000Z' }),
      entryOf('first'),
    ];
    const scores = [
      ...same('first', [51, 29]),
      ...['late', 'dear', 'early'].flatMap((entry) => same(entry, [50, 30])),
    ];
    expect(orderOf(rank(contest, judgeds(...entries), scores, [], RULES))).toEqual([
      'first',
      'early',
      'late',
      'dear',
    ]);
  });

  it('with too few scores that count an entry is not ranked, and the others are', () => {
    const scores = [
      scoreOf('a', 1, [60, 40]),
      scoreOf('a', 2, [60, 40]),
      scoreOf('b', 1, [10, 10]),
      scoreOf('b', 3, [10, 10]),
    ];
    const recusals: Recusal[] = [{ entry: 'a', judge: 2, reason: '曾为顾问', at: '' }];
    const ranking = rank(contest, judgeds(entryOf('a'), entryOf('b')), scores, recusals, RULES);
    expect(orderOf(ranking)).toEqual(['b']);
    expect(ranking.unranked).toEqual([{ entry: 'a', title: '方案a', judges: 1 }]);
  });

  it('who has still to score is every judge without a conflict who has not', () => {
    const entries = judgeds(
      entryOf('a', { parties: [{ role: 'agency', subject: 'judge-1' }] }),
      entryOf('b'),
    );
    expect(awaited(contest, entries, [scoreOf('a', 2, [1, 1]), scoreOf('b', 3, [1, 1])], [])).toEqual([
      { entry: 'a', judge: 3 },
      { entry: 'b', judge: 1 },
      { entry: 'b', judge: 2 },
    ]);
  });

  const ids = ['a', 'b', 'c', 'd', 'e'];
  const anyScores = fc.array(
    fc.record({
      entry: fc.constantFrom(...ids),
      judge: fc.integer({ min: 1, max: 4 }),
      points: fc.tuple(fc.nat(3), fc.nat(3)),
    }),
    { maxLength: 20 },
  );
  const unique = (scores: { entry: string; judge: number; points: number[] }[]): Score[] => [
    ...new Map(
      scores.map(({ entry, judge, points }) => [`${entry} ${judge}`, scoreOf(entry, judge, points)]),
    ).values(),
  ];
  const anyEntries = fc
    .tuple(...ids.map(() => fc.nat(2)))
    .map((budgets) => ids.map((id, index) => entryOf(id, { budgetFen: budgets[index]! })));

  it('whatever the order in which entries and scores come, the ranking is the same', () => {
    fc.assert(
      fc.property(
        anyEntries,
        anyScores,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (entries, some, dice) => {
          const scores = unique(some);
          const mixed = <T>(list: readonly T[]) =>
            list
              .map((one) => ({ one, at: dice.next().value as number }))
              .sort((a, b) => a.at - b.at)
              .map(({ one }) => one);
          const ranking = rank(contest, judgeds(...entries), scores, [], RULES);
          expect(rank(contest, judgeds(...mixed(entries)), mixed(scores), [], RULES)).toEqual(ranking);
          const all = [...orderOf(ranking), ...ranking.unranked.map(({ entry }) => entry)];
          expect(all.sort()).toEqual(ids);
          expect(ranking.ranked.map((one) => one.rank)).toEqual(ranking.ranked.map((_, at) => at + 1));
        },
      ),
    );
  });

  it('scores of judges who have to stay away, or are none, change nothing', () => {
    fc.assert(
      fc.property(anyEntries, anyScores, anyScores, (entries, some, more) => {
        const interested = contestOf({
          judges: [
            judgeOf(1),
            judgeOf(2),
            judgeOf(3),
            judgeOf(4, { affiliations: ids.map((id) => `ORG-${id}`) }),
          ],
        });
        const recusals: Recusal[] = ids.map((entry) => ({ entry, judge: 3, reason: '曾为顾问', at: '' }));
        const honest = unique(some).filter(({ judge }) => judge <= 2);
        const others = unique(more).map((score) => ({ ...score, judge: [3, 4, 9][score.judge % 3]! }));
        expect(rank(interested, judgeds(...entries), [...honest, ...others], recusals, RULES)).toEqual(
          rank(interested, judgeds(...entries), honest, recusals, RULES),
        );
      }),
    );
  });

  it('a better score never lowers its entry', () => {
    const full = fc.tuple(
      ...ids.flatMap((id) =>
        [1, 2].map((judge) => fc.tuple(fc.nat(5), fc.nat(5)).map((points) => scoreOf(id, judge, points))),
      ),
    );
    fc.assert(
      fc.property(anyEntries, full, fc.nat(9), (entries, scores, which) => {
        const place = (list: readonly Score[]) =>
          orderOf(rank(contest, judgeds(...entries), list, [], RULES)).indexOf(scores[which]!.entry);
        const raised = scores.map((score, at) =>
          at === which ? { ...score, points: score.points.map((one) => one + 1) } : score,
        );
        expect(place(raised)).toBeLessThanOrEqual(place(scores));
      }),
    );
  });
});
