import { describe, expect, it } from '@jest/globals';
import {
  faultsOf,
  freeOf,
  type Resource,
  resourcesIn,
  supplyFormOf,
  supplyOf,
} from '../../../functions/portal/web/components/supply.ts';

const slot = { from: '2026-12-05T14:00:00+08:00', to: '2026-12-05T16:00:00+08:00' };
const used = { fen: 0, quantity: 0, minutes: 0, slots: [] };
const RESOURCES = [
  { id: 'money', gift: { type: 'funds', source: 'donation', fen: 10_000 }, used: { ...used, fen: 4000 } },
  { id: 'quilts', gift: { type: 'goods', quantity: 20 }, used: { ...used, quantity: 20 } },
  { id: 'barbers', gift: { type: 'people', minutes: 600 }, used },
  { id: 'hall', gift: { type: 'venue', slots: [slot] }, used },
] as unknown as Resource[];
const KEPT = {
  fundings: [{ resource: 'money', fen: 3000 }],
  goods: [{ resource: 'quilts', quantity: 5 }],
  people: [{ resource: 'barbers', minutes: 60 }],
  venue: { resource: 'hall', slot },
};
const NOTHING = { fundings: [], goods: [], people: [] };

describe('门户: what a township gives a match (M1.3)', () => {
  it('begins with what is kept for the offer, and says it again', () => {
    expect(supplyOf(supplyFormOf(KEPT), RESOURCES, slot)).toEqual(KEPT);
    expect(resourcesIn(KEPT).sort()).toEqual(['barbers', 'hall', 'money', 'quilts']);
  });

  it('gives nothing of what is left empty, and no venue where the need asks for none', () => {
    expect(supplyOf({ amounts: { money: ' ' }, venue: '' }, RESOURCES, slot)).toEqual(NOTHING);
    expect(supplyOf({ amounts: {}, venue: 'hall' }, RESOURCES, undefined)).toEqual(NOTHING);
    expect(supplyOf({ amounts: { money: '12.5' }, venue: '' }, RESOURCES, slot)).toEqual({
      ...NOTHING,
      fundings: [{ resource: 'money', fen: 1250 }],
    });
  });

  it('has free what is left and what is kept for it', () => {
    expect(RESOURCES.map((one) => freeOf(one, KEPT))).toEqual([9000, 5, 660, 0]);
    expect(freeOf(RESOURCES[0]!, NOTHING)).toBe(6000);
  });

  it('shows what is wrong at its resource', () => {
    const errors = {
      'supply.fundings.0': '只剩 60 元',
      'supply.venue': '已安排',
      'supply.fundings': '超出预算',
    };
    expect(faultsOf(errors, KEPT)).toEqual({ money: '只剩 60 元', hall: '已安排' });
  });
});
