import { useMutation, useQueryClient } from '@tanstack/vue-query';

/**
 * A step that somebody takes by a button: one at a time, its refusal kept to be shown, and what it changes read anew.
 * Without a network it fails at once instead of waiting unseen.
 * @param changes first parts of the keys of the queries that show what it changes
 */
export function useStep<G = void, A = unknown>(act: (given: G) => Promise<A>, changes: readonly string[]) {
  const queries = useQueryClient();
  const { mutate, mutateAsync, isPending, isSuccess, error, reset } = useMutation({
    mutationFn: act,
    networkMode: 'always',
    onSuccess: async () => {
      await Promise.all(changes.map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
  });
  return { take: mutate, taken: mutateAsync, pending: isPending, done: isSuccess, error, reset };
}
