import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  delivered,
  phaseDone,
  type Report,
  type ReportFacts,
  reportFaults,
  started,
  unfinished,
  windowOf,
  withoutReport,
  withReport,
} from '../../../functions/matching/model/delivery.ts';
import { evaluated, rated } from '../../../functions/matching/model/evaluation.ts';
import type { Match } from '../../../functions/matching/model/match.ts';
import { type MatchEvent, matchRefusal } from '../../../functions/matching/model/match-life.ts';
import type { Organisation } from '../../../functions/matching/model/organisation.ts';
import {
  budgetOf,
  type Spending,
  spendingFaults,
  withoutSpending,
  withSpending,
} from '../../../functions/matching/model/spending.ts';
import { MATCH_STATES } from '../../../functions/matching/model/terms.ts';
import { GROUPS } from '../../../shared/actions/index.ts';

const AT = '2026-12-06T02:00:00.000Z';
const TODAY = '2026-12-06';
const PHASE = { budgetFen: 0, reports: 0 };

const MATCH: Match = {
  id: 'N.1',
  need: 'N',
  title: '独居老人每周探访',
  needOwner: { role: 'community', subject: 'wang', division: '330302025010' },
  organisation: 'O',
  organisationName: 'O',
  division: '330302025010',
  action: 'relief',
  kinds: ['companionship'],
  period: { from: '2026-12-01', to: '2027-02-28' },
  origin: 'claim',
  supply: {
    fundings: [
      { resource: 'A', fen: 1000 },
      { resource: 'B', fen: 500 },
    ],
    goods: [],
    people: [],
  },
  providers: { A: '甲', B: '乙' },
  sources: { A: 'social-capital', B: 'donation' },
  phases: [
    { ...PHASE, number: 0, title: '一', from: '2026-12-01', to: '2026-12-31' },
    { ...PHASE, number: 1, title: '二', from: '2027-01-01', to: '2027-03-31' },
  ],
  state: 'running',
  confirmedOn: '2026-12-02',
  publishedOn: '2026-11-25',
  done: { reports: 0, minutes: 0, participants: 0, served: {} },
  spent: {},
  disputes: 0,
  serials: { report: 0, spending: 0, dispute: 0, note: 0 },
  evidence: 0,
  reused: 0,
  version: 1,
};

const facts: fc.Arbitrary<ReportFacts> = fc.record({
  phase: fc.constantFrom(0, 1),
  on: fc.constant(TODAY),
  note: fc.constant('探访'),
  minutes: fc.integer({ min: 1, max: 5000 }),
  participants: fc.integer({ min: 1, max: 50 }),
  served: fc.dictionary(fc.constantFrom(...GROUPS), fc.integer({ min: 1, max: 99 })) as fc.Arbitrary<
    ReportFacts['served']
  >,
  evidence: fc.constant([]),
});

describe('进展的合计: sums are those of the reports that count (A1)', () => {
  it('whatever is reported and voided, in whichever order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(facts, fc.boolean()), { maxLength: 20 }), (steps) => {
        let match = MATCH;
        const reports: Report[] = [];
        for (const [fact, takesBack] of steps) {
          const made = withReport(match, fact, AT);
          match = made.match;
          reports.push(made.report);
          const first = reports.findIndex(({ voided }) => !voided);
          if (!takesBack || first < 0) continue;
          const undone = withoutReport(match, reports[first]!, { reason: '写错', on: TODAY });
          match = undone.match;
          reports[first] = undone.report;
        }
        const counting = reports.filter(({ voided }) => !voided);
        const sum = (of: (report: Report) => number) => counting.reduce((total, one) => total + of(one), 0);
        expect(match.done.reports).toBe(counting.length);
        expect(match.done.minutes).toBe(sum(({ minutes }) => minutes));
        expect(match.done.participants).toBe(sum(({ participants }) => participants));
        for (const group of GROUPS)
          expect(match.done.served[group] ?? 0).toBe(sum(({ served }) => served[group] ?? 0));
        expect(Object.values(match.done.served)).not.toContain(0);
        for (const { number, reports: count } of match.phases)
          expect(count).toBe(counting.filter(({ phase }) => phase === number).length);
        // Numbers are never given again, whatever is voided.
        expect(reports.map(({ serial }) => serial)).toEqual(reports.map((_, index) => index + 1));
      }),
    );
  });

  it('a report is not voided twice', () => {
    const { match, report } = withReport(
      MATCH,
      { phase: 0, on: TODAY, note: '', minutes: 1, participants: 1, served: {}, evidence: [] },
      AT,
    );
    const once = withoutReport(match, report, { reason: '写错', on: TODAY });
    expect(() => withoutReport(once.match, once.report, { reason: '写错', on: TODAY })).toThrow(
      'void already',
    );
  });
});

describe('实施期限: the need’s period and that of the project’s phases', () => {
  it('goes from the first day of any to the last', () => {
    expect(windowOf(MATCH)).toEqual({ from: '2026-12-01', to: '2027-03-31' });
  });

  it.each<[string, Partial<ReportFacts>, string[]]>([
    ['all right', {}, []],
    ['as many minutes as a day has', { minutes: 2880 }, []],
    ['one more', { minutes: 2881 }, ['#/body/minutes']],
    ['tomorrow', { on: '2026-12-07' }, ['#/body/on']],
    ['before it was confirmed', { on: '2026-12-01' }, ['#/body/on']],
    ['the third of two phases, at night', { phase: 2, minutes: 9999 }, ['#/body/phase', '#/body/minutes']],
  ])('%s', (_, more, expected) => {
    const report = { phase: 0, on: TODAY, note: '', minutes: 1, participants: 2, served: {}, evidence: [] };
    const faults = reportFaults(MATCH, { ...report, ...more }, TODAY);
    expect(faults.map(({ pointer }) => pointer)).toEqual(expected);
  });

  it('after the last day of all it is too late', () => {
    const report = {
      phase: 0,
      on: '2027-04-01',
      note: '',
      minutes: 1,
      participants: 2,
      served: {},
      evidence: [],
    };
    expect(reportFaults(MATCH, report, '2027-05-01')).toEqual([
      { pointer: '#/body/on', detail: '应在实施期限之内：2026-12-01 至 2027-03-31' },
    ]);
  });
});

describe('完成: a match is complete when all phases are, somebody was served, and nothing is in dispute', () => {
  const report = { phase: 0, on: TODAY, note: '', minutes: 1, participants: 1, served: {}, evidence: [] };

  it('says all that is missing', () => {
    expect(unfinished({ ...MATCH, disputes: 2 })).toEqual([
      '阶段“一”、“二”尚未完成',
      '救助类项目须在进展中报告服务对象的类别和人次（A1）',
      '有 2 个争议尚未解决',
    ]);
    expect(unfinished({ ...MATCH, action: 'culture', phases: [] })).toEqual([]);
  });

  it('loses its phase, and its being complete, with the only report of it', () => {
    const [first, second] = [0, 1].map((phase) => ({ ...report, phase }));
    const one = withReport(started(MATCH, TODAY), first!, AT);
    const two = withReport(one.match, second!, AT);
    const done = delivered(phaseDone(phaseDone(two.match, 0, TODAY), 1, TODAY), TODAY, '2026-12-21');
    const { match } = withoutReport(done, one.report, { reason: '写错', on: TODAY });
    expect(match.state).toBe('running');
    expect(match.phases.map(({ doneOn }) => doneOn)).toEqual([undefined, TODAY]);
    expect(match).not.toHaveProperty('acceptBy');
  });
});

describe('经费: never more is spent than was promised, source by source (M2.3)', () => {
  const spendings = fc.array(
    fc.record({
      resource: fc.constantFrom('A', 'B', 'C'),
      fen: fc.integer({ min: 1, max: 700 }),
      takesBack: fc.boolean(),
    }),
    { maxLength: 30 },
  );

  it('whatever is spent and voided, in whichever order', () => {
    fc.assert(
      fc.property(spendings, (steps) => {
        let match = MATCH;
        const all: Spending[] = [];
        for (const { resource, fen, takesBack } of steps) {
          const spending = { resource, fen, on: TODAY, what: '物资', evidence: [] };
          if (spendingFaults(match, spending, TODAY).length > 0) continue;
          const made = withSpending(match, spending, AT);
          match = made.match;
          all.push(made.spending);
          if (!takesBack) continue;
          const undone = withoutSpending(match, all.pop()!, { reason: '写错', on: TODAY });
          match = undone.match;
        }
        for (const { resource, fen, spent, left } of budgetOf(match)) {
          const counted = all
            .filter((one) => one.resource === resource)
            .reduce((sum, one) => sum + one.fen, 0);
          expect(spent).toBe(counted);
          expect(spent + left).toBe(fen);
          expect(left).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('评价: each evaluation counts once in the organisation’s rating', () => {
  const point = fc.integer({ min: 1, max: 5 });
  const given = fc.oneof(
    fc.record({
      by: fc.constant('community' as const),
      points: fc.record({ effect: point, standard: point }),
    }),
    fc.record({
      by: fc.constant('served' as const),
      counts: fc.record({
        children: fc
          .array(fc.nat(20), { minLength: 5, maxLength: 5 })
          .filter((numbers) => numbers.some((people) => people > 0)),
      }),
    }),
  );

  it('however often it is corrected, the last counts, between 1 and 5', () => {
    fc.assert(
      fc.property(fc.array(given, { minLength: 1, maxLength: 12 }), (all) => {
        let organisation = { rating: { sum: 0, count: 0 }, version: 1 } as Organisation;
        const last = new Map<string, ReturnType<typeof evaluated>>();
        for (const one of all) {
          const before = last.get(one.by);
          const evaluation = evaluated(one, before, { on: TODAY, policy: 'p' });
          organisation = rated(organisation, evaluation, before);
          last.set(one.by, evaluation);
          expect(evaluation.rating).toBeGreaterThanOrEqual(1);
          expect(evaluation.rating).toBeLessThanOrEqual(5);
          expect(evaluation.revision).toBe((before?.revision ?? 0) + 1);
        }
        expect(organisation.rating).toEqual({
          sum: [...last.values()].reduce((sum, { rating }) => sum + rating, 0),
          count: last.size,
        });
      }),
    );
  });
});

describe('项目的办理: what may happen in which state', () => {
  it.each<[MatchEvent, string]>([
    ['start', 'confirmed'],
    ['report', 'running'],
    ['finish-phase', 'running'],
    ['complete', 'running'],
    ['accept', 'delivered'],
    ['spend', 'running delivered'],
    ['void-report', 'running delivered'],
    ['void-spending', 'running delivered'],
    ['evaluate', 'completed evaluated'],
    ['upload', 'running delivered completed evaluated'],
    ['dispute', 'running delivered completed evaluated'],
    ['guide', 'confirmed running delivered'],
    ['cancel', 'confirmed running delivered'],
  ])('%s: %s', (event, states) => {
    const open = MATCH_STATES.filter((state) => matchRefusal(state, event) === undefined);
    expect(open.join(' ')).toBe(states);
  });
});
