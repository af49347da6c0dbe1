import {
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import { type Contest, type Entry, MOST_ENTRIES, type Recusal, type Score } from '../model/contest.ts';
import { inCity } from './keys.ts';

const ENTRY = 'ENTRY#';
const SCORE = 'SCORE#';
const RECUSAL = 'RECUSAL#';

/** Who may enter a contest once: an organisation that carries out, an agency that designs. */
export type Entering = { organisation: string } | { agency: string };

export function contestsIn(store: Store) {
  /** All items of a kind in a contest, page by page. */
  async function all<T>(contest: string, beginsWith: string): Promise<T[]> {
    const found: T[] = [];
    let cursor: string | undefined;
    do {
      const { PK } = contestKey(contest);
      const list = given({ limit: 1_000, scope: 'all of a contest', cursor });
      const page = await store.query<T>({ PK, beginsWith, consistent: true, ...list });
      found.push(...page.items);
      cursor = page.next;
    } while (cursor !== undefined);
    return found;
  }

  return {
    async contest(id: string): Promise<Contest | undefined> {
      return store.get<Contest>(contestKey(id), { consistent: true });
    },

    /** The contests of a subtree, by division and the last day of entries. */
    async contests(division: string, { state, ...list }: ListOptions & { state?: string | undefined }) {
      return store.query<Contest>({
        index: 'GSI1',
        PK: inCity('CONTESTS'),
        beginsWith: division,
        only: { state },
        ...given(list),
      });
    },

    async entry(contest: string, id: string): Promise<Entry | undefined> {
      return store.get<Entry>(entryKey(contest, id), { consistent: true });
    },

    /** All entries of a contest, withdrawn ones as well. */
    entriesOf: (contest: string) => all<Entry>(contest, ENTRY),

    /** Whether one has entered a contest. */
    async hasEntered(contest: string, who: Entering): Promise<boolean> {
      return (await store.get(enteringKey(contest, who), { consistent: true })) !== undefined;
    },

    async score(contest: string, entry: string, judge: number): Promise<Score | undefined> {
      return store.get<Score>(scoreKey(contest, { entry, judge }), { consistent: true });
    },

    scoresOf: (contest: string) => all<Score>(contest, SCORE),

    /** The scores of a contest, by entry. */
    async scores(contest: string, list: ListOptions) {
      const { PK } = contestKey(contest);
      return store.query<Score>({ PK, beginsWith: SCORE, consistent: true, ...given(list) });
    },

    recusalsOf: (contest: string) => all<Recusal>(contest, RECUSAL),
  };
}

/** Saves a contest's next version, unless anything happened to its entries or scores since it was read. */
export function putContest(contest: Contest): TransactWrite {
  const { id, facts, version, moves } = contest;
  const { Put } = putVersion({
    ...contestKey(id),
    GSI1PK: inCity('CONTESTS'),
    GSI1SK: `${facts.division}#${facts.entriesUntil}#${id}`,
    ...contest,
  });
  if (version === 1) return { Put: Put! };
  return {
    Put: {
      ...Put!,
      ConditionExpression: `${Put!.ConditionExpression} AND moves = :moves`,
      ExpressionAttributeValues: { ...Put!.ExpressionAttributeValues, ':moves': moves },
    },
  };
}

/**
 * Goes with whatever happens to entries and scores: the contest is still as it was read, and knows that something did.
 * @param entered 1 for an entry more, of which there is a bound, -1 for one less
 */
export function moveContest({ id, version }: Contest, entered: -1 | 0 | 1 = 0): TransactWrite {
  return {
    Update: {
      Key: contestKey(id),
      UpdateExpression: 'ADD moves :one, entries :entered',
      ConditionExpression: `#version = :version${entered > 0 ? ' AND entries < :most' : ''}`,
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: {
        ':one': 1,
        ':entered': entered,
        ':version': version,
        ...(entered > 0 && { ':most': MOST_ENTRIES }),
      },
    },
  };
}

export function putEntry(entry: Entry): TransactWrite {
  return putVersion({ ...entryKey(entry.contest, entry.id), ...entry });
}

/** Enters somebody once. */
export function putEntering(contest: string, who: Entering, entry: string): TransactWrite {
  return {
    Put: {
      Item: { ...enteringKey(contest, who), entry },
      ConditionExpression: 'attribute_not_exists(PK)',
    },
  };
}

/** Somebody may enter again. */
export function deleteEntering(contest: string, who: Entering): TransactWrite {
  return { Delete: { Key: enteringKey(contest, who) } };
}

export function putScore(contest: string, score: Score): TransactWrite {
  return putVersion({ ...scoreKey(contest, score), ...score });
}

export function putRecusal(contest: string, recusal: Recusal): TransactWrite {
  const { entry, judge } = recusal;
  return {
    Put: { Item: { ...contestKey(contest), SK: `${RECUSAL}${entry}#${judge}`, ...recusal } },
  };
}

const contestKey = (id: string) => ({ PK: `CONTEST#${id}`, SK: 'CONTEST' });
const entryKey = (contest: string, id: string) => ({ PK: contestKey(contest).PK, SK: `${ENTRY}${id}` });
const enteringKey = (contest: string, who: Entering) => ({
  PK: contestKey(contest).PK,
  SK: 'agency' in who ? `ENTERED#AGENCY#${who.agency}` : `ENTERED#ORGANISATION#${who.organisation}`,
});
const scoreKey = (contest: string, { entry, judge }: { entry: string; judge: number }) => ({
  PK: contestKey(contest).PK,
  SK: `${SCORE}${entry}#${judge}`,
});
