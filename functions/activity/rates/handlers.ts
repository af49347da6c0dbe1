/** What the service does on the events of its lane for rates: it takes long, and nothing waits behind it. */
import type { EventHandlers } from '../../../shared/events/index.ts';
import type { Deps } from '../deps.ts';
import { countyDue } from './step.ts';

export const rates: EventHandlers<Deps> = { 'activity.rates.due': countyDue };
