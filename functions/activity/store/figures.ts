import { parentOf } from '../../../shared/divisions/index.ts';
import {
  allOf,
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import type { Figure } from '../model/figure.ts';

type Place = Pick<Figure, 'division' | 'period'>;

export function figuresIn(store: Store) {
  const figures = (asked: readonly Place[]) =>
    store.getAll<Figure>(asked.map(latestKey), { consistent: true });
  return {
    /** A division's figure for a period, as it stands. */
    async figure(division: string, period: string): Promise<Figure | undefined> {
      return store.get<Figure>(latestKey({ division, period }), { consistent: true });
    },

    /** Figures as they stand, those that are there, in no order. */
    figures,

    /** A page of the figures of divisions for a period, in the order of the divisions; some have none. */
    async figuresOf(divisions: readonly string[], period: string, list: ListOptions) {
      const keys = divisions.map((division) => latestKey({ division, period }));
      return store.among<Figure>(keys, given(list));
    },

    /** The figures of the divisions directly below one for a period, by division. */
    async figuresBelow(division: string, period: string): Promise<Figure[]> {
      return allOf((list) =>
        store.query<Figure>({
          PK: `RATE#${division}`,
          beginsWith: `LATEST#${period}#`,
          consistent: true,
          ...list,
        }),
      );
    },

    /** A division's figure for a period as it stood at the end of a day. */
    async figureOn(division: string, period: string, day: string): Promise<Figure | undefined> {
      const { items } = await store.query<Figure>({
        PK: `RATE#${division}`,
        upTo: `HISTORY#${period}#${day}`,
        descending: true,
        consistent: true,
        limit: 1,
        scope: 'figure',
      });
      // Without a figure by then, what comes before is of another period, or an edition of a later day.
      return items.find((figure) => figure.period === period && figure.day <= day);
    },

    /** The editions of a division's figure for a closed period, the first first. */
    async editions(division: string, period: string): Promise<Figure[]> {
      return allOf((list) =>
        store.query<Figure>({
          PK: `RATE#${division}`,
          beginsWith: `EDITION#${period}#`,
          consistent: true,
          ...list,
        }),
      );
    },
  };
}

/** Saves the next version of a figure: as it stands, as it stood at the end of its day, and under its edition. */
export function putFigure(figure: Figure): TransactWrite[] {
  const { division, period, day, edition } = figure;
  const kept = (SK: string) => ({ Put: { Item: { PK: `RATE#${division}`, SK, ...figure } } });
  return [
    putVersion({ ...latestKey(figure), ...figure }),
    kept(`HISTORY#${period}#${day}`),
    ...(edition > 0 ? [kept(`EDITION#${period}#${String(edition).padStart(6, '0')}`)] : []),
  ];
}

/** What has no division above it stands under the whole. */
const latestKey = ({ division, period }: Place) => ({
  PK: `RATE#${parentOf(division)?.code ?? 'WHOLE'}`,
  SK: `LATEST#${period}#${division}`,
});
