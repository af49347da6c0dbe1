import { consumerFor } from '../../shared/events/entry.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { exports } from './exports/handlers.ts';

export const handler = consumerFor('reporting', StoreSettings, makeDeps, exports);
