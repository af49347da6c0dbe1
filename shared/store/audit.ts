/**
 * The audit trail: for each aggregate a chain of entries, each with the hash of the one before it, so that an entry
 * changed, removed or moved afterwards shows. The head holds the count and the last hash, so that a cut tail shows.
 */
import { createHash } from 'node:crypto';

/** What the partition key of every entry and head begins with; the aggregate follows. */
export const AUDIT = 'AUDIT#';

/** Something done to an aggregate; `detail` holds no personal data. */
export interface AuditEntry {
  /** What it was done to, e.g. `RESERVATION#…`. */
  aggregate: string;
  action: string;
  actor: { role: string; subject: string };
  /** Kept as JSON says it. */
  detail: Readonly<Record<string, unknown>>;
  /** Nothing was done to it before, as far as is known: the trail is not read first. */
  first?: true;
}

/** An entry in its chain. */
export interface ChainedEntry extends Omit<AuditEntry, 'first'> {
  /** From 1. */
  sequence: number;
  /** ISO 8601 instant. */
  at: string;
  /** Hash of the entry before; of the first, 64 zeros. */
  previous: string;
  hash: string;
}

export interface ChainHead {
  sequence: number;
  hash: string;
}

export const EMPTY_CHAIN: ChainHead = { sequence: 0, hash: '0'.repeat(64) };

/** The entry that follows a chain's head; what it holds is what is hashed, whatever the caller's values were. */
export function chain(entry: AuditEntry, head: ChainHead, at: string): ChainedEntry {
  const { aggregate, action, actor, detail } = JSON.parse(canonicalJson(entry)) as AuditEntry;
  const linked = { aggregate, action, actor, detail, sequence: head.sequence + 1, at, previous: head.hash };
  return { ...linked, hash: hashOf(linked) };
}

/**
 * What is wrong with a chain, or undefined when it is whole.
 * @param entries in the order of their sequence
 */
export function verifyChain(
  entries: readonly ChainedEntry[],
  head: ChainHead | undefined,
): string | undefined {
  let last = EMPTY_CHAIN;
  for (const entry of entries) {
    const { hash, ...linked } = entry;
    if (entry.sequence !== last.sequence + 1) return `entry ${last.sequence + 1} is missing or out of order`;
    if (entry.previous !== last.hash) return `entry ${entry.sequence} does not follow entry ${last.sequence}`;
    if (hashOf(linked) !== hash) return `entry ${entry.sequence} was changed`;
    last = { sequence: entry.sequence, hash };
  }
  if (!head) return entries.length > 0 ? 'the head is missing' : undefined;
  if (head.sequence !== last.sequence)
    return `entries after ${last.sequence} are missing: the head counts ${head.sequence}`;
  return head.hash === last.hash ? undefined : 'the head does not match the last entry';
}

function hashOf({
  aggregate,
  action,
  actor,
  detail,
  sequence,
  at,
  previous,
}: Omit<ChainedEntry, 'hash'>): string {
  const canonical = canonicalJson({ aggregate, action, actor, detail, sequence, at, previous });
  return createHash('sha256').update(canonical).digest('hex');
}

/** JSON with the members of every object in order, so that equal values give equal text; in well-formed Unicode. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'string') return part.toWellFormed();
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    const members = Object.entries(part).map(([name, member]) => [name.toWellFormed(), member] as const);
    return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
