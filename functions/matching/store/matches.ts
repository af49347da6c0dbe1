import {
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import type { Match } from '../model/match.ts';
import { inCity } from './keys.ts';

const ACCEPT = 'ACCEPT';

export function matchesIn(store: Store) {
  return {
    async match(id: string): Promise<Match | undefined> {
      return store.get<Match>(matchKey(id), { consistent: true });
    },

    /** The resource list (资源清单) of a subtree, by division. */
    async resourceList(
      division: string,
      { action, ...only }: { state?: string | undefined; action?: string | undefined },
      list: ListOptions,
    ) {
      return store.query<Match>({
        index: 'GSI1',
        PK: inCity('RESOURCE-LIST'),
        beginsWith: division,
        only,
        having: { '@actions': action },
        ...given(list),
      });
    },

    /** An organisation's matches, the newest first. */
    async matchesOf(organisation: string, { state, ...list }: ListOptions & { state?: string | undefined }) {
      return store.query<Match>({
        index: 'GSI2',
        PK: organisationMatches(organisation),
        only: { state },
        descending: true,
        ...given(list),
      });
    },

    /** Matches whose need's owner had until a day to say whether they are complete. */
    async unaccepted(day: string, list: ListOptions) {
      return store.query<Match>({ index: 'GSI3', PK: ACCEPT, upTo: `${day}~`, ...given(list) });
    },
  };
}

export function putMatch(match: Match): TransactWrite {
  const { id, division, organisation, confirmedOn, action } = match;
  return putVersion({
    ...matchKey(id),
    GSI1PK: inCity('RESOURCE-LIST'),
    GSI1SK: `${division}#${id}`,
    GSI2PK: organisationMatches(organisation),
    GSI2SK: `${confirmedOn}#${id}`,
    // While nothing is in dispute, the days of its acceptance run.
    ...(match.state === 'delivered' &&
      match.disputes === 0 && { GSI3PK: ACCEPT, GSI3SK: `${match.acceptBy}#${id}` }),
    // What the resource list is filtered by.
    '@actions': [action],
    ...match,
  });
}

export const matchKey = (id: string) => ({ PK: `MATCH#${id}`, SK: 'MATCH' });
const organisationMatches = (organisation: string) => `MATCHES#${organisation}`;
