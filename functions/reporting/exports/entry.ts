import { entriesOf } from '../../../shared/store/index.ts';

/** Audit entries of an export. */
export const exportEntry = entriesOf((id) => `EXPORT#${id}`);
