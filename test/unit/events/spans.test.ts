import { describe, expect, it } from '@jest/globals';
import { template } from '../../../infra/cloudformation/index.ts';
import { onceFor } from '../../../shared/events/index.ts';
import { outboxItem } from '../../../shared/events/outbox.ts';
import { held } from '../../integration/events/cloud.ts';

const DAY = 86_400;
const NOW = new Date('2026-11-23T08:00:00Z');

interface Queue {
  Properties: {
    MessageRetentionPeriod: number;
    VisibilityTimeout: number;
    RedrivePolicy?: { deadLetterTargetArn: object; maxReceiveCount: number };
  };
}
const resources = template.Resources as unknown as Record<string, Queue>;
const retentionOf = (id: string) => resources[id]!.Properties.MessageRetentionPeriod / DAY;
const INBOXES = Object.keys(resources).flatMap((id) =>
  id.endsWith('Inbox') ? [id.slice(0, -'Inbox'.length)] : [],
);
const event = held('A-1');

describe('Time for an operator', () => {
  it.each(INBOXES)('a dead letter of %s that spent all its days in the inbox lives ten more', (id) => {
    // SQS keeps the time of its first sending when it moves a message by itself.
    expect(retentionOf(`${id}DeadLetters`) - retentionOf(`${id}Inbox`)).toBeGreaterThanOrEqual(10);
    expect(retentionOf(`${id}Inbox`)).toBeGreaterThanOrEqual(4);
  });

  it('a relayed event can be sent again for a week, then the table forgets it', () => {
    expect(outboxItem(event, NOW).expiresAt).toBe(Date.parse('2026-11-30T08:00:00Z') / 1000);
  });
});

describe('Time for a worker', () => {
  const visibleAgain = (id: string) => resources[`${id}Inbox`]!.Properties.VisibilityTimeout;

  it.each([
    ['Matching', 30],
    ['MatchingUrgent', 30],
    ['MatchingRounds', 300],
    ['ReportingExports', 300],
    ['ReportingPush', 60],
  ])('%s: a batch that takes all of its %i s is given to nobody else', (id, timeout) => {
    expect(visibleAgain(id)).toBe(6 * timeout);
  });

  // A push's message only wakes a county: what is sent, and when again, the table says.
  it.each(INBOXES.filter((id) => id !== 'ReportingPush'))(
    '%s: all tries have passed on the day that the message came',
    (id) => {
      const { maxReceiveCount } = resources[`${id}Inbox`]!.Properties.RedrivePolicy!;
      expect(maxReceiveCount * visibleAgain(id)).toBeLessThan(DAY);
    },
  );
});

describe('An event has its effect once', () => {
  it.each(INBOXES)('however late it comes to %s: sent again, dead, brought back', (id) => {
    const sentAgain = outboxItem(event, NOW).expiresAt;
    const dead = sentAgain + retentionOf(`${id}Inbox`) * DAY;
    const broughtBack = dead + retentionOf(`${id}DeadLetters`) * DAY;
    const last = broughtBack + retentionOf(`${id}Inbox`) * DAY;
    expect(onceFor(event, NOW).until.getTime() / 1000).toBeGreaterThanOrEqual(last);
  });
});
