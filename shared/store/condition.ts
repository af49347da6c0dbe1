/** What is asked of a table's items, in DynamoDB's expressions. Pure. */

/** Names of the indexes that a table may have. */
export type Index = 'GSI1' | 'GSI2' | 'GSI3';

export interface Key {
  PK: string;
  SK: string;
}

/** What a query asks for. */
export interface Condition {
  PK: string;
  /** What sort keys begin with, or up to which they go. */
  beginsWith?: string;
  upTo?: string;
  /**
   * A global secondary index, whose keys are `<index>PK` and `<index>SK`; eventually consistent. It holds keys and what it
   * is filtered by: the items are read from the table.
   */
  index?: Index;
  /** Attributes that have to have these values; read and passed over otherwise. An index has to hold them. */
  only?: Readonly<Record<string, string | boolean | undefined>>;
  /** Attributes that must not have these values. */
  except?: Readonly<Record<string, string | undefined>>;
  /** Attributes whose list has to have these values among others. */
  having?: Readonly<Record<string, string | undefined>>;
  /** Attributes that may at most be this, as text compares. */
  notAfter?: Readonly<Record<string, string | undefined>>;
  descending?: boolean;
  /** Read as it is now; an index cannot be. */
  consistent?: boolean;
}

const given = (values: object = {}) => Object.entries(values).filter(([, value]) => value !== undefined);

/** Whether items are read and passed over, so that a page may need several queries. */
export const isFiltered = (asked: Condition) => filtersOf(asked).length > 0;

/** What is asked of attributes beside the keys, each as an expression over its name and value. */
function filtersOf({ only, except, having, notAfter }: Condition) {
  return [
    ...given(only).map((pair) => ({ pair, of: (name: string, value: string) => `${name} = ${value}` })),
    ...given(except).map((pair) => ({ pair, of: (name: string, value: string) => `${name} <> ${value}` })),
    ...given(having).map((pair) => ({
      pair,
      of: (name: string, value: string) => `contains(${name}, ${value})`,
    })),
    ...given(notAfter).map((pair) => ({ pair, of: (name: string, value: string) => `${name} <= ${value}` })),
  ];
}

/** A query's input, as lib-dynamodb takes it: index, key condition, filter. */
export function conditionOf(asked: Condition) {
  const { PK, beginsWith, upTo, index } = asked;
  const filters = filtersOf(asked);
  const range =
    beginsWith !== undefined ? ' AND begins_with(#sk, :sk)' : upTo !== undefined ? ' AND #sk <= :sk' : '';
  return {
    ...(index && { IndexName: index }),
    KeyConditionExpression: `#pk = :pk${range}`,
    ...(filters.length > 0 && {
      FilterExpression: filters.map(({ of }, at) => of(`#f${at}`, `:f${at}`)).join(' AND '),
    }),
    ExpressionAttributeNames: {
      '#pk': `${index ?? ''}PK`,
      ...(range && { '#sk': `${index ?? ''}SK` }),
      ...Object.fromEntries(filters.map(({ pair: [name] }, at) => [`#f${at}`, name])),
    },
    ExpressionAttributeValues: {
      ':pk': PK,
      ...(range && { ':sk': beginsWith ?? upTo }),
      ...Object.fromEntries(filters.map(({ pair: [, value] }, at) => [`:f${at}`, value])),
    },
  };
}

/** Keys, and what an item stands in an index with to be filtered by: named `@…`, it says nothing new. */
const KEYS = /^((GSI\d)?(PK|SK)|@.*)$/;

/** An item as the service knows it: without keys, and without what only indexes need. */
export function withoutKeys<T>(item: Record<string, unknown>): T {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !KEYS.test(name))) as T;
}

/** The key from which a query goes on: the table's, and the index's where one is asked. */
export function keyOf(item: Record<string, unknown>, index: Index | undefined) {
  const names = ['PK', 'SK', ...(index ? [`${index}PK`, `${index}SK`] : [])];
  return Object.fromEntries(names.map((name) => [name, item[name]]));
}
