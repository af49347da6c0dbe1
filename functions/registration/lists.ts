import type * as z from 'zod';
import type { Caller } from '../../shared/auth/caller.ts';
import { covers } from '../../shared/divisions/index.ts';
import type { Answer } from '../../shared/http/route.ts';
import type { Page } from '../../shared/store/index.ts';
import { applicationAnswer } from './application.ts';
import type { Deps } from './deps.ts';
import { leadershipOf, type Organisation } from './model/organisation.ts';
import type { ApplicationAnswer, OrganisationAnswer } from './schema.ts';
import type { LedgerFilter } from './store.ts';

interface PageQuery {
  limit: number;
  cursor?: string | undefined;
}

/** The caller's own applications, the newest first. */
export async function listApplications(
  { limit, cursor }: PageQuery,
  caller: Caller,
  deps: Deps,
): Promise<Page<z.output<typeof ApplicationAnswer>>> {
  const scope = `applications ${caller.role} ${caller.subject}`;
  const page = await deps.store.applicationsOf(caller, { limit, scope, cursor });
  const answers = await Promise.all(page.items.map((one) => applicationAnswer(one, 200, deps)));
  return {
    items: answers.map(({ body }) => body as z.output<typeof ApplicationAnswer>),
    ...(page.next !== undefined && { next: page.next }),
  };
}

/** The organisations of a division's subtree. */
export async function listLedger(
  { division, limit, cursor, ...only }: PageQuery & LedgerFilter & { division: string },
  { subject }: Caller,
  { store }: Deps,
): Promise<Page<z.output<typeof OrganisationAnswer>>> {
  const scope = `ledger ${subject} ${division} ${JSON.stringify(only)}`;
  const page = await store.ledger(division, only, { limit, scope, cursor });
  return { items: page.items.map(shown), ...(page.next !== undefined && { next: page.next }) };
}

/** An organisation, for itself and for the authorities above it; undefined for everybody else. */
export async function readOrganisation(
  id: string,
  { role, subject, division }: Caller,
  { store }: Deps,
): Promise<Answer | undefined> {
  const organisation = await store.organisation(id);
  if (!organisation) return undefined;
  const { contact } = organisation;
  const own = contact?.role === role && contact.subject === subject;
  const above =
    ['community', 'township', 'county', 'city'].includes(role) && covers(division, organisation.division);
  if (!own && !above) return undefined;
  return { status: 200, body: shown(organisation), etag: organisation.version };
}

function shown(organisation: Organisation): z.output<typeof OrganisationAnswer> {
  const { contact: _, version: __, leaders: ___, actions, ...rest } = organisation;
  return { ...rest, actions: [...actions], leadership: leadershipOf(organisation) };
}
