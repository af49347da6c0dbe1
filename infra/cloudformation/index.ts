/**
 * The CloudFormation resources of every service: deployed as they stand by serverless.yml, and created from this very
 * source in the local stack and in tests.
 */
import { alarmTopic } from './alarm-topic.ts';
import { bucket, bucketConditions } from './bucket.ts';
import { fieldKey } from './field-key.ts';
import { alarms, deadLetters, inbox } from './queues.ts';
import { table } from './table.ts';

/** What needs, projects, resources, organisations and matches are filtered by. */
const LIST_FILTERS = ['state', 'actions', 'kinds', 'groups', 'urgency'];
const LEDGER_FILTERS = ['track', 'class', 'kind', 'status', 'hub', 'actions'];

/**
 * Logical ids of a service's resources begin with its name: NamingTable, NamingInbox, NamingDeadLetters,
 * RegistrationFiles.
 */
const services = {
  naming: { indexes: [], files: false },
  // What the ledger, the inboxes and the directory are filtered by; what is due, over all authorities, is only counted.
  registration: { indexes: [LEDGER_FILTERS, [...LEDGER_FILTERS, 'type'], []], files: true },
  matching: { indexes: [LIST_FILTERS, ['state'], []], files: true },
};

const resources = Object.fromEntries(
  Object.entries(services).flatMap(([service, { indexes, files }]) => [
    ...Object.entries(table(service, indexes)),
    ...Object.entries(inbox(service)),
    ...Object.entries(deadLetters(service)),
    ...Object.entries(alarms(service)),
    ...(files ? Object.entries(bucket(service)) : []),
  ]),
);

export const template = {
  Parameters: {
    AuthIssuer: {
      Type: 'String',
      AllowedPattern: 'https://.+',
      Description: 'Issuer (iss) of the access tokens',
    },
    AuthAudience: { Type: 'String', MinLength: 1, Description: 'Audience (aud) of the access tokens' },
    AuthJwksUrl: {
      Type: 'String',
      AllowedPattern: 'https://.+',
      Description: "Address of the issuer's key set",
    },
    CorsOrigins: { Type: 'String', Default: '', Description: 'Web origins that may call, comma separated' },
  },
  Conditions: bucketConditions,
  Resources: {
    ...resources,
    ...alarmTopic,
    ...fieldKey,
    CursorSecret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: {
        Description: 'Signs the cursors of lists',
        GenerateSecretString: { PasswordLength: 48, ExcludePunctuation: true },
      },
    },
  },
};
