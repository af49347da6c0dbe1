import { buffer } from 'node:stream/consumers';
import type { CloudEvent } from '../../../shared/events/index.ts';
import type { Deps } from '../deps.ts';
import type { LedgerRow } from '../model/import/columns.ts';
import { counted, type LedgerImport } from '../model/import/ledger-import.ts';
import { readLedger } from '../spreadsheet/ledger.ts';
import { UnreadableFile } from '../spreadsheet/rows.ts';
import { keptKey } from './files.ts';
import { type Dealt, land } from './land.ts';
import { writeProblems } from './problems.ts';
import { importEntry } from './read.ts';
import { carryOn } from './start.ts';

/** Rows between two saves of the progress: in its transaction each may have an item of its own (100 at most). */
const ROWS_A_SAVE = 90;
/** After which the next event takes over: half of the worker's timeout, so that rows under way and the end fit in. */
const PATIENCE_MS = 15_000;

const SYSTEM = { role: 'system', subject: 'import' } as const;

/**
 * `registration.import.due`: carries an import on from where its progress stands, until its end or until the time is
 * used up and the next event takes over. It may come again, late, or be broken off anywhere: progress is saved with the
 * problems found, rows know what landed them, and only the event that is due does anything.
 * @param patience milliseconds after which the next event takes over
 * @throws ConditionFailed when another worker is at the same import: the event comes again and finds what is left
 */
export async function importDue(
  { data: { importId, from }, correlationid }: CloudEvent<'registration.import.due'>,
  deps: Deps,
  patience = PATIENCE_MS,
): Promise<void> {
  const begun = performance.now();
  const found = await deps.store.ledgerImport(importId);
  if (found?.due !== from) return;
  const file = await fileOf(found, deps);
  const read = found.total === undefined ? await readThrough(found, file, deps) : found;
  if (read.state === 'failed') return;
  let current = read;
  for await (const rows of inChunks(readLedger(file, current.format), current.next)) {
    const dealt = await land(rows, current, correlationid, deps);
    const over = performance.now() - begun >= patience;
    const advanced = advancedBy(current, dealt, over);
    await deps.store.save({
      ledgerImport: advanced,
      problems: dealt.problems,
      audit: [],
      events: over ? [carryOn(advanced, correlationid, deps)] : [],
    });
    if (over) return;
    current = advanced;
  }
  await finish(current, file, deps);
}

async function fileOf(found: LedgerImport, { files }: Deps): Promise<Buffer> {
  const kept = await files.read(keptKey(found));
  if (!kept) throw new Error(`The file of import ${found.id} is not there`);
  return buffer(kept.stream);
}

/** Reads the file to its end before anything of it lands: nothing of a file lands that cannot be imported as a whole. */
async function readThrough(found: LedgerImport, file: Buffer, deps: Deps): Promise<LedgerImport> {
  const startedAt = deps.now().toISOString();
  try {
    let total = 0;
    for await (const _ of readLedger(file, found.format)) total++;
    const running: LedgerImport = {
      ...found,
      state: 'running',
      startedAt,
      total,
      version: found.version + 1,
    };
    await deps.store.save({ ledgerImport: running, audit: [] });
    return running;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { fault, message } = error;
    const { due: _, ...rest } = found;
    const failed: LedgerImport = {
      ...rest,
      state: 'failed',
      startedAt,
      finishedAt: startedAt,
      fault: message,
      version: found.version + 1,
    };
    await deps.store.save({
      ledgerImport: failed,
      audit: [importEntry(found.id, 'failed', SYSTEM, { fault })],
    });
    return failed;
  }
}

/** Rows in chunks, those before `from` passed over. */
async function* inChunks(rows: AsyncIterable<LedgerRow>, from: number): AsyncGenerator<LedgerRow[]> {
  let chunk: LedgerRow[] = [];
  let index = 0;
  for await (const row of rows) {
    if (index++ < from) continue;
    chunk.push(row);
    if (chunk.length < ROWS_A_SAVE) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

function advancedBy(current: LedgerImport, { outcomes }: Dealt, handsOver: boolean): LedgerImport {
  const next = current.next + outcomes.length;
  return {
    ...current,
    next,
    counts: counted(current.counts, outcomes),
    ...(handsOver && { due: next }),
    version: current.version + 1,
  };
}

async function finish(current: LedgerImport, file: Buffer, deps: Deps): Promise<void> {
  const parts = await writeProblems(current, file, deps);
  const { due: _, ...rest } = current;
  await deps.store.save({
    ledgerImport: {
      ...rest,
      state: 'done',
      finishedAt: deps.now().toISOString(),
      parts,
      version: current.version + 1,
    },
    audit: [importEntry(current.id, 'done', SYSTEM, { ...current.counts })],
  });
}
