import { describe, expect, it } from '@jest/globals';
import {
  isObjected,
  notSignable,
  type Report,
  type ReportEvent,
  refusal,
  sealOf,
  standingOf,
  stateAfter,
} from '../../../functions/reporting/model/report.ts';
import { routes } from '../../../functions/reporting/reports/routes.ts';

const REPORT: Report = {
  division: '330302',
  period: '2023-01',
  level: 'county',
  kind: 'month',
  version: 1,
  draft: 1,
  state: 'draft',
  draftedAt: '2023-02-12T00:01:00.000Z',
  asOf: '2023-02-12T00:00:00.000Z',
  policy: 'reporting.2021',
  contentHash: 'c'.repeat(64),
  contentKey: 'k',
  due: '2023-02-19',
  checks: [],
  remarks: [],
  revision: 1,
};
const check = (agreed: boolean, subject = 'lin') => ({
  role: 'county',
  subject,
  at: '2023-02-13T00:00:00.000Z',
  agreed,
});
const sign = (report: Partial<Report>, of: Partial<Parameters<typeof notSignable>[1]> = {}) =>
  notSignable(
    { ...REPORT, ...report },
    { subject: 'zhao', reason: undefined, today: '2023-02-14', unsigned: [], ...of },
  );

describe('报告的一生: what may happen in which state', () => {
  it.each<[ReportEvent, draft: boolean, checked: boolean, signed: boolean, to: Report['state']]>([
    ['agree', true, false, false, 'checked'],
    ['object', true, false, false, 'draft'],
    ['redraft', true, true, false, 'draft'],
    ['sign', true, true, false, 'signed'],
  ])(
    '%s: of a draft %s, of one that is checked %s, of one that is signed %s',
    (event, draft, checked, signed, to) => {
      const may = (state: Report['state']) => refusal({ state }, event) === undefined;
      expect([may('draft'), may('checked'), may('signed')]).toEqual([draft, checked, signed]);
      expect(stateAfter(event)).toBe(to);
    },
  );

  it.each(['agree', 'object', 'redraft', 'sign'] as const)(
    'no %s while a new draft is under way',
    (event) => {
      expect(refusal({ state: 'draft', redrafting: true }, event)).toMatch(/^新一稿正在起草/);
    },
  );

  it('what is signed stays: late records make a new version', () => {
    for (const event of ['agree', 'object', 'redraft', 'sign'] as const)
      expect(refusal({ state: 'signed' }, event)).toMatch(/“已签发”.*由系统起草新版本重述/);
  });

  it.each([
    ['checkReport', ['county']],
    ['redraftReport', ['county', 'city']],
    ['signReport', ['city']],
  ])('%s is for %s alone', (operation, roles) => {
    const { access } = routes.find(({ operationId }) => operationId === operation)!;
    expect(access).toMatchObject({ roles });
  });
});

describe('What a report waits for', () => {
  it.each<[string, Partial<Report>, string, string]>([
    ['a draft for its county', {}, '2023-02-13', 'to-check'],
    ['until the end of the last day', {}, '2023-02-19', 'to-check'],
    ['overdue from the day after', {}, '2023-02-20', 'overdue'],
    ['with an objection', { checks: [check(false)] }, '2023-02-19', 'objected'],
    ['an objection that nobody answered in time', { checks: [check(false)] }, '2023-02-20', 'overdue'],
    ['checked, for the city', { state: 'checked', checks: [check(true)] }, '2023-02-20', 'to-sign'],
    ['a new draft, before all else', { redrafting: true }, '2023-02-20', 'redrafting'],
    ['signed, for nothing', { state: 'signed' }, '2030-01-01', 'signed'],
  ])('%s', (_, change, today, standing) => {
    const report = { ...REPORT, ...change };
    expect(standingOf({ ...report, objected: isObjected(report) }, today)).toBe(standing);
  });

  it('the city’s own waits for nobody’s check', () => {
    const { due: _, ...own } = REPORT;
    expect(standingOf({ ...own, objected: false }, '2030-01-01')).toBe('to-sign');
  });

  it('an objection holds until the county agrees after all', () => {
    expect(isObjected({ state: 'draft', checks: [check(true), check(false)] })).toBe(true);
    expect(isObjected({ state: 'draft', checks: [check(false), check(true)] })).toBe(false);
    expect(isObjected({ state: 'draft', checks: [] })).toBe(false);
  });
});

describe('Who may sign a report, and when', () => {
  it('what its county checked, another than who checked it', () => {
    const checked = { state: 'checked' as const, checks: [check(true)] };
    expect(sign(checked)).toBeUndefined();
    expect(sign(checked, { subject: 'lin' })).toMatchObject({ why: 'forbidden' });
    expect(sign(checked, { subject: 'lin', reason: '急用' })).toMatchObject({ why: 'forbidden' });
  });

  it('nor who objected to it before another agreed', () => {
    const checks = [check(false, 'zhao'), check(true)];
    expect(sign({ state: 'checked', checks })).toMatchObject({ why: 'forbidden' });
  });

  it('nothing unchecked before its time, whatever the reason; after it with a reason', () => {
    for (const checks of [[], [check(false)]]) {
      expect(sign({ checks }, { reason: '急用', today: '2023-02-19' })).toMatchObject({ why: 'conflict' });
      expect(sign({ checks }, { today: '2023-02-20' })).toMatchObject({ why: 'reason-missing' });
      expect(sign({ checks }, { today: '2023-02-20', reason: '县级逾期' })).toBeUndefined();
    }
  });

  it('the city’s own before all counties’ with a reason, which names them', () => {
    const { due: _, ...own } = { ...REPORT, division: '3303', level: 'city' as const };
    const of = { subject: 'zhao', reason: undefined, today: '2023-02-14', unsigned: ['鹿城区', '龙湾区'] };
    expect(notSignable(own, of)).toMatchObject({
      why: 'reason-missing',
      detail: expect.stringContaining('鹿城区、龙湾区'),
    });
    expect(notSignable(own, { ...of, reason: '上级要求' })).toBeUndefined();
    expect(notSignable(own, { ...of, unsigned: [] })).toBeUndefined();
  });

  it('nothing twice, and no draft that is being replaced', () => {
    expect(sign({ state: 'signed' }, { reason: '再签' })).toMatchObject({ why: 'conflict' });
    expect(sign({ state: 'checked', redrafting: true })).toMatchObject({ why: 'conflict' });
  });
});

describe('What a signature freezes', () => {
  it('content, checks and signature by role and hash; no account, no name, no comment', () => {
    const signed = {
      role: 'city',
      subject: 'zhao',
      at: '2023-02-14T00:00:00.000Z',
      reason: '说明',
      reasonHash: 'r'.repeat(64),
    };
    const checks = [{ ...check(true), comment: '属实', commentHash: 'h'.repeat(64) }];
    const seal = sealOf({ ...REPORT, state: 'signed', checks, signed });
    expect(seal).toEqual({
      report: '330302/2023-01',
      version: 1,
      contentHash: REPORT.contentHash,
      asOf: REPORT.asOf,
      policy: REPORT.policy,
      checks: [{ role: 'county', at: check(true).at, agreed: true, commentHash: 'h'.repeat(64) }],
      signed: { role: 'city', at: signed.at, reasonHash: 'r'.repeat(64) },
    });
    expect(JSON.stringify(seal)).not.toMatch(/zhao|lin|属实|说明/);
  });
});
