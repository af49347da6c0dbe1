import {
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import type { Run } from '../model/run.ts';
import { inCity } from './keys.ts';

const UNDER_WAY = 'RUNS';

export function runsIn(store: Store) {
  return {
    async run(id: string): Promise<Run | undefined> {
      return store.get<Run>(runKey(id), { consistent: true });
    },

    /** Runs, the newest first. */
    async runs(list: ListOptions) {
      return store.query<Run>({ index: 'GSI1', PK: inCity('RUNS'), descending: true, ...given(list) });
    },

    /** Runs under way on which nothing was done since an instant. */
    async stalledRuns(since: string, list: ListOptions) {
      return store.query<Run>({ index: 'GSI3', PK: UNDER_WAY, upTo: `${since}~`, ...given(list) });
    },
  };
}

export const putRun = (run: Run): TransactWrite =>
  putVersion({
    ...runKey(run.id),
    GSI1PK: inCity('RUNS'),
    GSI1SK: run.startedAt,
    ...(run.state === 'running' && { GSI3PK: UNDER_WAY, GSI3SK: run.touchedAt }),
    ...run,
  });

const runKey = (id: string) => ({ PK: `RUN#${id}`, SK: 'RUN' });
