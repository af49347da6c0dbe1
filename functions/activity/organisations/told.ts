import { monthOf } from '../../../shared/calendar/months.ts';
import type { EventType } from '../../../shared/events/catalogue.ts';
import { type CloudEvent, onceFor } from '../../../shared/events/index.ts';
import { dayOfNews } from '../../../shared/events/organisation-news.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { homesOf, told } from '../model/organisation.ts';
import { FIRST_MONTH } from '../policy/index.ts';
import { markLook } from '../store/attention.ts';
import { markSince } from '../store/dirty.ts';
import { putOrganisation } from '../store/organisations.ts';

type Told = CloudEvent<Extract<EventType, `registration.organisation.${string}`>>;

/**
 * `registration.organisation.*`: keeps how the organisation stood from which day on. The same news in any order, and any
 * number of times, leave the same. From the month of the news on it may count otherwise, in each division that it ever was in.
 */
export async function organisationTold(event: Told, deps: Deps): Promise<void> {
  const { organisationId: id, name, kind, division, standing } = event.data;
  const once = onceFor(event, deps.now());
  await retried(async () => {
    const known = await deps.store.organisation(id);
    const on = dayOfNews(event.data);
    const after = told(known, { id, name, kind, division, standing, on });
    if (!after) return;
    // Before there are figures nothing changes.
    const from = [monthOf(on), FIRST_MONTH].toSorted().at(-1)!;
    const since = homesOf(after).map((home) =>
      markSince({ division: home, from, stamp: deps.newId(), causes: { organisationMonths: 1 } }),
    );
    const look = markLook({ organisation: id, division: after.division, stamp: deps.newId() });
    await deps.store.save({ writes: [...putOrganisation(after), ...since, look], once });
  });
}
