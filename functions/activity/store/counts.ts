import type { Store, TransactWrite } from '../../../shared/store/index.ts';
import type { Contribution } from '../model/activity.ts';
import type { MonthCount } from '../model/activity-rate.ts';
import { monthKey } from './keys.ts';

/** All counts of an organisation in a month, by name. */
export interface Counts extends Partial<Record<string, unknown>> {
  organisation: string;
  month: string;
}

export function countsIn(store: Store) {
  return {
    /** The counts of organisations in months, those that are there, in no order. */
    async counts(asked: readonly { organisation: string; month: string }[]): Promise<Counts[]> {
      return store.getAll<Counts>(
        asked.map(({ organisation, month }) => monthKey(organisation, month)),
        { consistent: true },
      );
    },
  };
}

/** What a definition judges by, of all counts. */
export function monthCountOf(counts: Counts): MonthCount {
  const of = (name: string) => (counts[name] as number | undefined) ?? 0;
  return {
    activities: of('activities'),
    participants: of('participants'),
    minutes: of('minutes'),
    ratings: { sum: of('ratingSum'), count: of('ratings') },
  };
}

/**
 * Moves the counts from what an activity added before to what it adds now. In one transaction with the activity's next
 * version it is done exactly once.
 */
export function moveCounts(
  before: Contribution | undefined,
  after: Contribution | undefined,
): TransactWrite[] {
  const moves = new Map<string, { of: Contribution; changes: Map<string, number> }>();
  for (const [sign, of] of [
    [-1, before],
    [1, after],
  ] as const) {
    if (!of) continue;
    const key = `${of.organisation}\n${of.month}`;
    const move = moves.get(key) ?? { of, changes: new Map() };
    for (const [name, value] of Object.entries(of.counts))
      move.changes.set(name, (move.changes.get(name) ?? 0) + sign * value);
    moves.set(key, move);
  }
  return [...moves.values()].flatMap(({ of: { organisation, month }, changes }) => {
    const moved = [...changes].filter(([, by]) => by !== 0);
    if (moved.length === 0) return [];
    return [
      {
        Update: {
          Key: monthKey(organisation, month),
          UpdateExpression: `SET organisation = :organisation, #month = :month ADD ${moved
            .map((_, at) => `#n${at} :n${at}`)
            .join(', ')}`,
          ExpressionAttributeNames: {
            '#month': 'month',
            ...Object.fromEntries(moved.map(([name], at) => [`#n${at}`, name])),
          },
          ExpressionAttributeValues: {
            ':organisation': organisation,
            ':month': month,
            ...Object.fromEntries(moved.map(([, by], at) => [`:n${at}`, by])),
          },
        },
      },
    ];
  });
}
