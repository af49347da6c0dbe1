import { entriesOf } from '../../../shared/store/index.ts';

/** Audit entries of contests and fairs. */
export const channelEntry = entriesOf((id) => `CHANNEL#${id}`);
