import { useMutation, useQueryClient } from '@tanstack/vue-query';
import { computed } from 'vue';
import { newKey } from '../api/client.ts';
import { fieldErrors, problemOf } from '../api/problem.ts';

/** The header under which a creation may be sent again. */
export type Key = ReturnType<typeof newKey>;

/**
 * A step that somebody takes by a button: one at a time, its refusal kept to be shown, also field by field, and what it
 * changes read anew.
 * @param act takes, for what it creates, a key that stays the same while it is not known whether the step was taken: where
 *   the answer was lost, taking it again does nothing twice
 * @param changes first parts of the keys of the queries that show what it changes
 */
export function useStep<G = void, A = unknown>(
  act: (given: G, key: Key) => Promise<A>,
  changes: readonly string[],
) {
  const queries = useQueryClient();
  let key = newKey();
  const { mutate, mutateAsync, isPending, isSuccess, error, reset } = useMutation({
    mutationFn: (given: G) => act(given, key),
    onSuccess: async () => {
      key = newKey();
      await readAnew();
    },
    onError: (refusal) => {
      const { status = 0 } = problemOf(refusal) ?? {};
      // Refused for what it says: what is said next is another request.
      if (status >= 400 && status < 500) key = newKey();
      // Something is not as this page shows it: a step whose answer was lost was taken, or another took one before.
      return status === 409 || status === 412 ? readAnew() : undefined;
    },
  });
  const readAnew = () => Promise.all(changes.map((one) => queries.invalidateQueries({ queryKey: [one] })));
  const errors = computed(() => fieldErrors(problemOf(error.value)));
  return { take: mutate, taken: mutateAsync, pending: isPending, done: isSuccess, error, errors, reset };
}
