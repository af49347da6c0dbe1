/** What the service does on the events of rounds; apart from the others, since it brings the solver along. */
import type { EventHandlers } from '../../../shared/events/index.ts';
import type { Deps } from '../deps.ts';
import { roundDue } from './step.ts';

export const rounds: EventHandlers<Deps> = { 'matching.round.due': roundDue };
