import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { GET } from '../../api/client.ts';
import { who } from '../../session/session.ts';

const EVERY_MS = 60_000;

/** How many notices whoever is signed in has not read: asked again each minute that the page is looked at. */
export function useUnread(asked: () => boolean) {
  const { data } = useQuery({
    queryKey: ['notices', 'unread', computed(() => who.value?.subject)],
    enabled: computed(asked),
    staleTime: EVERY_MS,
    refetchInterval: EVERY_MS,
    queryFn: async () => (await GET('/v1/notices', { params: { query: { limit: 1 } } })).data!.unread,
  });
  return computed(() => data.value ?? 0);
}
