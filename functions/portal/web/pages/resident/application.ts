/** Applications as they are read and kept between pages, with the version that a change has to name. */
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed } from 'vue';
import { GET, versionOf } from '../../api/client.ts';
import { isWaiting } from './steps.ts';
import type { Application } from './types.ts';

export interface Held {
  application: Application;
  version: string;
}

/** The answer of any operation that answers an application. */
export const heldOf = ({ data, response }: { data?: Application; response: Response }): Held => ({
  application: data!,
  version: versionOf(response),
});

const WAIT_MS = 1_500;

/** One application; while its name is being checked it is asked for again and again. */
export function useApplication(id: () => string) {
  const queries = useQueryClient();
  const key = computed(() => ['application', id()]);
  const query = useQuery({
    queryKey: key,
    queryFn: async () => heldOf(await GET('/v1/applications/{id}', { params: { path: { id: id() } } })),
    refetchInterval: ({ state }) => (state.data && isWaiting(state.data.application.state) ? WAIT_MS : false),
  });
  /** What a change answered is what is there now; its trail is longer, and the list shows it too. */
  const hold = async (held: Held) => {
    queries.setQueryData(key.value, held);
    await Promise.all(
      ['application-trail', 'applications'].map((one) => queries.invalidateQueries({ queryKey: [one] })),
    );
  };
  return { ...query, hold };
}
