import { consumerFor } from '../../shared/events/entry.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { rates } from './rates/handlers.ts';

export const handler = consumerFor('activity', StoreSettings, makeDeps, rates);
