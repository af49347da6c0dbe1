import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SERVICES, type Service, subscribersToAnyOf } from '../../../shared/events/catalogue.ts';
import { type Packaged, packageInto, type Resource } from '../../support/packaged.ts';
import { filesOfZip } from '../../support/zip.ts';

const FOLDER = `.cache/package-${process.pid}`;
const FUNCTIONS = ['namingApi', 'namingRelay', 'namingWorker', 'portalApi'];
const MB = 1_000_000;

let packaged: Packaged;

beforeAll(async () => {
  packaged = await packageInto(FOLDER);
}, 60_000);

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

const logicalId = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
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
    .map((arn) => (arn as { 'Fn::GetAtt': [string, string] })['Fn::GetAtt'][0]);

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
        if (!traces && text.includes('*')) expect(text).toContain(':log-group:/aws/lambda/peiyou-');
      }
    }
    expect(FUNCTIONS.flatMap((name) => mayDo(name, 'dynamodb:Scan'))).toEqual([]);
  });

  it('keep their logs for 180 days, like the gateway', () => {
    const groups = of('AWS::Logs::LogGroup');
    expect(groups).toHaveLength(FUNCTIONS.length + 1);
    for (const [, { Properties }] of groups) expect(Properties.RetentionInDays).toBe(180);
  });

  it('are small: the naming API under 1.5 MB unpacked, the pages of the docs in the portal alone', () => {
    for (const name of FUNCTIONS) {
      const files = filesOfZip(packaged.zip(name));
      const size = [...files.values()].reduce((sum, bytes) => sum + bytes, 0);
      const redoc = [...files.keys()].filter((file) => file.includes('redoc'));
      expect({ name, redoc: redoc.length > 0 }).toEqual({ name, redoc: name === 'portalApi' });
      expect([...files.keys()].filter((file) => /^functions\/.+\.mjs$/.test(file))).toHaveLength(1);
      if (name !== 'portalApi') expect(files.size).toBe(1);
      expect(size).toBeGreaterThan(100_000);
      expect(size).toBeLessThan(name === 'portalApi' ? 3 * MB : 1.5 * MB);
    }
  });
});

describe('packaged tables', () => {
  it('have backups to any second, encryption, and survive the stack', () => {
    const tables = of('AWS::DynamoDB::Table');
    expect(tables.map(([id]) => id)).toEqual(['NamingTable']);
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

describe('packaged queues', () => {
  const deadLetterQueueOf = ({ Properties }: Resource): string | undefined =>
    Properties.RedrivePolicy?.deadLetterTargetArn['Fn::GetAtt'][0];

  it('have a dead-letter queue or are one, and are encrypted', () => {
    const queues = of('AWS::SQS::Queue');
    expect(queues).toHaveLength(4);
    const targets = new Set(queues.flatMap(([, queue]) => deadLetterQueueOf(queue) ?? []));
    expect(targets.size).toBe(2);
    for (const [id, queue] of queues) {
      expect(queue.Properties.SqsManagedSseEnabled).toBe(true);
      if (targets.has(id)) continue;
      expect(queue.Properties.RedrivePolicy.maxReceiveCount).toBe(5);
      expect(resource(deadLetterQueueOf(queue)!).Type).toBe('AWS::SQS::Queue');
    }
  });

  it('ring an alarm at the first dead letter', () => {
    const deadLetters = of('AWS::SQS::Queue').flatMap(([, queue]) => deadLetterQueueOf(queue) ?? []);
    expect(deadLetters).toHaveLength(2);
    for (const id of deadLetters) {
      const alarm = of('AWS::CloudWatch::Alarm').find(
        ([, { Properties }]) =>
          Properties.MetricName === 'ApproximateNumberOfMessagesVisible' &&
          JSON.stringify(Properties.Dimensions).includes(`"${id}"`),
      );
      expect(alarm?.[1].Properties).toMatchObject({
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        AlarmActions: [{ Ref: 'AlarmTopic' }],
      });
    }
    expect(resource('AlarmTopic').Type).toBe('AWS::SNS::Topic');
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

  it('feed the worker of their service, in bounded numbers, batch failures reported one by one', () => {
    const mappings = of('AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => Properties);
    const workers = FUNCTIONS.filter((name) => name.endsWith('Worker'));
    expect(workers).toHaveLength(1);
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
    }
  });
});

describe('packaged relays', () => {
  const relays = FUNCTIONS.filter((name) => name.endsWith('Relay'));

  it('reach every subscriber of their service and nobody else', () => {
    expect(relays).toHaveLength(1);
    for (const relay of relays) {
      const service = SERVICES.find((one): one is Service => `${one}Relay` === relay)!;
      const subscribers = subscribersToAnyOf(service);
      const inboxes = subscribers.map((subscriber) => `${logicalId(subscriber)}Inbox`);
      expect(subscribers.length).toBeGreaterThan(0);
      const { QUEUE_URLS } = resource(`${logicalId(relay)}LambdaFunction`).Properties.Environment.Variables;
      expect(JSON.parse(QUEUE_URLS['Fn::Sub'])).toEqual(
        Object.fromEntries(subscribers.map((subscriber, i) => [subscriber, `\${${inboxes[i]}}`])),
      );
      expect(mayDo(relay, 'sqs:SendMessage')).toEqual(inboxes);
    }
  });

  it("get their table's outbox records alone, and report the first that failed", () => {
    for (const relay of relays) {
      const mapping = of('AWS::Lambda::EventSourceMapping')
        .map(([, { Properties }]) => Properties)
        .find(({ FunctionName }) => FunctionName['Fn::GetAtt'][0] === `${logicalId(relay)}LambdaFunction`);
      expect(mapping).toMatchObject({
        EventSourceArn: { 'Fn::GetAtt': [`${logicalId(relay.slice(0, -'Relay'.length))}Table`, 'StreamArn'] },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        StartingPosition: 'TRIM_HORIZON',
      });
      expect(
        mapping.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern)),
      ).toEqual([{ eventName: ['INSERT'], dynamodb: { Keys: { PK: { S: [{ prefix: 'OUTBOX#' }] } } } }]);
    }
  });

  it('belong to every service that publishes and is deployed', () => {
    const publishing = SERVICES.filter((service) => subscribersToAnyOf(service).length > 0);
    const deployed = publishing.filter((service) => FUNCTIONS.includes(`${service}Api`));
    expect(deployed.map((service) => `${service}Relay`)).toEqual(relays);
  });
});

describe('packaged gateway', () => {
  it('holds POST /v1/names/check, which anybody may call, tighter than the rest', () => {
    const [[, stage]] = of('AWS::ApiGatewayV2::Stage') as [[string, Resource]];
    const { RouteSettings, DefaultRouteSettings } = stage.Properties;
    const { ThrottlingRateLimit, ThrottlingBurstLimit } = RouteSettings['POST /v1/names/check'];
    expect(ThrottlingRateLimit).toBeGreaterThan(0);
    expect(ThrottlingRateLimit).toBeLessThan(DefaultRouteSettings.ThrottlingRateLimit);
    expect(ThrottlingBurstLimit).toBeLessThan(DefaultRouteSettings.ThrottlingBurstLimit);
    // The stage cannot set a route that is not there yet.
    for (const key of Object.keys(RouteSettings)) {
      const route = of('AWS::ApiGatewayV2::Route').find(([, { Properties }]) => Properties.RouteKey === key);
      expect(listOf(stage.DependsOn)).toContain(route?.[0]);
    }
  });

  it('may call every function that has routes', () => {
    const integrations = of('AWS::ApiGatewayV2::Integration');
    expect(integrations).toHaveLength(2);
    expect(of('AWS::Lambda::Permission')).toHaveLength(integrations.length);
    expect(of('AWS::ApiGatewayV2::Route').length).toBeGreaterThanOrEqual(12);
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
