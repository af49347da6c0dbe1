import { describe, expect, it } from '@jest/globals';
import { template } from '../../../infra/cloudformation/index.ts';
import { logicalId, nameIn } from '../../../infra/cloudformation/names.ts';
import { INBOXES } from '../../../shared/events/catalogue.ts';

describe('Logical ids', () => {
  it.each([
    ['naming', 'Table', 'NamingTable'],
    ['matching', 'Inbox', 'MatchingInbox'],
    ['matching-urgent', 'DeadLetters', 'MatchingUrgentDeadLetters'],
    ['matching-rounds', 'Inbox', 'MatchingRoundsInbox'],
  ])('of %s: %s is %s', (name, resource, id) => {
    expect(logicalId(name, resource)).toBe(id);
  });

  it('say whose they are, in the names that events and operators use', () => {
    for (const inbox of INBOXES) expect(nameIn(logicalId(inbox, 'Inbox'), 'Inbox')).toBe(inbox);
    const inboxes = Object.keys(template.Resources).filter((id) => id.endsWith('Inbox'));
    expect(inboxes).toEqual(expect.arrayContaining(['MatchingUrgentInbox', 'MatchingRoundsInbox']));
    for (const id of inboxes) expect(INBOXES).toContain(nameIn(id, 'Inbox'));
  });
});
