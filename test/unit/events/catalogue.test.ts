import { describe, expect, it } from '@jest/globals';
import { catalogue, INBOXES, subscribersOf, subscribersToAnyOf } from '../../../shared/events/catalogue.ts';

describe('The catalogue of events', () => {
  it.each(Object.entries(catalogue))(
    '%s is named after its publisher and goes to others, if to anybody',
    (type, entry) => {
      expect(type).toMatch(/^[a-z]+(\.[a-z-]+){2}$/);
      expect(type.split('.')[0]).toBe(entry.publisher);
      for (const service of entry.subscribers) {
        expect(INBOXES).toContain(service);
        // What is done behind the queue, or outlasts one run of a service, it tells itself.
        if (!type.endsWith('.due')) expect(service).not.toBe(entry.publisher);
      }
    },
  );

  it('a relay knows whom it has to reach', () => {
    expect(subscribersOf('naming.name.held')).toEqual(['registration']);
    expect(subscribersToAnyOf('registration').sort()).toEqual(['matching', 'naming', 'registration']);
    expect(subscribersToAnyOf('reporting')).toEqual([]);
  });

  it('no event carries personal data', () => {
    const personal = /phone|mobile|idCard|idNumber|address|person|contact|email|subjectName/i;
    for (const { data } of Object.values(catalogue)) {
      expect(Object.keys(data.shape).filter((field) => personal.test(field))).toEqual([]);
    }
  });
});
