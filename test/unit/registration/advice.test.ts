import { describe, expect, it } from '@jest/globals';
import { advise, conditionsOf, type Facts } from '../../../functions/registration/model/advice.ts';
import { registrationPolicyOn } from '../../../functions/registration/policy/index.ts';

const { data } = registrationPolicyOn('2026-11-24');
const village: Facts = {
  kind: 'association',
  division: '330302025',
  individualMembers: 6,
  unitMembers: 0,
  staff: 0,
  capitalFen: 0,
  hasPremises: false,
  hasLeader: true,
};
const filed: Facts = { ...village, individualMembers: 12, hasPremises: true };
const registered: Facts = { ...filed, individualMembers: 20, staff: 1, capitalFen: 1_000_000 };

describe('办理方式建议: which track fits (C1.1, C1.2, C1.4, C1.5)', () => {
  it('small and loose: managed by the village, start-up; filing asks for members and a place', () => {
    const advice = advise(village, data);
    expect(advice).toMatchObject({ track: 'managed', class: 'start-up', next: { track: 'filed' } });
    expect(advice.next?.missing.map(({ id }) => id)).toEqual(['members-or-staff', 'premises']);
    expect(advice.next?.missing[0]).toMatchObject({
      clause: 'C1.4',
      message: expect.stringContaining('现有成员 6 人'),
    });
  });

  it('large but short of registration: filed with the township; what registration still asks for is named', () => {
    const advice = advise(filed, data);
    expect(advice).toMatchObject({ track: 'filed', class: 'start-up', next: { track: 'registered' } });
    expect(advice.next?.missing.map(({ id }) => id)).toEqual(['members', 'capital', 'staff']);
  });

  it('meets the lowered threshold: registered, mature, nothing above', () => {
    const advice = advise(registered, data);
    expect(advice).toMatchObject({ track: 'registered', class: 'mature' });
    expect(advice.next).toBeUndefined();
  });

  it.each([
    ['6 months, 12 members, half of the activity', {}, 'growing'],
    ['5 months', { months: 5 }, 'start-up'],
    ['less activity', { activityPercent: 49 }, 'start-up'],
    ['9 members', { individualMembers: 9, staff: 3 }, 'start-up'],
    ['the registered are mature', { ...registered }, 'mature'],
  ])('says the class of one that is there already: %s', (_what, more, expected) => {
    const facts = { ...filed, months: 6, activityPercent: 50, ...more };
    expect(advise(facts, data).class).toBe(expected);
  });

  it.each([
    ['10 units', { individualMembers: 0, unitMembers: 10 }, true],
    ['9 units', { individualMembers: 0, unitMembers: 9 }, false],
    ['20 mixed', { individualMembers: 15, unitMembers: 5 }, true],
    ['19 mixed', { individualMembers: 15, unitMembers: 4 }, false],
  ])('members count as individuals, units or mixed: %s', (_what, members, fits) => {
    expect(advise({ ...registered, ...members }, data).tracks[0]?.fits).toBe(fits);
  });

  it('three of the staff are as good as ten members for filing (service bodies)', () => {
    expect(advise({ ...village, staff: 3, hasPremises: true }, data).track).toBe('filed');
  });

  it('a team is no legal person: registration is closed to it; a foundation can only be registered', () => {
    expect(advise({ ...registered, kind: 'team' }, data)).toMatchObject({ track: 'filed' });
    expect(advise({ ...registered, kind: 'team' }, data).tracks[0]?.closed).toContain('不是法人');
    const foundation = advise({ ...registered, kind: 'foundation' }, data);
    expect(foundation).toMatchObject({ track: 'registered', next: { missing: [{ id: 'capital' }] } });
  });

  it('a county may set another threshold than the city', () => {
    const own = {
      ...data,
      counties: [
        {
          division: '330302',
          track: 'registered' as const,
          condition: { id: 'capital' as const, fen: 500_000, clause: '县' },
        },
      ],
    };
    const half = { ...registered, capitalFen: 500_000 };
    expect(advise(half, own).track).toBe('registered');
    expect(advise({ ...half, division: '330304002' }, own).track).toBe('filed');
    expect(conditionsOf('registered', half, own)?.map(({ id }) => id)).toEqual(
      conditionsOf('registered', half, data)?.map(({ id }) => id),
    );
  });
});
