import {
  ChangeMessageVisibilityBatchCommand,
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
 * where it is: it is kept in hand until the queue gives nothing more, or nothing to move for as long as a hand can hold.
 * @returns how many were moved, and those that the inbox did not take
 */
export async function redrive({ client, deadLetterUrl, inboxUrl, now }: Redrive) {
  const begun = now().getTime();
  const isFresh = ({ Attributes }: Message) => Number(Attributes?.SentTimestamp ?? 0) >= begun;
  const fresh: Message[] = [];
  const untaken: Untaken[] = [];
  let moved = 0;
  let lastMoved = begun;
  while (now().getTime() - lastMoved < IN_HAND * 1000) {
    const messages = await receive(client, deadLetterUrl);
    if (messages.length === 0) break;
    fresh.push(...messages.filter(isFresh));
    const old = messages.filter((message) => !isFresh(message));
    if (old.length === 0) continue;
    const failed = await sendAll(client, inboxUrl, old.map(outgoing));
    untaken.push(...failed);
    const sent = old.filter(({ MessageId }) => !failed.some(({ key }) => key === MessageId));
    await remove(client, deadLetterUrl, sent);
    moved += sent.length;
    if (sent.length > 0) lastMoved = now().getTime();
  }
  await release(client, deadLetterUrl, fresh);
  return { moved, untaken };
}

async function receive(client: SQSClient, queueUrl: string): Promise<Message[]> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: WAIT,
      VisibilityTimeout: IN_HAND,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['SentTimestamp', 'MessageGroupId'],
    }),
  );
  return Messages;
}

function outgoing({ MessageId, Body, MessageAttributes = {}, Attributes }: Message) {
  const attributes = Object.fromEntries(
    Object.entries(MessageAttributes).filter(
      ([name]) => !REASON_ATTRIBUTES.some((reason) => reason === name),
    ),
  );
  const group = Attributes?.MessageGroupId;
  return { key: MessageId ?? '', body: Body ?? '', attributes, ...(group !== undefined && { group }) };
}

async function remove(client: SQSClient, queueUrl: string, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: entriesOf(messages) }));
}

/** Lets others see messages again that were in hand. */
async function release(client: SQSClient, queueUrl: string, messages: readonly Message[]): Promise<void> {
  for (let at = 0; at < messages.length; at += 10) {
    const Entries = entriesOf(messages.slice(at, at + 10)).map((entry) => ({
      ...entry,
      VisibilityTimeout: 0,
    }));
    await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }));
  }
}

const entriesOf = (messages: readonly Message[]) =>
  messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
