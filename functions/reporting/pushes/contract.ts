/**
 * The interface that a receiver has to offer (infra/province-api.ts makes its OpenAPI document of this): what it is sent and
 * what it answers.
 */
import * as z from 'zod';

export const EVENTS_PATH = '/events';
export const HOLDINGS_PATH = '/holdings';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Id = z.string().regex(/^[\w-]{1,100}$/);

/** Head of an audit chain as it was when the event was made. */
export const Chain = z.strictObject({
  aggregate: z.string().min(1).max(200),
  sequence: z.int().min(0),
  hash: Sha256,
});

/** A CloudEvent 1.0 with the extensions `sequence`, `partitionkey`, `dataref` and our own. */
export const PushEvent = z.looseObject({
  specversion: z.literal('1.0'),
  id: Id.meta({ description: '与 webhook-id 相同；同一事件重发时不变' }),
  source: z.string(),
  type: z.string(),
  subject: z.string(),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  sequence: z
    .string()
    .regex(/^\d{12}$/)
    .meta({ description: '本县（市、区）内的顺序号' }),
  partitionkey: z
    .string()
    .regex(/^\d{12}$/)
    .meta({ description: '县（市、区）或市的行政区划代码' }),
  mapping: z.string().meta({ description: '指标和代码对照表的版本' }),
  dataref: z.url().optional().meta({ description: '内容超过 20 KB 时：取内容的地址' }),
  datahash: Sha256.optional().meta({ description: '该内容的 SHA-256' }),
  datasize: z.int().optional().meta({ description: '该内容的字节数' }),
  data: z.looseObject({
    items: z.array(z.looseObject({ id: z.string() })).optional(),
    itemCount: z.int().min(0).meta({ description: '项数；回执的各项计数之和与它相等' }),
    chains: z.array(Chain).meta({ description: '审计链的长度和末端散列，供核对是否被截断' }),
  }),
});
export type PushEvent = z.infer<typeof PushEvent>;

export const ReceiptAnswer = z.looseObject({
  receiptId: Id,
  webhookId: Id,
  receivedAt: z.iso.datetime({ offset: true }),
  sha256: Sha256.meta({ description: '所收请求体的 SHA-256' }),
  counts: z.strictObject({
    updated: z.int().min(0),
    unchanged: z.int().min(0).optional(),
    ignored: z.int().min(0),
  }),
  ignored: z
    .array(z.strictObject({ id: z.string().max(200), reason: z.string().max(500) }))
    .max(1000)
    .default([]),
});

export const HoldingsAnswer = z.looseObject({
  items: z.array(
    z.looseObject({ webhookId: Id, subject: z.string(), sha256: Sha256, sequence: z.int().min(1) }),
  ),
  next: z.string().max(500).optional(),
});

/** What a receiver answers when it takes nothing (RFC 9457). */
export const ReceiverProblem = z.looseObject({
  type: z.string().optional(),
  title: z.string().optional(),
  detail: z.string().optional(),
});

/** Type of the problem by which a receiver says that an audit chain was cut or rewritten. */
export const CHAIN_CUT = 'urn:peiyou:problem:chain-cut';
