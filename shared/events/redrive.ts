import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { REASON_ATTRIBUTES, sendAll, type Untaken } from './queue.ts';

/** Seconds for which a message in hand is hidden from others. */
const IN_HAND = 60;
/** Seconds to wait for messages before the queue counts as empty; waiting at all asks every SQS server. */
const WAIT = 1;

interface Redrive {
  client: SQSClient;
  deadLetterUrl: string;
  inboxUrl: string;
  now: () => Date;
}

/**
 * Moves the dead letters back to the inbox, without the reasons that they died of. Each is sent before it is deleted,
 * so none is lost; should the deletion fail it arrives twice, which consumers take. What dies again meanwhile stays
 * where it is.
 * @returns how many were moved, and those that the inbox did not take
 */
export async function redrive({ client, deadLetterUrl, inboxUrl, now }: Redrive) {
  const begun = now().getTime();
  const untaken: Untaken[] = [];
  let moved = 0;
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: deadLetterUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: WAIT,
        VisibilityTimeout: IN_HAND,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['SentTimestamp'],
      }),
    );
    if (Messages.length === 0) return { moved, untaken };
    const isFresh = ({ Attributes }: Message) => Number(Attributes?.SentTimestamp ?? 0) >= begun;
    const old = Messages.filter((message) => !isFresh(message));
    const failed = await sendAll(client, inboxUrl, old.map(outgoing));
    untaken.push(...failed);
    const sent = old.filter(({ MessageId }) => !failed.some(({ key }) => key === MessageId));
    await remove(client, deadLetterUrl, sent);
    moved += sent.length;
    for (const { ReceiptHandle } of Messages.filter(isFresh)) {
      await client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: deadLetterUrl, ReceiptHandle, VisibilityTimeout: 0 }),
      );
    }
    if (old.length === 0) return { moved, untaken };
  }
}

function outgoing({ MessageId, Body, MessageAttributes = {} }: Message) {
  const attributes = Object.fromEntries(
    Object.entries(MessageAttributes).filter(
      ([name]) => !REASON_ATTRIBUTES.some((reason) => reason === name),
    ),
  );
  return { key: MessageId ?? '', body: Body ?? '', attributes };
}

async function remove(client: SQSClient, queueUrl: string, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  await client.send(
    new DeleteMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
    }),
  );
}
