import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { allPages } from '../../api/all-pages.ts';
import { GET } from '../../api/client.ts';
import type { Attendee } from './own.ts';

/** Everything that attends a fair, to choose among and to find one's own in. */
export function useAttendees(id: () => string) {
  return useQuery({
    queryKey: ['fairs', computed(id), 'attendees', 'all'],
    queryFn: () => all(id()),
  });
}

const all = (id: string): Promise<Attendee[]> =>
  allPages(
    async (cursor) =>
      (await GET('/v1/fairs/{id}/attendees', { params: { path: { id }, query: { limit: 100, ...cursor } } }))
        .data!,
  );
