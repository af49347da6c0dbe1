import { consumerFor } from '../../shared/events/entry.ts';
import { holdForApplication, releaseForApplication } from './applications.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { recordDissolved, recordRegistered, recordRenamed } from './organisations.ts';

export const handler = consumerFor('naming', StoreSettings, makeDeps, {
  'registration.application.submitted': holdForApplication,
  'registration.application.withdrawn': releaseForApplication,
  'registration.application.refused': releaseForApplication,
  'registration.organisation.registered': recordRegistered,
  'registration.organisation.filed': recordRegistered,
  'registration.organisation.managed': recordRegistered,
  'registration.organisation.renamed': recordRenamed,
  'registration.organisation.dissolved': recordDissolved,
});
