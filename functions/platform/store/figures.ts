import { putVersion, type Store, type TransactWrite } from '../../../shared/store/index.ts';
import { type Figures, figuresOf, type Share } from '../model/figures.ts';
import type { AverageActivity } from '../model/report.ts';
import { ofPlace } from './keys.ts';

/** What an activity adds to the figures by its latest revision. */
export interface Counted {
  activity: string;
  revision: number;
  share?: Share;
  version: number;
}

interface Month extends Partial<Record<string, unknown>> {
  month: string;
}

export function figuresIn(store: Store) {
  return {
    /** What events show of months of a place; every month is there. */
    async figures(place: string, months: readonly string[]): Promise<Map<string, Figures>> {
      const found = await store.getAll<Month>(
        months.map((month) => monthKey(place, month)),
        { consistent: true },
      );
      const byMonth = new Map(found.map((one) => [one.month, one]));
      return new Map(months.map((month) => [month, figuresOf(byMonth.get(month))]));
    },

    async averageActivity(place: string, month: string): Promise<AverageActivity | undefined> {
      const found = await store.get<AverageActivity & { revision: number; period: string }>(
        rateKey(place, month),
        {
          consistent: true,
        },
      );
      if (!found) return undefined;
      const { numerator, denominator, policy } = found;
      return { numerator, denominator, policy };
    },

    async counted(activity: string): Promise<Counted | undefined> {
      return store.get<Counted>(countedKey(activity), { consistent: true });
    },
  };
}

/** Moves figures from one share to another; in one transaction with what it comes from it is done once. */
export function moveFigures(before: Share | undefined, after: Share | undefined): TransactWrite[] {
  const sameMonth =
    before !== undefined && before.township === after?.township && before.month === after.month;
  if (!sameMonth) return [...(before ? addFigures(before, -1) : []), ...(after ? addFigures(after, 1) : [])];
  const names = new Set([...Object.keys(before.figures), ...Object.keys(after.figures)]) as Set<
    keyof Figures
  >;
  const figures = Object.fromEntries(
    [...names].map((name) => [name, (after.figures[name] ?? 0) - (before.figures[name] ?? 0)]),
  );
  return addFigures({ ...after, figures }, 1);
}

function addFigures({ township, month, figures }: Share, sign: 1 | -1): TransactWrite[] {
  const moved = Object.entries(figures).filter(([, by]) => by !== 0);
  if (moved.length === 0) return [];
  return [
    {
      Update: {
        Key: monthKey(township, month),
        UpdateExpression: `SET #month = :month ADD ${moved.map((_, at) => `#n${at} :n${at}`).join(', ')}`,
        ExpressionAttributeNames: {
          '#month': 'month',
          ...Object.fromEntries(moved.map(([name], at) => [`#n${at}`, name])),
        },
        ExpressionAttributeValues: {
          ':month': month,
          ...Object.fromEntries(moved.map(([, by], at) => [`:n${at}`, sign * by])),
        },
      },
    },
  ];
}

export const putCounted = (counted: Counted): TransactWrite =>
  putVersion({ ...countedKey(counted.activity), ...counted });

/** Keeps an average activity unless a later revision of it is known. */
export const putAverageActivity = (
  place: string,
  period: string,
  rate: AverageActivity & { revision: number },
): TransactWrite => ({
  Put: {
    Item: { ...rateKey(place, period), period, ...rate },
    ConditionExpression: 'attribute_not_exists(PK) OR revision < :revision',
    ExpressionAttributeValues: { ':revision': rate.revision },
  },
});

const monthKey = (place: string, month: string) => ofPlace(place, `MONTH#${month}`);
const rateKey = (place: string, period: string) => ofPlace(place, `RATE#${period}`);
const countedKey = (activity: string) => ({ PK: `ACTIVITY#${activity}`, SK: 'COUNTED' });
