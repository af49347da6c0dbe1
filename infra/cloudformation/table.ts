import { logicalId, physicalName } from './names.ts';

/**
 * A service's one table: string keys PK and SK, TTL, a stream for its relay; kept when the stack goes.
 * @param indexes of each global secondary index the attributes that it holds beside the keys, to be filtered by: GSI1 has
 * the keys GSI1PK and GSI1SK, and so on. Items are read from the table: what an index holds is written twice
 */
export function table(service: string, indexes: readonly (readonly string[])[] = []) {
  const names = indexes.map((_, index) => `GSI${index + 1}`);
  const keys = ['', ...names].flatMap((prefix) => [`${prefix}PK`, `${prefix}SK`]);
  return {
    [logicalId(service, 'Table')]: {
      Type: 'AWS::DynamoDB::Table',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        TableName: physicalName(service, 'table'),
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        KeySchema: keySchema(''),
        ...(names.length > 0 && {
          GlobalSecondaryIndexes: names.map((IndexName, index) => ({
            IndexName,
            KeySchema: keySchema(IndexName),
            Projection:
              indexes[index]!.length > 0
                ? { ProjectionType: 'INCLUDE', NonKeyAttributes: [...indexes[index]!] }
                : { ProjectionType: 'KEYS_ONLY' },
          })),
        }),
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        DeletionProtectionEnabled: true,
      },
    },
  };
}

function keySchema(prefix: string) {
  return [
    { AttributeName: `${prefix}PK`, KeyType: 'HASH' },
    { AttributeName: `${prefix}SK`, KeyType: 'RANGE' },
  ];
}
