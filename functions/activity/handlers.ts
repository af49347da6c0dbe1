/** What the service does on each event of its inbox. */
import type { EventHandlers } from '../../shared/events/index.ts';
import type { Deps } from './deps.ts';
import { importDue } from './import/routes.ts';
import { corrected, evaluated, progressed } from './matches/told.ts';
import { organisationTold } from './organisations/told.ts';

export const handlers: EventHandlers<Deps> = {
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
  'activity.import.due': (event, deps) => importDue(event, deps),
  'matching.project.progressed': progressed,
  'matching.project.corrected': corrected,
  'matching.project.evaluated': evaluated,
};
