/** What the service does on each event of its inbox. */
import type { EventHandlers } from '../../shared/events/index.ts';
import type { Deps } from './deps.ts';

export const handlers: EventHandlers<Deps> = {};
