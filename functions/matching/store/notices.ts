import type { Store, TransactWrite } from '../../../shared/store/index.ts';
import type { Notice } from '../model/notice.ts';
import { given, type ListOptions } from './list.ts';

/** Days for which notices are kept. */
const DAYS = 180;

export function noticesIn(store: Store) {
  return {
    /** What a recipient was told, the latest first. */
    async notices(recipient: string, list: ListOptions) {
      return store.query<Notice>({ PK: noticesKey(recipient), descending: true, ...given(list) });
    },

    /** A notice under its id to any of these recipients. */
    async notice(id: string, recipients: readonly string[]): Promise<Notice | undefined> {
      const keys = recipients.map((recipient) => ({ PK: noticesKey(recipient), SK: id }));
      const [found] = await store.getAll<Notice>(keys, { consistent: true });
      return found;
    },
  };
}

export function putNotice(notice: Notice): TransactWrite {
  const expiresAt = Math.floor(Date.parse(notice.at) / 1000) + DAYS * 86_400;
  return { Put: { Item: { PK: noticesKey(notice.recipient), SK: notice.id, ...notice, expiresAt } } };
}

const noticesKey = (recipient: string) => `NOTICE#${recipient}`;
