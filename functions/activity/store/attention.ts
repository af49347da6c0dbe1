/** Organisations that need attention, and those that have to be looked at (`LOOK#`): told in the transaction that changes them. */
import {
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import { type Attention, type AttentionKind, needsAttention } from '../model/attention.ts';
import { partitionOf } from './dirty.ts';
import { inCity, organisationKey } from './keys.ts';

/** An organisation to be looked at. */
export interface Look {
  organisation: string;
  /** Its home: it is looked at with that county. */
  division: string;
  /** Another each time that it is told: what is told while it is looked at stays told. */
  stamp: string;
}

/** How far all organisations of a county were looked at, as is due when a month begins and when the policy is another. */
export interface Round {
  county: string;
  /** YYYY-MM */
  month: string;
  policy: string;
  /** The last home that was gone over, in the order of codes. */
  through: string;
  done: boolean;
  version: number;
}

export function attentionIn(store: Store) {
  return {
    /** What is kept of organisations' standing, in no order; those of which nothing is kept are left out. */
    async attentions(organisations: readonly string[]): Promise<Attention[]> {
      return store.getAll<Attention>(organisations.map(attentionKey), { consistent: true });
    },

    /** The dormant, the falling, or both, of a subtree, by division. */
    async attentionWithin(division: string, kind: AttentionKind | undefined, list: ListOptions) {
      return store.query<Attention>({
        index: 'GSI2',
        PK: LIST,
        beginsWith: division,
        only: { state: kind },
        ...given(list),
      });
    },

    /** Organisations of a county, or of the city alone, that have to be looked at. */
    async looks(county: string, list: ListOptions) {
      return store.query<Look>({ PK: looksOf(county), consistent: true, ...given(list) });
    },

    async round(county: string): Promise<Round | undefined> {
      return store.get<Round>(roundKey(county), { consistent: true });
    },
  };
}

/** Saves what is kept of an organisation's standing: it is listed as long as it needs attention. */
export const putAttention = (attention: Attention): TransactWrite =>
  putVersion({
    ...attentionKey(attention.organisation),
    ...(needsAttention(attention) && {
      GSI2PK: LIST,
      GSI2SK: `${attention.division}#${attention.organisation}`,
    }),
    ...attention,
  });

export const markLook = (look: Look): TransactWrite => ({ Put: { Item: { ...lookKey(look), ...look } } });

/** Takes back that an organisation has to be looked at, unless it was told anew. */
export const settleLook = (look: Look): TransactWrite => ({
  Delete: {
    Key: lookKey(look),
    ConditionExpression: 'stamp = :stamp',
    ExpressionAttributeValues: { ':stamp': look.stamp },
  },
});

/** Moves on how far a county was gone over, unless another worker did. */
export const putRound = (round: Round): TransactWrite => putVersion({ ...roundKey(round.county), ...round });

const LIST = inCity('ATTENTION');
const attentionKey = (organisation: string) => ({ ...organisationKey(organisation), SK: 'ATTENTION' });
const looksOf = (division: string) => `LOOK#${partitionOf(division)}`;
const lookKey = ({ division, organisation }: Pick<Look, 'division' | 'organisation'>) => ({
  PK: looksOf(division),
  SK: organisation,
});
const roundKey = (county: string) => ({ PK: `ROUND#${county}`, SK: 'ROUND' });
