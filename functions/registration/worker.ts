import { consumerFor } from '../../shared/events/entry.ts';
import { nameHeld, nameRefused } from './applications/name-answer.ts';
import { becameDormant, dormantNoLonger } from './class-proposals/told.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { importDue } from './import/routes.ts';

export const handler = consumerFor('registration', StoreSettings, makeDeps, {
  'naming.name.held': nameHeld,
  'naming.name.refused': nameRefused,
  'activity.organisation.dormant': becameDormant,
  'activity.organisation.active': dormantNoLonger,
  'registration.import.due': importDue,
});
