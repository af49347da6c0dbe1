import { ConditionFailed } from './errors.ts';
import { pause } from './transaction.ts';

/** How often a step that met others is done again. */
const MOST_ROUNDS = 20;

/**
 * Runs a step of reading, deciding and saving, and again, from the reading on, while somebody else got in between.
 * @throws ConditionFailed when it never gets through; else what the step throws
 */
export async function retried<T>(step: () => Promise<T>, random: () => number = Math.random): Promise<T> {
  for (let round = 1; ; round++) {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof ConditionFailed) || round === MOST_ROUNDS) throw error;
      await pause(round, random);
    }
  }
}
