import {
  given,
  type ListOptions,
  type Page,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import { type Duty, isOpen } from '../model/duty.ts';
import { organisationKey } from './keys.ts';
import { waiting } from './waiting.ts';

const DUTY = 'DUTY#';

export function dutiesIn(store: Store) {
  return {
    async duty<T extends Duty['type']>(organisationId: string, type: T, year?: number) {
      return store.get<Extract<Duty, { type: T }>>(dutyKey({ organisationId, type, year }), {
        consistent: true,
      });
    },

    /**
     * What an organisation owes and owed: its commitment, then its reports by year; as it is now, for with the organisation
     * all of it ends.
     */
    async duties(organisationId: string, list: ListOptions): Promise<Page<Duty>> {
      const { PK } = organisationKey(organisationId);
      return store.query<Duty>({ PK, beginsWith: DUTY, consistent: true, ...given(list) });
    },
  };
}

export function putDuty(duty: Duty): TransactWrite {
  const { organisationId, authority, dueOn } = duty;
  const key = dutyKey({ year: undefined, ...duty });
  return putVersion({
    ...key,
    ...(isOpen(duty) && waiting(authority, dueOn, `${organisationId}#${key.SK}`)),
    ...duty,
  });
}

const dutyKey = ({
  organisationId,
  type,
  year,
}: Pick<Duty, 'organisationId' | 'type'> & { year: number | undefined }) => ({
  ...organisationKey(organisationId),
  SK: DUTY + type + (year === undefined ? '' : `#${year}`),
});
