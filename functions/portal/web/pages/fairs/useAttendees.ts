import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { GET } from '../../api/client.ts';
import type { Attendee } from './own.ts';

/** Everything that attends a fair, to choose among and to find one's own in. */
export function useAttendees(id: () => string) {
  return useQuery({
    queryKey: ['fairs', computed(id), 'attendees', 'all'],
    queryFn: () => all(id()),
  });
}

async function all(id: string): Promise<Attendee[]> {
  const found: Attendee[] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const { data } = await GET('/v1/fairs/{id}/attendees', {
      params: { path: { id }, query: { limit: 100, ...(cursor !== undefined && { cursor }) } },
    });
    found.push(...data!.items);
    cursor = data!.next;
  }
  return found;
}
