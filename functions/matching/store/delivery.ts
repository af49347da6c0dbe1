import {
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import type { Report } from '../model/delivery.ts';
import type { Dispute, Side } from '../model/dispute.ts';
import type { Evaluation, Evaluator } from '../model/evaluation.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Serials } from '../model/match.ts';
import type { Note } from '../model/note.ts';
import type { Spending } from '../model/spending.ts';
import { matchKey } from './matches.ts';

/** What is kept of a match in a row, each numbered from 1. */
export interface Records {
  report: Report;
  spending: Spending;
  dispute: Dispute;
  note: Note;
}

/** Where a file was seen first. */
export interface Seen {
  match: string;
  /** ISO 8601 instant. */
  at: string;
}

const EVIDENCE = 'EVIDENCE#';
const EVALUATION = 'EVALUATION#';

export function deliveriesIn(store: Store) {
  return {
    async record<K extends keyof Serials>(
      kind: K,
      match: string,
      serial: number,
    ): Promise<Records[K] | undefined> {
      return store.get<Records[K]>(recordKey(kind, match, serial), { consistent: true });
    },

    /** All of a kind that a match has, voided ones as well, the latest first. */
    async records<K extends keyof Serials>(kind: K, match: string, list: ListOptions) {
      const { PK, SK } = recordKey(kind, match, 0);
      const beginsWith = SK.slice(0, SK.indexOf('#') + 1);
      return store.query<Records[K]>({
        PK,
        beginsWith,
        descending: true,
        consistent: true,
        ...given(list),
      });
    },

    /** A file as one side has shown it. */
    async evidence(match: string, id: string, by: Side): Promise<Evidence | undefined> {
      return store.get<Evidence>(evidenceKey({ match, id, by }), { consistent: true });
    },

    /** Files of one side by their ids, in no order; those that are not there are left out. */
    async evidenceBy(match: string, by: Side, ids: readonly string[]): Promise<Evidence[]> {
      const keys = [...new Set(ids)].map((id) => evidenceKey({ match, id, by }));
      return store.getAll<Evidence>(keys, { consistent: true });
    },

    async evidenceOf(match: string, list: ListOptions) {
      const { PK } = matchKey(match);
      return store.query<Evidence>({ PK, beginsWith: EVIDENCE, ...given(list) });
    },

    /** Where a file of these bytes was kept first, in whichever match. */
    async firstSeen(id: string): Promise<Seen | undefined> {
      return store.get<Seen>(fileKey(id), { consistent: true });
    },

    async evaluation(match: string, by: Evaluator): Promise<Evaluation | undefined> {
      return store.get<Evaluation>(evaluationKey(match, by), { consistent: true });
    },

    async evaluations(match: string): Promise<Evaluation[]> {
      const { PK } = matchKey(match);
      const list = { limit: 10, scope: 'evaluations' };
      const { items } = await store.query<Evaluation>({
        PK,
        beginsWith: EVALUATION,
        consistent: true,
        ...list,
      });
      return items;
    },
  };
}

/** Saves one of a match's records: it goes with the match's next version, which keeps their numbers apart. */
export function putRecord<K extends keyof Serials>(
  kind: K,
  match: string,
  record: Records[K],
): TransactWrite {
  return { Put: { Item: { ...recordKey(kind, match, record.serial), ...record } } };
}

export const putEvaluation = (match: string, evaluation: Evaluation): TransactWrite => ({
  Put: { Item: { ...evaluationKey(match, evaluation.by), ...evaluation } },
});

/** Saves evidence; what is only announced is forgotten after a while (`expiresAt`, epoch seconds). */
export const putEvidence = (evidence: Evidence, expiresAt?: number): TransactWrite =>
  putVersion({ ...evidenceKey(evidence), ...evidence, expiresAt });

/** Takes evidence out again, as it was read. */
export const removeEvidence = (evidence: Evidence): TransactWrite => ({
  Delete: {
    Key: evidenceKey(evidence),
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': evidence.version },
  },
});

/** Keeps where a file was seen first. */
export const putFirstSeen = (id: string, seen: Seen): TransactWrite => ({
  Put: { Item: { ...fileKey(id), ...seen }, ConditionExpression: 'attribute_not_exists(PK)' },
});

const recordKey = (kind: keyof Serials, match: string, serial: number) => ({
  PK: matchKey(match).PK,
  SK: `${kind.toUpperCase()}#${String(serial).padStart(6, '0')}`,
});
const evidenceKey = ({ match, id, by }: Pick<Evidence, 'match' | 'id' | 'by'>) => ({
  PK: matchKey(match).PK,
  SK: `${EVIDENCE}${id}#${by}`,
});
const evaluationKey = (match: string, by: Evaluator) => ({ PK: matchKey(match).PK, SK: EVALUATION + by });
const fileKey = (id: string) => ({ PK: `FILE#${id}`, SK: 'FILE' });
