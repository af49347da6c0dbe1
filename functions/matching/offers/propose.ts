import type { Deps } from '../deps.ts';
import type { Need } from '../model/listing.ts';
import { NO_SUPPLY, type Offer } from '../model/offer.ts';
import type { Organisation } from '../model/organisation.ts';
import { hold, type Placing, type Terms } from '../model/placing.ts';

/** Whom is proposed what. */
export interface Proposed extends Pick<Terms, 'origin' | 'from' | 'project' | 'score'> {
  supply?: Offer['supply'];
}

/**
 * Proposes a need to an organisation, which has to answer within the hours that policy gives to such urgency.
 * @returns both sides and the offer to be saved together, or why not
 */
export function propose(need: Need, organisation: Organisation, proposed: Proposed, deps: Deps): Placing {
  const terms = {
    supply: NO_SUPPLY,
    ...proposed,
    state: 'proposed' as const,
    answerBy: answerBy(need, deps),
  };
  return hold(need, organisation, terms, { at: deps.now().toISOString(), day: deps.today() });
}

/** ISO 8601 instant until which a proposal of a need that is made now has to be answered. */
export function answerBy({ facts: { urgency } }: Need, { now, policy }: Deps): string {
  const hours = policy().data.answerHours[urgency];
  return new Date(now().getTime() + hours * 3_600_000).toISOString();
}
