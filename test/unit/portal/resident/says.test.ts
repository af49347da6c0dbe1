import { describe, expect, it } from '@jest/globals';
import { says } from '../../../../functions/portal/web/pages/resident/says.ts';

describe('申请: whether what is held says already what a step would save', () => {
  const held = { purpose: '敬老', members: { individuals: 9, units: 0 }, actions: ['culture'] };
  it('does, when every field that the change names is so, and what it takes away is gone', () => {
    expect(says(held, { purpose: '敬老', scope: null })).toBe(true);
    expect(says(held, { members: { individuals: 9 }, actions: ['culture'] })).toBe(true);
  });
  it('does not, when anything is otherwise', () => {
    expect(says(held, { purpose: '爱幼' })).toBe(false);
    expect(says(held, { purpose: null })).toBe(false);
    expect(says(held, { members: { individuals: 10 } })).toBe(false);
    expect(says(held, { actions: ['culture', 'relief'] })).toBe(false);
    expect(says(undefined, { purpose: '敬老' })).toBe(false);
  });
});
