import { scheduleOf } from '../../shared/events/entry.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { expire } from './listings/expire.ts';
import { lapse } from './offers/lapse.ts';
import { beginNightly, resumeStalled } from './rounds/nightly.ts';

/** Every quarter of an hour: takes what is past its last day out of the lists, lets proposals lapse that nobody answered. */
export const handler = scheduleOf('matching', StoreSettings, makeDeps, async (deps) => ({
  expired: await expire(deps),
  lapsed: await lapse(deps),
  roundsBegun: await beginNightly(deps),
  roundsResumed: await resumeStalled(deps),
}));
