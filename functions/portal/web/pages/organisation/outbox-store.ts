/** Where records wait on this device: IndexedDB, for photos are too large for anything else. Gone once they have arrived. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { OutboxStore, WaitingRecord } from './outbox.ts';

interface Schema extends DBSchema {
  waiting: { key: string; value: WaitingRecord; indexes: { subject: string } };
}

let database: Promise<IDBPDatabase<Schema>> | undefined;
const open = () => {
  database ??= openDB<Schema>('peiyou-outbox', 1, {
    upgrade: (db) => {
      db.createObjectStore('waiting', { keyPath: 'key' }).createIndex('subject', 'subject');
    },
  });
  // What failed once, in a window that blocks it perhaps, is tried anew.
  database.catch(() => {
    database = undefined;
  });
  return database;
};

export const outboxStore: OutboxStore = {
  async of(subject) {
    const records = await (await open()).getAllFromIndex('waiting', 'subject', subject);
    return records.sort((a, b) => (a.savedAt < b.savedAt ? -1 : 1));
  },
  async get(key) {
    return (await open()).get('waiting', key);
  },
  async put(record) {
    await (await open()).put('waiting', record);
  },
  async remove(key) {
    await (await open()).delete('waiting', key);
  },
  alone: async (key, act) => await navigator.locks.request(`peiyou-outbox ${key}`, act),
};
