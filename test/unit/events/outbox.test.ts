import { describe, expect, it } from '@jest/globals';
import { newEvent } from '../../../shared/events/envelope.ts';
import { outboxItem } from '../../../shared/events/outbox.ts';

const at = new Date('2026-11-28T02:00:00Z');
const due = (type: 'matching.match.due' | 'matching.emergency.due') =>
  newEvent(
    type,
    { subject: 'N-1', correlationId: 'c', data: { needId: 'N-1', cause: 'published' } },
    { now: () => at, newId: () => 'e-1' },
  );

describe('应急不排队: what is urgent leaves the outbox by a way of its own (A3)', () => {
  it('an emergency is kept where its own relay looks, an ordinary need where the others are', () => {
    expect(outboxItem(due('matching.emergency.due'), at)).toMatchObject({ PK: 'OUTBOX#e-1', SK: 'URGENT' });
    expect(outboxItem(due('matching.match.due'), at)).toMatchObject({ PK: 'OUTBOX#e-1', SK: 'OUTBOX' });
  });
});
