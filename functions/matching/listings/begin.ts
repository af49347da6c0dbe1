import type { Caller } from '../../../shared/auth/caller.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Once } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Draft, SomeFacts } from '../model/listing.ts';
import type { ListingType } from '../model/terms.ts';
import { putListing } from '../store/listings.ts';
import { answerOf, listingEntry } from './find.ts';

const NEW = {
  need: { places: { held: 0, taken: 0, done: 0 }, offers: 0, serving: [], passed: [] },
  project: {},
  resource: {
    used: { fen: 0, quantity: 0, minutes: 0, slots: [] },
    promised: { fen: 0, quantity: 0, minutes: 0 },
  },
} as const;

/** Begins an entry with whatever is filled in so far: a draft, which nobody else sees. */
export async function begin(
  type: ListingType,
  facts: SomeFacts,
  caller: Caller,
  deps: Deps,
  once: (answer: Answer) => { once?: Once },
): Promise<Answer> {
  const { role, subject, division } = caller;
  const draft = {
    type,
    id: deps.newId(),
    owner: { role, subject, division },
    division: facts.division ?? division,
    state: 'draft',
    facts,
    ...NEW[type],
    createdAt: deps.now().toISOString(),
    version: 1,
  } as Draft;
  const answer = answerOf(draft, caller, 201);
  const audit = [{ ...listingEntry(draft, 'begun', caller), first: true as const }];
  await deps.store.save({ writes: putListing(draft), audit, ...once(answer) });
  return answer;
}
