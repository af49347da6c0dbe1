/** What the tests of events share: an event, the queues read empty, messages as Lambda is given them. */
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import type { EventData } from '../../../shared/events/catalogue.ts';
import { newEvent } from '../../../shared/events/index.ts';

let made = 0;

export function submitted(
  applicationId: string,
  data: Partial<EventData<'registration.application.submitted'>> = {},
) {
  return newEvent(
    'registration.application.submitted',
    {
      subject: applicationId,
      correlationId: 'c-1',
      data: {
        applicationId,
        submission: 1,
        name: '温州市鹿城区某某舞蹈协会',
        kind: 'association',
        division: '330302',
        appliedOn: '2026-11-23',
        ...data,
      },
    },
    { now: () => new Date('2026-11-23T08:00:00Z'), newId: () => `event-${++made}-${applicationId}` },
  );
}

export function held(applicationId: string) {
  return newEvent(
    'naming.name.held',
    {
      subject: applicationId,
      correlationId: 'c-1',
      data: {
        applicationId,
        submission: 1,
        name: '温州市鹿城区某某舞蹈协会',
        kind: 'association',
        division: '330302',
        reservationId: `R-${applicationId}`,
        heldUntil: '2026-12-23T08:00:00Z',
        findings: [],
        policy: '2026-1',
      },
    },
    { now: () => new Date('2026-11-23T08:00:00Z'), newId: () => `event-${++made}-${applicationId}` },
  );
}

/** What the matching service tells itself of a thing, each by the inbox that it is for. */
export function dueIn(inbox: 'matching' | 'matching-urgent' | 'matching-rounds', id: string) {
  const about = { subject: id, correlationId: 'c-1' };
  const deps = { now: () => new Date('2026-11-23T08:00:00Z'), newId: () => `event-${++made}-${id}` };
  switch (inbox) {
    case 'matching':
      return newEvent('matching.match.due', { ...about, data: { needId: id, cause: 'published' } }, deps);
    case 'matching-urgent':
      return newEvent('matching.emergency.due', { ...about, data: { needId: id, cause: 'published' } }, deps);
    case 'matching-rounds':
      return newEvent('matching.round.due', { ...about, data: { roundId: id, step: 0 } }, deps);
  }
}

/** Takes all messages that wait in a queue. */
export async function drain(client: SQSClient, queueUrl: string): Promise<Message[]> {
  const all: Message[] = [];
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return all;
    for (const { ReceiptHandle } of Messages) {
      await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    }
    all.push(...Messages);
  }
}

/** Messages as the event source mapping gives them to a worker. */
export function sqsEvent(
  messages: readonly Pick<Message, 'MessageId' | 'Body' | 'Attributes' | 'ReceiptHandle'>[],
): SQSEvent {
  const Records = messages.map(({ MessageId, Body, Attributes, ReceiptHandle }) => ({
    messageId: MessageId,
    body: Body,
    receiptHandle: ReceiptHandle,
    attributes: { ApproximateReceiveCount: '1', ...Attributes },
  }));
  return { Records } as unknown as SQSEvent;
}

/** A log that keeps its lines. */
export function keptLog() {
  const lines: { level: string; message: string; detail: Record<string, unknown> }[] = [];
  const at = (level: string) => (message: string, detail: Record<string, unknown>) => {
    lines.push({ level, message, detail });
  };
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}
