import type * as z from 'zod';
import type { Caller } from '../../../shared/auth/caller.ts';
import type { Page } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { shown } from './answer.ts';
import type { ProposalAnswer, ProposalQuery } from './schema.ts';

/** The proposals of a division's subtree, by division, with what the organisations are now. */
export async function listProposals(
  { division, state, limit, cursor }: z.output<typeof ProposalQuery>,
  { subject }: Caller,
  { store }: Deps,
): Promise<Page<z.output<typeof ProposalAnswer>>> {
  const scope = `class-proposals ${subject} ${division} ${state ?? ''}`;
  const page = await store.classProposals(division, state, { limit, scope, cursor });
  const ids = [...new Set(page.items.map(({ organisationId }) => organisationId))];
  const organisations = new Map((await store.organisations(ids)).map((one) => [one.id, one]));
  return {
    ...page,
    items: page.items.map((one) => shown(one, organisations.get(one.organisationId)!)),
  };
}
