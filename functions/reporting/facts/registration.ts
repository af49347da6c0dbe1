/** What registration tells of organisations: how each stands in the ledger, from which day on (C1, O1, M3.2). */
import type { EventType } from '../../../shared/events/catalogue.ts';
import type { CloudEvent } from '../../../shared/events/index.ts';
import { dayOfNews } from '../../../shared/events/organisation-news.ts';
import type { Deps } from '../deps.ts';
import { keepStanding } from './keep.ts';

type Told = CloudEvent<Extract<EventType, `registration.organisation.${string}`>>;

const OVER: readonly string[] = ['dissolved', 'revoked'];
const yes = (is: boolean) => [is ? 'yes' : 'no'];

export async function organisationTold(event: Told, deps: Deps): Promise<void> {
  const { organisationId, kind, division, standing } = event.data;
  const { version, track, status, actions, hub, reportedIn = false } = standing;
  const { socialWorkers = 0, leaders = 0, partyLeaders = 0 } = standing;
  await keepStanding(
    { kind: 'organisation', subject: organisationId },
    {
      version,
      from: dayOfNews(event.data),
      division,
      words: {
        track: [track],
        class: [standing.class],
        kind: [kind],
        action: actions,
        hub: yes(hub),
        reportedIn: yes(reportedIn),
        socialWorker: yes(socialWorkers > 0),
      },
      values: { leaders, partyLeaders },
      ...(OVER.includes(status) && { over: true as const }),
    },
    event as CloudEvent,
    deps,
  );
}
