import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { capitalNumerals, figures } from '../../../functions/registration/model/amount.ts';
import {
  basisChanged,
  commitmentText,
  commits,
  type Promised,
} from '../../../functions/registration/model/commitment.ts';

describe('大写金额: an amount as nobody can alter it', () => {
  it.each([
    [0, '人民币零元整'],
    [5, '人民币伍分'],
    [30, '人民币叁角整'],
    [32, '人民币叁角贰分'],
    [100, '人民币壹元整'],
    [1_000, '人民币壹拾元整'],
    [1_005, '人民币壹拾元零伍分'],
    [100_000, '人民币壹仟元整'],
    [100_100, '人民币壹仟零壹元整'],
    [140_950, '人民币壹仟肆佰零玖元伍角整'],
    [600_714, '人民币陆仟零柒元壹角肆分'],
    [1_000_000, '人民币壹万元整'],
    [1_640_902, '人民币壹万陆仟肆佰零玖元零贰分'],
    [10_000_100, '人民币壹拾万零壹元整'],
    [10_700_053, '人民币壹拾万柒仟元伍角叁分'],
    [200_000_000, '人民币贰佰万元整'],
    [1_000_000_000, '人民币壹仟万元整'],
    [10_000_000_000, '人民币壹亿元整'],
    [10_000_000_100, '人民币壹亿零壹元整'],
    [10_001_000_000, '人民币壹亿零壹万元整'],
    [10_100_000_000, '人民币壹亿零壹佰万元整'],
    [10_000_000_000_000, '人民币壹仟亿元整'],
  ])('%i fen: %s', (fen, text) => {
    expect(capitalNumerals(fen)).toBe(text);
  });

  it('reads back to the amount that it was made of', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000_000_000 }), (fen) => {
        const text = capitalNumerals(fen);
        expect(fenOf(text)).toBe(fen);
        expect(text).not.toMatch(/零零|零[元万亿]|亿万/);
      }),
    );
  });

  it.each([
    [0, '¥0.00'],
    [5, '¥0.05'],
    [99_999, '¥999.99'],
    [1_000_000, '¥10,000.00'],
    [200_000_000, '¥2,000,000.00'],
  ])('%i fen in figures: %s', (fen, text) => {
    expect(figures(fen)).toBe(text);
  });
});

/** Reads capital numerals: a reader apart from the writer. */
function fenOf(text: string): number {
  let [total, section, digit] = [0, 0, 0];
  for (const sign of text.replace(/^人民币|整$/g, '')) {
    const place = { 拾: 10, 佰: 100, 仟: 1000 }[sign];
    const group = { 元: 1, 万: 10_000, 亿: 100_000_000 }[sign];
    const small = { 角: 10, 分: 1 }[sign];
    if (place) [section, digit] = [section + digit * place, 0];
    else if (group) [total, section, digit] = [total + (section + digit) * group * 100, 0, 0];
    else if (small) [total, digit] = [total + digit * small, 0];
    else digit = '零壹贰叁肆伍陆柒捌玖'.indexOf(sign);
  }
  return total;
}

const PROMISED: Promised = {
  name: '温州市鹿城区南汇街道书画协会',
  kind: 'association',
  authority: { role: 'county', division: '330302' },
  capitalFen: 1_000_000,
  leader: { name: '张三丰', position: '会长' },
  within: { count: 60, of: 'plain', clause: 'C1.2' },
};

describe('《临时存款账户资金缴存情况承诺书》: what is promised instead of a capital report (C1.2)', () => {
  it('names the authority, the organisation, who promises, the amount twice, the span and what follows from a false one', () => {
    const { title, addressee, paragraphs } = commitmentText(PROMISED);
    expect(title).toBe('临时存款账户资金缴存情况承诺书');
    expect(addressee).toBe('温州市鹿城区民政局');
    const text = paragraphs.join('\n');
    for (const said of [
      '本人张三丰',
      '“温州市鹿城区南汇街道书画协会”',
      '拟任会长',
      '人民币壹万元整（¥10,000.00）',
      '登记之日起 60 日内',
      '临时存款账户',
      '撤销登记',
    ])
      expect(text).toContain(said);
  });

  it.each([
    [{ role: 'county', division: '330381' }, '瑞安市民政局'],
    [{ role: 'county', division: '330324' }, '永嘉县民政局'],
    [{ role: 'city', division: '3303' }, '温州市民政局'],
    [{ role: 'county', division: '330303Z1' }, '浙南产业集聚区登记管理机关'],
  ] as const)('is addressed to who registers: %j', (authority, addressee) => {
    expect(commitmentText({ ...PROMISED, authority }).addressee).toBe(addressee);
  });

  it.each([
    ['association', '注册资金'],
    ['private-non-enterprise', '开办资金'],
    ['foundation', '原始基金'],
  ] as const)('of a %s calls the capital %s', (kind, capital) => {
    expect(commitmentText({ ...PROMISED, kind }).paragraphs[1]).toContain(`本组织的${capital}为`);
  });

  it('says working days where the policy counts them so', () => {
    const within = { count: 20, of: 'working' as const, clause: 'C1.2' };
    expect(commitmentText({ ...PROMISED, within }).paragraphs.join()).toContain('登记之日起 20 个工作日内');
  });

  it('is for the registered who chose it', () => {
    expect(commits({ track: 'registered', capitalProof: 'commitment' })).toBe(true);
    expect(commits({ track: 'registered', capitalProof: 'report' })).toBe(false);
    expect(commits({ track: 'filed', capitalProof: 'commitment' })).toBe(false);
  });

  it('rests on some fields of the draft: the order of a stored map is no change, another leader is', () => {
    const leader = { name: '张三丰', idCard: '1', phone: '2', position: '会长', backgrounds: [] };
    const { name, ...rest } = leader;
    const before = { name: '甲', capitalFen: 1, leaders: [leader], purpose: '一' };
    expect(basisChanged(before, { ...before, leaders: [{ ...rest, name }], purpose: '二' })).toEqual([]);
    expect(basisChanged(before, { ...before, leaders: [], capitalFen: 2 })).toEqual([
      'capitalFen',
      'leaders',
    ]);
  });
});
