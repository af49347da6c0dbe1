import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  checkCharacter,
  creditCodeFault,
  organisationCheck,
} from '../../../functions/registration/model/credit-code.ts';
import { idCardFault } from '../../../functions/registration/model/id-card.ts';

describe('统一社会信用代码 (GB 32100-2015)', () => {
  it.each(['11341700003244799H', '91331081307655191L'])('%s is sound', (code) =>
    expect(creditCodeFault(code)).toBeUndefined(),
  );

  it.each([
    ['91310115MA1H8R7C6D', 'organisation-check'],
    ['91331081307655191M', 'check'],
    ['91331081307655191', 'form'],
    ['91331081307655191l', 'form'],
    ['9133108130765519IL', 'form'],
    ['', 'form'],
  ])('%s is not: %s', (code, fault) => expect(creditCodeFault(code)).toBe(fault));

  const body = fc.stringMatching(/^[0-9A-HJ-NP-RTUWXY]{8}$/);
  const make = (prefix: string, eight: string) => {
    const seventeen = prefix + eight + organisationCheck(eight);
    return seventeen + checkCharacter(seventeen);
  };

  it('any code made by its rule is sound, and one wrong character shows', () => {
    fc.assert(
      fc.property(
        body,
        fc.nat(17),
        fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'),
        (eight, at, other) => {
          const code = make('51330302', eight);
          expect(creditCodeFault(code)).toBeUndefined();
          const changed = code.slice(0, at) + other + code.slice(at + 1);
          if (changed !== code) expect(creditCodeFault(changed)).toBeDefined();
        },
      ),
    );
  });

  it('fits the kind of body and the division of its authority', () => {
    const code = make('51330302', '12345678');
    const of = (kind: 'association' | 'foundation', division: string) =>
      creditCodeFault(code, { kind, division });
    expect(of('association', '330302')).toBeUndefined();
    expect(of('foundation', '330302')).toBe('kind');
    expect(of('association', '330304')).toBe('division');
    expect(
      creditCodeFault(make('53330300', '12345678'), { kind: 'foundation', division: '3303' }),
    ).toBeUndefined();
  });
});

describe('居民身份证号码 (GB 11643-1999)', () => {
  const today = '2026-11-24';
  it.each([
    ['11010519491231002X', undefined],
    ['11010519491231002x', undefined],
    ['440524188001010014', 'birth-date'],
    ['110105194912310021', 'check'],
    ['110105194902300020', 'birth-date'],
    ['110105203001010010', 'future'],
    ['1101051949123100', 'form'],
    ['abcdefghijklmnopqr', 'form'],
  ])('%s: %s', (number, fault) => expect(idCardFault(number, today)).toBe(fault));
});
