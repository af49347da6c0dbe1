import type { Store, TransactWrite } from '../../../shared/store/index.ts';
import type { Notice } from '../model/notice.ts';

/** Days for which notices are kept. */
const DAYS = 180;

export function noticesIn(store: Store) {
  return {
    /**
     * What a recipient was told, the latest first.
     * @param before id of a notice: only what was told before it
     */
    async notices(
      recipient: string,
      { limit, before }: { limit: number; before?: string | undefined },
    ): Promise<Notice[]> {
      const { items } = await store.query<Notice>({
        PK: noticesKey(recipient),
        descending: true,
        consistent: true,
        ...(before !== undefined && { upTo: before }),
        limit: limit + 1,
        scope: 'notices',
      });
      return items.filter(({ id }) => id !== before).slice(0, limit);
    },

    /** How many notices a recipient has not read. */
    async unread(recipient: string): Promise<number> {
      return store.count('GSI3', unreadKey(recipient), { from: '0', to: '9' });
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
  const { recipient, id, at, readAt } = notice;
  const expiresAt = Math.floor(Date.parse(at) / 1000) + DAYS * 86_400;
  return {
    Put: {
      Item: {
        PK: noticesKey(recipient),
        SK: id,
        ...(readAt === undefined && { GSI3PK: unreadKey(recipient), GSI3SK: id }),
        ...notice,
        expiresAt,
      },
    },
  };
}

const noticesKey = (recipient: string) => `NOTICE#${recipient}`;
const unreadKey = (recipient: string) => `UNREAD#${recipient}`;
