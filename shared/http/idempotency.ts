/**
 * Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): the first answer of a creating request is stored in the
 * transaction of its effect; the same key, caller and route answer with it again, and with another request are refused.
 * A request whose effect takes several transactions claims its key first.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Caller } from '../auth/caller.ts';
import { canonicalJson } from '../store/audit.ts';
import { AlreadyDone } from '../store/errors.ts';
import type { Once } from '../store/store.ts';
import { invalid, unprocessable } from './problem.ts';
import type { Answer } from './route.ts';

/** How long a key is remembered, in hours. */
const REMEMBERED_HOURS = 24;

/** What was stored under a key. */
export interface StoredAnswer {
  answer?: unknown;
  requestHash?: string;
}

/** Where keys and first answers are kept: the service's store. */
export interface Memory {
  /** Looks a key up (strongly consistent read); undefined when nothing is stored. */
  recall(key: string): Promise<StoredAnswer | undefined>;
  /** Stores a key without an answer, if absent; rejects with AlreadyDone when it is there. */
  claim(once: Omit<Once, 'answer'> & { requestHash: string }): Promise<void>;
}

/** Without a comma: two headers arrive as one, joined by it. */
const Key = z.string().regex(/^[\x21-\x2b\x2d-\x7e]{8,200}$/);

const FirstAnswer = z.object({
  status: z.int(),
  body: z.unknown().optional(),
  etag: z.union([z.string(), z.number()]).optional(),
  headers: z.record(z.string(), z.string()).optional(),
});

interface Guarded {
  /** The Idempotency-Key header. */
  header: string;
  operationId: string;
  /** Who calls; a key is only known to its own caller in the same role. */
  caller: Pick<Caller, 'role' | 'subject'> | undefined;
  /** Parsed parts of the request, for telling a repeat from another request under the same key. */
  parts: unknown;
  memory: Memory;
  now: () => Date;
  handle(keep: { once: (answer: Answer) => { once: Once }; claim: () => Promise<void> }): Promise<Answer>;
}

/**
 * Runs a creating request once for its key: a repeat gets the first answer. A simultaneous twin fails in `handle` (the
 * store lets one of the two through) and then finds the first answer stored. One that was broken off between claim and
 * answer runs again.
 * @throws Problem 400 for a malformed key, 422 for a key used with another request; else what `handle` throws
 */
export async function handleOnce({ header, operationId, caller, parts, memory, now, handle }: Guarded) {
  const key = `HTTP#${JSON.stringify([operationId, caller?.role, caller?.subject, checked(header)])}`;
  const requestHash = createHash('sha256').update(canonicalJson(parts)).digest('base64url');
  const until = new Date(now().getTime() + REMEMBERED_HOURS * 3_600_000);
  const first = await memory.recall(key);
  const done = first && replay(first, requestHash);
  if (done) return done;
  try {
    return await handle({
      once: (answer) => ({ once: { key, answer: JSON.stringify(answer), requestHash, until } }),
      claim,
    });
  } catch (error) {
    const twin = await memory.recall(key);
    const answered = twin && replay(twin, requestHash);
    if (answered) return answered;
    throw error;
  }

  async function claim() {
    try {
      await memory.claim({ key, requestHash, until });
    } catch (error) {
      if (!(error instanceof AlreadyDone)) throw error;
      const twin = await memory.recall(key);
      if (twin) replay(twin, requestHash);
    }
  }
}

function checked(header: string): string {
  if (Key.safeParse(header).success) return header;
  throw invalid([
    {
      pointer: '#/headers/idempotency-key',
      detail: 'Idempotency-Key 应只有一个，为 8 至 200 个不含逗号的可见 ASCII 字符，建议用 UUID',
    },
  ]);
}

/** The first answer; undefined while there is none yet. */
function replay({ answer, requestHash }: StoredAnswer, hash: string): Answer | undefined {
  if (requestHash !== hash) {
    throw unprocessable('这个 Idempotency-Key 已用于内容不同的请求，请换用新的键', {
      errors: [{ pointer: '#/headers/idempotency-key', detail: '内容不同的请求应使用新的 Idempotency-Key' }],
    });
  }
  if (answer === undefined) return undefined;
  const { status, body, etag, headers } = FirstAnswer.parse(JSON.parse(String(answer)));
  return {
    status,
    ...(body !== undefined && { body }),
    ...(etag !== undefined && { etag }),
    headers: { ...headers, 'idempotency-replayed': 'true' },
  };
}
