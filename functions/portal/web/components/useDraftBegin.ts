import { computed } from 'vue';
import { useRouter } from 'vue-router';
import { newKey } from '../api/client.ts';
import { ApiProblem, fieldErrors } from '../api/problem.ts';
import { useStep } from './useStep.ts';

/**
 * Begins the draft of an entry of a list, and goes on to its page.
 * @param create safe to send again under its key
 * @param list address of the list's pages
 * @param changes first part of the keys of the queries that show the list
 */
export function useDraftBegin(
  create: (key: ReturnType<typeof newKey>) => Promise<{ data?: { id: string } }>,
  list: string,
  changes: string,
) {
  const router = useRouter();
  let key = newKey();
  const { taken, pending, error } = useStep(async () => (await create(key)).data!.id, [changes]);
  const errors = computed(() => (error.value instanceof ApiProblem ? fieldErrors(error.value.problem) : {}));
  async function begin(): Promise<void> {
    await taken().then(
      (id) => router.replace({ path: `${list}/${id}`, query: { saved: 'yes' } }),
      (problem: unknown) => {
        // Refused for what it says: what is said next is another request. Without an answer it may have been taken.
        if (problem instanceof ApiProblem && problem.problem.status >= 400 && problem.problem.status < 500)
          key = newKey();
      },
    );
  }
  return { begin, pending, error, errors };
}
