/** What the service does on each event, by the inbox that it comes from. */
import type { EventHandlers } from '../../shared/events/index.ts';
import { emergencyDue } from './candidates/emergency.ts';
import { matchDue } from './candidates/match.ts';
import { supplyDue } from './candidates/supply.ts';
import type { Deps } from './deps.ts';
import { organisationTold } from './organisations/told.ts';

export const ordinary: EventHandlers<Deps> = {
  'registration.organisation.registered': organisationTold,
  'registration.organisation.filed': organisationTold,
  'registration.organisation.managed': organisationTold,
  'registration.organisation.renamed': organisationTold,
  'registration.organisation.changed': organisationTold,
  'registration.organisation.graded': organisationTold,
  'registration.organisation.suspended': organisationTold,
  'registration.organisation.resumed': organisationTold,
  'registration.organisation.dissolved': organisationTold,
  'registration.organisation.reported-in': organisationTold,
  'matching.match.due': matchDue,
  'matching.supply.due': supplyDue,
};

export const urgent: EventHandlers<Deps> = {
  'matching.emergency.due': emergencyDue,
};
