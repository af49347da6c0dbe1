/**
 * The CloudFormation resources of every service: deployed as they stand by serverless.yml, and created from this very
 * source in the local stack and in tests.
 */
import { alarmTopic } from './alarm-topic.ts';
import { alarms, deadLetters, inbox } from './queues.ts';
import { table } from './table.ts';

/**
 * Logical ids of a service's resources begin with its name: NamingTable, NamingInbox, NamingDeadLetters. A service
 * that does not run yet has an inbox all the same, where what concerns it waits.
 */
const services = {
  naming: { runs: true },
  registration: { runs: false },
} as const;

const resources = Object.fromEntries(
  Object.entries(services).flatMap(([service, { runs }]) => [
    ...(runs ? Object.entries(table(service)) : []),
    ...Object.entries(inbox(service, runs)),
    ...Object.entries(deadLetters(service)),
    ...Object.entries(alarms(service, runs)),
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
  Resources: {
    ...resources,
    ...alarmTopic,
    CursorSecret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: {
        Description: 'Signs the cursors of lists',
        GenerateSecretString: { PasswordLength: 48, ExcludePunctuation: true },
      },
    },
  },
};
