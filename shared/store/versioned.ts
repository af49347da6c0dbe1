/** Optimistic locking: a write goes through only when nobody changed the item since it was read. */
import type { TransactWrite } from './store.ts';

interface Versioned {
  PK: string;
  SK: string;
  /** From 1, raised by one with every change. */
  version: number;
}

/**
 * Puts the next version of an item: version 1 must be new, any other follow the one before it. When it does not,
 * ConditionFailed brings the item as it is.
 */
export function putVersion(item: Versioned & Record<string, unknown>): TransactWrite {
  const { version } = item;
  return {
    Put: {
      Item: item,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      ...(version === 1
        ? { ConditionExpression: 'attribute_not_exists(PK)' }
        : {
            ConditionExpression: '#version = :before',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':before': version - 1 },
          }),
    },
  };
}
