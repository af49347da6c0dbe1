import { setTimeout as sleep } from 'node:timers/promises';
import { issueToken } from '../../infra/local/issuer.ts';
import type { StackDescription } from '../../infra/local/stack.ts';
import type { Role } from '../../shared/auth/caller.ts';

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

/** Asks again and again until the answer is as wanted. */
export async function eventually<T>(
  ask: () => Promise<T>,
  wanted: (answer: T) => boolean,
  withinMs = 15_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (wanted(answer) || Date.now() > deadline) return answer;
    await sleep(100);
  }
}
