import type { Store, TransactWrite } from '../../../shared/store/index.ts';

/** A serial of a county's filings in a year that is taken; `last` was the last one taken, 0 before the first. */
export interface Serial {
  county: string;
  year: string;
  last: number;
  taken: number;
}

export function serialsIn(store: Store) {
  return {
    /** The last serial given to a filing of a county in a year, 0 when there is none. */
    async lastSerial(county: string, year: string): Promise<number> {
      const item = await store.get<{ last: number }>(serialKey(county, year), { consistent: true });
      return item?.last ?? 0;
    },
  };
}

export function putSerial({ county, year, last, taken }: Serial): TransactWrite {
  return {
    Put: {
      Item: { ...serialKey(county, year), last: taken },
      ...(last === 0
        ? { ConditionExpression: 'attribute_not_exists(PK)' }
        : {
            ConditionExpression: '#last = :last',
            ExpressionAttributeNames: { '#last': 'last' },
            ExpressionAttributeValues: { ':last': last },
          }),
    },
  };
}

const serialKey = (county: string, year: string) => ({ PK: `SERIAL#${county}#${year}`, SK: 'SERIAL' });
