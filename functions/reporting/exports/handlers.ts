/** What the service does on the events of exports; apart from the others, since it brings what draws and writes along. */
import type { EventHandlers } from '../../../shared/events/index.ts';
import type { Deps } from '../deps.ts';
import { exportDue } from './make.ts';

export const exports: EventHandlers<Deps> = { 'reporting.export.due': exportDue };
