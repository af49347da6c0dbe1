import {
  given,
  type ListOptions,
  type Page,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import type { ClassProposal, Dormancy, ProposalState } from '../model/class-proposal.ts';
import { inCity, organisationKey } from './keys.ts';

export function classProposalsIn(store: Store) {
  return {
    async classProposal(organisationId: string, id: string): Promise<ClassProposal | undefined> {
      return store.get<ClassProposal>(proposalKey({ organisationId, id }), { consistent: true });
    },

    /** The proposals of a subtree to review the class of organisations, by division. */
    async classProposals(
      division: string,
      state: ProposalState | undefined,
      list: ListOptions,
    ): Promise<Page<ClassProposal>> {
      return store.query<ClassProposal>({
        index: 'GSI1',
        PK: inCity('PROPOSALS'),
        beginsWith: division,
        only: { status: state },
        ...given(list),
      });
    },

    /** What was heard last of an organisation's dormancy. */
    async dormancy(organisationId: string): Promise<Dormancy | undefined> {
      return store.get<Dormancy>(dormancyKey(organisationId), { consistent: true });
    },
  };
}

export function putClassProposal(proposal: ClassProposal): TransactWrite {
  const { organisationId, id, division, state } = proposal;
  return putVersion({
    ...proposalKey(proposal),
    GSI1PK: inCity('PROPOSALS'),
    GSI1SK: `${division}#${organisationId}#${id}`,
    ...proposal,
    // The index holds the ledger's filters: its lists are filtered by this one, which is read back with the item.
    status: state,
  });
}

export const putDormancy = (dormancy: Dormancy): TransactWrite =>
  putVersion({ ...dormancyKey(dormancy.organisationId), ...dormancy });

const proposalKey = ({ organisationId, id }: Pick<ClassProposal, 'organisationId' | 'id'>) => ({
  ...organisationKey(organisationId),
  SK: `PROPOSAL#${id}`,
});
const dormancyKey = (organisationId: string) => ({ ...organisationKey(organisationId), SK: 'DORMANCY' });
