/** What the service does on each event of its inbox: it keeps what indicators are computed from. */
import type { EventHandlers } from '../../shared/events/index.ts';
import type { Deps } from './deps.ts';
import { activityCounted, ratePublished } from './facts/activity.ts';
import {
  fundsCommitted,
  needClosed,
  needMatched,
  needPublished,
  projectCompleted,
  projectEvaluated,
  purchaseRecorded,
} from './facts/matching.ts';
import {
  assessmentPublished,
  modelAwarded,
  modelWithdrawn,
  platformJudged,
  reportSubmitted,
} from './facts/platform.ts';
import { organisationTold } from './facts/registration.ts';

export const handlers: EventHandlers<Deps> = {
  'registration.organisation.registered': organisationTold,
  'registration.organisation.filed': organisationTold,
  'registration.organisation.managed': organisationTold,
  'registration.organisation.renamed': organisationTold,
  'registration.organisation.changed': organisationTold,
  'registration.organisation.graded': organisationTold,
  'registration.organisation.reported-in': organisationTold,
  'registration.organisation.suspended': organisationTold,
  'registration.organisation.resumed': organisationTold,
  'registration.organisation.dissolved': organisationTold,
  'matching.need.published': needPublished,
  'matching.need.matched': needMatched,
  'matching.need.closed': needClosed,
  'matching.project.completed': projectCompleted,
  'matching.project.evaluated': projectEvaluated,
  'matching.purchase.recorded': purchaseRecorded,
  'matching.funds.committed': fundsCommitted,
  'activity.record.counted': activityCounted,
  'activity.rate.published': ratePublished,
  'platform.platform.judged': platformJudged,
  'platform.report.submitted': reportSubmitted,
  'platform.assessment.published': assessmentPublished,
  'platform.model.awarded': modelAwarded,
  'platform.model.withdrawn': modelWithdrawn,
};
