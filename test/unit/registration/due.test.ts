import { describe, expect, it } from '@jest/globals';
import type { Application } from '../../../functions/registration/model/application.ts';
import { dueOn, standing } from '../../../functions/registration/model/due.ts';
import {
  acceptBy,
  commitment,
  handInBy,
  lapsed,
  yearlyReport,
} from '../../../functions/registration/model/duty.ts';
import { unmetFor } from '../../../functions/registration/model/grade.ts';
import type { Organisation } from '../../../functions/registration/model/organisation.ts';
import { registrationPolicyOn } from '../../../functions/registration/policy/index.ts';
import { CalendarNotLoaded } from '../../../shared/calendar/index.ts';

const { data } = registrationPolicyOn('2026-11-24');
const SCHOOL = {
  id: 'school',
  name: '温州市鹿城区南汇街道邻里书院',
  kind: 'private-non-enterprise',
  division: '330302025',
  track: 'registered',
  since: '2026-02-28',
  members: { individuals: 0, units: 0 },
} as Organisation;

describe('期限: days as each law counts them', () => {
  it('five working days to accept pass over the National Day holiday (行政许可法 82)', () => {
    expect(dueOn('2025-09-30', data.days.accept)).toBe('2025-10-14');
  });

  it('sixty plain days to decide on a registration pass over nothing', () => {
    expect(dueOn('2026-11-24', data.days.decide.registered)).toBe('2027-01-23');
  });

  it('no working day is guessed in a year whose holidays nobody knows', () => {
    expect(() => dueOn('2026-12-30', data.days.accept)).toThrow(CalendarNotLoaded);
  });

  it.each([
    ['2026-11-23', 'overdue'],
    ['2026-11-24', 'soon'],
    ['2026-11-27', 'soon'],
    ['2026-11-28', 'open'],
  ])('what is due on %s is %s on 2026-11-24', (due, how) => {
    expect(standing(due, '2026-11-24', 3)).toBe(how);
  });
});

describe('年度报告: the registered report on each year (《社会团体登记管理条例》28)', () => {
  it('the report on 2026 is owed to the county, by 31 March 2027; the county accepts it by 31 May', () => {
    expect(yearlyReport(SCHOOL, 2026, data)).toEqual({
      type: 'yearly-report',
      organisationId: 'school',
      name: SCHOOL.name,
      division: '330302025',
      authority: { role: 'county', division: '330302' },
      year: 2026,
      state: 'owed',
      dueOn: '2027-03-31',
      version: 1,
    });
    expect([handInBy(2026, data), acceptBy(2026, data)]).toEqual(['2027-03-31', '2027-05-31']);
  });

  it('ends with the organisation: nobody waits for it any more', () => {
    const report = lapsed(yearlyReport(SCHOOL, 2026, data));
    expect(report).toMatchObject({ state: 'lapsed', version: 2 });
    expect(report).not.toHaveProperty('dueOn');
  });
});

describe('告知承诺: capital that was committed is owed (C1.2)', () => {
  const application = { id: 'application-1', draft: { capitalFen: 1_000_000 } } as Application;

  it('names the sum and the application, and is due by the day that was set', () => {
    expect(commitment(SCHOOL, application, '2027-01-23')).toMatchObject({
      state: 'owed',
      applicationId: 'application-1',
      capitalFen: 1_000_000,
      dueOn: '2027-01-23',
    });
    expect(commitment(SCHOOL, application, undefined)).not.toHaveProperty('dueOn');
  });
});

describe('类型: who may be called growing (C1.1)', () => {
  const filed = (since: string, individuals: number, units = 0) =>
    ({ ...SCHOOL, track: 'filed', since, members: { individuals, units } }) as Organisation;
  const unmet = (organisation: Organisation, to: 'growing' | 'start-up' = 'growing') =>
    unmetFor(to, organisation, '2026-08-28', data);

  it('six months old to the day, with ten members, people and units counted together', () => {
    expect(unmet(filed('2026-02-28', 7, 3))).toEqual([]);
  });

  it('a day or a member short it hears what is missing, both at once', () => {
    expect(unmet(filed('2026-03-01', 10))).toEqual([expect.stringContaining('满 6 个月（2026-03-01')]);
    expect(unmet(filed('2026-02-28', 9))).toEqual([expect.stringContaining('现有 9 个')]);
    expect(unmet(filed('2026-03-01', 9))).toHaveLength(2);
  });

  it('start-up asks for nothing; the registered are mature and given no other class', () => {
    expect(unmet(filed('2026-08-01', 1), 'start-up')).toEqual([]);
    for (const to of ['growing', 'start-up'] as const)
      expect(unmet(SCHOOL, to)).toEqual([expect.stringContaining('成熟型')]);
  });
});
