import { consumerFor } from '../../shared/events/entry.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { urgent } from './handlers.ts';

export const handler = consumerFor('matching', StoreSettings, makeDeps, urgent);
