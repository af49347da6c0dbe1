import { consumerFor } from '../../shared/events/entry.ts';
import { holdForApplication } from './applications.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { recordDissolved, recordRegistered, recordRenamed } from './organisations.ts';

export const handler = consumerFor('naming', StoreSettings, makeDeps, {
  'registration.application.submitted': holdForApplication,
  'registration.organisation.registered': recordRegistered,
  'registration.organisation.renamed': recordRenamed,
  'registration.organisation.dissolved': recordDissolved,
});
