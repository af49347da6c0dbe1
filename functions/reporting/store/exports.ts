/** Reports made into files. */
import { putVersion, type Store, type TransactWrite } from '../../../shared/store/index.ts';
import type { Export } from '../model/export.ts';
import { exportKey } from './keys.ts';

export function exportsIn(store: Store) {
  return {
    async export(id: string): Promise<Export | undefined> {
      return store.get<Export>(exportKey(id), { consistent: true });
    },
  };
}

export const putExport = (one: Export): TransactWrite => putVersion({ ...exportKey(one.id), ...one });
