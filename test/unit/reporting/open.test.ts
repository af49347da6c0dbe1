import { describe, expect, it } from '@jest/globals';
import { measureInWords } from '../../../functions/reporting/model/measured.ts';
import { definitionOf, openOf } from '../../../functions/reporting/model/open.ts';
import { reportingPolicyOn } from '../../../functions/reporting/policy/index.ts';
import { reported } from '../../support/report-content.ts';

const { data } = reportingPolicyOn('2023-01-31');
const indicator = (wanted: string) => data.indicators.find(({ id }) => id === wanted)!;

describe('开放数据: what everybody may read of a signed report', () => {
  const { content } = reported();
  const open = openOf(
    {
      division: content.division,
      period: content.period,
      level: content.level,
      kind: 'month',
      version: 2,
      draft: 1,
      state: 'signed',
      draftedAt: content.asOf,
      asOf: content.asOf,
      policy: content.policy,
      contentHash: 'c'.repeat(64),
      contentKey: 'reports/secret',
      checks: [{ role: 'county', subject: 'lin', at: content.asOf, agreed: true, comment: '属实' }],
      remarks: [{ role: 'county', subject: 'lin', at: content.asOf, kind: 'agreed', draft: 1, text: '属实' }],
      signed: { role: 'city', subject: 'zhao', at: '2023-02-14T00:00:00.000Z', reason: '说明' },
      sealHash: 's'.repeat(64),
      revision: 3,
    },
    content,
  );

  it('every figure of its own division, in whole numbers, none of those below', () => {
    expect(open.figures.map((figure) => figure.indicator)).toEqual(
      content.lines.map((line) => line.indicator),
    );
    for (const { numerator, denominator = 0 } of open.figures)
      expect([numerator, denominator].every(Number.isInteger)).toBe(true);
    expect(open).not.toHaveProperty('parts');
  });

  it('no account, no remark, no comment, no reason, no place where it is kept', () => {
    expect(JSON.stringify(open)).not.toMatch(/lin|zhao|属实|说明|secret/);
  });
});

describe('What an indicator means, in words', () => {
  it.each([
    ['organisations.total', '期末社区社会组织的数量'],
    ['needs.published', /^期内.*的数量$/],
    ['purchase.fen', /^期内.*之和（.*为平台运营或支持社区社会组织或项目对接）$/],
  ])('%s', (id, words) => {
    expect(measureInWords(indicator(id).numerator)).toEqual(
      typeof words === 'string' ? words : expect.stringMatching(words),
    );
  });

  it('every definition can be said, with the clauses of its targets (T1, T2, O2)', () => {
    for (const one of data.indicators) {
      const { numerator, denominator, targets } = definitionOf(one);
      expect([numerator, denominator].join()).not.toMatch(/undefined/);
      expect(targets.map(({ clause }) => clause)).toEqual(one.targets.map(({ clause }) => clause));
    }
    expect(definitionOf(indicator('platforms.operating')).denominator).toBe('应建平台的乡镇（街道）的数量');
  });
});
