import { consumerFor } from '../../shared/events/entry.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { organisationTold } from './organisations/told.ts';

export const handler = consumerFor('matching', StoreSettings, makeDeps, {
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
});
