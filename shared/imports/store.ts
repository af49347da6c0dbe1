/**
 * Imports in a service's table:
 *
 * | pattern                                   | PK                        | SK                    | read         |
 * | one import                                | IMPORT#<id>               | IMPORT                | Get, strong  |
 * | its rows to be put right, from the top    | IMPORT#<id>               | PROBLEM#<row>         | Query        |
 * | a division's imports, newest first        | GSI1 IMPORTS#<division>   | <created>#<id>        | Query GSI1   |
 */
import {
  entriesOf,
  given,
  type ListOptions,
  type Page,
  putVersion,
  type Store,
  type TransactWrite,
} from '../store/index.ts';
import type { RowProblems } from './sheet.ts';
import type { SheetImport } from './sheet-import.ts';

export function importsIn(store: Store) {
  return {
    async sheetImport(id: string): Promise<SheetImport | undefined> {
      return store.get<SheetImport>(importKey(id), { consistent: true });
    },

    /** The imports of a division itself, the newest first. */
    async importsOf(division: string, list: ListOptions): Promise<Page<SheetImport>> {
      return store.query<SheetImport>({
        index: 'GSI1',
        PK: importsKey(division),
        descending: true,
        ...given(list),
      });
    },

    /** The rows of an import that have to be put right, from the top of its sheet. */
    async problemsOf<C extends string>(id: string, list: ListOptions): Promise<Page<RowProblems<C>>> {
      return store.query<RowProblems<C>>({ PK: importKey(id).PK, beginsWith: PROBLEM, ...given(list) });
    },
  };
}

/** Saves an import's next version, with rows of it that have to be put right: 90 at most. */
export function putImport(one: SheetImport, problems: readonly RowProblems[] = []): TransactWrite[] {
  const { id, division, createdAt } = one;
  return [
    putVersion({
      ...importKey(id),
      GSI1PK: importsKey(division),
      GSI1SK: `${createdAt}#${id}`,
      ...one,
    }),
    ...problems.map((row) => ({
      Put: { Item: { ...importKey(id), SK: PROBLEM + String(row.number).padStart(8, '0'), ...row } },
    })),
  ];
}

/** An audit entry of an import by whoever did it. */
export const importEntry = entriesOf((id) => `IMPORT#${id}`);

const PROBLEM = 'PROBLEM#';
const importKey = (id: string) => ({ PK: `IMPORT#${id}`, SK: 'IMPORT' });
const importsKey = (division: string) => `IMPORTS#${division}`;
