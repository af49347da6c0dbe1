/** Functions that are killed, and whoever tries again. */
import type { Deps } from '../../../functions/platform/deps.ts';
import type { PlatformService } from './service.ts';

class Killed extends Error {}

/**
 * A function that is killed before its nth use of the table, or after its nth change was saved and before it heard of it: from
 * then on it does nothing more, until it is started again.
 */
export function killable(
  service: PlatformService,
  { before = 0, after = 0 }: { before?: number; after?: number },
) {
  let [uses, changes] = [0, 0];
  let dead = false;
  const die = () => {
    dead = true;
    throw new Killed();
  };
  const store = new Proxy(service.deps.store, {
    get: (target, name) => {
      const use = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        if (dead) die();
        uses += 1;
        if (uses === before) die();
        const found = await use(...args);
        if (name !== 'save') return found;
        changes += 1;
        if (changes === after) die();
        return found;
      };
    },
  });
  const killed = () => (before > 0 && uses >= before) || (after > 0 && changes >= after);
  const start = (): Deps => {
    dead = false;
    return { ...service.deps, store } as Deps;
  };
  return { start, killed };
}

/** Does something again until it is done, as a queue, a schedule or a client does. */
export async function untilDone(
  act: (deps: Deps) => Promise<unknown>,
  { start }: Pick<ReturnType<typeof killable>, 'start'>,
): Promise<void> {
  for (let time = 1; time <= 5; time++) {
    try {
      await act(start());
      return;
    } catch (error) {
      const errors: unknown[] = error instanceof AggregateError ? error.errors : [error];
      if (!errors.every((one) => one instanceof Killed)) throw error;
    }
  }
  throw new Error('never done');
}
