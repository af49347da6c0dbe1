/**
 * What rounds that are under way mean to give of a resource that several counties share (M2.1, M2.2): nobody sees it before
 * it is announced, and yet no two rounds may give the same. Pure.
 */
import type { Resource } from './listing.ts';
import type { Round } from './round.ts';
import { type Portion, shortage, withPortion } from './supply.ts';

/** What one solution of a round takes of a resource. */
export interface Plan {
  round: string;
  /** Two workers may solve a round at once; the round says whose solution counts. */
  attempt: string;
  portions: readonly Portion[];
}

/** The plans of a resource. */
export interface Plans {
  resource: string;
  plans: readonly Plan[];
  version: number;
}

/** Portions as a plan keeps them: however many, one sum, and the times of a venue one by one. */
export function together(portions: readonly Portion[]): Portion[] {
  const timed = portions.filter(({ slot }) => slot !== undefined);
  const sum = portions
    .filter(({ slot }) => slot === undefined)
    .reduce(
      (total, { fen, quantity, minutes }) => ({
        fen: total.fen + fen,
        quantity: total.quantity + quantity,
        minutes: total.minutes + minutes,
      }),
      NOTHING,
    );
  return [sum, ...timed];
}

const NOTHING: Portion = { fen: 0, quantity: 0, minutes: 0 };

/** Whether a plan is to be left alone: its round is under way, and has no other solution. */
export const counts = ({ attempt }: Plan, underWay: Round | undefined): boolean =>
  underWay !== undefined && (underWay.attempt === undefined || underWay.attempt === attempt);

/** A resource with what is planned of it taken as used. */
export const withPlans = (resource: Resource, plans: readonly Plan[]): Resource =>
  plans
    .flatMap(({ attempt, portions }) => portions.map((portion) => ({ attempt, portion })))
    .reduce((rest, { attempt, portion }) => withPortion(rest, portion, attempt), resource);

/** Which of those that ask for a portion of a resource get it, in their order, after what is planned already. */
export function fitting<T extends { portion: Portion }>(
  resource: Resource,
  plans: readonly Plan[],
  asked: readonly T[],
): { fit: T[]; over: T[] } {
  const fit: T[] = [];
  const over: T[] = [];
  let rest = withPlans(resource, plans);
  for (const one of asked) {
    const fits = shortage(rest, one.portion) === undefined;
    (fits ? fit : over).push(one);
    if (fits) rest = withPortion(rest, one.portion, '');
  }
  return { fit, over };
}
