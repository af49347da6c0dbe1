/** What an answer of the receiver comes to: delivered, refused for good, or to be tried again. */
import type { Outcome, Push, Receipt } from '../model/push.ts';
import type { ProvincePolicy } from '../policy/province.ts';
import { CHAIN_CUT, ReceiptAnswer, ReceiverProblem } from './contract.ts';
import type { Reply } from './send.ts';
import { type Key, verified } from './signature.ts';

interface By {
  keys: readonly Key[];
  now: Date;
  policy: ProvincePolicy;
}

type Answer = Extract<Reply, { kind: 'answer' }>;

const NOTHING: Readonly<Record<Extract<Reply, { kind: 'nothing' }>['why'], string>> = {
  address: '地址在内网，不予连接',
  timeout: '超时未答复',
  tls: 'TLS 连接失败',
  'too-large': '答复过大',
  connection: '连接失败',
};

/** Statuses below 500 that say: later. */
const LATER = new Set([408, 425, 429]);
const LONGEST_REASON = 300;

/** Judges what came back for a push. */
export function judge(push: Push, reply: Reply, by: By): Outcome {
  if (reply.kind === 'nothing')
    return {
      kind: 'failed',
      reason: `${NOTHING[reply.why]}：${reply.detail}`,
      // One that says too much is there.
      down: reply.why !== 'too-large',
    };
  const { status } = reply;
  if (status >= 200 && status < 300) return receiptOf(push, reply, by);
  const { reason, chainCut } = problemOf(reply);
  // A redirect is not followed, and may be gone again: a gateway under maintenance sends everybody to a page.
  const down = status >= 500 || status < 400;
  const later = LATER.has(status) || down;
  if (!later)
    return { kind: 'refused', status, reason, ...(status === 409 && chainCut && { chainCut: true }) };
  const retryAfterMs =
    status === 429 || status === 503 ? retryAfter(reply.headers['retry-after'], by) : undefined;
  return {
    kind: 'failed',
    status,
    reason,
    down,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** A receipt that does not say what it has to is none: the push is sent again, until one comes that does. */
function receiptOf(push: Push, { status, headers, body }: Answer, { keys, now, policy }: By): Outcome {
  const wrong = (reason: string): Outcome => ({
    kind: 'failed',
    status,
    reason: `回执不可信：${reason}`,
    down: false,
  });
  const { toleranceSeconds } = policy.sending;
  const signature = verified(keys, headers, { body, now, toleranceSeconds });
  if (!signature.right) return wrong(signature.why);
  const read = ReceiptAnswer.safeParse(parsed(body));
  if (!read.success) return wrong('内容不符合约定');
  const { receiptId, webhookId, receivedAt, sha256, counts, ignored } = read.data;
  if (signature.id !== receiptId) return wrong('回执编号与签名不一致');
  if (webhookId !== push.id) return wrong('不是对这次推送的回执');
  if (sha256 !== push.sha256) return wrong('所收内容与所发内容的散列不同');
  const { updated, unchanged = 0, ignored: passedOver } = counts;
  if (updated + unchanged + passedOver !== push.items)
    return wrong(`计数之和为 ${updated + unchanged + passedOver}，应为 ${push.items}`);
  if (ignored.length !== passedOver) return wrong('未逐项说明略过的内容');
  const receipt: Receipt = { receiptId, webhookId, receivedAt, sha256, counts, ignored };
  return { kind: 'delivered', status, receipt };
}

/** The receiver's reason: of its problem document if it gave one. */
function problemOf({ status, body }: Answer): { reason: string; chainCut: boolean } {
  const read = ReceiverProblem.safeParse(parsed(body));
  const said = read.success ? (read.data.detail ?? read.data.title) : undefined;
  return {
    reason: `对方答复 ${status}${said === undefined ? '' : `：${clean(said)}`}`,
    chainCut: read.success && read.data.type === CHAIN_CUT,
  };
}

/** What others wrote, without control characters, and short. */
const clean = (text: string) =>
  [...text.toWellFormed().replace(/\p{Cc}+/gu, ' ')].slice(0, LONGEST_REASON).join('');

/** A receiver may ask for a day of peace, not for a year by mistake. */
const MOST_RETRY_AFTER_MS = 24 * 3_600_000;

/** Milliseconds of a Retry-After header: seconds, or a date (RFC 9110, section 10.2.3). */
function retryAfter(header: string | undefined, { now }: By): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  if (Number.isNaN(ms)) return undefined;
  return Math.min(Math.max(ms, 0), MOST_RETRY_AFTER_MS);
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
