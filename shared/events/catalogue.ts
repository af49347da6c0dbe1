/**
 * Every event of the system: who publishes it, who subscribes, what it carries. The relays, the queues' permissions and
 * `docs/events.md` are made from this table, which has a file a publisher. No event carries personal data.
 */
import type * as z from 'zod';
import { activity } from './catalogue/activity.ts';
import { type Entry, INBOXES, type Inbox, SERVICES, type Service } from './catalogue/entry.ts';
import { matching } from './catalogue/matching.ts';
import { naming } from './catalogue/naming.ts';
import { platform } from './catalogue/platform.ts';
import { registration } from './catalogue/registration.ts';
import { reporting } from './catalogue/reporting.ts';

export { INBOXES, type Inbox, SERVICES, type Service };

export const catalogue = { ...registration, ...naming, ...matching, ...activity, ...platform, ...reporting };

export type EventType = keyof typeof catalogue;
export type EventData<T extends EventType> = z.output<(typeof catalogue)[T]['data']>;

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(catalogue, type);
}

/** The inboxes that an event type goes to. */
export function subscribersOf(type: EventType): readonly Inbox[] {
  return catalogue[type].subscribers;
}

/** Whether an event may not wait behind others on its way: some lane takes what is urgent. */
export function isUrgent(type: EventType): boolean {
  return subscribersOf(type).some((inbox) => inbox.endsWith('-urgent'));
}

/** The member of an event type's data that its order goes by in a FIFO inbox; undefined where order does not matter. */
export function orderOf(type: EventType): string | undefined {
  const entry: Entry = catalogue[type];
  return entry.orderedBy;
}

/** The inboxes that a publisher's relay has to reach. */
export function subscribersToAnyOf(publisher: Service): Inbox[] {
  const entries: readonly Entry[] = Object.values(catalogue);
  return [
    ...new Set(
      entries.filter((entry) => entry.publisher === publisher).flatMap((entry) => entry.subscribers),
    ),
  ];
}
