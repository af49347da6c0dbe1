/** Reports: every version for good, and heads of the latest and of the latest signed one by which they are listed. */
import { CITY } from '../../../shared/divisions/index.ts';
import { withoutKeys } from '../../../shared/store/condition.ts';
import {
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import { isObjected, type Report, type ReportState } from '../model/report.ts';
import { comparedKey, HEADS, headKey, OF_VERSION, REDRAFTS, REPORT, redraftKey, reportKey } from './keys.ts';

type Id = Pick<Report, 'division' | 'period'>;

/** What lists show of a report. */
export interface Head
  extends Pick<
    Report,
    | 'division'
    | 'period'
    | 'level'
    | 'kind'
    | 'version'
    | 'draft'
    | 'state'
    | 'draftedAt'
    | 'asOf'
    | 'policy'
    | 'contentHash'
    | 'contentKey'
    | 'due'
    | 'redrafting'
    | 'sealHash'
  > {
  objected: boolean;
  signedAt?: string;
}

/** Up to when the figures that stand were held against a signed version. */
export interface Compared extends Id {
  version: number;
  /** ISO 8601 instant: when the newest of them was computed. */
  computedAt: string;
}

export function reportsIn(store: Store) {
  return {
    /** A version of a report; the latest when none is named. */
    async report(division: string, period: string, version?: number): Promise<Report | undefined> {
      if (version !== undefined) {
        const item = await store.get<Stored>(reportKey({ division, period }, version), { consistent: true });
        return item && fromStored(item);
      }
      const { items } = await store.query<Stored>({
        PK: reportKey({ division, period }, 1).PK,
        beginsWith: OF_VERSION,
        descending: true,
        consistent: true,
        limit: 1,
        scope: 'latest',
      });
      return items[0] && fromStored(items[0]);
    },

    /** All versions of a report, the latest first. */
    async versionsOf({ division, period }: Id, list: ListOptions) {
      const page = await store.query<Stored>({
        PK: reportKey({ division, period }, 1).PK,
        beginsWith: OF_VERSION,
        descending: true,
        consistent: true,
        ...given(list),
      });
      return { ...page, items: page.items.map(fromStored) };
    },

    /** The heads of reports that there are, in no order. */
    async heads(which: keyof typeof HEADS, of: readonly Id[]): Promise<Head[]> {
      return store.getAll<Head>(
        of.map((id) => headKey(id, which)),
        { consistent: true },
      );
    },

    /**
     * The latest versions of reports, or the latest signed ones: of a subtree, by division and the latest period first; of one
     * period by division.
     */
    async reportList(
      {
        which,
        division,
        exactly,
        period,
        state,
      }: {
        which: keyof typeof HEADS;
        division: string;
        /** Not of divisions below it. */
        exactly: boolean;
        period?: string | undefined;
        state?: ReportState | undefined;
      },
      list: ListOptions,
    ) {
      const beginsWith = exactly ? `${division}#` : division;
      return store.query<Head>({
        ...(period === undefined
          ? { index: 'GSI1' as const, PK: listOf(which), descending: exactly || division !== CITY.code }
          : { index: 'GSI2' as const, PK: listOf(which, period) }),
        beginsWith,
        only: { state },
        ...given(list),
      });
    },

    /** Up to when figures were held against signed reports; those that never were are left out. */
    async compared(of: readonly Id[]): Promise<Compared[]> {
      return store.getAll<Compared>(of.map(comparedKey), { consistent: true });
    },

    /** Reports of which a new draft was asked for. */
    async redrafts(list: ListOptions) {
      return store.query<Id>({ PK: REDRAFTS, consistent: true, ...given(list) });
    },
  };
}

/** In the table `version` is what the optimistic lock goes by, as everywhere. */
type Stored = Omit<Report, 'version' | 'revision'> & { edition: number; version: number };

const fromStored = ({ edition, version, ...report }: Stored): Report => ({
  ...report,
  version: edition,
  revision: version,
});

type Item = { PK: string; SK: string };

/** What an item of the table is, and the report in it: for operators who look through all. */
export const isVersion = ({ PK, SK }: Item) => PK.startsWith(REPORT) && SK.startsWith(OF_VERSION);
export const isSignedHead = ({ PK, SK }: Item) => PK.startsWith(REPORT) && SK === HEADS.signed;
export const versionIn = (item: Item): Report => fromStored(withoutKeys<Stored>({ ...item }));

/** A version of a report after a step, and the heads by which it is listed. */
export function putReport(report: Report): TransactWrite[] {
  const { version, revision, ...rest } = report;
  return [
    putVersion({ ...reportKey(report, version), ...rest, edition: version, version: revision }),
    putHead(report, 'latest'),
    ...(report.state === 'signed' ? [putHead(report, 'signed')] : []),
  ];
}

const putHead = (report: Report, which: keyof typeof HEADS): TransactWrite => ({
  Put: {
    Item: {
      ...headKey(report, which),
      GSI1PK: listOf(which),
      GSI1SK: `${report.division}#${report.period}`,
      GSI2PK: listOf(which, report.period),
      GSI2SK: `${report.division}#`,
      ...headOf(report),
    },
  },
});

/** What lists show of a version. */
export function headOf(report: Report): Head {
  const { division, period, level, kind, version, draft, state, draftedAt, asOf, policy } = report;
  const { contentHash, contentKey, due, redrafting, sealHash, signed } = report;
  return {
    division,
    period,
    level,
    kind,
    version,
    draft,
    state,
    draftedAt,
    asOf,
    policy,
    contentHash,
    contentKey,
    objected: isObjected(report),
    ...(due !== undefined && { due }),
    ...(redrafting && { redrafting }),
    ...(sealHash !== undefined && { sealHash }),
    ...(signed && { signedAt: signed.at }),
  };
}

export const putCompared = (compared: Compared): TransactWrite => ({
  Put: { Item: { ...comparedKey(compared), ...compared } },
});

/** A new draft is asked for; `dropRedraft` when it is there. */
export const putRedraft = ({ division, period }: Id): TransactWrite => ({
  Put: { Item: { ...redraftKey({ division, period }), division, period } },
});
export const dropRedraft = (id: Id): TransactWrite => ({ Delete: { Key: redraftKey(id) } });

const listOf = (which: keyof typeof HEADS, period?: string) =>
  `${HEADS[which]}S#${CITY.code}${period === undefined ? '' : `#${period}`}`;

/** The aggregate of a report's audit trail: of all its versions. */
export const reportAggregate = (id: string) => REPORT + id;
