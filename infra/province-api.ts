/** The provincial interface as an OpenAPI 3.1 document: what a receiver of pushes has to offer. */
import * as z from 'zod';
import {
  CHAIN_CUT,
  EVENTS_PATH,
  HOLDINGS_PATH,
  HoldingsAnswer,
  PushEvent,
  ReceiptAnswer,
  ReceiverProblem,
} from '../functions/reporting/pushes/contract.ts';
import { PAYLOADS } from '../functions/reporting/pushes/payload.ts';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output' = 'input') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
});
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string) => ({ 'application/json': { schema: ref(name) } });
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ref('Problem') } },
});
const SIGNATURE_HEADERS = {
  'webhook-id': { required: true, schema: { type: 'string' }, description: '回执编号（receiptId）' },
  'webhook-timestamp': { required: true, schema: { type: 'string' }, description: '答复的时间（秒）' },
  'webhook-signature': { required: true, schema: { type: 'string' }, description: '接收方的签名' },
};
const signedParameters = (what: string) => [
  header('webhook-id', `编号；${what}`),
  header('webhook-timestamp', '本次尝试的时间（自 1970 年起的秒数），与接收方时钟相差不得超过 5 分钟'),
  header(
    'webhook-signature',
    '以空格分隔的签名：v1（HMAC-SHA256）、v1a（ed25519）、v1sm3（HMAC-SM3）；密钥更替期间新旧都有，任一相符即可',
  ),
];

const DESCRIPTION = `
温州市社区社会组织服务系统向省级接口推送报告（O2、O3）。接收方须提供本文所列的地址。

**签名** 按 Standard Webhooks（https://www.standardwebhooks.com）：对 \`<webhook-id>.<webhook-timestamp>.<请求体的原始字节>\`
签名；GET 请求没有请求体，所签的是 \`GET <路径和查询>\`。回执由接收方以自己的密钥按同一方式签名。

**幂等** 同一事件重发时 webhook-id 和请求体不变；收到过的给出同一份回执。同一编号而内容不同的，以后到的为准。

**顺序** 同一 partitionkey（县、市、区或市）的事件按 sequence 依次发送，前一件有了结果才发下一件；搁置后重发的会晚到，
同一事项（subject）已有更新的内容时，略过并在回执中逐项说明。

**审计链** data.chains 是有关审计链的长度和末端散列。sequence 较大的事件，其链不会更短；同一条目的散列不会不同；
否则以 409、type 为 \`${CHAIN_CUT}\` 的问题文档答复。

**失败** 408、425、429、5xx、超时和不可信的回执会重试（指数退避，至少 72 小时；429、503 的 Retry-After 会遵守）；
其余 4xx 不再重试，由人处理。不跟随重定向；答复不得超过 64 KB，全程不得超过 10 秒。

**大内容** 请求体不超过 20 KB。更大的内容由 dataref 给出地址，接收方以自己的密钥签名后来取，并核对 datahash。
`.trim();

/** The document. */
export function provinceApi() {
  return {
    openapi: '3.1.0',
    info: { title: '省级接口（接收方）', version: '1.0.0', description: DESCRIPTION },
    paths: {
      [EVENTS_PATH]: {
        post: {
          operationId: 'receiveEvent',
          summary: '接收一个事件',
          parameters: signedParameters('即事件的 id'),
          requestBody: {
            required: true,
            content: { 'application/cloudevents+json': { schema: ref('Event') } },
          },
          responses: {
            200: { description: '回执', headers: SIGNATURE_HEADERS, content: json('Receipt') },
            401: problem('签名不符或已过期'),
            409: problem('顺序号已属于另一事件，或审计链被截断'),
            422: problem('内容不符合约定'),
            429: problem('请求过多；Retry-After 说明何时再来'),
            503: problem('暂不可用；Retry-After 说明何时再来'),
          },
        },
      },
      [HOLDINGS_PATH]: {
        get: {
          operationId: 'listHoldings',
          summary: '列出持有的事件，供每夜核对',
          parameters: [
            ...signedParameters('每次请求不同'),
            {
              name: 'county',
              in: 'query',
              required: true,
              description: '12 位行政区划代码，即 partitionkey',
              schema: { type: 'string', pattern: '^\\d{12}$' },
            },
            { name: 'cursor', in: 'query', description: '上一页的 next', schema: { type: 'string' } },
          ],
          responses: {
            200: { description: '一页', content: json('Holdings') },
            401: problem('签名不符或已过期'),
          },
        },
      },
    },
    components: {
      schemas: {
        Event: schemaOf(PushEvent),
        Receipt: schemaOf(ReceiptAnswer),
        Holdings: schemaOf(HoldingsAnswer),
        Problem: schemaOf(ReceiverProblem),
        ...Object.fromEntries(Object.entries(PAYLOADS).map(([type, schema]) => [type, schemaOf(schema)])),
      },
    },
  };
}

/** The document as it is published. */
export const provinceDocument = (): string => `${JSON.stringify(provinceApi(), null, 2)}\n`;
