/** What waits for an authority (applications, duties): in its inbox, and among all that is due. */
import { given, type ListOptions, type Page, type Store } from '../../../shared/store/index.ts';
import type { Application } from '../model/application.ts';
import type { Duty } from '../model/duty.ts';

/** What waits for an authority. */
export type Waiting = Application | Duty;
type Authority = NonNullable<Application['authority']>;

const DUE = 'DUE';
/** After every date: what has no due date comes last in an inbox. */
const NO_DATE = '9999-12-31';

export function waitingIn(store: Store) {
  return {
    /** What waits for an authority, the most urgent first; with `upTo` what is due until that day. */
    async inbox(
      authority: Authority,
      {
        upTo,
        type,
        ...list
      }: ListOptions & { upTo?: string | undefined; type?: Waiting['type'] | undefined },
    ): Promise<Page<Waiting>> {
      return store.query<Waiting>({
        index: 'GSI2',
        PK: inboxKey(authority),
        ...(upTo !== undefined && { upTo: `${upTo}~` }),
        only: { type },
        ...given(list),
      });
    },

    /** What is due until a day, over all authorities, what is longest overdue first. */
    async due(upTo: string, list: ListOptions): Promise<Page<Waiting>> {
      return store.query<Waiting>({ index: 'GSI3', PK: DUE, upTo: `${upTo}~`, ...given(list) });
    },

    /** How much of what waits, over all authorities, is due within days, both included. */
    async countDue({ from, to }: { from: string; to: string }): Promise<number> {
      return store.count('GSI3', DUE, { from, to: `${to}~` });
    },
  };
}

/** In the inbox of its authority, and among all that is due. */
export const waiting = (authority: Authority, dueOn: string | undefined, id: string) => ({
  GSI2PK: inboxKey(authority),
  GSI2SK: `${dueOn ?? NO_DATE}#${id}`,
  ...(dueOn !== undefined && { GSI3PK: DUE, GSI3SK: `${dueOn}#${id}` }),
});

const inboxKey = ({ role, division }: Authority) => `INBOX#${role}#${division}`;
