import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { issueToken } from '../../infra/local/issuer.ts';
import { localClients } from '../../infra/local/resources.ts';
import type { StackDescription } from '../../infra/local/stack.ts';
import type { Role } from '../../shared/auth/caller.ts';
import type { CloudEvent } from '../../shared/events/envelope.ts';

/** The local cloud of this run, started by jest's global setup. */
export const stack = JSON.parse(process.env.PEIYOU_STACK!) as StackDescription;

/** Calls the running API over HTTP. */
export async function http(
  method: string,
  path: string,
  { token, headers = {}, body }: { token?: string; headers?: Record<string, string>; body?: unknown } = {},
) {
  const response = await fetch(stack.baseUrl + path, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return {
    status: response.status,
    headers: response.headers,
    type,
    text,
    json: /json/.test(type) ? JSON.parse(text) : undefined,
  };
}

/** A token of the local issuer. */
export function token(role: Role, division: string, subject = `${role}-${division}`): Promise<string> {
  return issueToken({ subject, role, division }, 5);
}

/** Waits for an event in a service's inbox; the message stays there for others to find theirs. */
export async function arrived(
  service: string,
  wanted: (event: CloudEvent) => boolean,
  withinMs = 15_000,
): Promise<CloudEvent | undefined> {
  const { sqs, dynamodb } = localClients({
    dynamodb: stack.dynamodbEndpoint,
    sqs: stack.sqsEndpoint,
    region: stack.region,
  });
  const deadline = Date.now() + withinMs;
  try {
    while (Date.now() < deadline) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: stack.queues[service]!.inbox,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: 1,
          VisibilityTimeout: 0,
        }),
      );
      const found = Messages.map(({ Body }) => JSON.parse(Body!) as CloudEvent).find(wanted);
      if (found) return found;
    }
    return undefined;
  } finally {
    sqs.destroy();
    dynamodb.destroy();
  }
}
