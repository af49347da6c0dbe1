import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { GET, versionOf } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import type { Platform } from './platform-form.ts';

interface Read {
  /** Nothing where none is registered. */
  platform?: Platform;
  /** Has to be named by a change. */
  version?: string;
}

/** A platform as it is registered; that there is none yet is an answer as well. */
export const usePlatform = (township: () => string) =>
  useQuery({
    queryKey: ['platform', computed(township)],
    queryFn: async (): Promise<Read> => {
      try {
        const { data, response } = await GET('/v1/platforms/{township}', {
          params: { path: { township: township() } },
        });
        return { platform: data as Platform, version: versionOf(response) };
      } catch (error) {
        if (problemOf(error)?.status === 404) return {};
        throw error;
      }
    },
  });
