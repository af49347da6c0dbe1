import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { GET, versionOf } from '../../api/client.ts';

/** An organisation of the ledger, with the version that a change has to name. */
export const useLedger = (id: () => string) =>
  useQuery({
    queryKey: ['organisations', computed(id), 'held'],
    queryFn: async () => {
      const { data, response } = await GET('/v1/organisations/{id}', { params: { path: { id: id() } } });
      return { organisation: data!, version: versionOf(response) };
    },
  });
