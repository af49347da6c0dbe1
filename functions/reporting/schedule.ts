import { scheduleOf } from '../../shared/events/entry.ts';
import { makeDeps, StoreSettings } from './deps.ts';

/** Every quarter of an hour. */
export const handler = scheduleOf('reporting', StoreSettings, makeDeps, async () => ({}));
