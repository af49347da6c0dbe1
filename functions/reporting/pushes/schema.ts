/** What the routes of pushes take and give. */
import * as z from 'zod';
import { divisionByCode } from '../../../shared/divisions/index.ts';
import { DivisionCode } from '../../../shared/events/shapes.ts';
import { pageQuery } from '../../../shared/http/page.ts';
import { PUSH_STATES } from '../model/push.ts';

/** Pushes are a county's, or the city's own. */
const Sender = DivisionCode.refine((code) => ['city', 'county'].includes(divisionByCode(code)?.level ?? ''), {
  error: '推送按县（市、区）或市查询：应为 4 位或 6 位代码',
});

export const ListQuery = z.strictObject({
  division: Sender.optional().meta({
    description: '县（市、区）代码，市级自己的为市代码；不填时，县看本县的，市看全部',
  }),
  state: z
    .enum(PUSH_STATES)
    .optional()
    .meta({ description: 'waiting 等待发送，delivered 已送达，parked 已搁置' }),
  ...pageQuery,
});

export const ReconciliationsQuery = z.strictObject(pageQuery);

const Attempt = z.strictObject({
  at: z.iso.datetime(),
  ms: z.int().meta({ description: '耗时（毫秒）' }),
  outcome: z.enum(['delivered', 'refused', 'failed']).meta({
    description: 'delivered 送达，refused 被拒绝（不再重试），failed 未成功（会重试）',
  }),
  status: z.int().optional(),
  reason: z.string().optional(),
});

const Receipt = z.strictObject({
  receiptId: z.string(),
  webhookId: z.string(),
  receivedAt: z.string(),
  sha256: z.string(),
  counts: z.strictObject({ updated: z.int(), unchanged: z.int().optional(), ignored: z.int() }),
  ignored: z.array(z.strictObject({ id: z.string(), reason: z.string() })),
});

const Unmapped = z.strictObject({ what: z.enum(['indicator', 'kind']), id: z.string() });

const entry = {
  id: z.string().meta({ description: '也是 webhook-id' }),
  division: z.string(),
  sequence: z.int().meta({ description: '本县（市、区）内的顺序号' }),
  type: z.string(),
  subject: z.string(),
  state: z.enum(PUSH_STATES),
  waitsFor: z.enum(['setting', 'time', 'turn']).optional().meta({
    description: '等待什么：setting 尚未设置接收方地址，time 下次尝试的时间，turn 轮到',
  }),
  parked: z.enum(['refused', 'exhausted', 'chain-cut']).optional().meta({
    description: '搁置原因：refused 对方拒绝，exhausted 多次未能送达，chain-cut 对方发现审计链被截断',
  }),
  reason: z.string().optional(),
  requestedAt: z.iso.datetime(),
  nextAttemptAt: z.iso.datetime().optional(),
  deliveredAt: z.iso.datetime().optional(),
  attemptCount: z.int(),
  replays: z.int(),
  sha256: z.string(),
  bytes: z.int(),
  items: z.int(),
  policy: z.string().meta({ description: '对照表和规则的版本' }),
};

export const PushEntry = z.strictObject(entry);

export const PushAnswer = z.strictObject({
  ...entry,
  document: z.strictObject({ sha256: z.string(), bytes: z.int() }).optional().meta({
    description: '另存的内容，由接收方来取',
  }),
  attempts: z.array(Attempt).meta({ description: '最近的尝试' }),
  receipt: Receipt.optional(),
});

export const PreviewAnswer = z.strictObject({
  bytes: z.int(),
  sha256: z.string(),
  body: z.looseObject({ id: z.string(), type: z.string() }).meta({ description: '所发的内容，不含签名' }),
  document: z.looseObject({}).optional().meta({ description: '另存的内容' }),
  unmapped: z.array(Unmapped).meta({ description: '对照表中没有的编号，按我方编号发送' }),
});

/** What would be sent for a report, before it is signed. */
export const ReportPreview = PreviewAnswer.omit({ sha256: true });

export const ReceiverAnswer = z.strictObject({
  configured: z.boolean().meta({ description: '是否已设置接收方地址；未设置时推送只等待' }),
  state: z.enum(['closed', 'open', 'probing']).meta({
    description: 'closed 正常，open 暂停（对方多次失败），probing 正在试探',
  }),
  failuresInRow: z.int(),
  until: z.iso.datetime().optional().meta({ description: '暂停到何时' }),
  lastSuccessAt: z.iso.datetime().optional(),
  lastFailureAt: z.iso.datetime().optional(),
  lastFailure: z.string().optional(),
});

export const ReconciliationAnswer = z.strictObject({
  day: z.iso.date(),
  at: z.iso.datetime(),
  again: z.int().meta({ description: '因此重发的数目' }),
  counties: z.array(
    z.strictObject({
      county: z.string(),
      confirmed: z.int().meta({ description: '我方有回执的' }),
      held: z.int().meta({ description: '对方持有的' }),
      missing: z.array(z.string()),
      different: z.array(z.string()),
      unknown: z.array(z.string()),
    }),
  ),
});

export const DocumentAnswer = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) });
