import {
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import { type Entry, type Form, type Heading, postingsOf, type Sums } from '../model/ledger.ts';
import type { Purchase } from '../model/purchase.ts';
import type { Source } from '../model/terms.ts';
import { inCity } from './keys.ts';

/** An entry as it is kept, with the instant at which it was made. */
export type Kept = Entry & { at: string };

/** What a township, or a county or city itself, has of a source in a year: all headings together are zero. */
export type Row = { place: string; year: string; source: Source; form: Form } & Sums;

export function moneyIn(store: Store) {
  return {
    /** What resources and purchases have by heading, by their ids: all headings together are zero. */
    async accounts(ids: readonly string[]): Promise<ReadonlyMap<string, Sums>> {
      const found = await store.getAll<{ account: string } & Sums>(ids.map(accountKey), { consistent: true });
      return new Map(found.map(({ account, ...sums }) => [account, sums]));
    },

    /** Of the resources that a match is paid from, what is committed and spent by heading. */
    async sharesOfMatch(match: string, accounts: readonly string[]) {
      const keys = accounts.map((account) => matchShareKey(account, match));
      return store.getAll<{ account: string } & Sums>(keys, { consistent: true });
    },

    /** The entries of a resource or purchase, the latest first. */
    async statement(account: string, list: ListOptions) {
      const { PK } = accountKey(account);
      return store.query<Kept>({
        PK,
        beginsWith: ENTRY,
        descending: true,
        consistent: true,
        ...given(list),
      });
    },

    /** The entries about a match, the latest first. */
    async statementOfMatch(match: string, list: ListOptions) {
      return store.query<Kept>({ index: 'GSI1', PK: matchLedger(match), descending: true, ...given(list) });
    },

    /**
     * What the ledger says of a county, or of what is the city's own, by place and source.
     * @param year YYYY; of all years when left out
     */
    async book(county: string, year?: string): Promise<Row[]> {
      const rows: Row[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.query<Row>({
          PK: bookKey(county),
          ...(year !== undefined && { beginsWith: `${year}#` }),
          consistent: true,
          ...given({ limit: 1000, scope: 'book', cursor }),
        });
        rows.push(...page.items);
        cursor = page.next;
      } while (cursor !== undefined);
      return rows;
    },

    async purchase(id: string): Promise<Purchase | undefined> {
      return store.get<Purchase>(purchaseKey(id), { consistent: true });
    },

    /** The purchases of a year that a division's bureau recorded, or all of the city's; the latest first by bureau. */
    async purchases(division: string, year: string, list: ListOptions) {
      return store.query<Purchase>({
        index: 'GSI1',
        PK: purchasesOf(year),
        beginsWith: division,
        descending: true,
        ...given(list),
      });
    },
  };
}

/**
 * The entries of one transaction: each kept for good, with the balances of its account, of its match, and of the divisions
 * that it touches. Nothing but what is given, or goes elsewhere, falls below zero.
 * @param at ISO 8601 instant
 */
export function putEntries(entries: readonly Entry[], at: string): TransactWrite[] {
  const changes = joined(entries.flatMap(changesOf));
  return [...entries.map((entry) => putEntry(entry, at)), ...[...changes.values()].map(update)];
}

/** Saves a purchase's next version. */
export function putPurchase(purchase: Purchase): TransactWrite {
  const { id, division, on } = purchase;
  return putVersion({
    ...purchaseKey(id),
    GSI1PK: purchasesOf(on.slice(0, 4)),
    GSI1SK: `${division}#${on}#${id}`,
    ...purchase,
  });
}

function putEntry(entry: Entry, at: string): TransactWrite {
  const { account, id } = entry;
  const SK = `${ENTRY}${at}#${id}`;
  return {
    Put: {
      Item: {
        PK: accountKey(account).PK,
        SK,
        ...('match' in entry && { GSI1PK: matchLedger(entry.match), GSI1SK: SK }),
        ...entry,
        at,
      },
      ConditionExpression: 'attribute_not_exists(PK)',
    },
  };
}

/** What is added to one item. */
interface Change {
  key: { PK: string; SK: string };
  facts: Readonly<Record<string, string>>;
  more: Sums;
  /** Whether what is had may not fall below zero. */
  bounded: boolean;
}

/** What an entry adds to the balances of its account, of its match, and of the places that it touches. */
export function changesOf(entry: Entry): Change[] {
  const postings = postingsOf(entry);
  const { account, source, form, year } = entry;
  const own = postings.filter(({ heading }) => heading !== 'transferred');
  const ofMatch = own.filter(({ heading }) => heading === 'committed' || heading === 'spent');
  return [
    { key: accountKey(account), facts: { account }, more: summed(own), bounded: true },
    ...('match' in entry
      ? [
          {
            key: matchShareKey(account, entry.match),
            facts: { account },
            more: summed(ofMatch),
            bounded: true,
          },
        ]
      : []),
    ...[...new Set(postings.map(({ place }) => place))].map((place) => ({
      key: { PK: bookKey(place), SK: `${year}#${place}#${source}#${form}` },
      facts: { place, year, source, form },
      more: summed(postings.filter((posting) => posting.place === place)),
      bounded: false,
    })),
  ];
}

function summed(postings: readonly { heading: Heading; fen: number }[]): Sums {
  const sums: Partial<Record<Heading, number>> = {};
  for (const { heading, fen } of postings) sums[heading] = (sums[heading] ?? 0) + fen;
  return sums;
}

/** Changes by the key of their item: a transaction touches an item once. */
export function joined(changes: readonly Change[]): Map<string, Change> {
  const all = new Map<string, Change>();
  const asPostings = (sums: Sums) =>
    Object.entries(sums).map(([heading, fen]) => ({ heading: heading as Heading, fen }));
  for (const change of changes) {
    const id = `${change.key.PK} ${change.key.SK}`;
    const more = summed([...asPostings(all.get(id)?.more ?? {}), ...asPostings(change.more)]);
    all.set(id, { ...change, more });
  }
  return all;
}

/** Which of the table's items are entries, and which balances. */
export const isEntry = ({ PK, SK }: { PK: string; SK: string }) =>
  PK.startsWith(LEDGER) && SK.startsWith(ENTRY);
export const isBalance = (key: { PK: string; SK: string }) =>
  key.PK.startsWith(BOOK) || (key.PK.startsWith(LEDGER) && !isEntry(key));

function update({ key, facts, more, bounded }: Change): TransactWrite {
  const [adds, sets] = [Object.entries(more), Object.entries(facts)];
  const floors = bounded ? adds.filter(([heading, fen]) => heading !== 'given' && fen < 0) : [];
  const list = (names: readonly [string, unknown][], from: number, sign: string) =>
    names.map((_, index) => `#n${from + index}${sign} :v${from + index}`).join(', ');
  return {
    Update: {
      Key: key,
      UpdateExpression: `ADD ${list(adds, 0, '')} SET ${list(sets, adds.length, ' =')}`,
      ...(floors.length > 0 && {
        ConditionExpression: floors
          .map(([heading]) => adds.findIndex(([name]) => name === heading))
          .map((index) => `#n${index} >= :f${index}`)
          .join(' AND '),
      }),
      ExpressionAttributeNames: Object.fromEntries(
        [...adds, ...sets].map(([name], index) => [`#n${index}`, name]),
      ),
      ExpressionAttributeValues: Object.fromEntries([
        ...[...adds, ...sets].map(([, value], index) => [`:v${index}`, value]),
        ...floors.map(([heading, fen]) => [`:f${adds.findIndex(([name]) => name === heading)}`, -fen]),
      ]),
    },
  };
}

const ENTRY = 'ENTRY#';
const LEDGER = 'LEDGER#';
const BOOK = 'BOOK#';
const accountKey = (id: string) => ({ PK: LEDGER + id, SK: 'BALANCE' });
const matchShareKey = (account: string, match: string) => ({
  PK: accountKey(account).PK,
  SK: `MATCH#${match}`,
});
const matchLedger = (match: string) => `${LEDGER}MATCH#${match}`;
/** Of the county of a place, or of the city's own. */
const bookKey = (place: string) => BOOK + place.slice(0, 6);
const purchaseKey = (id: string) => ({ PK: `PURCHASE#${id}`, SK: 'PURCHASE' });
const purchasesOf = (year: string) => inCity(`PURCHASES#${year}`);
