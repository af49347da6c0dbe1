/** The public directory (公开名录): organisations that are active and agreed to be shown. */
import { CITY, fullNameOf } from '../../../shared/divisions/index.ts';
import { fingerprint } from '../../../shared/http/fingerprint.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { maskNumbers } from '../../../shared/privacy/index.ts';
import type { Page } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { isShown, type Organisation } from '../model/organisation.ts';
import type { LedgerFilter } from '../store/organisations.ts';
import { hsdsOrganization } from './hsds.ts';
import type { DirectoryItem, HsdsPage } from './schema.ts';

interface DirectoryQuery extends Omit<LedgerFilter, 'status'> {
  division?: string | undefined;
  /** What the name has to hold. */
  name?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/**
 * Who agreed to be shown may think better of it: an answer is kept for no longer than this, then asked for again by
 * ETag.
 */
const KEPT = 'public, max-age=300';

/** A page of the directory of a division's subtree, by division; the whole city when none is named. */
export async function readDirectory(query: DirectoryQuery, deps: Deps): Promise<Answer> {
  return lasting(await directory(query, deps));
}

/** The same as a page of the HSDS 3 API's list of organizations. */
export async function readHsds(query: DirectoryQuery, deps: Deps): Promise<Answer> {
  const { items, next } = await directory(query, deps);
  const page: HsdsPage = {
    size: items.length,
    first_page: query.cursor === undefined,
    last_page: next === undefined,
    empty: items.length === 0,
    ...(next !== undefined && { next }),
    contents: items.map(hsdsOrganization),
  };
  return lasting(page);
}

/** Pages that are looked through for a name before the reader is asked whether to go on: the index does not hold names. */
const LOOKED_THROUGH = 10;

async function directory(
  { division = CITY.code, limit, cursor, name, ...filter }: DirectoryQuery,
  { store }: Deps,
): Promise<Page<DirectoryItem>> {
  const scope = `directory ${division} ${JSON.stringify({ ...filter, name })}`;
  const items: DirectoryItem[] = [];
  let next = cursor;
  for (let looked = 0; looked < (name === undefined ? 1 : LOOKED_THROUGH); looked++) {
    const page = await store.directory(division, filter, { limit, scope, cursor: next });
    // The index follows the table a moment later: who has just withdrawn may still be in it.
    const shown = page.items.filter((one) => isShown(one) && (name === undefined || one.name.includes(name)));
    items.push(...shown.map(publicly));
    next = page.next;
    // Looks on while nothing is found, and stops at the end of a page, where a cursor stands.
    if (next === undefined || items.length > 0) break;
  }
  return { items, ...(next !== undefined && { next }) };
}

/** What the public sees, field by field: what an organisation is given later stays out until it is named here. */
function publicly(organisation: Organisation): DirectoryItem {
  const { id, name, kind, division, track, actions, purpose, scope, members, hub = false } = organisation;
  const { creditCode, filingNumber, since } = organisation;
  return {
    id,
    name,
    kind,
    division,
    divisionName: fullNameOf(division),
    track,
    class: organisation.class,
    actions: [...actions],
    // Free text, in which a leader's number may stand.
    ...(purpose !== undefined && { purpose: maskNumbers(purpose) }),
    ...(scope !== undefined && { scope: maskNumbers(scope) }),
    members: { individuals: members.individuals, units: members.units },
    hub,
    ...(creditCode !== undefined && { creditCode }),
    ...(filingNumber !== undefined && { filingNumber }),
    since,
  };
}

function lasting(body: object): Answer {
  const etag = fingerprint(JSON.stringify(body));
  return { status: 200, body, etag, headers: { 'cache-control': KEPT } };
}
