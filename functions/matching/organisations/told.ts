import type { EventType } from '../../../shared/events/catalogue.ts';
import { type CloudEvent, onceFor } from '../../../shared/events/index.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { changedOrganisation } from '../listings/told.ts';
import { told } from '../model/capacity.ts';
import type { Organisation } from '../model/organisation.ts';
import { putOrganisation } from '../store/organisations.ts';

/** All that registration tells of an organisation brings how it stands. */
type News = CloudEvent<Extract<EventType, `registration.organisation.${string}`>>;

/**
 * `registration.organisation.*`: keeps how the organisation stands. News that is older than what is known, in whichever
 * order it comes, changes nothing.
 */
export async function organisationTold(event: News, deps: Deps): Promise<void> {
  const { organisationId: id, name, kind, division, standing } = event.data;
  const once = onceFor(event, deps.now());
  await retried(async () => {
    const known = await deps.store.organisation(id);
    if (known && known.standing.version >= standing.version) return;
    const after = told(known, { id, name, kind, division, standing }, deps.policy().data);
    const events = servesElse(known, after)
      ? [changedOrganisation(known, after, event.correlationid, deps)]
      : [];
    await deps.store.save({ writes: putOrganisation(after, known), events, once });
  });
}

/** Whether an organisation serves other needs than before, or others now. */
function servesElse(before: Organisation | undefined, after: Organisation): boolean {
  const of = (one: Organisation | undefined) =>
    JSON.stringify([one?.standing.status, one?.standing.class, one?.division, one?.capacity]);
  return of(before) !== of(after);
}
