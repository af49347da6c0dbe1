import { putVersion, type Store, type TransactWrite } from '../../../shared/store/index.ts';
import { type AccountKind, type Entry, type Posting, postingsOf, purchased } from '../model/ledger.ts';
import { counted, type Purchase } from '../model/purchase.ts';
import type { Source } from '../model/terms.ts';
import { inCity } from './keys.ts';
import { given, type ListOptions } from './list.ts';

/** An entry as it stands in an account. */
export type Line = Entry & Pick<Posting, 'account'> & { amount: number };

/** What a county has by source in a year: the sum of all kinds of account is zero. */
export type Total = { source: Source; form: Entry['form'] } & Readonly<Partial<Record<AccountKind, number>>>;

/** Fen of the share of O2 in a county and year. */
export interface Share {
  county: string;
  year: string;
  numerator: number;
  denominator: number;
}

export function moneyIn(store: Store) {
  return {
    /** What an account holds, in fen. */
    async balance(account: string): Promise<number> {
      const item = await store.get<{ fen: number }>(balanceKey(account), { consistent: true });
      return item?.fen ?? 0;
    },

    /** The entries of an account in their order. */
    async statement(account: string, list: ListOptions) {
      return store.query<Line>({
        PK: accountKey(account),
        beginsWith: ENTRY,
        consistent: true,
        ...given(list),
      });
    },

    /** The totals of a county in a year, by source. */
    async totals(county: string, year: string): Promise<Total[]> {
      const { items } = await store.query<Total>({
        PK: totalsKey(county, year),
        beginsWith: SOURCE,
        consistent: true,
        limit: 100,
        scope: 'totals',
      });
      return items;
    },

    /** The share of O2 of counties in a year; those without purchases are zero. */
    async shares(counties: readonly string[], year: string): Promise<Share[]> {
      const found = await store.getAll<Share>(
        counties.map((county) => ({ PK: totalsKey(county, year), SK: PURCHASES })),
        { consistent: true },
      );
      const byCounty = new Map(found.map((share) => [share.county, share]));
      return counties.map((county) => byCounty.get(county) ?? { county, year, numerator: 0, denominator: 0 });
    },

    async purchase(id: string): Promise<Purchase | undefined> {
      return store.get<Purchase>(purchaseKey(id), { consistent: true });
    },

    /** The purchases of a county, or of all of the city's, the latest first by county. */
    async purchases(division: string, list: ListOptions) {
      return store.query<Purchase>({
        index: 'GSI1',
        PK: inCity(PURCHASES),
        beginsWith: division,
        descending: true,
        ...given(list),
      });
    },
  };
}

/**
 * An entry in both its accounts, with their balances, the county's totals, and the share of O2 where it counts. What is
 * available, committed or spent never falls below zero.
 */
export function putEntry(entry: Entry): TransactWrite[] {
  const county = entry.division.slice(0, 6);
  const year = entry.on.slice(0, 4);
  const [debit, credit] = postingsOf(entry);
  const bought = purchased(entry);
  return [
    ...[debit, credit].flatMap((posting) => [line(entry, posting), balance(posting)]),
    add(
      { PK: totalsKey(county, year), SK: `${SOURCE}${entry.source}#${entry.form}` },
      { [debit.kind]: debit.fen, [credit.kind]: credit.fen },
      { source: entry.source, form: entry.form },
    ),
    ...(bought === 0 ? [] : [putShare(county, year, { numerator: bought, denominator: bought })]),
  ];
}

/** A purchase, and what it adds to the share of O2 of its county and year, or takes back. */
export function putPurchase(purchase: Purchase, before: Purchase | undefined): TransactWrite[] {
  const { id, county, on } = purchase;
  const [is, was] = [counted(purchase), before ? counted(before) : { numerator: 0, denominator: 0 }];
  const more = {
    numerator: is.numerator - was.numerator,
    denominator: is.denominator - was.denominator,
  };
  return [
    putVersion({
      ...purchaseKey(id),
      GSI1PK: inCity(PURCHASES),
      GSI1SK: `${county}#${on}#${id}`,
      ...purchase,
    }),
    ...(more.denominator === 0 ? [] : [putShare(county, on.slice(0, 4), more)]),
  ];
}

const ENTRY = 'ENTRY#';
const SOURCE = 'SOURCE#';
const PURCHASES = 'PURCHASES';
const accountKey = (account: string) => `ACCOUNT#${account}`;
const balanceKey = (account: string) => ({ PK: accountKey(account), SK: 'BALANCE' });
const totalsKey = (county: string, year: string) => `TOTALS#${county}#${year}`;
const purchaseKey = (id: string) => ({ PK: `PURCHASE#${id}`, SK: 'PURCHASE' });

function line(entry: Entry, { account, fen }: Posting): TransactWrite {
  return {
    Put: {
      Item: {
        PK: accountKey(account),
        SK: `${ENTRY}${entry.on}#${entry.id}`,
        account,
        amount: fen,
        ...entry,
      },
      ConditionExpression: 'attribute_not_exists(PK)',
    },
  };
}

function balance({ account, kind, fen }: Posting): TransactWrite {
  const write = add(balanceKey(account), { fen }, { account });
  // What providers have given is what all the rest comes from: it alone is negative.
  if (kind === 'given' || fen > 0) return write;
  return {
    Update: {
      ...write.Update!,
      ConditionExpression: '#fen >= :floor',
      ExpressionAttributeValues: { ...write.Update!.ExpressionAttributeValues, ':floor': -fen },
    },
  };
}

const putShare = (county: string, year: string, more: Pick<Share, 'numerator' | 'denominator'>) =>
  add({ PK: totalsKey(county, year), SK: PURCHASES }, more, { county, year });

/** Adds to numbers of an item, and sets what it is of. */
function add(
  Key: { PK: string; SK: string },
  numbers: Readonly<Record<string, number>>,
  texts: Readonly<Record<string, string>>,
): TransactWrite & { Update: object } {
  const [adds, sets] = [Object.entries(numbers), Object.entries(texts)];
  const list = (all: readonly [string, unknown][], sign: string) =>
    all.map(([name]) => `#${name}${sign} :${name}`).join(', ');
  return {
    Update: {
      Key,
      UpdateExpression: `ADD ${list(adds, '')} SET ${list(sets, ' =')}`,
      ExpressionAttributeNames: Object.fromEntries([...adds, ...sets].map(([name]) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(
        [...adds, ...sets].map(([name, value]) => [`:${name}`, value]),
      ),
    },
  };
}
