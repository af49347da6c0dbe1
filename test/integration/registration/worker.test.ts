import { type Message, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SQSRecord } from 'aws-lambda';
import fc from 'fast-check';
import { nameHeld, nameRefused } from '../../../functions/registration/applications/name-answer.ts';
import type { Deps } from '../../../functions/registration/deps.ts';
import type { EventType } from '../../../shared/events/catalogue.ts';
import { writeEvent } from '../../../shared/events/envelope.ts';
import { type CloudEvent, createConsumer, newEvent } from '../../../shared/events/index.ts';
import { CHOIR, type RegistrationService, registrationService } from './service.ts';

let registration: RegistrationService;
beforeAll(async () => {
  registration = await registrationService();
});
afterAll(() => registration.close());

const silent = () => {};

/** The service's worker on its real table and dead letters. */
const worker = (deps = registration.deps) =>
  createConsumer({
    client: registration.cloud.sqs,
    inboxUrl: registration.cloud.inboxUrl,
    deadLetterQueueUrl: registration.cloud.deadLetterUrl,
    handlers: { 'naming.name.held': nameHeld, 'naming.name.refused': nameRefused },
    deps,
    log: { info: silent, warn: silent, error: silent },
  });

/** The dependencies of a worker whose process ends just before or just after its transaction. */
function dying(moment: 'before' | 'after'): Deps {
  const { store } = registration.deps;
  const save: Deps['store']['save'] = async (change) => {
    if (moment === 'after') await store.save(change);
    throw new Error('killed');
  };
  return { ...registration.deps, store: { ...store, save } };
}

let received = 0;
const message = (event: CloudEvent) =>
  ({
    body: writeEvent(event),
    messageId: `m-${++received}`,
    attributes: { ApproximateReceiveCount: '1' },
  }) as unknown as SQSRecord;

function answer(
  type: EventType & `naming.name.${string}`,
  applicationId: string,
  submission: number,
): CloudEvent {
  const about = { applicationId, submission, name: CHOIR.name, kind: 'team', division: '330302025' } as const;
  const common = { subject: applicationId, correlationId: 'test' };
  return type === 'naming.name.held'
    ? newEvent(
        type,
        {
          ...common,
          data: {
            ...about,
            findings: [],
            policy: 'naming.v1',
            reservationId: `application-${applicationId}`,
            heldUntil: '2027-02-22T02:00:00.000Z',
          },
        },
        registration.deps,
      )
    : newEvent(
        type,
        { ...common, data: { ...about, findings: [], policy: 'naming.v1', suggestions: [] } },
        registration.deps,
      );
}

describe('消息重复、乱序、中断: the worker comes to the same end', () => {
  it('each answer three times, late ones among them, in any order and in any batches', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(
          [0, 0, 0, 1, 1, 1, 2, 2, 2].map((which, index) => [which, index] as const),
          { minLength: 9 },
        ),
        fc.integer({ min: 1, max: 4 }),
        async (deliveries, batch) => {
          const { id } = await registration.prepared(CHOIR);
          await registration.li.post(`/v1/applications/${id}/submit`);
          await worker()({ Records: [message(answer('naming.name.refused', id, 1))] });
          await registration.li.post(`/v1/applications/${id}/resubmit`);
          // The answer waited for, a late one to the first submission, and one that contradicts it.
          const answers = [
            answer('naming.name.held', id, 2),
            answer('naming.name.refused', id, 1),
            answer('naming.name.held', id, 1),
          ];
          const messages = deliveries.map(([which]) => message(answers[which]!));
          for (let at = 0; at < messages.length; at += batch) {
            const { batchItemFailures } = await worker()({ Records: messages.slice(at, at + batch) });
            // What met another in its batch comes again.
            const again = messages.filter(({ messageId }) =>
              batchItemFailures.some(({ itemIdentifier }) => itemIdentifier === messageId),
            );
            if (again.length > 0) await worker()({ Records: again });
          }
          const application = await registration.deps.store.application(id);
          expect(application).toMatchObject({
            state: 'pending',
            submission: 2,
            version: 6,
            nameAnswer: { outcome: 'held', submission: 2 },
          });
          expect(await registration.outbox('registration.application.returned', id)).toHaveLength(1);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('done, and killed before the message was deleted: it comes again and changes nothing', async () => {
    const { id } = await registration.prepared(CHOIR);
    await registration.li.post(`/v1/applications/${id}/submit`);
    const held = message(answer('naming.name.held', id, 1));
    await worker()({ Records: [held] });
    const before = await registration.deps.store.application(id);
    expect(await worker()({ Records: [held] })).toEqual({ batchItemFailures: [] });
    expect(await registration.deps.store.application(id)).toEqual(before);
  });

  it('killed at any moment, before or after its transaction, it finishes when the message comes again', async () => {
    const { id } = await registration.prepared(CHOIR);
    await registration.li.post(`/v1/applications/${id}/submit`);
    await worker()({ Records: [message(answer('naming.name.refused', id, 1))] });
    await registration.li.post(`/v1/applications/${id}/resubmit`);
    const held = message(answer('naming.name.held', id, 2));
    const expected = { state: 'naming', submission: 2, version: 5 };
    for (const [moment, after] of [
      ['before', expected],
      ['before', expected],
      ['after', { ...expected, state: 'pending', version: 6 }],
    ] as const) {
      expect(await worker(dying(moment))({ Records: [held] })).toEqual({
        batchItemFailures: [{ itemIdentifier: held.messageId }],
      });
      expect(await registration.deps.store.application(id)).toMatchObject(after);
    }
    expect(await worker()({ Records: [held] })).toEqual({ batchItemFailures: [] });
    const trail = await registration.deps.store.trail(id, { limit: 100, scope: 'test' });
    expect(trail.items.map(({ action }) => action)).toEqual([
      'begun',
      'submitted',
      'name-refused',
      'resubmitted',
      'name-held',
    ]);
  });

  it('received twice from the queue because it was killed before it deleted the message: done once', async () => {
    const { sqs, inboxUrl } = registration.cloud;
    const { id } = await registration.prepared(CHOIR);
    await registration.li.post(`/v1/applications/${id}/submit`);
    const body = writeEvent(answer('naming.name.held', id, 1));
    await sqs.send(new SendMessageCommand({ QueueUrl: inboxUrl, MessageBody: body }));
    for (let delivery = 1; delivery <= 3; delivery++) {
      // Visible again at once, as it would be after the time that a killed worker was given.
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: inboxUrl,
          VisibilityTimeout: 0,
          WaitTimeSeconds: 5,
          MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        }),
      );
      expect(Messages).toHaveLength(1);
      const [{ Body, MessageId, Attributes }] = Messages as [Message];
      const record = { body: Body, messageId: MessageId, attributes: Attributes } as SQSRecord;
      expect(record.attributes.ApproximateReceiveCount).toBe(String(delivery));
      expect(await worker()({ Records: [record] })).toEqual({ batchItemFailures: [] });
      expect(await registration.deps.store.application(id)).toMatchObject({ state: 'pending', version: 4 });
    }
  });

  it('an answer for an application that nobody knows is passed over', async () => {
    expect(await worker()({ Records: [message(answer('naming.name.held', 'nobody', 1))] })).toEqual({
      batchItemFailures: [],
    });
  });
});
