import { consumerFor } from '../../shared/events/entry.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { rounds } from './rounds/handlers.ts';

export const handler = consumerFor('matching', StoreSettings, makeDeps, rounds);
