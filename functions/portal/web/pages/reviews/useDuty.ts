/** What an organisation owes, one thing of it: the report on a year, or the payment that it committed itself to (C1.2). */
import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { GET } from '../../api/client.ts';
import type { paths } from '../../api/generated/schema.d.ts';
import { who } from '../../session/session.ts';

export type Duty =
  paths['/v1/organisations/{id}/duties']['get']['responses']['200']['content']['application/json']['items'][number];

export const DUTY_CHANGES = ['duties', 'reviews', 'organisations'];

/** @param is which of the organisation's duties */
export function useDuty<D extends Duty>(organisation: () => string, is: (duty: Duty) => duty is D) {
  const { data, ...query } = useQuery({
    queryKey: ['duties', computed(organisation)],
    queryFn: async () =>
      (
        await GET('/v1/organisations/{id}/duties', {
          // More than an organisation owes in its life.
          params: { path: { id: organisation() }, query: { limit: 100 } },
        })
      ).data!.items,
  });
  const duty = computed(() => data.value?.find(is));
  return { ...query, duty, ours: computed(() => duty.value !== undefined && isOurs(duty.value, who.value!)) };
}

/** Whether somebody is of the authority that sees to it. */
const isOurs = (
  { authority }: Pick<Duty, 'authority'>,
  { role, division }: { role: string; division: string },
): boolean => authority.role === role && authority.division === division;
