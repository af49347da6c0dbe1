import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { namingPolicyOn } from '../../../functions/naming/policy/index.ts';
import { judge } from '../../../functions/naming/rules/judge.ts';
import { nearnessOf, neighboursOf, type TakenName } from '../../../functions/naming/rules/similar/compare.ts';
import { authorityOf, identityOf } from '../../../functions/naming/rules/similar/identity.ts';
import { lookupsOf, signaturesOf, wholeOf } from '../../../functions/naming/rules/similar/signatures.ts';
import { KINDS, type Kind } from '../../../functions/naming/schema.ts';
import { TODAY } from './verdict.ts';

const policy = namingPolicyOn(TODAY);
const identity = (name: string, kind: Kind = 'private-non-enterprise', seat?: string) =>
  identityOf(judge({ name, kind, on: TODAY, division: seat }, policy).reading, seat);
const near = (one: string, other: string, kind: Kind = 'private-non-enterprise') =>
  nearnessOf(identity(one, kind), identity(other, kind), policy);
const meets = (one: string, other: string, kind: Kind = 'private-non-enterprise') => {
  const stored = new Set(signaturesOf(identity(other, kind), policy));
  return lookupsOf(identity(one, kind), policy).some((key) => stored.has(key));
};

describe('名称比较 (N30-N33)', () => {
  const taken = '瑞安市安阳街道启明星养老服务中心';
  it.each([
    ['瑞安市安阳街道启明星养老服务中心', 'same-trade-and-field'],
    ['瑞安市塘下镇启明星养老服务中心', 'same-trade-and-field'],
    ['瑞安市塘下镇新塘社区启明星养老服务中心', 'same-trade-and-field'],
    ['瑞安市安阳街道启明星养老服务站', 'other-form'],
    ['瑞安市安阳街道启明星居家养老中心', 'synonym'],
    ['瑞安市安阳街道启明行养老服务中心', 'homophone'],
    ['瑞安市安阳街道启明月养老服务中心', 'one-apart'],
    ['瑞安市安阳街道启明养老服务中心', 'one-apart'],
    ['瑞安市安阳街道星启明养老服务中心', 'reordered'],
    ['瑞安市安阳街道启明星舞蹈服务中心', 'same-trade'],
  ])('%s is %s', (name, nearness) => {
    expect(near(name, taken)).toBe(nearness);
    expect(meets(name, taken)).toBe(true);
  });
  it('has nothing to do with another trade name, or a near one in another field', () => {
    expect(near('瑞安市安阳街道大风车养老服务中心', taken)).toBeUndefined();
    expect(near('瑞安市安阳街道启明月舞蹈服务中心', taken)).toBeUndefined();
  });
});

describe('社会团体按地方区分 (C2)', () => {
  const of = (one: string, other: string) => near(one, other, 'association');
  it('each township has its own', () =>
    expect(of('瑞安市塘下镇志愿者协会', '瑞安市安阳街道志愿者协会')).toBeUndefined());
  it('the same place has one', () =>
    expect(of('瑞安市塘下镇志愿者协会', '瑞安市塘下镇志愿者协会')).toBe('same'));
  it('an abbreviated place is the same place', () =>
    expect(of('瑞安塘下志愿者协会', '瑞安市塘下镇志愿者协会')).toBe('same'));
  it('a village added is near', () =>
    expect(of('永嘉县岩头镇芙蓉村书画协会', '永嘉县岩头镇书画协会')).toBe('other-form'));
  it('with a trade name an added place hides nothing', () =>
    expect(of('温州市鹿城区大南街道红日亭公益慈善会', '鹿城区红日亭公益慈善会')).toBe('same'));
});

describe('按键查找: nothing near is missed', () => {
  const text = fc.string({ minLength: 2, maxLength: 8, unit: fc.constantFrom(...'春夏秋冬山海江湖星月') });
  it('a trade name one character apart shares a key', () => {
    fc.assert(
      fc.property(text, fc.nat(7), fc.constantFrom('replace', 'add', 'drop'), (word, position, how) => {
        const at = position % word.length;
        const edited =
          word.slice(0, at) + (how === 'drop' ? '' : '晨') + word.slice(how === 'add' ? at : at + 1);
        fc.pre(edited.length >= 2);
        const base = {
          kind: 'private-non-enterprise',
          place: '330381001',
          field: '养老',
          form: '中心',
        } as const;
        const stored = new Set(signaturesOf({ ...base, tradeName: word }, policy));
        expect(lookupsOf({ ...base, tradeName: edited }, policy).some((key) => stored.has(key))).toBe(true);
        expect(
          nearnessOf({ ...base, tradeName: edited }, { ...base, tradeName: word }, policy),
        ).toBeDefined();
      }),
      { numRuns: 200 },
    );
  });
  it('asks for few enough keys for one read, and stores few', () => {
    expect(lookupsOf(identity('瑞安市塘下镇志愿者协会', 'association'), policy).length).toBeLessThanOrEqual(
      25,
    );
    expect(
      signaturesOf(identity('瑞安市塘下镇志愿者协会', 'association'), policy).length,
    ).toBeLessThanOrEqual(7);
  });
});

describe('保护期满的名称不再计算 (N31)', () => {
  it('counts a taken name until the instant it is free', () => {
    const one = identity('瑞安市安阳街道启明星养老服务中心');
    const former: TakenName = {
      ...one,
      id: 'X',
      name: 'x',
      status: 'deregistered',
      freeFrom: '2026-11-23T00:00:00.000Z',
    };
    expect(neighboursOf(one, [former], '2026-11-22T23:59:59.999Z', policy)).toHaveLength(1);
    expect(neighboursOf(one, [former], '2026-11-23T00:00:00.000Z', policy)).toHaveLength(0);
  });
});

describe('登记机关 (policy)', () => {
  it.each([
    ['association', '330381001012', '330381'],
    ['private-non-enterprise', '330381', '330381'],
    ['foundation', '330381001', '3303'],
    ['team', '330381001012', '330381001'],
    ['team', '330383198002', '330383'],
    ['team', '330381', undefined],
    ['association', '3303', undefined],
  ] as const)('%s at %s belongs to %s', (kind, place, authority) =>
    expect(authorityOf(kind, place, policy)).toBe(authority),
  );

  it('equal names share one bucket, whatever place words they have: so only one of them can be held at a time', () => {
    const places = ['瑞安市', '瑞安市安阳街道', '瑞安市安阳街道万松社区', '瑞安市塘下镇'];
    const contents = [
      '启明星养老服务中心',
      '春晖合唱协会',
      '合唱协会',
      '春晖合唱队',
      '合唱队',
      '启明星基金会',
    ];
    const names = places.flatMap((place) => contents.map((content) => place + content));
    const identities = names.flatMap((name) => KINDS.map((kind) => identity(name, kind)));
    let equal = 0;
    for (const one of identities) {
      for (const other of identities) {
        const nearness = nearnessOf(one, other, policy);
        if (nearness !== 'same' && nearness !== 'same-trade-and-field') continue;
        equal += 1;
        expect([one, wholeOf(one)]).toEqual([one, wholeOf(other)]);
        expect(signaturesOf(one, policy)).toContain(wholeOf(one));
      }
    }
    expect(equal).toBeGreaterThan(identities.length);
  });
});
