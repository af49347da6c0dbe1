import { describe, expect, test } from '@jest/globals';
import type { LedgerCells } from '../../../../functions/registration/model/import/columns.ts';
import { judge } from '../../../../functions/registration/model/import/row.ts';
import { ledger } from '../../../../infra/ledger-workbook.ts';
import { dayFrom } from '../../../../shared/imports/day.ts';

const NANHUI = '330302025';
const CHOIR: LedgerCells = {
  name: '温州市鹿城区南汇街道红枫合唱队',
  kind: '群众活动团队',
  track: '备案',
  township: '南汇街道',
  village: '春秋社区',
  since: '2023-05-18',
  actions: '文化',
  individuals: 15,
  leader: '张三丰',
  phone: '13800138000',
  filingNumber: '3303022023B017',
};

const judged = (change: LedgerCells = {}, division = NANHUI) =>
  judge({ ...CHOIR, ...change }, { division, today: '2026-11-24' });
const factsOf = (change?: LedgerCells, division?: string) => {
  const result = judged(change, division);
  if (result.outcome === 'bad') throw new Error(JSON.stringify(result.problems));
  return result.facts;
};
const problemsOf = (change?: LedgerCells, division?: string) => {
  const result = judged(change, division);
  return result.outcome === 'bad' ? result.problems : [];
};

describe('a row of a ledger', () => {
  test('that lacks nothing says all of the organisation', () => {
    expect(factsOf({ hub: '是', actions: '文化、救助', since: 45_064 })).toMatchObject({
      kind: 'team',
      track: 'filed',
      since: '2023-05-18',
      actions: ['relief', 'culture'],
      members: { individuals: 15, units: 0 },
      hub: true,
      leader: { name: '张三丰', phone: '13800138000' },
      filingNumber: '3303022023B017',
    });
    expect(factsOf().division).toMatch(/^330302025\d{3}$/);
  });

  test('is read past blanks, full-width characters and usual ways of writing', () => {
    const typed: LedgerCells = {
      ...CHOIR,
      township: ' 南汇 街道 ',
      village: '春秋社区居委会',
      since: '２０２３年５月１８日',
      individuals: '１５人',
      phone: '１３８ ００１３ ８０００',
      filingNumber: '３３０３０２２０２３Ｂ０１７',
      kind: '团队',
    };
    expect(factsOf(typed)).toEqual(factsOf());
  });

  test.each<[string, LedgerCells, string, RegExp]>([
    ['without a name', { name: ' 　' }, 'name', /没有填写/],
    ['of a kind that is none', { kind: '协会' }, 'kind', /社会团体/],
    ['of a day that is none', { since: '2023-02-30' }, 'since', /2023-05-18/],
    ['of a day to come', { since: '2027-01-01' }, 'since', /晚于今天/],
    ['whose members are no number', { individuals: '十几个' }, 'individuals', /只填数字/],
    ['of an unknown action', { actions: '文化、娱乐' }, 'actions', /救助、协商、平安、文化/],
    ['with half a phone number', { phone: '1380013800' }, 'phone', /11 位/],
    ['of another street', { township: '五马街道' }, 'township', /辖区/],
    ['of a street shortened', { township: '南汇' }, 'township', /南汇街道/],
    ['of a community shortened', { village: '春秋' }, 'village', /春秋社区/],
    ['of a community that is none', { village: '月亮社区' }, 'village', /没有“月亮社区”/],
    ['filed with a credit code', { creditCode: '51330302MJ87654329' }, 'creditCode', /不是法人/],
    [
      'registered without a credit code',
      { track: '登记', kind: '社会团体', filingNumber: '' },
      'creditCode',
      /没有填写/,
    ],
    ['whose leader was looked up by a formula that failed', { leader: '#N/A' }, 'leader', /公式出错/],
    ['a team that is registered', { track: '登记' }, 'track', /不是法人/],
    [
      'managed without its village',
      { track: '村居管理', filingNumber: '', village: '' },
      'village',
      /村居管理/,
    ],
  ])('%s is told where and how to put it right', (_, change, column, said) => {
    const problem = problemsOf(change).find((one) => one.column === column);
    expect(`${problem?.reason}。${problem?.remedy}`).toMatch(said);
  });

  test('hears of all its problems at once, without the personal data in them', () => {
    const problems = problemsOf({ name: '', phone: '137123', since: '昨天' });
    expect(problems.map(({ column }) => column)).toEqual(['name', 'since', 'phone']);
    expect(JSON.stringify(problems)).not.toContain('137123');
  });

  test('of the city is told to name the county where a street occurs twice or none is named', () => {
    expect(factsOf({ county: '鹿城区' }, '3303').division).toMatch(/^330302025/);
    expect(problemsOf({ township: '' }, '3303')[0]).toMatchObject({ column: 'township' });
  });

  test('of Longgang needs no township', () => {
    expect(problemsOf({ township: '', village: '没有社区' }, '330383')[0]?.reason).toMatch(/龙港市没有/);
  });
});

test('days are read as ledgers write them', () => {
  for (const day of [
    '2023/5/18',
    '2023.05.18',
    '20230518',
    20_230_518,
    45_064,
    '45064.5',
    '2023-05-18 00:00:00',
  ])
    expect(dayFrom(day)).toBe('2023-05-18');
  for (const none of ['2023-13-01', '2023-02-29', '五月', 0, 60, '2023'])
    expect(dayFrom(none)).toBeUndefined();
});

test('an invented ledger is the same for the same seed, and only its seeded mistakes are found', () => {
  const made = ledger({ rows: 1_000, division: '330302', seed: 7 });
  expect(ledger({ rows: 1_000, division: '330302', seed: 7 })).toEqual(made);
  expect(made.mistakes.length).toBeGreaterThan(15);
  const found = made.rows.flatMap((cells, index) => {
    const result = judge(cells, { division: '330302', today: '2026-11-24' });
    return result.outcome === 'bad' ? [{ row: index + 2, column: result.problems[0]!.column }] : [];
  });
  expect(found).toEqual(made.mistakes);
});
