/** Functions that are killed while they work on a table. */

export class Killed extends Error {}

export interface Mortal<D> {
  /** What the function is given when it is started, anew each time. */
  start(): D;
  /** Whether it came to where it is killed. */
  died(): boolean;
}

/**
 * A function that is killed before its nth use of the table, or after its nth change was saved and before it heard of it: from
 * then on it does nothing more, until it is started again. Without a number it is never killed.
 * @param saved hears of every change that was saved
 */
export function killable<D extends { store: object }>(
  deps: D,
  { before = 0, after = 0 }: { before?: number; after?: number } = {},
  saved: (change: unknown) => void = () => {},
): Mortal<D> {
  let [uses, changes] = [0, 0];
  let dead = false;
  const die = () => {
    dead = true;
    throw new Killed();
  };
  const store = new Proxy(deps.store, {
    get: (target, name) => {
      const use = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        if (dead) die();
        uses += 1;
        if (uses === before) die();
        const found = await use(...args);
        if (name !== 'save') return found;
        changes += 1;
        saved(args[0]);
        if (changes === after) die();
        return found;
      };
    },
  });
  return {
    start: () => {
      dead = false;
      return { ...deps, store };
    },
    died: () => (before > 0 && uses >= before) || (after > 0 && changes >= after),
  };
}

/**
 * Does something again until it is done, as a queue, a schedule or a client does.
 * @param isDone whether what failed shows that it was done before
 */
export async function untilDone<D>(
  act: (deps: D) => Promise<unknown>,
  { start }: Pick<Mortal<D>, 'start'>,
  isDone: (error: unknown) => boolean = () => false,
): Promise<void> {
  for (let time = 1; time <= 5; time++) {
    try {
      await act(start());
      return;
    } catch (error) {
      if (isDone(error)) return;
      const errors: unknown[] = error instanceof AggregateError ? error.errors : [error];
      if (!errors.every((one) => one instanceof Killed)) throw error;
    }
  }
  throw new Error('never done');
}
