import { QueryClient } from '@tanstack/vue-query';
import { ApiProblem } from './problem.ts';

/**
 * What was read is kept while one goes between pages; refusals are final, broken connections are tried again. Without a
 * network everything fails in words, where the library would wait unseen.
 */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      refetchOnReconnect: true,
      staleTime: 10_000,
      retry: (times, error) =>
        times < 3 &&
        !(error instanceof ApiProblem && error.problem.status >= 400 && error.problem.status < 500),
    },
    mutations: { networkMode: 'always' },
  },
});
