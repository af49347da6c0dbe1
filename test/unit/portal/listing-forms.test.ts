import { describe, expect, it } from '@jest/globals';
import {
  budgetOf,
  emptyPhase,
  projectBodyOf,
  projectFormOf,
} from '../../../functions/portal/web/pages/agency/project-form.ts';
import { tracksAbove } from '../../../functions/portal/web/pages/organisation/matter.ts';
import {
  resourceBodyOf,
  resourceFormOf,
} from '../../../functions/portal/web/pages/provider/resource-form.ts';

const period = { from: '2026-12-01', to: '2026-12-31' };

describe('门户: the form of a project (M1.2)', () => {
  it('tells what is filled in: its budget is that of its phases, of which an empty one is none', () => {
    const form = projectFormOf({ division: '330302' });
    expect(projectBodyOf(form)).toEqual({ division: '330302' });
    const phases = [{ title: ' 探访 ', ...period, yuan: '1,200.5' }, emptyPhase()];
    expect(projectBodyOf({ ...form, ...period, phases })).toEqual({
      division: '330302',
      period,
      phases: [{ title: '探访', ...period, budgetFen: 120_050 }],
      budgetFen: 120_050,
    });
    expect(budgetOf([{ ...emptyPhase(), yuan: '多少' }])).toBe(0);
  });

  it('comes back from what is kept', () => {
    const kept = {
      title: '银龄陪伴计划',
      division: '330302',
      action: 'relief',
      kinds: ['companionship'],
      needs: ['n'],
      phases: [{ title: '探访', ...period, budgetFen: 1 }],
      budgetFen: 1,
      staff: 2,
    };
    expect(projectBodyOf(projectFormOf(kept as never))).toEqual(kept);
  });
});

describe('门户: the form of a resource (M2.1)', () => {
  it.each([
    { type: 'funds', source: 'donation', fen: 1234 },
    {
      type: 'venue',
      address: '文化礼堂',
      seats: 80,
      slots: [{ from: '2026-12-05T14:00:00+08:00', to: '2026-12-05T17:30:00+08:00' }],
    },
    { type: 'goods', source: 'social-capital', what: '棉被', unit: '床', quantity: 20, unitFen: 9900 },
    { type: 'people', people: 3, skills: ['理发', '修鞋'], minutes: 600 },
  ])('keeps $type as they are', (gift) => {
    const kept = {
      title: '冬日送暖',
      division: '330302',
      period,
      donor: 'enterprise',
      donorName: '某公司',
      gift,
    };
    expect(resourceBodyOf(resourceFormOf(kept as never))).toEqual(kept);
  });

  it('gives nothing before anything of it is typed', () => {
    const form = resourceFormOf({ division: '330302' });
    for (const type of ['funds', 'venue', 'goods', 'people'] as const)
      expect(resourceBodyOf({ ...form, gift: { ...form.gift, type } })).toEqual({ division: '330302' });
  });
});

describe('门户: an upgrade (C1.4)', () => {
  it('leads to a track further up', () => {
    expect(tracksAbove('managed')).toEqual(['filed', 'registered']);
    expect(tracksAbove('filed')).toEqual(['registered']);
    expect(tracksAbove('registered')).toEqual([]);
  });
});
