/**
 * Where all alarms go; people subscribe to it. It has a key of its own, as CloudWatch may not use the one that AWS keeps
 * for SNS: alarms to a topic under alias/aws/sns are lost.
 */
export const alarmTopic = {
  AlarmTopic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { Ref: 'AlarmKey' } } },
  AlarmKey: {
    Type: 'AWS::KMS::Key',
    Properties: {
      Description: 'Encrypts alarms on their way to people',
      EnableKeyRotation: true,
      KeyPolicy: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'Administration',
            Effect: 'Allow',
            Principal: { AWS: { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root` } },
            Action: 'kms:*',
            Resource: '*',
          },
          {
            Sid: 'Alarms',
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            Resource: '*',
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          },
        ],
      },
    },
  },
};
