/** Facts as they were known at every instant: a revision closes the one before it and changes nothing else of it. */
import {
  allOf,
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import { countyOf, type Fact } from '../model/fact.ts';
import type { FactKind } from '../model/kinds.ts';
import type { News } from '../model/spells.ts';
import { factsKey } from './keys.ts';

/** What is known of a subject: the revision that holds, which facts it makes, and news of spans. */
export interface Subject {
  kind: FactKind;
  subject: string;
  revision: number;
  facts: readonly Pick<Fact, 'division' | 'period' | 'revision'>[];
  news?: readonly News[];
  version: number;
}

/** As it is kept: the instant at which another revision took its place. */
type Kept = Fact & { state: string; superseded?: string };

/** Of a fact that no other revision has taken the place of. */
const VALID = 'valid';

export function factsIn(store: Store) {
  return {
    async subject(kind: FactKind, subject: string): Promise<Subject | undefined> {
      return store.get<Subject>(subjectKey(kind, subject), { consistent: true });
    },

    /**
     * The facts of a county of a period, or of spans when none is given, in the order of kind, division and subject.
     * @param asOf ISO 8601 instant: as they were known then; as they are when left out
     */
    async facts(county: string, period: string | undefined, asOf?: string): Promise<Fact[]> {
      const found = await allOf((list) =>
        store.query<Kept>({ PK: factsKey(county, period), consistent: true, ...list }),
      );
      // What became of it since is no part of what was known.
      return found.filter((fact) => isKnown(fact, asOf)).map(({ state: _, superseded: __, ...fact }) => fact);
    },

    /** A page of the facts of one kind in a subtree of a county, as they are known now. */
    async factsOf(
      {
        county,
        period,
        kind,
        division,
      }: { county: string; period?: string; kind: FactKind; division: string },
      list: ListOptions,
    ) {
      const { items, ...page } = await store.query<Kept>({
        PK: factsKey(county, period),
        // The city's own facts stand under no county: there the subtree is the partition.
        beginsWith: division === county ? `${kind}#` : `${kind}#${division}`,
        only: { state: VALID },
        ...given(list),
      });
      return { items: items satisfies Fact[], ...page };
    },
  };
}

const isKnown = ({ recorded, superseded }: Kept, asOf: string | undefined) =>
  asOf === undefined
    ? superseded === undefined
    : recorded <= asOf && (superseded === undefined || superseded > asOf);

export const putSubject = (subject: Subject): TransactWrite =>
  putVersion({ ...subjectKey(subject.kind, subject.subject), ...subject });

export const putFact = (fact: Fact): TransactWrite => ({
  Put: { Item: { ...factKey(fact), ...fact, state: VALID }, ConditionExpression: 'attribute_not_exists(PK)' },
});

/** Closes a fact at an instant: from then on another revision holds, or none. */
export const supersede = (
  fact: Pick<Fact, 'kind' | 'subject' | 'division' | 'period' | 'revision'>,
  at: string,
): TransactWrite => ({
  Update: {
    Key: factKey(fact),
    UpdateExpression: 'SET superseded = :at, #state = :superseded',
    ConditionExpression: '#state = :valid',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':at': at, ':superseded': 'superseded', ':valid': VALID },
  },
});

const subjectKey = (kind: FactKind, subject: string) => ({ PK: `SUBJECT#${kind}#${subject}`, SK: 'SUBJECT' });
const factKey = ({
  kind,
  division,
  subject,
  period,
  revision,
}: Pick<Fact, 'kind' | 'subject' | 'division' | 'period' | 'revision'>) => ({
  PK: factsKey(countyOf(division), period),
  SK: `${kind}#${division}#${subject}#${String(revision).padStart(10, '0')}`,
});
