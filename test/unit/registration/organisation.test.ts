import { describe, expect, it } from '@jest/globals';
import {
  filingNumber,
  identitiesOf,
  isShown,
  leadershipOf,
  type Organisation,
} from '../../../functions/registration/model/organisation.ts';
import type { Background } from '../../../functions/registration/schema.ts';

const organisation = (more: Partial<Organisation> = {}) =>
  ({ name: '红枫合唱队', division: '330302025010', status: 'active', ...more }) as Organisation;

describe('台账: what an organisation goes by, and nobody else', () => {
  it.each<[string, Partial<Organisation>, string[]]>([
    ['one that has neither code nor number by its name in its village', {}, ['NAME#330302025010#红枫合唱队']],
    ['at its end the name is free again', { status: 'dissolved' }, []],
    ['one that is filed by its number', { filingNumber: '33030220260001' }, ['FILING#33030220260001']],
    [
      'one that was filed and is registered by both, also when it is revoked',
      { filingNumber: '33030220260001', creditCode: '51330302MJ87654329', status: 'revoked' },
      ['CREDIT-CODE#51330302MJ87654329', 'FILING#33030220260001'],
    ],
  ])('%s', (_what, more, identities) => {
    expect(identitiesOf(organisation(more))).toEqual(identities);
  });

  it.each([
    [1, '33030220260001'],
    [9999, '33030220269999'],
    [10_000, '330302202610000'],
  ])('the number of filing %i of 鹿城区 in 2026 is %s', (serial, number) => {
    expect(filingNumber('330302025010', '2026', serial)).toBe(number);
  });
});

describe('公开名录: who is in it', () => {
  it.each<[Partial<Organisation>, boolean]>([
    [{ public: true }, true],
    [{ public: false }, false],
    [{}, false],
    [{ public: true, status: 'suspended' }, false],
    [{ public: true, status: 'dissolved' }, false],
    [{ public: true, status: 'revoked' }, false],
  ])('%j: %s', (more, shown) => {
    expect(isShown(organisation(more))).toBe(shown);
  });
});

describe('负责人: party members and retired officials among them are counted (O1)', () => {
  it('a leader of two backgrounds counts for both, once as a leader', () => {
    const leader = (...backgrounds: Background[]) => ({ name: 'sealed', backgrounds });
    const leaders = [
      leader('party-member', 'retired-official'),
      leader('party-member'),
      leader('keen-resident'),
    ];
    expect(leadershipOf({ leaders })).toEqual({ leaders: 3, partyMembers: 2, retiredOfficials: 1 });
    expect(leadershipOf({})).toEqual({ leaders: 0, partyMembers: 0, retiredOfficials: 0 });
  });
});
