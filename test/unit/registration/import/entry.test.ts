import { describe, expect, test } from '@jest/globals';
import type { LedgerCells } from '../../../../functions/registration/model/import/columns.ts';
import {
  identityOf,
  meeting,
  organisationFrom,
} from '../../../../functions/registration/model/import/entry.ts';
import { type Facts, judge } from '../../../../functions/registration/model/import/row.ts';
import type { Organisation } from '../../../../functions/registration/model/organisation.ts';

const NANHUI = '330302025';
const ROW: LedgerCells = {
  name: '温州市鹿城区南汇街道红枫合唱队',
  kind: '群众活动团队',
  track: '备案',
  village: '春秋社区',
  since: '2023-05-18',
  actions: '文化、救助',
  individuals: 15,
  leader: '张三丰',
  phone: '13800138000',
  filingNumber: '3303022023B017',
};
const AT = { importId: 'this', row: 7 };

function factsOf(change: LedgerCells = {}): Facts {
  const judged = judge({ ...ROW, ...change }, { division: NANHUI, today: '2026-11-24' });
  if (judged.outcome === 'bad') throw new Error(JSON.stringify(judged.problems));
  return judged.facts;
}

/** The organisation that the row brought by an earlier import, its leader in clear. */
const standing = (more: Partial<Organisation> = {}): Organisation => ({
  ...organisationFrom(factsOf(), 'one', { importId: 'earlier', row: 2 }, 'registration.v1'),
  leaders: [{ name: '张三丰', phone: '13800138000', backgrounds: [] }],
  ...more,
});
const met = (facts: Facts, one: Organisation) => meeting(facts, one, AT, NANHUI);
const said = (facts: Facts, one: Organisation) => {
  const result = met(facts, one);
  return result.outcome === 'bad' ? result.problem : undefined;
};

test('a row brings an organisation of its track, start-up or mature, without its leader', () => {
  const organisation = organisationFrom(factsOf(), 'one', AT, 'registration.v1');
  expect(organisation).toMatchObject({ id: 'one', class: 'start-up', status: 'active', imported: AT });
  expect(organisation).not.toHaveProperty('leader');
  const registered = factsOf({
    kind: '社会团体',
    track: '登记',
    filingNumber: '',
    creditCode: '51330302MJ70000457',
  });
  expect(organisationFrom(registered, 'two', AT, 'registration.v1').class).toBe('mature');
});

test('it is known by its code, else its number, else its name in its division', () => {
  const identity = (change: LedgerCells) => identityOf(organisationFrom(factsOf(change), 'one', AT, 'v'));
  expect(identity({})).toBe('FILING#3303022023B017');
  expect(identity({ filingNumber: '' })).toBe('NAME#330302025010#温州市鹿城区南汇街道红枫合唱队');
});

describe('a row that meets the ledger', () => {
  test('as it stands there is unchanged, in whichever order its actions are', () => {
    expect(met(factsOf({ actions: '救助、文化' }), standing())).toEqual({ outcome: 'unchanged' });
  });

  test('what it leaves out, it does not deny', () => {
    const told = standing({ purpose: '丰富居民文化生活', scope: '合唱' });
    expect(met(factsOf({ phone: '' }), told)).toEqual({ outcome: 'unchanged' });
  });

  test('any of several leaders is a leader', () => {
    const [first] = standing().leaders!;
    const leaders = [{ name: '李四', backgrounds: [] }, first!];
    expect(met(factsOf(), standing({ leaders }))).toEqual({ outcome: 'unchanged' });
  });

  test('that it brought itself has landed, whatever became of the organisation since', () => {
    expect(met(factsOf(), standing({ imported: AT, name: '别的名称', status: 'dissolved' }))).toEqual({
      outcome: 'landed',
    });
  });

  test.each<[string, Partial<Organisation>, string]>([
    ['name', { name: '别的合唱队' }, '名称'],
    ['kind', { kind: 'association' }, '类别'],
    ['track', { track: 'managed' }, '办理方式'],
    ['place', { division: '330302025004' }, '所在村（社区）'],
    ['day', { since: '2023-05-19' }, '成立日期'],
    ['actions', { actions: ['culture'] }, '行动领域'],
    ['members', { members: { individuals: 16, units: 0 } }, '成员数'],
    ['units', { members: { individuals: 15, units: 1 } }, '单位会员数'],
    ['staff', { staff: 1 }, '工作人员数'],
    ['leader', { leaders: [{ name: '李四', phone: '13800138000', backgrounds: [] }] }, '负责人'],
    ['phone', { leaders: [{ name: '张三丰', phone: '13800138001', backgrounds: [] }] }, '负责人'],
    ['missing leader', { leaders: [] }, '负责人'],
    ['hub', { hub: true }, '是否枢纽型'],
  ])(
    'with another %s is told which column differs, and nothing of what the ledger has',
    (_, more, heading) => {
      const problem = said(factsOf(), standing(more));
      expect(problem).toMatchObject({ column: 'filingNumber', remedy: expect.stringContaining('办理变更') });
      expect(problem!.reason).toContain(`但${heading}与台账不同`);
      expect(problem!.reason).not.toMatch(/李四|1380/);
    },
  );

  test('with another purpose or scope is told so', () => {
    const facts = factsOf({ purpose: '健身', scope: '合唱' });
    expect(said(facts, standing({ purpose: '唱歌', scope: '演出' }))!.reason).toContain('宗旨、业务范围');
  });

  test('that has ended is told how it ended', () => {
    expect(said(factsOf(), standing({ status: 'dissolved' }))!.reason).toMatch(/红枫合唱队），已注销$/);
  });

  test('elsewhere is told nothing of it', () => {
    const elsewhere = standing({ division: '330302026001', name: '松台合唱队' });
    expect(said(factsOf(), elsewhere)!.reason).toBe('已被辖区外的组织使用');
    expect(JSON.stringify(said(factsOf(), elsewhere))).not.toContain('松台');
  });

  test('of the same file names the row that was first', () => {
    const first = standing({ imported: { importId: 'this', row: 3 }, staff: 4 });
    expect(said(factsOf(), first)).toMatchObject({ reason: '与本表第 3 行重复，但工作人员数不同' });
  });
});
