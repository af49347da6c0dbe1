/**
 * Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): the first answer of a creating request is stored in the
 * transaction of its effect; the same key, caller and route answer with it again, and with another request are refused.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { invalid, unprocessable } from './problem.ts';
import type { Answer } from './route.ts';

/** How long a key is remembered, in hours. */
const REMEMBERED_HOURS = 24;

/** Entry to store beside a change: put if absent. `until` is when it may be forgotten. */
export interface Once {
  key: string;
  /** The answer as JSON, so that the repeat equals the first to the byte whatever the store. */
  answer: string;
  requestHash: string;
  until: Date;
}

/** What was stored under a key. */
export interface StoredAnswer {
  answer?: unknown;
  requestHash?: string;
}

/** Looks a key up (strongly consistent read); undefined when nothing is stored. */
export type Recall = (key: string) => Promise<StoredAnswer | undefined>;

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
  /** Who calls; a key is only known to its own caller. */
  subject: string;
  /** Parsed parts of the request, for telling a repeat from another request under the same key. */
  parts: unknown;
  recall: Recall;
  now: () => Date;
  handle(once: (answer: Answer) => { once: Once }): Promise<Answer>;
}

/**
 * Runs a creating request once for its key: a repeat gets the first answer. A simultaneous twin fails in `handle` (the
 * store lets one of the two through) and then finds the first answer stored.
 * @throws Problem 400 for a malformed key, 422 for a key used with another request; else what `handle` throws
 */
export async function handleOnce({ header, operationId, subject, parts, recall, now, handle }: Guarded) {
  const key = `HTTP#${JSON.stringify([operationId, subject, checked(header)])}`;
  const requestHash = createHash('sha256').update(canonical(parts)).digest('base64url');
  const first = await recall(key);
  if (first) return replay(first, requestHash);
  const until = new Date(now().getTime() + REMEMBERED_HOURS * 3_600_000);
  try {
    return await handle((answer) => ({ once: { key, answer: JSON.stringify(answer), requestHash, until } }));
  } catch (error) {
    const twin = await recall(key);
    if (twin) return replay(twin, requestHash);
    throw error;
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

function replay({ answer, requestHash }: StoredAnswer, hash: string): Answer {
  if (requestHash !== hash) {
    throw unprocessable('这个 Idempotency-Key 已用于内容不同的请求，请换用新的键', {
      errors: [{ pointer: '#/headers/idempotency-key', detail: '内容不同的请求应使用新的 Idempotency-Key' }],
    });
  }
  const { status, body, etag, headers } = FirstAnswer.parse(JSON.parse(String(answer)));
  return {
    status,
    ...(body !== undefined && { body }),
    ...(etag !== undefined && { etag }),
    headers: { ...headers, 'idempotency-replayed': 'true' },
  };
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      part !== null && typeof part === 'object' && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? 'null'
  );
}
