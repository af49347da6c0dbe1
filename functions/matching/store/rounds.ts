import {
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import { isOver, type Round, type RoundRow } from '../model/round.ts';

const UNDER_WAY = 'ROUNDS';

export function roundsIn(store: Store) {
  return {
    async round(id: string): Promise<Round | undefined> {
      return store.get<Round>(roundKey(id), { consistent: true });
    },

    /** The round of a county that is under way. */
    async roundUnderWay(county: string): Promise<string | undefined> {
      const item = await store.get<{ round: string }>(lockKey(county), { consistent: true });
      return item?.round;
    },

    /** The rounds of a county, the newest first. */
    async roundsOf(county: string, list: ListOptions) {
      return store.query<Round>({ index: 'GSI1', PK: `ROUNDS#${county}`, descending: true, ...given(list) });
    },

    /** Rounds under way on which nothing was done since an instant. */
    async stalledRounds(since: string, list: ListOptions) {
      return store.query<Round>({ index: 'GSI3', PK: UNDER_WAY, upTo: `${since}~`, ...given(list) });
    },

    /** Rows of a round about needs in a division's subtree, by division. */
    async rows(round: Round, division: string, list: ListOptions) {
      const { PK } = rowPlace(round, { division });
      return store.query<RoundRow>({ index: 'GSI1', PK, beginsWith: division, ...given(list) });
    },

    /** Rows of a round by their numbers, in no order. */
    async rowsAt(round: Round, numbers: readonly number[]): Promise<RoundRow[]> {
      return store.getAll<RoundRow>(
        numbers.map((number) => rowKey(round, number)),
        { consistent: true },
      );
    },
  };
}

/** Saves a round's next version; a county has one under way at a time. */
export function putRound(round: Round): TransactWrite[] {
  const { id, county, createdAt, touchedAt, version } = round;
  const over = isOver(round);
  return [
    putVersion({
      ...roundKey(id),
      GSI1PK: `ROUNDS#${county}`,
      GSI1SK: `${createdAt}#${id}`,
      ...(!over && { GSI3PK: UNDER_WAY, GSI3SK: `${touchedAt}#${id}` }),
      ...round,
    }),
    ...(version === 1
      ? [
          {
            Put: {
              Item: { ...lockKey(county), round: id },
              ConditionExpression: 'attribute_not_exists(PK)',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
            },
          },
        ]
      : []),
    ...(over ? [{ Delete: { Key: lockKey(county) } }] : []),
  ];
}

/**
 * Saves a row: as it was solved, or, once, what became of it.
 * @param as `open`: only when nothing became of it yet; `overtaken`: only when its place is not back in the queue yet
 */
export function putRow(round: Solution, row: RoundRow, as?: keyof typeof STILL): TransactWrite {
  const { PK: GSI1PK, SK: GSI1SK } = rowPlace(round, row);
  return {
    Put: {
      Item: { ...rowKey(round, row.number), GSI1PK, GSI1SK, ...row },
      ...(as && { ConditionExpression: STILL[as] }),
    },
  };
}

const STILL = {
  open: 'attribute_exists(PK) AND attribute_not_exists(offer) AND attribute_not_exists(overtaken)',
  overtaken: 'attribute_exists(overtaken) AND attribute_not_exists(returned)',
} as const;

const roundKey = (id: string) => ({ PK: `ROUND#${id}`, SK: 'ROUND' });
type Solution = Pick<Round, 'id' | 'attempt'>;
const digits = (number: number) => String(number).padStart(6, '0');
const rowKey = ({ id, attempt }: Solution, number: number) => ({
  PK: roundKey(id).PK,
  SK: `ROW#${attempt}#${digits(number)}`,
});
/** Where a row stands among those of its division. */
const rowPlace = (
  { id, attempt }: Solution,
  { division, number = 0 }: { division: string; number?: number },
) => ({
  PK: `ROWS#${id}#${attempt}`,
  SK: `${division}#${digits(number)}`,
});
const lockKey = (county: string) => ({ PK: `COUNTY#${county}`, SK: 'ROUND' });
