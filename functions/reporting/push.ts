import { consumerFor } from '../../shared/events/entry.ts';
import { WAKE_UPS } from '../../shared/events/spans.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { handlers } from './pushes/handlers.ts';

/** Pushes to the province, a county at a time. */
export const handler = consumerFor('reporting', StoreSettings, makeDeps, handlers, { tries: WAKE_UPS });
