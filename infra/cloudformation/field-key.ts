/** The key under which the data keys of personal fields are made (shared/privacy); kept when the stack goes. */
export const fieldKey = {
  FieldKey: {
    Type: 'AWS::KMS::Key',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      Description: 'Encrypts the data keys of personal fields',
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
        ],
      },
    },
  },
};
