import { consumerFor } from '../../shared/events/entry.ts';
import { holdForApplication } from './applications.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { recordDissolved, recordRenamed, registerEvent } from './organisations.ts';

export const handler = consumerFor('naming', StoreSettings, makeDeps, {
  'registration.application.submitted': holdForApplication,
  'registration.organisation.registered': registerEvent,
  'registration.organisation.renamed': recordRenamed,
  'registration.organisation.dissolved': recordDissolved,
});
