/** How the local receiver may fail. */
import * as z from 'zod';

export const FAULTS = [
  /** Answers 500. */
  'error',
  /** Takes it, and answers late. */
  'slow',
  /** Never answers. */
  'hang',
  /** Takes nothing and closes the connection. */
  'reset',
  /** Takes it and closes the connection without an answer. */
  'drop',
  /** Receipts that are signed by another key, tell another hash or count, or are of another event. */
  'wrong-signature',
  'wrong-sha',
  'wrong-counts',
  'other-receipt',
  /** Answers 429 with Retry-After. */
  'busy',
] as const;
export type Fault = (typeof FAULTS)[number];

const Share = z.number().min(0).max(1).default(0);

const Wanted = z
  .strictObject({
    /** The probability of each. */
    ...(Object.fromEntries(FAULTS.map((fault) => [fault, Share])) as Record<Fault, typeof Share>),
    slowMs: z.int().min(0).max(60_000).default(500),
    retryAfterSeconds: z.int().min(0).max(3600).default(1),
  })
  .refine((wanted) => FAULTS.reduce((sum, fault) => sum + wanted[fault], 0) <= 1 + 1e-9, {
    error: 'the probabilities come to more than 1',
  });

export interface Faults extends z.output<typeof Wanted> {
  /** The fault of the next event, or none. */
  draw(random: () => number): Fault | undefined;
}

/**
 * Faults by their probabilities; what is left out never happens.
 * @throws ZodError for what is no probability
 */
export function faultsOf(wanted: unknown): Faults {
  const read = Wanted.parse(
    Object.fromEntries(Object.entries((wanted ?? {}) as object).filter(([name]) => name !== 'draw')),
  );
  return {
    ...read,
    draw(random) {
      let at = random();
      for (const fault of FAULTS) {
        if (at < read[fault]) return fault;
        at -= read[fault];
      }
      return undefined;
    },
  };
}

export const NO_FAULTS = faultsOf({});
