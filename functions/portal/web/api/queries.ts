import { QueryClient } from '@tanstack/vue-query';
import { ApiProblem } from './problem.ts';

/** What was read is kept while one goes between pages; refusals are final, broken connections are tried again. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (times, error) =>
        times < 3 &&
        !(error instanceof ApiProblem && error.problem.status >= 400 && error.problem.status < 500),
    },
  },
});
