/** The ledger as it is read: pages of it, one organisation, its history, its people in clear. */
import type * as z from 'zod';
import type { Caller } from '../../../shared/auth/caller.ts';
import { forbidden } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Page } from '../../../shared/store/index.ts';
import { shownEntry } from '../applications/trail.ts';
import type { Deps } from '../deps.ts';
import type { AuditItem } from '../schema.ts';
import type { LedgerFilter } from '../store/organisations.ts';
import { shown } from './answer.ts';
import { decidesOn, isAbove, visible } from './find.ts';
import type { OrganisationAnswer, OrganisationVersion } from './schema.ts';
import { organisationEntry } from './told.ts';

interface PageQuery {
  limit: number;
  cursor?: string | undefined;
}

/** The organisations of a division's subtree. */
export async function listLedger(
  { division, limit, cursor, ...filter }: PageQuery & LedgerFilter & { division: string },
  { subject }: Caller,
  { store }: Deps,
): Promise<Page<z.output<typeof OrganisationAnswer>>> {
  const scope = `ledger ${subject} ${division} ${JSON.stringify(filter)}`;
  const page = await store.ledger(division, filter, { limit, scope, cursor });
  return { ...page, items: page.items.map(shown) };
}

/** The names of organisations in the caller's subtree; others are left out, as those that do not exist. */
export async function namesOf(ids: readonly string[], caller: Caller, { store }: Deps) {
  const found = await store.organisations(ids);
  return {
    items: found.filter((one) => isAbove(one, caller)).map(({ id, name }) => ({ id, name })),
  };
}

/**
 * How an organisation was before each of its changes, the latest first.
 * @throws Problem 404 for whom it does not concern
 */
export async function listVersions(
  id: string,
  { limit, cursor }: PageQuery,
  caller: Caller,
  deps: Deps,
): Promise<Page<z.output<typeof OrganisationVersion>>> {
  await visible(id, caller, deps);
  const scope = `versions ${id} ${caller.subject}`;
  const page = await deps.store.versions(id, { limit, scope, cursor });
  return { ...page, items: page.items.map((one) => ({ ...shown(one), version: one.version })) };
}

/**
 * What was done to an organisation, from the beginning.
 * @throws Problem 404 for whom it does not concern
 */
export async function listOrganisationTrail(
  id: string,
  { limit, cursor }: PageQuery,
  caller: Caller,
  deps: Deps,
): Promise<Page<z.output<typeof AuditItem>>> {
  await visible(id, caller, deps);
  const scope = `trail ${id} ${caller.subject}`;
  const page = await deps.store.organisationTrail(id, { limit, scope, cursor });
  return { ...page, items: page.items.map(shownEntry) };
}

/**
 * Shows who leads an organisation in clear to its authority. That it looked, and why, is in the trail before.
 * @throws Problem 404 for whom it does not concern, 403 for authorities above, which only look on
 */
export async function unmaskLeaders(id: string, reason: string, caller: Caller, deps: Deps): Promise<Answer> {
  const organisation = await visible(id, caller, deps);
  if (!decidesOn(organisation, caller)) throw forbidden('只有登记、备案或管理机关可以查看个人信息原文');
  const leaders = await deps.leaders.open(organisation.leaders ?? [], id);
  await deps.store.save({ audit: [organisationEntry(id, 'unmasked', caller, { reason })] });
  return { status: 200, body: { leaders } };
}
