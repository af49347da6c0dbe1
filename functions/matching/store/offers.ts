import {
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import { type Offer, partsOfOfferId } from '../model/offer.ts';
import { inCity, listingKey } from './keys.ts';

const OFFER = 'OFFER#';
const ANSWER = 'ANSWER';

export function offersIn(store: Store) {
  return {
    async offer(id: string): Promise<Offer | undefined> {
      const parts = partsOfOfferId(id);
      return parts && store.get<Offer>(offerKey(parts), { consistent: true });
    },

    /** The offers of a need in the order in which they were made, without those that nobody sees yet. */
    async offersOf(need: string, list: ListOptions) {
      return store.query<Offer>({
        PK: listingKey('need', need).PK,
        beginsWith: OFFER,
        except: { state: 'planned' },
        consistent: true,
        ...given(list),
      });
    },

    /** The offers of a need that were made and hold places of it: as many at most as it asks for organisations. */
    async waitingFor(need: string): Promise<Offer[]> {
      const waiting: Offer[] = [];
      let cursor: string | undefined;
      do {
        const page = await this.offersOf(need, { limit: 100, scope: 'waiting', cursor });
        waiting.push(...page.items.filter(({ state }) => state === 'proposed' || state === 'accepted'));
        cursor = page.next;
      } while (cursor !== undefined);
      return waiting;
    },

    /** An organisation's offers, the newest first. */
    async offersTo(organisation: string, { state, ...list }: ListOptions & { state?: string | undefined }) {
      return store.query<Offer>({
        index: 'GSI1',
        PK: organisationOffers(organisation),
        only: { state },
        descending: true,
        ...given(list),
      });
    },

    /**
     * What is accepted and waits for the word of who confirms it (M1.3): in a subtree, or of needs of a division itself
     * and not of its parts.
     */
    async toConfirm(division: string, list: ListOptions, { itself = false } = {}) {
      return store.query<Offer>({
        index: 'GSI2',
        PK: inCity('CONFIRM'),
        beginsWith: itself ? `${division}#` : division,
        ...given(list),
      });
    },

    /** Proposals that were to be answered until an instant. */
    async unanswered(until: string, list: ListOptions) {
      return store.query<Offer>({ index: 'GSI3', PK: ANSWER, upTo: `${until}~`, ...given(list) });
    },
  };
}

export function putOffer(offer: Offer): TransactWrite {
  const { need, serial, organisation, division, createdAt, id, state, answerBy } = offer;
  return putVersion({
    ...offerKey({ need, serial }),
    ...(state !== 'planned' && { GSI1PK: organisationOffers(organisation), GSI1SK: `${createdAt}#${id}` }),
    ...(state === 'accepted' && { GSI2PK: inCity('CONFIRM'), GSI2SK: `${division}#${id}` }),
    ...(state === 'proposed' && { GSI3PK: ANSWER, GSI3SK: `${answerBy}#${id}` }),
    ...offer,
  });
}

/** Takes away an offer that nobody saw, unless something became of it since it was read. */
export const removeOffer = (offer: Offer): TransactWrite => ({
  Delete: {
    Key: offerKey(offer),
    ConditionExpression: 'version = :version',
    ExpressionAttributeValues: { ':version': offer.version },
  },
});

const offerKey = ({ need, serial }: { need: string; serial: number }) => ({
  PK: listingKey('need', need).PK,
  SK: OFFER + String(serial).padStart(6, '0'),
});
const organisationOffers = (organisation: string) => `OFFERS#${organisation}`;
