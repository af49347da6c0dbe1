export type { AuditEntry, ChainedEntry } from './audit.ts';
export { documentClient } from './client.ts';
export { entriesOf } from './entries.ts';
export { AlreadyDone, ConditionFailed, InvalidCursor } from './errors.ts';
export { allOf, given, type ListOptions } from './list.ts';
export type { Page } from './read.ts';
export { retried } from './retry.ts';
export { type Change, createStore, type Once, type Store, type TransactWrite } from './store.ts';
export { putVersion } from './versioned.ts';
