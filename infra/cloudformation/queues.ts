import { DAY, INBOX_DAYS, LONGEST_DAYS, TRIES, WAKE_UPS } from '../../shared/events/spans.ts';
import { logicalId, physicalName } from './names.ts';

/** Seconds that a worker may take for a batch; functions.yml gives the workers the same. */
export const WORKER_TIMEOUT = 30;

// AWS asks for at least six times the function's timeout, so that a slow batch is not given out twice.
const visibility = (timeout: number) => 6 * timeout;

/**
 * An inbox queue; messages that keep failing go to its dead-letter queue, which counts their age from here on: they are kept
 * for fewer days than there.
 * @param timeout seconds that its worker may take for a batch
 * @param fifo whether it keeps order; then its messages are wake-ups, which may come again often
 */
export function inbox(service: string, timeout: number, fifo = false) {
  return {
    [logicalId(service, 'Inbox')]: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        ...named(service, 'inbox', fifo),
        SqsManagedSseEnabled: true,
        MessageRetentionPeriod: INBOX_DAYS * DAY,
        VisibilityTimeout: visibility(timeout),
        RedrivePolicy: {
          deadLetterTargetArn: { 'Fn::GetAtt': [logicalId(service, 'DeadLetters'), 'Arn'] },
          maxReceiveCount: fifo ? WAKE_UPS : TRIES,
        },
      },
    },
  };
}

/** Where messages wait that could not be processed, for as long as SQS keeps them. */
export function deadLetters(service: string, fifo = false) {
  return {
    [logicalId(service, 'DeadLetters')]: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        ...named(service, 'dead-letters', fifo),
        SqsManagedSseEnabled: true,
        MessageRetentionPeriod: LONGEST_DAYS * DAY,
      },
    },
  };
}

/** SQS tells queues that keep order by their names. */
const named = (service: string, queue: string, fifo: boolean) => ({
  QueueName: physicalName(service, fifo ? `${queue}.fifo` : queue),
  ...(fifo && { FifoQueue: true }),
});

/** Seconds that a wake-up may wait: pushes are tried again for days while the receiver is down. */
const WAKE_UP_AGE = 2 * DAY;

/** Alarms of an inbox: any dead letter, messages that nobody takes out. */
export function inboxAlarms(name: string, timeout: number, fifo = false) {
  const queue = (id: string) => [
    { Name: 'QueueName', Value: { 'Fn::GetAtt': [logicalId(name, id), 'QueueName'] } },
  ];
  const seconds = fifo ? WAKE_UP_AGE : TRIES * visibility(timeout);
  return {
    [logicalId(name, 'DeadLettersAlarm')]: alarm(
      `Messages of ${name} could not be processed, for the reasons that they carry. Mend the cause, then within ten ` +
        `days: npm run redrive -- ${name}`,
      {
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Dimensions: queue('DeadLetters'),
      },
      0,
    ),
    [logicalId(name, 'InboxAlarm')]: alarm(
      `The oldest message in the inbox of ${name} is over ${seconds / 60} minutes old: see the worker's log for what fails`,
      { Namespace: 'AWS/SQS', MetricName: 'ApproximateAgeOfOldestMessage', Dimensions: queue('Inbox') },
      seconds,
    ),
  };
}

/**
 * The alarm of a relay: it lags.
 * @param name of the service, or of its lane that has a relay of its own
 */
export function relayAlarm(name: string, service = name) {
  const relay = [{ Name: 'FunctionName', Value: { Ref: `${logicalId(name, 'Relay')}LambdaFunction` } }];
  return {
    [logicalId(name, 'RelayAlarm')]: alarm(
      `Events of ${name} are relayed more than 5 minutes late. See the relay's log: mend the entry that cannot be ` +
        `read or the queue that takes nothing. npm run relay -- ${service} sends what waits or was passed over`,
      { Namespace: 'AWS/Lambda', MetricName: 'IteratorAge', Dimensions: relay },
      300_000,
    ),
  };
}

function alarm(description: string, metric: Record<string, unknown>, threshold: number) {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmDescription: description,
      ...metric,
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: threshold,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: 'AlarmTopic' }],
    },
  };
}
