import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DynamoDBRecord, SQSEvent } from 'aws-lambda';
import { keptPositions, type Positions } from '../../../infra/local/positions.ts';
import { type Invoke, pollQueue, pollStream, type Source } from '../../../infra/local/sources.ts';
import { localCredentials } from '../../../shared/store/client.ts';
import { type TestCloud, testCloud } from '../../support/cloud.ts';

let cloud: TestCloud;
let sources: Source[];
let said: string[];
const log = (message: string) => said.push(message);

beforeEach(async () => {
  cloud = await testCloud('naming');
  sources = [];
  said = [];
});

afterEach(() => {
  for (const source of sources) source.stop();
});

/** Waits until something is so. Bounded: a loop that outlives its test keeps jest from ending. */
async function until(condition: () => boolean | Promise<boolean>) {
  const deadline = Date.now() + 15_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It has not come to be so');
    await sleep(50);
  }
}

describe('A queue that feeds a function', () => {
  /** The bodies of all batches, in the order given. */
  let batches: string[][];

  beforeEach(async () => {
    batches = [];
    await cloud.sqs.send(
      new SetQueueAttributesCommand({ QueueUrl: cloud.inboxUrl, Attributes: { VisibilityTimeout: '1' } }),
    );
  });

  const send = (...bodies: string[]) =>
    Promise.all(
      bodies.map((MessageBody) =>
        cloud.sqs.send(new SendMessageCommand({ QueueUrl: cloud.inboxUrl, MessageBody })),
      ),
    );
  const poll = (answer: (event: SQSEvent) => unknown) => {
    const invoke: Invoke = async (event) => {
      batches.push((event as SQSEvent).Records.map(({ body }) => body));
      return answer(event as SQSEvent);
    };
    const { sqs: client, inboxUrl: queueUrl, values } = cloud;
    const queueArn = values['NamingInbox.Arn']!;
    sources.push(pollQueue({ client, queueUrl, queueArn, batchSize: 10, invoke, log }));
  };
  const given = (body: string) => batches.flat().filter((one) => one === body).length;
  const messagesIn = async (QueueUrl: string) => {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes } = await cloud.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }),
    );
    return names.reduce((sum, name) => sum + Number(Attributes![name]), 0);
  };

  it('gives a batch once, and again only the message that failed', async () => {
    await send('a', 'bad', 'c');
    poll(({ Records }) => ({
      batchItemFailures: Records.filter(({ body }) => body === 'bad' && given('bad') < 3).map(
        ({ messageId }) => ({
          itemIdentifier: messageId,
        }),
      ),
    }));
    await until(async () => given('bad') === 3 && (await messagesIn(cloud.inboxUrl)) === 0);
    expect([given('a'), given('c')]).toEqual([1, 1]);
    expect(await messagesIn(cloud.deadLetterUrl)).toBe(0);
  });

  it('takes a message five times, then it is a dead letter', async () => {
    await send('bad', 'good');
    poll(({ Records }) => ({
      batchItemFailures: Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    }));
    await until(async () => (await messagesIn(cloud.deadLetterUrl)) === 1);
    expect([given('bad'), given('good')]).toEqual([5, 1]);
    expect(await messagesIn(cloud.inboxUrl)).toBe(0);
    const { Messages } = await cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl: cloud.deadLetterUrl }));
    expect(Messages?.map(({ Body }) => Body)).toEqual(['bad']);
  });

  it('keeps the whole batch when the function throws, and says why', async () => {
    await send('a');
    poll(() => {
      if (batches.length === 1) throw new Error('out of memory');
    });
    await until(async () => given('a') === 2 && (await messagesIn(cloud.inboxUrl)) === 0);
    expect(said).toEqual([expect.stringContaining('out of memory')]);
  });

  it('keeps the whole batch when the function reports a message that it was not given', async () => {
    await send('a');
    poll(() => batches.length === 1 && { batchItemFailures: [{ itemIdentifier: 'another' }] });
    await until(async () => given('a') === 2 && (await messagesIn(cloud.inboxUrl)) === 0);
    expect(batches).toEqual([['a'], ['a']]);
  });

  it('gives records as Lambda does', async () => {
    let records: SQSEvent['Records'] = [];
    await cloud.sqs.send(
      new SendMessageCommand({
        QueueUrl: cloud.inboxUrl,
        MessageBody: '{}',
        MessageAttributes: { reason: { DataType: 'String', StringValue: 'why' } },
      }),
    );
    poll(({ Records }) => {
      records = Records;
    });
    await until(() => records.length > 0);
    expect(records[0]).toMatchObject({
      body: '{}',
      eventSource: 'aws:sqs',
      eventSourceARN: cloud.values['NamingInbox.Arn'],
      messageAttributes: { reason: { stringValue: 'why', dataType: 'String' } },
      attributes: { ApproximateReceiveCount: '1' },
    });
  });
});

describe("A table's stream that feeds a function", () => {
  const OUTBOX = { eventName: ['INSERT'], dynamodb: { Keys: { PK: { S: [{ prefix: 'OUTBOX#' }] } } } };
  let batches: string[][];

  beforeEach(() => {
    batches = [];
  });

  const put = async (...keys: string[]) => {
    for (const PK of keys) {
      await cloud.documentClient.send(new PutCommand({ TableName: cloud.table, Item: { PK, SK: 'X' } }));
    }
  };
  const keyOf = ({ dynamodb }: DynamoDBRecord) => dynamodb!.Keys!.PK!.S!;
  const poll = (
    answer: (records: DynamoDBRecord[]) => unknown = () => undefined,
    positions: Positions = new Map<string, string>(),
    consumer = 'relay',
  ) => {
    const client = new DynamoDBStreamsClient({
      endpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB!,
      region: process.env.AWS_REGION!,
      credentials: localCredentials(cloud.table),
    });
    const invoke: Invoke = async (event) => {
      const { Records } = event as { Records: DynamoDBRecord[] };
      batches.push(Records.map(keyOf));
      return answer(Records);
    };
    const streamArn = cloud.values['NamingTable.StreamArn']!;
    sources.push(
      pollStream({ consumer, client, streamArn, batchSize: 100, patterns: [OUTBOX], positions, invoke, log }),
    );
  };

  it('gives what was put into the outbox, in order, and nothing else', async () => {
    await put('OUTBOX#1', 'CLAIM#1', 'OUTBOX#2', 'OUTBOX#1');
    poll();
    await until(() => batches.flat().length >= 2);
    await put('RESERVATION#1', 'OUTBOX#3');
    await until(() => batches.flat().length >= 3);
    expect(batches.flat()).toEqual(['OUTBOX#1', 'OUTBOX#2', 'OUTBOX#3']);
  });

  it('gives the records again from the first that failed', async () => {
    await put('OUTBOX#1', 'OUTBOX#2', 'OUTBOX#3');
    poll((records) =>
      batches.length === 1
        ? {
            // Reported out of order: the earliest counts.
            batchItemFailures: [records[2]!, records[1]!].map(({ dynamodb }) => ({
              itemIdentifier: dynamodb!.SequenceNumber!,
            })),
          }
        : { batchItemFailures: [] },
    );
    await until(() => batches.length >= 2);
    await put('OUTBOX#4');
    await until(() => batches.length >= 3);
    expect(batches).toEqual([['OUTBOX#1', 'OUTBOX#2', 'OUTBOX#3'], ['OUTBOX#2', 'OUTBOX#3'], ['OUTBOX#4']]);
  });

  it('gives the whole batch again when the function throws, and says why', async () => {
    await put('OUTBOX#1', 'OUTBOX#2');
    poll(() => {
      if (batches.length === 1) throw new Error('no queue');
    });
    await until(() => batches.length >= 2);
    expect(batches).toEqual([
      ['OUTBOX#1', 'OUTBOX#2'],
      ['OUTBOX#1', 'OUTBOX#2'],
    ]);
    expect(said).toEqual([expect.stringContaining('no queue')]);
  });

  it('goes on after a restart where it was, what failed in between included', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'peiyou-positions-'));
    const positions = () => keptPositions(join(folder, 'positions.json'));
    try {
      await put('OUTBOX#1', 'CLAIM#1');
      poll(undefined, positions());
      await until(() => batches.length === 1 && existsSync(join(folder, 'positions.json')));
      sources[0]!.stop();
      await put('OUTBOX#2', 'OUTBOX#3');
      poll((records) => {
        if (batches.length === 2)
          return { batchItemFailures: [{ itemIdentifier: records[0]!.dynamodb!.SequenceNumber! }] };
      }, positions());
      await until(() => batches.length === 3);
      expect(batches).toEqual([['OUTBOX#1'], ['OUTBOX#2', 'OUTBOX#3'], ['OUTBOX#2', 'OUTBOX#3']]);
      // Another function that reads the same stream has its own place in it.
      poll(undefined, positions(), 'urgent relay');
      await until(() => batches.length === 4);
      expect(batches[3]).toEqual(['OUTBOX#1', 'OUTBOX#2', 'OUTBOX#3']);
    } finally {
      for (const source of sources) source.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
