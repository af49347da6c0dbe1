import { covers } from '../../../shared/divisions/index.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { TransactWrite } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { type FieldError, missingFrom } from '../model/complete.ts';
import { pledged } from '../model/funds.ts';
import type { Listing, ProjectFacts, Published, Resource, SomeFacts } from '../model/listing.ts';
import type { ListingType } from '../model/terms.ts';
import { putListing } from '../store/listings.ts';
import { putEntries } from '../store/money.ts';
import { answerOf, listingEntry, own } from './find.ts';
import { published } from './told.ts';

/**
 * Puts an entry into its list, and has it matched.
 * @throws Problem 422 with everything that is missing or does not fit; else as `own`
 */
export async function publish(type: ListingType, id: string, acting: Acting, deps: Deps): Promise<Answer> {
  const { caller, correlationId } = acting;
  const draft = await own(type, id, 'publish', acting, deps);
  await refuseIncomplete(draft, draft.facts, deps);
  const entry = {
    ...draft,
    state: 'open',
    publishedAt: deps.now().toISOString(),
    policy: deps.policy().version,
    version: draft.version + 1,
  } as Published;
  await deps.store.save({
    writes: [...putListing(entry), ...inLedger(entry, undefined, deps)],
    audit: [listingEntry(entry, 'published', caller)],
    events: published(entry, correlationId, deps),
  });
  return answerOf(entry, caller);
}

/** What a resource that is published, changed or taken back moves in the ledger (M2.3). */
export function inLedger(entry: Listing, before: Listing | undefined, deps: Deps): TransactWrite[] {
  if (entry.type !== 'resource' || entry.publishedAt === undefined) return [];
  const was = before?.publishedAt === undefined ? undefined : (before as Resource);
  return putEntries(pledged(entry as Resource, was, deps.today()), deps.now().toISOString());
}

/** @throws Problem 422 with everything that the facts lack to stand in their list */
export async function refuseIncomplete(
  { type, owner }: Listing,
  facts: SomeFacts,
  deps: Deps,
): Promise<void> {
  const missing: FieldError[] = missingFrom(type, facts, deps.today());
  if (facts.division !== undefined && !covers(owner.division, facts.division))
    missing.push({ pointer: '#/division', detail: `应在您所在的行政区划 ${owner.division} 之内` });
  if (missing.length === 0 && type === 'project') missing.push(...(await unfit(facts as ProjectFacts, deps)));
  if (missing.length === 0) return;
  throw unprocessable(`还有 ${missing.length} 处须填写或改正`, { errors: missing });
}

/** What is wrong with the needs that a project is for (M1.2). */
async function unfit({ needs, action, division }: ProjectFacts, { store }: Deps): Promise<FieldError[]> {
  const found = new Map((await store.listings('need', needs)).map((need) => [need.id, need]));
  return needs.flatMap((id, index) => {
    const need = found.get(id);
    const at = (detail: string) => [{ pointer: `#/needs/${index}`, detail }];
    if (!need || need.state === 'draft') return at('没有这个需求');
    if (need.state !== 'open') return at('这个需求已不在公开征集中，请去掉');
    if (need.facts.action !== action) return at('这个需求属于另一个行动，请去掉或改正行动');
    return covers(division, need.division) ? [] : at('这个需求不在项目所在的行政区划之内');
  });
}
