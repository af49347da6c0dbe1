import { CreateQueueCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from '@jest/globals';
import { createResources, localClients } from '../../../infra/local/resources.ts';
import { testCloud } from '../../support/cloud.ts';

describe('The tables and queues of the local cloud', () => {
  it('are taken as they are when they exist, with the settings of today', async () => {
    const { AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL_SQS, AWS_REGION } = process.env;
    const endpoints = {
      dynamodb: AWS_ENDPOINT_URL_DYNAMODB!,
      sqs: AWS_ENDPOINT_URL_SQS!,
      region: AWS_REGION!,
    };
    const { sqs } = localClients(endpoints);
    // A folder of data from before the queue had its present settings.
    const QueueName = 'test-resources-naming-inbox';
    await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { VisibilityTimeout: '60' } }));

    const first = await createResources(endpoints, 'test-resources');
    expect(await createResources(endpoints, 'test-resources')).toEqual(first);

    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: first.NamingInbox, AttributeNames: ['All'] }),
    );
    expect(Attributes).toMatchObject({ VisibilityTimeout: '180', MessageRetentionPeriod: '345600' });
    expect(JSON.parse(Attributes!.RedrivePolicy!)).toEqual({
      deadLetterTargetArn: first['NamingDeadLetters.Arn'],
      maxReceiveCount: 5,
    });
    sqs.destroy();
  });

  it('hold the lanes of a service, each with its own time and its own dead letters', async () => {
    const { values, sqs } = await testCloud('matching');
    const lanes = { Matching: '180', MatchingUrgent: '180', MatchingRounds: '1800' };
    for (const [lane, VisibilityTimeout] of Object.entries(lanes)) {
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: values[`${lane}Inbox`]!, AttributeNames: ['All'] }),
      );
      expect(Attributes).toMatchObject({ VisibilityTimeout });
      expect(JSON.parse(Attributes!.RedrivePolicy!)).toMatchObject({
        deadLetterTargetArn: values[`${lane}DeadLetters.Arn`],
      });
    }
    expect(new Set(Object.keys(lanes).map((lane) => values[`${lane}DeadLetters`])).size).toBe(3);
  });
});
