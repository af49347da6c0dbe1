import { INCOMING } from '../../shared/files/places.ts';
import { logicalId } from './names.ts';

/** Days after which an upload that nobody kept is gone. */
const INCOMING_DAYS = 2;
/** Days for which a file that was removed or replaced can be brought back. */
const REMOVED_DAYS = 90;

const HAS_ORIGINS = 'HasCorsOrigins';

/** The portal lies behind the API's own address; pages elsewhere are named when it is deployed. */
const PORTAL = { 'Fn::GetAtt': ['HttpApi', 'ApiEndpoint'] };

/** S3 takes no empty origin. */
export const bucketConditions = {
  [HAS_ORIGINS]: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'CorsOrigins' }, ''] }] },
};

/**
 * A service's files: private, encrypted under the key of personal fields, versioned, over TLS only, kept when the stack
 * goes. Browsers upload straight into it by presigned POST; what lies under `incoming/` and is not kept is cleared away.
 */
export function bucket(service: string) {
  const id = logicalId(service, 'Files');
  const arn = { 'Fn::GetAtt': [id, 'Arn'] };
  return {
    [id]: {
      Type: 'AWS::S3::Bucket',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        // Bucket names are of the whole partition, so the account is part of it.
        BucketName: { 'Fn::Sub': `\${AWS::StackName}-${service}-files-\${AWS::AccountId}` },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            {
              BucketKeyEnabled: true,
              ServerSideEncryptionByDefault: {
                SSEAlgorithm: 'aws:kms',
                KMSMasterKeyID: { 'Fn::GetAtt': ['FieldKey', 'Arn'] },
              },
            },
          ],
        },
        VersioningConfiguration: { Status: 'Enabled' },
        LifecycleConfiguration: {
          Rules: [
            {
              Id: 'incoming',
              Status: 'Enabled',
              Prefix: INCOMING,
              ExpirationInDays: INCOMING_DAYS,
              NoncurrentVersionExpiration: { NoncurrentDays: INCOMING_DAYS },
            },
            {
              Id: 'unfinished-and-removed',
              Status: 'Enabled',
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
              NoncurrentVersionExpiration: { NoncurrentDays: REMOVED_DAYS },
            },
          ],
        },
        CorsConfiguration: {
          CorsRules: [
            {
              AllowedOrigins: {
                'Fn::If': [
                  HAS_ORIGINS,
                  { 'Fn::Split': [',', { 'Fn::Join': [',', [PORTAL, { Ref: 'CorsOrigins' }]] }] },
                  [PORTAL],
                ],
              },
              AllowedMethods: ['POST', 'GET'],
              AllowedHeaders: ['content-type'],
              MaxAge: 3600,
            },
          ],
        },
      },
    },
    [`${id}Policy`]: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: id },
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'TlsOnly',
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: [arn, { 'Fn::Sub': `\${${id}.Arn}/*` }],
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        },
      },
    },
  };
}
