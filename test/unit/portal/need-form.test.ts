import { describe, expect, it } from '@jest/globals';
import { patchOf } from '../../../functions/portal/web/components/patch.ts';
import {
  emptyNeed,
  needBodyOf,
  needFormOf,
} from '../../../functions/portal/web/pages/community/need-form.ts';

const VILLAGE = '330302025004';
const FILLED = {
  ...emptyNeed(),
  title: ' 独居老人探访 ',
  action: 'relief' as const,
  kinds: ['companionship'],
  from: '2026-12-01',
  to: '2026-12-31',
  openUntil: '2026-12-10',
  yuan: 12.34,
};

describe('门户: the form of a need (M1.1)', () => {
  it('tells what was filled in; a draft may lack anything', () => {
    expect(needBodyOf(emptyNeed(), VILLAGE)).toEqual({ division: VILLAGE, urgency: 'normal', demand: 1 });
    expect(needBodyOf(FILLED, VILLAGE)).toEqual({
      title: '独居老人探访',
      division: VILLAGE,
      action: 'relief',
      kinds: ['companionship'],
      period: { from: '2026-12-01', to: '2026-12-31' },
      openUntil: '2026-12-10',
      urgency: 'normal',
      demand: 1,
      budgetFen: 1234,
    });
  });

  it('comes back from what is kept', () => {
    const kept = { ...needBodyOf(FILLED, VILLAGE), id: 'n', state: 'draft', mine: true };
    expect(needBodyOf(needFormOf(kept as never), VILLAGE)).toEqual(needBodyOf(FILLED, VILLAGE));
  });

  it('changes only what is other; an emergency that is none any more is taken away', () => {
    const before = needBodyOf({ ...FILLED, urgency: 'emergency', emergency: 'accident' }, VILLAGE);
    expect(patchOf(before, needBodyOf({ ...FILLED, people: 30 }, VILLAGE))).toEqual({
      urgency: 'normal',
      emergency: null,
      people: 30,
    });
  });
});
