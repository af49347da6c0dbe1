import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ActivityFacts } from '../../../functions/activity/model/activity.ts';
import { check, comparable, isHeldOut, type SameDay } from '../../../functions/activity/model/checks.ts';
import { dayFault } from '../../../functions/activity/model/day-fault.ts';
import { existing } from '../../../functions/activity/model/existence.ts';
import type { ActivityData } from '../../../functions/activity/policy/index.ts';

const CHECKS: ActivityData['checks'] = {
  holdOut: ['duplicate', 'overlap'],
  participants: 5_000,
  volunteers: 2_000,
  minutesAParticipant: 720,
  overlapMinutes: 30,
  burst: { lastDays: 1, records: 5 },
};
const FACTS: ActivityFacts = {
  title: '重阳节敬老演出',
  on: '2026-10-18',
  from: '09:00',
  to: '11:00',
  division: '330302025010',
  action: 'culture',
  kinds: ['choir'],
  participants: 45,
  volunteers: 12,
  partyMembers: 3,
  minutes: 1_440,
  served: { 'empty-nest': 30 },
};
const other = (title: string, from?: string, to?: string): SameDay => ({
  id: 'other',
  title: comparable(title),
  from,
  to,
});
const codes = (more: Partial<ActivityFacts>, sameDay: SameDay[] = [], entered?: number) =>
  check({ ...FACTS, ...more }, { sameDay, entered }, CHECKS).map(({ code }) => code);

describe('核查: what is odd about an activity, and what is not', () => {
  it('an ordinary one, beside others of the day, is not odd', () => {
    expect(codes({}, [other('合唱排练', '14:00', '16:00'), other('垃圾分类宣传')])).toEqual([]);
  });

  it.each([
    ['the very same', '重阳节敬老演出', '09:00'],
    ['with other marks and spaces', '《重阳节》 敬老演出！', '09:00'],
    ['without hours', '重阳节敬老演出', undefined],
  ])('the same again, %s, is a repeat, and says of which', (_, title, from) => {
    expect(
      check(FACTS, { sameDay: [other(title, from, from && '11:00')], entered: undefined }, CHECKS),
    ).toEqual([{ code: 'duplicate', why: expect.stringContaining('重阳节敬老演出'), with: ['other'] }]);
  });

  it('what holds it out policy says: one such reason is enough, others are only told', () => {
    const flag = (code: 'overlap' | 'burst' | 'photo') => ({ code, why: '' });
    expect(isHeldOut([flag('burst'), flag('photo')], CHECKS)).toBe(false);
    expect(isHeldOut([flag('burst'), flag('overlap')], CHECKS)).toBe(true);
    expect(isHeldOut([], CHECKS)).toBe(false);
  });

  it('full-width letters are the same letters', () => {
    expect(codes({ title: 'ＡＢＣ 课堂' }, [other('abc课堂', '09:00', '11:00')])).toEqual(['duplicate']);
  });

  it('the same in the morning and in the afternoon are two', () => {
    expect(codes({}, [other(FACTS.title, '14:00', '16:00')])).toEqual([]);
  });

  it('two at the same time overlap beyond 30 minutes; just 30, or one after the other, do not', () => {
    expect(codes({}, [other('合唱排练', '10:29', '12:00')])).toEqual(['overlap']);
    expect(codes({}, [other('合唱排练', '10:30', '12:00')])).toEqual([]);
    expect(codes({}, [other('合唱排练', '11:00', '12:00')])).toEqual([]);
    expect(codes({}, [other('合唱排练', '08:00', '09:31')])).toEqual(['overlap']);
    expect(codes({}, [other('合唱排练', '09:30', '10:20')])).toEqual(['overlap']);
  });

  it.each<[string, Partial<ActivityFacts>, string[]]>([
    ['5000 took part', { participants: 5_000 }, []],
    ['5001 took part', { participants: 5_001 }, ['participants']],
    ['all who took part were volunteers', { volunteers: 45 }, []],
    ['more volunteers than took part', { volunteers: 46 }, ['participants']],
    ['more party members than took part', { partyMembers: 46 }, ['participants']],
    ['2001 volunteers', { participants: 3_000, volunteers: 2_001 }, ['participants']],
    ['5001 were served', { served: { residents: 5_001 } }, ['participants']],
    ['each of 45 served all the two hours', { minutes: 5_400 }, []],
    ['longer than it lasted', { minutes: 5_401 }, ['minutes']],
    ['without hours, each 12 hours', { from: undefined, to: undefined, minutes: 32_400 }, []],
    ['without hours, longer than that', { from: undefined, to: undefined, minutes: 32_401 }, ['minutes']],
    ['all day, 12 hours each', { from: '00:00', to: '23:59', minutes: 32_401 }, ['minutes']],
  ])('impossible numbers: %s', (_, facts, expected) => {
    expect(codes(facts)).toEqual(expected);
  });

  it('the sixth that is entered on the last day of a month is looked at, the fifth not', () => {
    expect(codes({}, [], 4)).toEqual([]);
    expect(codes({}, [], 5)).toEqual(['burst']);
    expect(codes({}, [], undefined)).toEqual([]);
  });

  it('all that is odd is told at once, in Chinese', () => {
    const flags = check(
      { ...FACTS, volunteers: 50, minutes: 99_999 },
      { sameDay: [other(FACTS.title, '09:00', '11:00'), other('排练', '09:00', '11:00')], entered: 9 },
      CHECKS,
    );
    expect(flags.map(({ code }) => code)).toEqual([
      'duplicate',
      'overlap',
      'participants',
      'minutes',
      'burst',
    ]);
    for (const { why } of flags) expect(why).toMatch(/[一-龥]/);
  });

  it('whichever of two comes first, they overlap or they do not', () => {
    const time = fc
      .integer({ min: 0, max: 1_439 })
      .map((minute) =>
        [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':'),
      );
    const span = fc.tuple(time, time).map((two) => two.toSorted() as [string, string]);
    fc.assert(
      fc.property(span, span, ([from, to], [otherFrom, otherTo]) => {
        const minutes = 0;
        expect(codes({ title: '甲', from, to, minutes }, [other('乙', otherFrom, otherTo)])).toEqual(
          codes({ title: '乙', from: otherFrom, to: otherTo, minutes }, [other('甲', from, to)]),
        );
      }),
    );
  });
});

describe('活动日期: the days on which an activity may be dated', () => {
  const home = { division: '330302025010', class: 'growing' } as const;
  const asked = { today: '2026-11-25', within: 366 };
  it.each([
    ['2026-11-25', undefined],
    ['2026-11-26', '还没有到'],
    ['2025-11-24', undefined],
    ['2025-11-23', '最早可填 2025-11-24'],
  ])('%s', (on, why) => {
    const fault = dayFault(on, existing(home, '2021-01-01'), asked);
    if (why === undefined) expect(fault).toBeUndefined();
    else expect(fault).toContain(why);
  });

  it('its first day counts, the day before does not, nor the day of its end', () => {
    const spells = existing(home, '2026-02-01', '2026-09-01');
    expect(dayFault('2026-02-01', spells, asked)).toBeUndefined();
    expect(dayFault('2026-01-31', spells, asked)).toContain('早于组织成立');
    expect(dayFault('2026-08-31', spells, asked)).toBeUndefined();
    expect(dayFault('2026-09-01', spells, asked)).toContain('注销或撤销');
  });
});
