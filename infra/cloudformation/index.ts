/**
 * The CloudFormation resources of every service: deployed as they stand by serverless.yml, and created from this very
 * source in the local stack and in tests.
 */
import { alarmTopic } from './alarm-topic.ts';
import { bucket, bucketConditions } from './bucket.ts';
import { fieldKey } from './field-key.ts';
import { deadLetters, inbox, inboxAlarms, relayAlarm, WORKER_TIMEOUT } from './queues.ts';
import { receiver, receiverParameters } from './receiver.ts';
import { table } from './table.ts';

/** What needs, projects, resources, organisations and matches are filtered by. */
const LIST_FILTERS = ['state', '@state', '@actions', '@kinds', '@groups', '@urgency', '@openUntil'];
const LEDGER_FILTERS = ['track', 'class', 'kind', 'status', 'hub', 'actions'];

/**
 * What each service has: a table with these indexes, an inbox, and lanes beside it by the seconds that their workers may
 * take. Logical ids begin with its name: NamingTable, NamingInbox, NamingDeadLetters, MatchingUrgentInbox,
 * RegistrationFiles.
 */
const services = {
  naming: { indexes: [], lanes: {}, files: false },
  // What the ledger, the inboxes and the directory are filtered by; what is due, over all authorities, is only counted.
  registration: { indexes: [LEDGER_FILTERS, [...LEDGER_FILTERS, 'type'], []], lanes: {}, files: true },
  matching: {
    indexes: [LIST_FILTERS, ['state'], []],
    lanes: { urgent: WORKER_TIMEOUT, rounds: 300 },
    files: true,
  },
  activity: { indexes: [['state'], ['state', '@action'], ['state']], lanes: { rates: 300 }, files: true },
  platform: { indexes: [['@kind', '@operating', '@state'], []], lanes: {}, files: true },
  reporting: {
    indexes: [['state', 'level', 'kind'], ['state']],
    lanes: { push: 60, exports: 300 },
    files: true,
  },
};

/** Lanes that keep order. */
const FIFO: readonly string[] = ['reporting-push'];

const resources = Object.fromEntries(
  Object.entries(services).flatMap(([service, { indexes, lanes, files }]) => [
    ...Object.entries(table(service, indexes)),
    ...[['', WORKER_TIMEOUT] as const, ...Object.entries(lanes)].flatMap(([lane, timeout]) => {
      const name = lane ? `${service}-${lane}` : service;
      return [
        ...Object.entries(inbox(name, timeout, FIFO.includes(name))),
        ...Object.entries(deadLetters(name, FIFO.includes(name))),
        ...Object.entries(inboxAlarms(name, timeout, FIFO.includes(name))),
      ];
    }),
    ...Object.entries(relayAlarm(service)),
    ...('urgent' in lanes ? Object.entries(relayAlarm(`${service}-urgent`, service)) : []),
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
    OidcAuthority: {
      Type: 'String',
      AllowedPattern: 'https://.+',
      Description: 'Where the web application has people sign in (OpenID Connect)',
    },
    OidcClientId: { Type: 'String', MinLength: 1, Description: 'What the web application is called there' },
    CorsOrigins: { Type: 'String', Default: '', Description: 'Web origins that may call, comma separated' },
    ...receiverParameters,
  },
  Conditions: bucketConditions,
  Resources: {
    ...resources,
    ...alarmTopic,
    ...fieldKey,
    ...receiver,
    CursorSecret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: {
        Description: 'Signs the cursors of lists',
        GenerateSecretString: { PasswordLength: 48, ExcludePunctuation: true },
      },
    },
  },
};
