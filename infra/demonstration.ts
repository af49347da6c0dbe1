/** What demonstrations play on: a local cloud of their own, and callers of every role. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Role } from '../shared/auth/caller.ts';
import { setClock } from './local/clock.ts';
import { freePort } from './local/engines.ts';
import { runScheduled } from './local/invoke.ts';
import { issueToken } from './local/issuer.ts';
import { localClients } from './local/resources.ts';
import { type Stack, startStack } from './local/stack.ts';

const PATIENCE_MS = 180_000;
/** Requests at one time: a county's offices on a busy morning. */
export const AT_ONCE = 8;
/** Log lines of functions that failed; how many are shown when the demonstration does, for they may be why. */
const IS_FAULT = /"level":"(ERROR|CRITICAL)"|^(×|✖|\S*Error\b)/;
const FAULTS_SHOWN = 5;
const FOLDER = `.cache/demo-${process.pid}`;

export type Json = Record<string, unknown>;

export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<{ json: Json; etag: string }>;

export interface Demonstration {
  baseUrl: string;
  /** Calls the API as somebody; a problem ends the demonstration unless its status is expected. */
  as: (role: Role, division: string, subject: string, expected?: readonly number[]) => Call;
  /** Sets the clock of the functions. */
  clock: (instant: string) => void;
  /** Has a schedule's time come: runs its function, as EventBridge does. */
  schedule: (functionKey: string) => Promise<void>;
  /** Waits until an inbox has been empty for some seconds: what was told is taken in. */
  settled: (inbox: string) => Promise<void>;
  /** The province's interface of this cloud. */
  receiverUrl: string;
}

/**
 * Starts a local cloud, plays on it and clears it away.
 * @returns the exit code of the command
 */
export async function demonstrated(play: (stage: Demonstration) => Promise<void>): Promise<number> {
  console.log('Starting a local cloud …');
  const [http, lambda, dynamodb, sqs, issuer, receiver] = (await Promise.all(
    Array.from({ length: 6 }, freePort),
  )) as [number, number, number, number, number, number];
  const faults: string[] = [];
  const stack = await startStack({
    ports: { http, lambda, dynamodb, sqs, issuer, receiver },
    workDir: FOLDER,
    log: (line) => {
      if (IS_FAULT.test(line)) faults.push(line);
    },
  });
  try {
    await play({
      baseUrl: stack.baseUrl,
      as: callersOf(stack.baseUrl),
      clock: (instant) => setClock(FOLDER, new Date(instant)),
      schedule: (key) => runScheduled(key, stack.lambdaEndpoint),
      settled: (inbox) => emptied(stack, inbox),
      receiverUrl: stack.receiverUrl,
    });
  } catch (error) {
    for (const fault of faults.slice(-FAULTS_SHOWN)) console.error(fault);
    throw error;
  } finally {
    await stack.stop();
    rmSync(join(import.meta.dirname, '..', FOLDER), { recursive: true, force: true });
  }
  return 0;
}

/** Looks at an inbox are so far apart; so often in a row it has to be empty, for what is on its way from a table's stream. */
const LOOK_MS = 700;
const LOOKS = 4;

async function emptied({ sqsEndpoint, region, queues }: Stack, inbox: string): Promise<void> {
  const { sqs } = localClients({ sqs: sqsEndpoint, region });
  const QueueUrl = queues[inbox]!.inbox;
  try {
    for (let empty = 0; empty < LOOKS; ) {
      await sleep(LOOK_MS);
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      empty = Object.values(Attributes).every((count) => Number(count) === 0) ? empty + 1 : 0;
    }
  } finally {
    sqs.destroy();
  }
}

/** Callers of the API at an address, by role, division and account, with tokens of the local issuer. */
export function callersOf(baseUrl: string): Demonstration['as'] {
  return (role, division, subject, expected = []) => {
    const token = issueToken({ subject, role, division }, 60);
    return async (method, path, body, headers = {}) => {
      const response = await fetch(baseUrl + path, {
        method,
        headers: {
          authorization: `Bearer ${await token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const json = (text ? JSON.parse(text) : {}) as Json;
      if (!response.ok && !expected.includes(response.status))
        throw new Error(`${method} ${path} answered ${response.status}: ${json.detail}${faultsOf(json)}`);
      return { json, etag: response.headers.get('etag') ?? '' };
    };
  };
}

/**
 * Asks again and again until the answer is as wanted.
 * @throws Error when it is not within three minutes
 */
export async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  const begun = Date.now();
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() > begun + PATIENCE_MS) throw new Error(`Nothing came within ${PATIENCE_MS / 1000} s`);
    // What takes long is not slowed down by asking.
    await sleep(Math.min(1000, 50 + (Date.now() - begun) / 20));
  }
}

const faultsOf = ({ errors = [] }: Json) =>
  (errors as { pointer: string; detail: string }[])
    .map(({ pointer, detail }) => `\n  ${pointer} ${detail}`)
    .join('');

export const heading = (text: string) => console.log(`\n${text}\n`);
export const say = (what: string, text: string) => console.log(`   ${what.padEnd(14)}${text}`);

/** All pages of a list. */
export async function pages<T>(call: Call, path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor = '';
  do {
    const { json } = await call('GET', path + cursor);
    items.push(...(json.items as T[]));
    cursor = json.next === undefined ? '' : `&cursor=${encodeURIComponent(json.next as string)}`;
  } while (cursor !== '');
  return items;
}

/** Does work on all, some at a time, and says how far it is. */
export async function eachTold<T, R>(
  what: string,
  all: readonly T[],
  work: (one: T, index: number) => Promise<R>,
): Promise<R[]> {
  const begun = performance.now();
  const results: R[] = [];
  const waiting = all.entries();
  let done = 0;
  const runs = Array.from({ length: AT_ONCE }, async () => {
    for (const [index, one] of waiting) {
      results[index] = await work(one, index);
      done += 1;
      if (done % 200 === 0 && done < all.length) say(what, `${done} of ${all.length}`);
    }
  });
  await Promise.all(runs);
  say(what, `${all.length} in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  return results;
}
