/** What the lane of pushes does on a message: looks what its county has waiting. */
import { type EventHandlers, NotYet } from '../../../shared/events/index.ts';
import type { Deps } from '../deps.ts';
import { deliverOf } from './deliver.ts';

export const handlers: EventHandlers<Deps> = {
  // Safe to repeat: what is sent is for the table to say.
  'reporting.push.due': async ({ data }, deps) => {
    const { againMs } = await deliverOf(data.county, deps);
    if (againMs !== undefined) throw new NotYet(Math.ceil(againMs / 1000));
  },
};
