import { consumerFor } from '../../shared/events/entry.ts';
import { nameHeld, nameRefused } from './applications/name-answer.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { importDue } from './import/ledger.ts';

export const handler = consumerFor('registration', StoreSettings, makeDeps, {
  'naming.name.held': nameHeld,
  'naming.name.refused': nameRefused,
  'registration.import.due': importDue,
});
