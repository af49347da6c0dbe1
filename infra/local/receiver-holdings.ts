/** What the local receiver holds: each event once, in the order of its county, its chains never cut. */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { CHAIN_CUT, PushEvent } from '../../functions/reporting/pushes/contract.ts';
import { sha256 as sha256Of } from '../../shared/sha256.ts';

/** What the receiver knows of an event that it took. */
export interface Taken {
  webhookId: string;
  county: string;
  sequence: number;
  type: string;
  subject: string;
  sha256: string;
  /** How often it came, and the place in which it first did. */
  times: number;
  place: number;
  /** It came after one of a higher sequence. */
  late: boolean;
  receipt: Record<string, unknown>;
  chains: readonly ChainHeld[];
  items: number;
}

interface ChainHeld {
  aggregate: string;
  sequence: number;
  hash: string;
}

const PAGE = 100;

/** What is not taken, as the receiver answers it. */
export class Refusal extends Error {
  readonly status: number;
  readonly type: string;

  constructor(status: number, detail: string, type = 'about:blank') {
    super(detail);
    this.status = status;
    this.type = type;
  }
}

/** The content of an event that only refers to it, asked for by address and hash. */
type Fetched = (ref: string, hash: string) => Promise<{ items?: { id: string }[] }>;

/** @param file that keeps what is held; in memory when left out */
export function holdingsIn(file: string | undefined) {
  const held = kept(file);

  /**
   * Takes an event in, or gives what is known of one that was.
   * @throws Refusal 409, 422 for what does not fit, 503 where its content cannot be fetched
   */
  async function takeIn(id: string, body: Buffer, fetched: Fetched): Promise<Taken> {
    const sha256 = sha256Of(body);
    const before = held.get(id);
    // The same once more: the same receipt. Other bytes under the same id are what it says now.
    if (before?.sha256 === sha256) {
      before.times += 1;
      return before;
    }
    const read = PushEvent.safeParse(parsed(body));
    if (!read.success) throw new Refusal(422, `内容不符合约定：${read.error.issues[0]?.path.join('.')}`);
    const { sequence: digits, partitionkey: county, type, subject, data, dataref, datahash } = read.data;
    if (read.data.id !== id) throw new Refusal(422, '事件编号与 webhook-id 不同');
    const sequence = Number(digits);
    const ofCounty = [...held.values()].filter((one) => one.county === county && one.webhookId !== id);
    if (ofCounty.some((one) => one.sequence === sequence))
      throw new Refusal(409, `顺序号 ${sequence} 已属于另一事件`);
    checkChains(sequence, data.chains, ofCounty);
    const content = dataref === undefined ? data : await fetched(dataref, datahash!);
    const items = content.items?.length ?? 0;
    if (items !== data.itemCount) throw new Refusal(422, `项数为 ${items}，应为 ${data.itemCount}`);
    const later = ofCounty.some((one) => one.subject === subject && one.sequence > sequence);
    const ignored = later
      ? (content.items ?? []).map((item) => ({ id: item.id, reason: '已有同一事项更新的内容' }))
      : [];
    const taken: Taken = {
      webhookId: id,
      county,
      sequence,
      type,
      subject,
      sha256,
      times: (before?.times ?? 0) + 1,
      place: before?.place ?? held.size + 1,
      late: ofCounty.some((one) => one.sequence > sequence),
      items,
      chains: data.chains,
      receipt: {
        receiptId: `r-${randomUUID()}`,
        webhookId: id,
        receivedAt: new Date().toISOString(),
        sha256,
        counts: { updated: items - ignored.length, unchanged: 0, ignored: ignored.length },
        ignored,
      },
    };
    held.set(id, taken);
    keep(file, held);
    return taken;
  }

  /** A page of what is held of a county, as the contract has it. */
  function holdings(query: URLSearchParams) {
    const from = Number(query.get('cursor') ?? 0);
    const all = [...held.values()]
      .filter(({ county }) => county === query.get('county'))
      .sort((a, b) => a.sequence - b.sequence);
    const items = all
      .slice(from, from + PAGE)
      .map(({ webhookId, subject, sha256, sequence }) => ({ webhookId, subject, sha256, sequence }));
    return { items, ...(all.length > from + PAGE && { next: String(from + PAGE) }) };
  }

  function forget(id: string): boolean {
    const gone = held.delete(id);
    keep(file, held);
    return gone;
  }

  return { held, takeIn, holdings, forget };
}

/**
 * Whether the heads that come along fit those of the county's other events: with a higher sequence of events no chain is
 * shorter, and one entry has one hash.
 * @throws Refusal 409
 */
function checkChains(sequence: number, chains: readonly ChainHeld[], others: readonly Taken[]): void {
  for (const chain of chains) {
    for (const other of others) {
      const known = other.chains.find(({ aggregate }) => aggregate === chain.aggregate);
      if (!known) continue;
      const shorter = Math.sign(other.sequence - sequence) * (known.sequence - chain.sequence) < 0;
      const rewritten = known.sequence === chain.sequence && known.hash !== chain.hash;
      if (shorter || rewritten)
        throw new Refusal(
          409,
          `审计链 ${chain.aggregate} 被截断或改写：第 ${known.sequence} 条曾为 ${known.hash.slice(0, 12)}`,
          CHAIN_CUT,
        );
    }
  }
}

export function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function kept(file: string | undefined): Map<string, Taken> {
  if (file === undefined || !existsSync(file)) return new Map();
  const all = JSON.parse(readFileSync(file, 'utf8')) as Taken[];
  return new Map(all.map((one) => [one.webhookId, one]));
}

function keep(file: string | undefined, held: ReadonlyMap<string, Taken>): void {
  if (file === undefined) return;
  writeFileSync(`${file}.new`, JSON.stringify([...held.values()]));
  renameSync(`${file}.new`, file);
}
