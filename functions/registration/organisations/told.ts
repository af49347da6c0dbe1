/** What is told of an organisation: to other services by events, to those who look later by its audit trail. */

import { type CloudEvent, newEvent } from '../../../shared/events/index.ts';
import { entriesOf } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { type Organisation, partyLeadersOf } from '../model/organisation.ts';
import { organisationAggregate } from '../store/keys.ts';

/** An audit entry of an organisation by whoever did it. */
export const organisationEntry = entriesOf(organisationAggregate);

interface By {
  correlationId: string;
  applicationId?: string;
}

const ENTERED = {
  registered: 'registration.organisation.registered',
  filed: 'registration.organisation.filed',
  managed: 'registration.organisation.managed',
} as const;

/** Tells that an organisation entered the ledger, or a track further up. */
export function entered(organisation: Organisation, { correlationId, applicationId }: By, deps: Deps) {
  const about = { subject: organisation.id, correlationId };
  const data = {
    ...known(organisation),
    registeredOn: organisation.since,
    ...(applicationId !== undefined && { applicationId }),
  };
  return newEvent(ENTERED[organisation.track], { ...about, data }, deps);
}

/** What a change of the ledger's facts is told by; codes, numbers, class and status have news of their own. */
const FACTS = [
  'kind',
  'actions',
  'purpose',
  'scope',
  'members',
  'staff',
  'leaders',
  'hub',
  'socialWorkers',
  'station',
  'public',
  'contact',
] as const satisfies readonly (keyof Organisation)[];

/** Tells what differs between two versions of an organisation: its name, its class, its other facts. */
export function differences(
  before: Organisation,
  after: Organisation,
  { correlationId, applicationId }: By,
  deps: Deps,
): CloudEvent[] {
  const about = { subject: after.id, correlationId };
  const on = deps.today();
  const fields = FACTS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  const events: CloudEvent[] = [];
  if (before.name !== after.name) {
    const data = {
      ...known(after),
      formerName: before.name,
      renamedOn: on,
      ...(applicationId !== undefined && { applicationId }),
    };
    events.push(newEvent('registration.organisation.renamed', { ...about, data }, deps));
  }
  if (before.class !== after.class) {
    const data = { ...known(after), class: after.class, formerClass: before.class, gradedOn: on };
    events.push(newEvent('registration.organisation.graded', { ...about, data }, deps));
  }
  if (fields.length > 0) {
    const data = { ...known(after), changedOn: on, fields: [...fields] };
    events.push(newEvent('registration.organisation.changed', { ...about, data }, deps));
  }
  return events;
}

/** Tells that an organisation came to its end. */
export function ended(
  organisation: Organisation,
  cause: 'deregistered' | 'revoked',
  correlationId: string,
  deps: Deps,
) {
  const data = { ...known(organisation), dissolvedOn: organisation.ended!.on, cause };
  return newEvent(
    'registration.organisation.dissolved',
    { subject: organisation.id, correlationId, data },
    deps,
  );
}

/** What every event says of its organisation, and how it stands with the change that the event tells of. */
export function known(organisation: Organisation) {
  const { id, name, kind, division, version, track, status, actions, hub = false, contact } = organisation;
  const { socialWorkers, reportedIn, leaders } = organisation;
  const standing = {
    version,
    track,
    class: organisation.class,
    status,
    actions: [...actions],
    hub,
    reportedIn: reportedIn !== undefined,
    ...(socialWorkers && { socialWorkers: socialWorkers.fullTime + socialWorkers.partTime }),
    ...(leaders && { leaders: leaders.length, partyLeaders: partyLeadersOf(organisation) }),
  };
  return {
    organisationId: id,
    name,
    kind,
    division,
    standing: { ...standing, ...(contact && { contact }) },
  };
}
