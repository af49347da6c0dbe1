import { logicalId, physicalName } from './names.ts';

/**
 * A service's one table: string keys PK and SK, TTL, a stream for its relay; kept when the stack goes.
 * @param indexes how many global secondary indexes it has: GSI1 with the keys GSI1PK and GSI1SK, and so on
 */
export function table(service: string, indexes = 0) {
  const names = Array.from({ length: indexes }, (_, index) => `GSI${index + 1}`);
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
          GlobalSecondaryIndexes: names.map((IndexName) => ({
            IndexName,
            KeySchema: keySchema(IndexName),
            Projection: { ProjectionType: 'ALL' },
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
