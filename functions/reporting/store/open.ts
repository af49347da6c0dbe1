/** Open data: what signed reports say, so that a request reads the partition of one year. */
import { allOf, type Store, type TransactWrite } from '../../../shared/store/index.ts';
import type { OpenReport } from '../model/open.ts';
import { openKey, openPartition } from './keys.ts';

export function openIn(store: Store) {
  return {
    /** The signed reports of a year, by period and division. */
    async openReports(year: string): Promise<OpenReport[]> {
      return allOf((list) => store.query<OpenReport>({ PK: openPartition(year), ...list }));
    },
  };
}

/** Whether an item of the table is open data: for operators who look through all. */
export const isOpen = ({ PK }: { PK: string }) => PK.startsWith(openPartition(''));

/** What a report says takes the place of what its version before said. */
export const putOpen = (open: OpenReport): TransactWrite => ({
  Put: { Item: { ...openKey(open), ...open } },
});
