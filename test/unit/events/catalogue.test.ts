import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { catalogue, INBOXES, subscribersOf, subscribersToAnyOf } from '../../../shared/events/catalogue.ts';

type Shape = { properties?: Record<string, Shape>; items?: Shape };

/** The paths of all fields of a JSON schema, in lists too. */
function fieldsOf({ properties = {}, items }: Shape): string[] {
  const own = Object.entries(properties).flatMap(([name, shape]) => [
    name,
    ...fieldsOf(shape).map((path) => `${name}.${path}`),
  ]);
  return items ? [...own, ...fieldsOf(items)] : own;
}

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
    expect(subscribersToAnyOf('registration').sort()).toEqual([
      'activity',
      'matching',
      'naming',
      'platform',
      'registration',
      'reporting',
    ]);
    expect(subscribersToAnyOf('reporting')).toEqual(['reporting-push']);
  });

  it('emergencies (A3) and rounds (M2.2) have lanes of their own, and nothing else goes there', () => {
    const on = (inbox: string) =>
      Object.entries(catalogue).flatMap(([type, { subscribers }]) =>
        subscribers.some((one) => one === inbox) ? [type] : [],
      );
    expect(on('matching-urgent')).toEqual(['matching.emergency.due']);
    expect(on('matching-rounds')).toEqual(['matching.round.due']);
    expect(subscribersToAnyOf('matching')).toEqual(
      expect.arrayContaining(['matching', 'matching-urgent', 'matching-rounds']),
    );
  });

  it.each(Object.entries(catalogue))('%s begins with the id of what it is about', (_, { data }) => {
    // A rate is about a division, its computation about a run.
    expect(Object.keys(data.shape)[0]).toMatch(/^id$|Id$|^division$|^run$/);
  });

  it('no event carries personal data, however deep: of who speaks for an organisation the account alone', () => {
    const personal = /phone|mobile|idCard|idNumber|address|person|contact|email|subjectName/i;
    for (const { data } of Object.values(catalogue)) {
      const found = fieldsOf(z.toJSONSchema(data) as Shape).filter((path) =>
        personal.test(path.split('.').at(-1)!),
      );
      expect(found.filter((path) => path !== 'standing.contact')).toEqual([]);
    }
    const told = fieldsOf(z.toJSONSchema(catalogue['registration.organisation.changed'].data) as Shape);
    expect(told.filter((path) => path.startsWith('standing.contact'))).toEqual([
      'standing.contact',
      'standing.contact.role',
      'standing.contact.subject',
    ]);
  });
});
