/** Figures as they stand: computed anew where facts are new, so that asking costs a read. */
import { putVersion, type Store, type TransactWrite } from '../../../shared/store/index.ts';
import type { Figures } from '../model/figures.ts';
import { figuresKey, villagesKey } from './keys.ts';

/** What indicators come to in a division in a period. */
export interface Standing {
  division: string;
  period: string;
  figures: Figures;
  /** Version of the indicators' definitions. */
  policy: string;
  /** ISO 8601 instant. */
  computedAt: string;
  version: number;
}

/** The figures of all villages of a township, or of a county that has none, in one item: they are many and small. */
export interface Villages extends Omit<Standing, 'division' | 'figures'> {
  above: string;
  villages: Readonly<Record<string, Figures>>;
}

export function figuresIn(store: Store) {
  return {
    /** Those that are there, in no order. */
    async standings(asked: readonly { division: string; period: string }[]): Promise<Standing[]> {
      return store.getAll<Standing>(
        asked.map(({ division, period }) => figuresKey(division, period)),
        {
          consistent: true,
        },
      );
    },

    async villages(asked: readonly { above: string; period: string }[]): Promise<Villages[]> {
      return store.getAll<Villages>(
        asked.map(({ above, period }) => villagesKey(above, period)),
        {
          consistent: true,
        },
      );
    },
  };
}

export const putStanding = (standing: Standing): TransactWrite =>
  putVersion({ ...figuresKey(standing.division, standing.period), ...standing });

export const putVillages = (villages: Villages): TransactWrite =>
  putVersion({ ...villagesKey(villages.above, villages.period), ...villages });
