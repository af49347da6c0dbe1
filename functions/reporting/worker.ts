import { consumerFor } from '../../shared/events/entry.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { handlers } from './handlers.ts';

export const handler = consumerFor('reporting', StoreSettings, makeDeps, handlers);
