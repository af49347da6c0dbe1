import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { logicalId as logicalIdOf } from '../../../infra/cloudformation/names.ts';
import { catalogue, INBOXES, SERVICES, subscribersToAnyOf } from '../../../shared/events/catalogue.ts';
import { type Packaged, packageInto, type Resource } from '../../support/packaged.ts';
import { filesOfZip } from '../../support/zip.ts';

const ROOT = join(import.meta.dirname, '../../..');
const FOLDER = `.cache/package-${process.pid}`;

interface FunctionDefinition {
  environment?: Record<string, unknown>;
  package?: { patterns: string[] };
  events: { httpApi?: string }[];
}
const yaml = (path: string) => parse(readFileSync(join(ROOT, path), 'utf8'));
/** The functions as serverless.yml and the files that it names declare them. */
const DEFINITIONS: Readonly<Record<string, FunctionDefinition>> = Object.assign(
  {},
  ...yaml('serverless.yml').functions.map((file: string) => yaml(/^\$\{file\((.+)\)\}$/.exec(file)![1]!)),
);
const FUNCTIONS = Object.keys(DEFINITIONS).sort();
/** Those that end alike stand with the longer name first. */
const KINDS = [
  'Api',
  'Pages',
  'Placing',
  'Delivery',
  'Documents',
  'Figures',
  'Imports',
  'UrgentWorker',
  'RoundsWorker',
  'RatesWorker',
  'PushWorker',
  'ExportsWorker',
  'Worker',
  'UrgentRelay',
  'Relay',
  'Schedule',
] as const;
const kindOf = (name: string) => KINDS.find((kind) => name.endsWith(kind))!;
const serviceOf = (name: string) => name.slice(0, -kindOf(name).length);
const ofKind = (kind: (typeof KINDS)[number]) => FUNCTIONS.filter((name) => kindOf(name) === kind);
/** Services that run have a worker; others only have inboxes where what concerns them waits. */
const RUNNING = ofKind('Worker').map(serviceOf);
const WAITING = INBOXES.filter((inbox) =>
  SERVICES.some((one) => RUNNING.includes(one) && subscribersToAnyOf(one).includes(inbox)),
);
/** Their own inboxes and the lanes beside them. */
const RUNNING_INBOXES = INBOXES.filter((inbox) =>
  RUNNING.some((service) => inbox === service || inbox.startsWith(`${service}-`)),
);
const HAVING_INBOX = [...new Set([...RUNNING, ...WAITING])].sort();
const HTTP_ROUTES = FUNCTIONS.flatMap((name) =>
  DEFINITIONS[name]!.events.flatMap(({ httpApi }) => httpApi ?? []),
);
const MB = 1_000_000;

let packaged: Packaged;

beforeAll(async () => {
  packaged = await packageInto(FOLDER);
});

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

const logicalId = (name: string) => logicalIdOf(name, '');
const of = (type: string) => Object.entries(packaged.resources).filter(([, { Type }]) => Type === type);
const resource = (id: string) => packaged.resources[id]!;
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
}
const statementsOf = (role: Resource): Statement[] =>
  role.Properties.Policies.flatMap(
    (policy: { PolicyDocument: { Statement: Statement[] } }) => policy.PolicyDocument.Statement,
  );
const roleOf = (name: string) => resource(`${logicalId(name)}IamRoleLambdaExecution`);
/** The logical ids of the resources to which a function may do an action. */
const mayDo = (name: string, action: string) =>
  statementsOf(roleOf(name))
    .filter(({ Action }) => listOf(Action).includes(action))
    .flatMap(({ Resource }) => listOf(Resource))
    .map((arn) => {
      const {
        Ref,
        'Fn::GetAtt': attribute,
        'Fn::Sub': index,
      } = arn as Record<string, string | undefined> & {
        'Fn::GetAtt'?: [string, string];
      };
      // An index belongs to its table, an object to its bucket.
      return Ref ?? attribute?.[0] ?? /^\$\{(\w+)\.Arn\}\/(index\/GSI\d|\*)$/.exec(index ?? '')?.[1];
    });

const tells = (service: string) =>
  SERVICES.some((one) => one === service && subscribersToAnyOf(one).length > 0);

/** What every function may do: keep its log, send its traces. */
const COMMON = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];
/** What shared/store asks of a table; a transaction asks for the rights of its single writes. */
const STORE = [
  'dynamodb:BatchGetItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
];
/** What a service's store.ts says, or the files of its folder store/. */
const storeOf = (service: string) => {
  const folder = join(ROOT, `functions/${service}/store`);
  const files = existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : [`${folder}.ts`];
  return files.map((file) => readFileSync(file, 'utf8')).join('');
};
/** Writes that only some services make, as their store says. */
const writesOf = (service: string) =>
  ['Update', 'Delete']
    .filter((write) => storeOf(service).includes(`${write}: {`))
    .map((write) => `dynamodb:${write}Item`);
const KEYS = ['kms:Decrypt', 'kms:GenerateDataKey'];
/** What a kind of function does with the files of its service; the others only know of the bucket. */
const FILES: Readonly<Record<string, Readonly<Partial<Record<(typeof KINDS)[number], string[]>>>>> = {
  registration: {
    Api: ['s3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
    Worker: ['s3:GetObject', 's3:PutObject'],
    Documents: ['s3:GetObject', 's3:PutObject'],
    Imports: ['s3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
  },
  matching: {
    Delivery: ['s3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
    RoundsWorker: ['s3:PutObject'],
  },
  activity: {
    Api: ['s3:GetObject', 's3:ListBucket', 's3:PutObject'],
    Imports: ['s3:GetObject', 's3:ListBucket', 's3:PutObject'],
    Worker: ['s3:GetObject', 's3:PutObject'],
  },
  platform: { Api: ['s3:GetObject', 's3:ListBucket', 's3:PutObject'] },
  // The key of the bucket stands with its files: nothing of this table is encrypted by field.
  reporting: {
    Api: ['kms:Decrypt', 'kms:GenerateDataKey', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
    Schedule: ['kms:Decrypt', 'kms:GenerateDataKey', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
    ExportsWorker: ['kms:Decrypt', 'kms:GenerateDataKey', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
  },
};
/** Takes from its inbox; buries in its dead letters. */
const CONSUMER = [
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ReceiveMessage',
  'sqs:SendMessage',
];
/** Reads its table's stream; sends to inboxes, and to the operators over the encrypted topic. */
const RELAY = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
  'kms:Decrypt',
  'kms:GenerateDataKey',
  'sns:Publish',
  'sqs:SendMessage',
];
/** What a kind of function does beside the store. */
const OWN: Readonly<Record<(typeof KINDS)[number], string[]>> = {
  Api: [],
  Pages: [],
  Placing: [],
  Delivery: [],
  Documents: [],
  Figures: [],
  Imports: [],
  UrgentWorker: CONSUMER,
  RoundsWorker: CONSUMER,
  RatesWorker: CONSUMER,
  PushWorker: CONSUMER,
  ExportsWorker: CONSUMER,
  Worker: CONSUMER,
  Relay: RELAY,
  UrgentRelay: RELAY,
  Schedule: [],
};

describe('packaged functions', () => {
  it('are all there, on Node 24 and arm64, traced by X-Ray', () => {
    const functions = of('AWS::Lambda::Function');
    expect(functions.map(([id]) => id).sort()).toEqual(
      FUNCTIONS.map((name) => `${logicalId(name)}LambdaFunction`),
    );
    for (const [, { Properties }] of functions) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
      });
    }
  });

  it('each have a role that no other uses, and no other role is left', () => {
    const used = of('AWS::Lambda::Function').map(([, { Properties }]) => Properties.Role['Fn::GetAtt'][0]);
    expect(new Set(used).size).toBe(FUNCTIONS.length);
    expect(
      of('AWS::IAM::Role')
        .map(([id]) => id)
        .sort(),
    ).toEqual([...used].sort());
    expect(packaged.text).not.toContain('"IamRoleLambdaExecution"');
  });

  it('may do named actions on named resources only; X-Ray alone names none', () => {
    const roles = of('AWS::IAM::Role');
    expect(roles).toHaveLength(FUNCTIONS.length);
    for (const [, role] of roles) {
      expect(role.Properties.ManagedPolicyArns ?? []).toEqual([]);
      const statements = statementsOf(role);
      expect(statements.length).toBeGreaterThanOrEqual(2);
      for (const { Action, Resource } of statements) {
        for (const action of listOf(Action)) expect(action).toMatch(/^[a-z0-9]+:[A-Za-z]+$/);
        const traces = listOf(Action).every((action) => String(action).startsWith('xray:'));
        if (!traces) for (const arn of listOf(Resource)) expect(arn).not.toBe('*');
        const text = JSON.stringify(Resource);
        // Of a log group its streams, of a service's bucket its objects.
        if (!traces && text.includes('*'))
          expect(text).toMatch(/:log-group:\/aws\/lambda\/peiyou-|^\{"Fn::Sub":"\$\{\w+Files\.Arn\}\/\*"\}$/);
      }
    }
  });

  it.each(FUNCTIONS)('%s may do what its code does and nothing more', (name) => {
    const actions = statementsOf(roleOf(name)).flatMap(({ Action }) => listOf(Action) as string[]);
    const { TABLE_NAME, FIELD_KEY_ID, FILES_BUCKET } = DEFINITIONS[name]?.environment ?? {};
    const keepsTable = TABLE_NAME !== undefined;
    const does = [
      ...COMMON,
      ...(keepsTable ? [...STORE, ...writesOf(serviceOf(name))] : []),
      ...(FIELD_KEY_ID !== undefined ? KEYS : []),
      ...((FILES_BUCKET !== undefined && FILES[serviceOf(name)]?.[kindOf(name)]) || []),
      ...OWN[kindOf(name)],
    ]
      // Whose events nobody takes yet has nobody to send them to.
      .filter((one) => one !== 'sqs:SendMessage' || kindOf(name) !== 'Relay' || tells(serviceOf(name)))
      .sort();
    // Lists are an API's; another function asks for them where it has any.
    const lists = keepsTable && (kindOf(name) === 'Api' || actions.includes('dynamodb:Query'));
    expect([...actions].sort()).toEqual([...does, ...(lists ? ['dynamodb:Query'] : [])].sort());
    for (const action of actions.filter((one) => one.startsWith('dynamodb:')))
      expect({ action, on: [...new Set(mayDo(name, action))] }).toEqual({
        action,
        on: [`${logicalId(serviceOf(name))}Table`],
      });
    for (const action of actions.filter((one) => one.startsWith('s3:')))
      expect({ action, on: mayDo(name, action) }).toEqual({
        action,
        on: [`${logicalId(serviceOf(name))}Files`],
      });
  });

  it('keep their logs for 180 days, like the gateway', () => {
    const groups = of('AWS::Logs::LogGroup');
    expect(groups).toHaveLength(FUNCTIONS.length + 1);
    for (const [, { Properties }] of groups) expect(Properties.RetentionInDays).toBe(180);
  });

  it('are small: one bundle under 1.5 MB unpacked, and the files that the function asks for', () => {
    for (const name of FUNCTIONS) {
      const asked = DEFINITIONS[name]?.package?.patterns ?? [];
      const files = filesOfZip(packaged.zip(name));
      const within = (pattern: string, file: string) =>
        pattern.endsWith('/**') ? file.startsWith(pattern.slice(0, -2)) : file === pattern;
      const names = [...files.keys()];
      const [bundle, ...more] = names.filter((file) => !asked.some((pattern) => within(pattern, file)));
      expect({ name, bundle, more }).toEqual({
        name,
        bundle: expect.stringMatching(/^functions\/.+\.mjs$/),
        more: [],
      });
      for (const pattern of asked)
        expect({ pattern, found: names.some((file) => within(pattern, file)) }).toMatchObject({
          found: true,
        });
      expect(files.get(bundle!)).toBeGreaterThan(100_000);
      expect(files.get(bundle!)).toBeLessThan(1.5 * MB);
    }
  });
});

describe('packaged tables', () => {
  it('have backups to any second, encryption, and survive the stack', () => {
    const tables = of('AWS::DynamoDB::Table');
    expect(tables.map(([id]) => id).sort()).toEqual(RUNNING.map((service) => `${logicalId(service)}Table`));
    for (const [, table] of tables) {
      expect(table).toMatchObject({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          SSESpecification: { SSEEnabled: true },
          DeletionProtectionEnabled: true,
        },
      });
    }
  });
});

describe('packaged buckets', () => {
  it('are private, encrypted under our key, versioned, over TLS only, cleared of what nobody kept, and survive the stack', () => {
    const buckets = of('AWS::S3::Bucket').filter(([id]) => id.endsWith('Files'));
    expect(buckets.map(([id]) => id).sort()).toEqual([
      'ActivityFiles',
      'MatchingFiles',
      'PlatformFiles',
      'RegistrationFiles',
      'ReportingFiles',
    ]);
    for (const [id, bucket] of buckets) {
      expect(bucket).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
      const { PublicAccessBlockConfiguration, BucketEncryption, VersioningConfiguration, ...more } =
        bucket.Properties;
      expect(Object.values(PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
      const [rule] = BucketEncryption.ServerSideEncryptionConfiguration;
      expect(rule.ServerSideEncryptionByDefault).toEqual({
        SSEAlgorithm: 'aws:kms',
        KMSMasterKeyID: { 'Fn::GetAtt': ['FieldKey', 'Arn'] },
      });
      expect(VersioningConfiguration).toEqual({ Status: 'Enabled' });
      const rules = more.LifecycleConfiguration.Rules;
      expect(rules).toContainEqual(expect.objectContaining({ Prefix: 'incoming/', ExpirationInDays: 2 }));
      expect(rules).toContainEqual(
        expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }),
      );
      // What was kept goes only when somebody removes it.
      for (const { Prefix, ExpirationInDays } of rules)
        if (Prefix === undefined) expect(ExpirationInDays).toBeUndefined();
      // The portal uploads from the API's own address; others are named when it is deployed.
      const portal = { 'Fn::GetAtt': ['HttpApi', 'ApiEndpoint'] };
      const [condition, several, one] = more.CorsConfiguration.CorsRules[0].AllowedOrigins['Fn::If'];
      expect(JSON.parse(packaged.text).Conditions[condition]).toBeDefined();
      expect(several).toEqual({
        'Fn::Split': [',', { 'Fn::Join': [',', [portal, { Ref: 'CorsOrigins' }]] }],
      });
      expect(one).toEqual([portal]);
      expect(resource(`${id}Policy`).Properties.PolicyDocument.Statement).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    }
  });
});

/** The alarm on a metric of something. */
const alarmOn = (metric: string, thing: unknown) =>
  of('AWS::CloudWatch::Alarm').find(
    ([, { Properties }]) =>
      Properties.MetricName === metric &&
      JSON.stringify(Properties.Dimensions[0].Value) === JSON.stringify(thing),
  )?.[1].Properties;
const RINGING = {
  ComparisonOperator: 'GreaterThanThreshold',
  EvaluationPeriods: 1,
  Statistic: 'Maximum',
  AlarmActions: [{ Ref: 'AlarmTopic' }],
};

describe('packaged queues', () => {
  const deadLetterQueueOf = ({ Properties }: Resource): string | undefined =>
    Properties.RedrivePolicy?.deadLetterTargetArn['Fn::GetAtt'][0];

  it('have a dead-letter queue or are one, and are encrypted', () => {
    const queues = of('AWS::SQS::Queue');
    expect(queues.map(([id]) => id).sort()).toEqual(
      HAVING_INBOX.flatMap((service) => [
        `${logicalId(service)}DeadLetters`,
        `${logicalId(service)}Inbox`,
      ]).sort(),
    );
    const targets = new Set(queues.flatMap(([, queue]) => deadLetterQueueOf(queue) ?? []));
    expect(targets.size).toBe(HAVING_INBOX.length);
    for (const [id, queue] of queues) {
      expect(queue.Properties.SqsManagedSseEnabled).toBe(true);
      if (targets.has(id)) continue;
      // What keeps order carries wake-ups, which come again for as long as a push is tried.
      expect(queue.Properties.RedrivePolicy.maxReceiveCount).toBe(queue.Properties.FifoQueue ? 1_000 : 5);
      expect(resource(deadLetterQueueOf(queue)!).Type).toBe('AWS::SQS::Queue');
    }
  });

  it.each(HAVING_INBOX)('ring an alarm at the first dead letter of %s', (service) => {
    const queue = { 'Fn::GetAtt': [`${logicalId(service)}DeadLetters`, 'QueueName'] };
    expect(alarmOn('ApproximateNumberOfMessagesVisible', queue)).toMatchObject({
      Namespace: 'AWS/SQS',
      Threshold: 0,
      AlarmDescription: expect.stringContaining(`npm run redrive -- ${service}`),
      ...RINGING,
    });
    expect(resource('AlarmTopic').Type).toBe('AWS::SNS::Topic');
  });

  it.each(RUNNING_INBOXES)('ring an alarm when nobody empties the inbox of %s', (service) => {
    const queue = { 'Fn::GetAtt': [`${logicalId(service)}Inbox`, 'QueueName'] };
    const alarm = alarmOn('ApproximateAgeOfOldestMessage', queue);
    expect(alarm).toMatchObject({ Namespace: 'AWS/SQS', ...RINGING });
    // Later than a message that is tried once more, earlier than one that is a dead letter.
    const { VisibilityTimeout, RedrivePolicy } = resource(`${logicalId(service)}Inbox`).Properties;
    expect(alarm.Threshold).toBeGreaterThan(VisibilityTimeout);
    expect(alarm.Threshold).toBeLessThanOrEqual(VisibilityTimeout * RedrivePolicy.maxReceiveCount);
  });

  it('ring alarms that arrive: CloudWatch may use the key of their encrypted topic', () => {
    const key = resource(resource('AlarmTopic').Properties.KmsMasterKeyId.Ref);
    expect(key.Type).toBe('AWS::KMS::Key');
    expect(key.Properties.KeyPolicy.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      }),
    );
  });

  it('feed the worker of their service or lane, in bounded numbers, batch failures reported one by one', () => {
    const mappings = of('AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => Properties);
    const workers = FUNCTIONS.filter((name) => name.endsWith('Worker'));
    const inboxes = of('AWS::SQS::Queue').flatMap(([id]) => (id.endsWith('Inbox') ? [id] : []));
    // Nobody would empty an inbox without a worker.
    expect(workers.map((name) => `${logicalId(name.slice(0, -'Worker'.length))}Inbox`).sort()).toEqual(
      inboxes.sort(),
    );
    for (const worker of workers) {
      const id = `${logicalId(worker)}LambdaFunction`;
      const own = mappings.filter(({ FunctionName }) => FunctionName['Fn::GetAtt'][0] === id);
      const inbox = `${logicalId(worker.slice(0, -'Worker'.length))}Inbox`;
      expect(own).toHaveLength(1);
      expect(own[0]).toMatchObject({
        EventSourceArn: { 'Fn::GetAtt': [inbox, 'Arn'] },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      });
      const bound =
        own[0].ScalingConfig?.MaximumConcurrency ?? resource(id).Properties.ReservedConcurrentExecutions;
      expect(bound).toBeGreaterThanOrEqual(2);
      const { VisibilityTimeout } = resource(inbox).Properties;
      expect(VisibilityTimeout).toBeGreaterThanOrEqual(6 * resource(id).Properties.Timeout);
      expect(mayDo(worker, 'sqs:ReceiveMessage')).toEqual([inbox]);
      expect(mayDo(worker, 'sqs:ChangeMessageVisibility')).toEqual([inbox]);
      expect(mayDo(worker, 'sqs:SendMessage')).toEqual([deadLetterQueueOf(resource(inbox))]);
    }
  });
});

describe('packaged relays', () => {
  const relays = [...ofKind('Relay'), ...ofKind('UrgentRelay')];
  /** Where two relays share a table, each takes what the other does not. */
  const SORT_KEYS: Record<string, object> = {
    matchingRelay: { SK: { S: ['OUTBOX'] } },
    matchingUrgentRelay: { SK: { S: ['URGENT'] } },
  };

  const mappingOf = (relay: string) =>
    of('AWS::Lambda::EventSourceMapping')
      .map(([, { Properties }]) => Properties)
      .find(({ FunctionName }) => FunctionName['Fn::GetAtt'][0] === `${logicalId(relay)}LambdaFunction`);

  it('reach every subscriber of their service and nobody else', () => {
    for (const relay of relays) {
      const service = SERVICES.find((one) => one === serviceOf(relay))!;
      const subscribers = subscribersToAnyOf(service);
      const inboxes = subscribers.map((subscriber) => `${logicalId(subscriber)}Inbox`);
      const { QUEUE_URLS } = resource(`${logicalId(relay)}LambdaFunction`).Properties.Environment.Variables;
      expect(JSON.parse(QUEUE_URLS['Fn::Sub'] ?? QUEUE_URLS)).toEqual(
        Object.fromEntries(subscribers.map((subscriber, i) => [subscriber, `\${${inboxes[i]}}`])),
      );
      expect(mayDo(relay, 'sqs:SendMessage').toSorted()).toEqual(inboxes.toSorted());
    }
  });

  it("get their table's outbox records alone, and report the first that failed", () => {
    for (const relay of relays) {
      const mapping = mappingOf(relay);
      expect(mapping).toMatchObject({
        EventSourceArn: { 'Fn::GetAtt': [`${logicalId(serviceOf(relay))}Table`, 'StreamArn'] },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        StartingPosition: 'TRIM_HORIZON',
      });
      expect(
        mapping.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern)),
      ).toEqual([
        {
          eventName: ['INSERT'],
          dynamodb: { Keys: { PK: { S: [{ prefix: 'OUTBOX#' }] }, ...SORT_KEYS[relay] } },
        },
      ]);
    }
  });

  it('step past what cannot be sent before the stream forgets the rest, and tell the operators', () => {
    expect(relays.length).toBeGreaterThan(0);
    for (const relay of relays) {
      const { MaximumRecordAgeInSeconds, DestinationConfig } = mappingOf(relay);
      expect(MaximumRecordAgeInSeconds).toBeLessThanOrEqual(43_200);
      expect(DestinationConfig).toEqual({ OnFailure: { Destination: { Ref: 'AlarmTopic' } } });
      expect(mayDo(relay, 'sns:Publish')).toEqual(['AlarmTopic']);
      const key = resource('AlarmTopic').Properties.KmsMasterKeyId.Ref;
      for (const action of ['kms:GenerateDataKey', 'kms:Decrypt'])
        expect(mayDo(relay, action)).toEqual([key]);
    }
  });

  it.each(relays)('ring an alarm when %s lags, long before that, which says what to do', (relay) => {
    const alarm = alarmOn('IteratorAge', { Ref: `${logicalId(relay)}LambdaFunction` });
    expect(alarm).toMatchObject({ Namespace: 'AWS/Lambda', ...RINGING });
    expect(alarm.Threshold).toBeLessThanOrEqual(3_600_000);
    expect(alarm.AlarmDescription).toContain(`npm run relay -- ${serviceOf(relay)}`);
  });

  it('belong to every service that publishes and runs', () => {
    // Also one whose events nobody takes yet: they are told as soon as somebody does.
    const publishing = SERVICES.filter((service) =>
      Object.values(catalogue).some(({ publisher }) => publisher === service),
    );
    const running = publishing.filter((service) => RUNNING.includes(service));
    expect(running.map((service) => `${service}Relay`).sort()).toEqual(ofKind('Relay'));
    const urgent = running.filter((service) => RUNNING_INBOXES.some((one) => one === `${service}-urgent`));
    expect(urgent.map((service) => `${service}UrgentRelay`)).toEqual(ofKind('UrgentRelay'));
  });
});

describe('packaged gateway', () => {
  it.each(['POST /v1/names/check', 'GET /v1/ratings/{token}', 'POST /v1/ratings/{token}'])(
    'holds %s, which anybody may call, tighter than the rest',
    (route) => {
      const [[, stage]] = of('AWS::ApiGatewayV2::Stage') as [[string, Resource]];
      const { RouteSettings, DefaultRouteSettings } = stage.Properties;
      const { ThrottlingRateLimit, ThrottlingBurstLimit } = RouteSettings[route];
      expect(ThrottlingRateLimit).toBeGreaterThan(0);
      expect(ThrottlingRateLimit).toBeLessThan(DefaultRouteSettings.ThrottlingRateLimit);
      expect(ThrottlingBurstLimit).toBeLessThan(DefaultRouteSettings.ThrottlingBurstLimit);
      // The stage cannot set a route that is not there yet.
      for (const key of Object.keys(RouteSettings)) {
        const route = of('AWS::ApiGatewayV2::Route').find(
          ([, { Properties }]) => Properties.RouteKey === key,
        );
        expect(listOf(stage.DependsOn)).toContain(route?.[0]);
      }
    },
  );

  it('may call every function that has routes', () => {
    const serving = FUNCTIONS.filter((name) => DEFINITIONS[name]!.events.some(({ httpApi }) => httpApi));
    expect(serving.length).toBeGreaterThan(0);
    expect(of('AWS::ApiGatewayV2::Integration')).toHaveLength(serving.length);
    const allowed = of('AWS::Lambda::Permission')
      .filter(([, { Properties }]) => Properties.Principal === 'apigateway.amazonaws.com')
      .map(([, { Properties }]) => Properties.FunctionName['Fn::GetAtt'][0]);
    expect(allowed.sort()).toEqual(serving.map((name) => `${logicalId(name)}LambdaFunction`));
    const keys = of('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties.RouteKey);
    expect(keys.sort()).toEqual(HTTP_ROUTES.map((key) => (key === '*' ? '$default' : key)).sort());
  });
});

describe('the whole template', () => {
  it('names no partition, account or region, so that it deploys in any of them', () => {
    expect(packaged.text.length).toBeGreaterThan(10_000);
    expect(packaged.text).not.toContain('arn:aws');
    expect(packaged.text).not.toMatch(/\b(cn|us|eu|ap)-[a-z]+-\d\b/);
    expect(packaged.text).not.toMatch(/\b\d{12}\b/);
  });

  it('refers only to resources and parameters that it has', () => {
    const { Parameters } = JSON.parse(packaged.text);
    const known = new Set([...Object.keys(packaged.resources), ...Object.keys(Parameters)]);
    const refs = [...packaged.text.matchAll(/"(?:Ref|Fn::GetAtt)":\s*\[?\s*"([^"]+)"/g)].map(([, id]) => id!);
    const subs = [...packaged.text.matchAll(/\$\{([A-Za-z:]+)[.}]/g)].map(([, id]) => id!);
    expect(refs.length).toBeGreaterThan(20);
    expect([...refs, ...subs].filter((id) => !id.startsWith('AWS::') && !known.has(id))).toEqual([]);
  });
});
