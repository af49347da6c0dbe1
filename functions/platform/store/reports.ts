import {
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import type { Report } from '../model/report.ts';
import { ofPlace, partition } from './keys.ts';

const REPORT = 'REPORT#';

export function reportsIn(store: Store) {
  return {
    async report(place: string, month: string): Promise<Report | undefined> {
      return store.get<Report>(reportKey(place, month), { consistent: true });
    },

    /** Reports by place and month, in no order; those that are not there are left out. */
    async reports(asked: readonly { place: string; month: string }[]): Promise<Report[]> {
      return store.getAll<Report>(
        asked.map(({ place, month }) => reportKey(place, month)),
        { consistent: true },
      );
    },

    /** All reports of a platform, the latest month first. */
    async reportsOf(place: string, list: ListOptions) {
      return store.query<Report>({
        PK: partition(place),
        beginsWith: REPORT,
        descending: true,
        consistent: true,
        ...given(list),
      });
    },
  };
}

export const putReport = (report: Report): TransactWrite =>
  putVersion({ ...reportKey(report.township, report.month), ...report });

const reportKey = (place: string, month: string) => ofPlace(place, REPORT + month);
