/** What the service does on each event of its inbox. */
import type { EventHandlers } from '../../shared/events/index.ts';
import type { Deps } from './deps.ts';
import {
  activityCounted,
  filed,
  graded,
  managed,
  needMatched,
  needPublished,
  projectCompleted,
  ratePublished,
  registered,
} from './figures/told.ts';

export const handlers: EventHandlers<Deps> = {
  'registration.organisation.registered': registered,
  'registration.organisation.filed': filed,
  'registration.organisation.managed': managed,
  'registration.organisation.graded': graded,
  'matching.need.published': needPublished,
  'matching.need.matched': needMatched,
  'matching.project.completed': projectCompleted,
  'activity.record.counted': activityCounted,
  'activity.rate.published': ratePublished,
};
