import { relayOf } from '../../shared/events/entry.ts';

export const handler = relayOf('reporting');
