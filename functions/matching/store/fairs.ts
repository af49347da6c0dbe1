import {
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import type { Attendee, AttendeeType, Fair, Outcome } from '../model/fair.ts';
import { inCity } from './keys.ts';

const ATTENDEE = 'ATTENDEE#';
const OUTCOME = 'OUTCOME#';

export function fairsIn(store: Store) {
  return {
    async fair(id: string): Promise<Fair | undefined> {
      return store.get<Fair>(fairKey(id), { consistent: true });
    },

    /** The fairs of a subtree, by division and day. */
    async fairs(division: string, { state, ...list }: ListOptions & { state?: string | undefined }) {
      return store.query<Fair>({
        index: 'GSI1',
        PK: inCity('FAIRS'),
        beginsWith: division,
        only: { state },
        ...given(list),
      });
    },

    /** Which of these attend a fair. */
    async attending(fair: string, who: readonly Pick<Attendee, 'type' | 'of'>[]): Promise<Attendee[]> {
      return store.getAll<Attendee>(
        who.map((one) => attendeeKey(fair, one)),
        { consistent: true },
      );
    },

    /** What attends a fair, by type. */
    async attendees(fair: string, { type, ...list }: ListOptions & { type?: AttendeeType | undefined }) {
      const beginsWith = ATTENDEE + (type ? `${type}#` : '');
      return store.query<Attendee>({ ...partition(fair), beginsWith, consistent: true, ...given(list) });
    },

    /** What was agreed at a fair, in order. */
    async outcomes(fair: string, list: ListOptions) {
      return store.query<Outcome>({
        ...partition(fair),
        beginsWith: OUTCOME,
        consistent: true,
        ...given(list),
      });
    },
  };
}

export function putFair(fair: Fair): TransactWrite {
  const { id, facts } = fair;
  return putVersion({
    ...fairKey(id),
    GSI1PK: inCity('FAIRS'),
    GSI1SK: `${facts.division}#${facts.day}#${id}`,
    ...fair,
  });
}

/** Goes with what happens at a fair: it is still as it was read. */
export function checkFair({ id, version }: Fair): TransactWrite {
  return {
    ConditionCheck: {
      Key: fairKey(id),
      ConditionExpression: '#version = :version',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':version': version },
    },
  };
}

export function putAttendee(attendee: Attendee): TransactWrite {
  return { Put: { Item: { ...attendeeKey(attendee.fair, attendee), ...attendee } } };
}

export function deleteAttendee(fair: string, who: Pick<Attendee, 'type' | 'of'>): TransactWrite {
  return { Delete: { Key: attendeeKey(fair, who) } };
}

export function putOutcome(outcome: Outcome, number: number): TransactWrite {
  const SK = OUTCOME + String(number).padStart(6, '0');
  return { Put: { Item: { ...partition(outcome.fair), SK, ...outcome } } };
}

const partition = (fair: string) => ({ PK: `FAIR#${fair}` });
const fairKey = (id: string) => ({ ...partition(id), SK: 'FAIR' });
const attendeeKey = (fair: string, { type, of }: Pick<Attendee, 'type' | 'of'>) => ({
  ...partition(fair),
  SK: `${ATTENDEE}${type}#${of}`,
});
