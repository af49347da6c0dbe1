import { scheduleOf } from '../../shared/events/entry.ts';
import { acceptUnanswered } from './delivery/accept.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { expire } from './listings/expire.ts';
import { lapse } from './offers/lapse.ts';
import { beginNightly, resumeStalled } from './rounds/nightly.ts';

/**
 * Every quarter of an hour: takes what is past its last day out of the lists, lets proposals lapse that nobody answered, and
 * accepts what was delivered and nobody said anything of in time.
 */
export const handler = scheduleOf('matching', StoreSettings, makeDeps, async (deps) => ({
  expired: await expire(deps),
  lapsed: await lapse(deps),
  roundsBegun: await beginNightly(deps),
  roundsResumed: await resumeStalled(deps),
  accepted: await acceptUnanswered(deps),
}));
