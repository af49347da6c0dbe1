import { ApiProblem, problemFrom, problemOf } from '../../api/problem.ts';

/**
 * What was to be new is there already: its answer was lost, or somebody was quicker. As with any change by another, it is
 * read anew, and the next step is one upon it.
 */
export function thereAlready(error: unknown): never {
  throw problemOf(error)?.status === 428 ? new ApiProblem(problemFrom(412, undefined)) : error;
}
