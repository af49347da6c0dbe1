/** What is read of a delivery. */
import type { Caller } from '../../../shared/auth/caller.ts';
import { FORMATS } from '../../../shared/files/formats.ts';
import { notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { speaksFor } from '../capacities/find.ts';
import type { Deps } from '../deps.ts';
import { SIDES } from '../model/dispute.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Serials } from '../model/match.ts';
import { matchEntry } from '../offers/confirm.ts';
import { shownMatch } from '../offers/find.ts';
import { visible } from './find.ts';
import { keptKey } from './keys.ts';

interface PageQuery {
  limit: number;
  cursor?: string | undefined;
}

/**
 * The matches of an organisation that the caller speaks for, the newest first.
 * @throws Problem 404 for another
 */
export async function listMatches(
  { organisation, state, limit, cursor }: PageQuery & { organisation: string; state?: string | undefined },
  caller: Caller,
  { store }: Deps,
) {
  const own = await store.organisation(organisation);
  if (!own || !speaksFor(own, caller)) throw notFound('没有这个组织，或您不代表它');
  const scope = `matches ${organisation} ${state}`;
  const page = await store.matchesOf(organisation, { state, limit, scope, cursor });
  return { ...page, items: page.items.map(shownMatch) };
}

/** What was reported, spent, disputed or advised in a match, the latest first, for whoever may see it. */
export async function listRecords<K extends keyof Serials>(
  kind: K,
  id: string,
  { limit, cursor }: PageQuery,
  caller: Caller,
  deps: Deps,
) {
  await visible(id, caller, deps);
  return deps.store.records(kind, id, { limit, scope: `${kind} of ${id}`, cursor });
}

/** What is thought of a match, and by which criteria, for whoever may see it. */
export async function listEvaluations(id: string, caller: Caller, deps: Deps) {
  await visible(id, caller, deps);
  const { criteria, mostPoints } = deps.policy().data.evaluation;
  return { items: await deps.store.evaluations(id), criteria, mostPoints };
}

/** The files of a match, for whoever may see it. */
export async function listEvidence(id: string, { limit, cursor }: PageQuery, caller: Caller, deps: Deps) {
  await visible(id, caller, deps);
  const page = await deps.store.evidenceOf(id, { limit, scope: `evidence of ${id}`, cursor });
  return { ...page, items: page.items.map(shownEvidence) };
}

/**
 * An address by which a file is downloaded within a minute, for whoever may see its match. That it was given, and to whom, is
 * in the trail first.
 * @throws Problem 404 for everybody else, and for a file that is not there
 */
export async function downloadEvidence(
  id: string,
  evidenceId: string,
  caller: Caller,
  deps: Deps,
): Promise<Answer> {
  await visible(id, caller, deps);
  const shown = await Promise.all(SIDES.map((side) => deps.store.evidence(id, evidenceId, side)));
  const found = shown.find((one) => one?.state === 'kept');
  if (!found) throw notFound('这个项目没有这个文件');
  await deps.store.save({
    writes: [],
    audit: [matchEntry(id, 'evidence-downloaded', caller, { evidence: evidenceId })],
  });
  const fileName = `佐证-${evidenceId.slice(0, 8)}.${FORMATS[found.contentType].endings[0]}`;
  return { status: 200, body: await deps.files.downloadUrl(keptKey(found), { fileName }) };
}

/** A file as it is shown. */
export const shownEvidence = ({ id, by, contentType, size, state, at, firstIn, usedBy }: Evidence) => ({
  id,
  by,
  contentType,
  size,
  state,
  at,
  ...(firstIn !== undefined && { firstIn }),
  usedBy,
});
