import { buffer } from 'node:stream/consumers';
import { UnreadableFile } from '../spreadsheet/rows.ts';
import { keptKey } from './files.ts';
import type { Dealt, ImportDeps, ImportKind } from './kind.ts';
import { writeProblems } from './problems.ts';
import { readRows } from './rows.ts';
import type { Row } from './sheet.ts';
import { counted, type SheetImport } from './sheet-import.ts';
import { importEntry, putImport } from './store.ts';

/** Rows between two saves of the progress: in its transaction each may have an item of its own (100 at most). */
const ROWS_A_SAVE = 90;
/** After which the next event takes over: half of the worker's timeout, so that rows under way and the end fit in. */
const PATIENCE_MS = 15_000;

const SYSTEM = { role: 'system', subject: 'import' } as const;

/** What an event says that has an import carried on from a row. */
interface ImportDue {
  data: { importId: string; from: number };
  correlationid: string;
}

/**
 * Carries an import on from where its progress stands, until its end or until the time is
 * used up and the next event takes over. It may come again, late, or be broken off anywhere: progress is saved with the
 * problems found, rows know what landed them, and only the event that is due does anything.
 * @param patience milliseconds after which the next event takes over
 * @throws ConditionFailed when another worker is at the same import: the event comes again and finds what is left
 */
export async function carryOn<C extends string, D extends ImportDeps>(
  kind: ImportKind<C, D>,
  { data: { importId, from }, correlationid }: ImportDue,
  deps: D,
  patience = PATIENCE_MS,
): Promise<void> {
  const begun = performance.now();
  const found = await deps.store.sheetImport(importId);
  if (found?.due !== from) return;
  const file = await fileOf(found, deps);
  const read = found.total === undefined ? await readThrough(kind, found, file, deps) : found;
  if (read.state === 'failed') return;
  let current = read;
  for await (const rows of inChunks(readRows(file, current.format, kind.sheet), current.next)) {
    const dealt = await kind.land(rows, current, correlationid, deps);
    const over = performance.now() - begun >= patience;
    const advanced = advancedBy(current, dealt, over);
    await deps.store.save({
      writes: putImport(advanced, dealt.problems),
      audit: [],
      events: over ? [kind.due(advanced, correlationid, deps)] : [],
    });
    if (over) return;
    current = advanced;
  }
  await finish(kind, current, file, deps);
}

async function fileOf(found: SheetImport, { files }: ImportDeps): Promise<Buffer> {
  const kept = await files.read(keptKey(found));
  if (!kept) throw new Error(`The file of import ${found.id} is not there`);
  return buffer(kept.stream);
}

/** Reads the file to its end before anything of it lands: nothing of a file lands that cannot be imported as a whole. */
async function readThrough<C extends string, D extends ImportDeps>(
  { sheet }: ImportKind<C, D>,
  found: SheetImport,
  file: Buffer,
  deps: D,
): Promise<SheetImport> {
  const startedAt = deps.now().toISOString();
  try {
    let total = 0;
    for await (const _ of readRows(file, found.format, sheet)) total++;
    const running: SheetImport = {
      ...found,
      state: 'running',
      startedAt,
      total,
      version: found.version + 1,
    };
    await deps.store.save({ writes: putImport(running), audit: [] });
    return running;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { fault, message } = error;
    const { due: _, ...rest } = found;
    const failed: SheetImport = {
      ...rest,
      state: 'failed',
      startedAt,
      finishedAt: startedAt,
      fault: message,
      version: found.version + 1,
    };
    await deps.store.save({
      writes: putImport(failed),
      audit: [importEntry(found.id, 'failed', SYSTEM, { fault })],
    });
    return failed;
  }
}

/** Rows in chunks, those before `from` passed over. */
async function* inChunks<C extends string>(
  rows: AsyncIterable<Row<C>>,
  from: number,
): AsyncGenerator<Row<C>[]> {
  let chunk: Row<C>[] = [];
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

function advancedBy(current: SheetImport, { outcomes }: Dealt, handsOver: boolean) {
  const next = current.next + outcomes.length;
  return {
    ...current,
    next,
    counts: counted(current.counts, outcomes),
    due: handsOver ? next : current.due!,
    version: current.version + 1,
  };
}

async function finish<C extends string, D extends ImportDeps>(
  kind: ImportKind<C, D>,
  current: SheetImport,
  file: Buffer,
  deps: D,
): Promise<void> {
  const parts = await writeProblems(kind, current, file, deps);
  const { due: _, ...rest } = current;
  await deps.store.save({
    writes: putImport({
      ...rest,
      state: 'done',
      finishedAt: deps.now().toISOString(),
      parts,
      version: current.version + 1,
    }),
    audit: [importEntry(current.id, 'done', SYSTEM, { ...current.counts })],
  });
}
