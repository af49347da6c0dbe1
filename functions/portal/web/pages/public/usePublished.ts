import { useQuery } from '@tanstack/vue-query';
import { computed, ref, watch } from 'vue';
import { GET } from '../../api/client.ts';
import { planYears } from '../../components/days.ts';
import { latestOf } from './published.ts';

/** The period looked at: first of all the last that the city has signed, or this year while there is none. */
export function usePublished() {
  const { data, isPending } = useQuery({
    queryKey: ['open-indicators'],
    queryFn: async () => latestOf((await GET('/v1/open/indicators.json')).data!),
  });
  const [thisYear] = planYears();
  const period = ref('');
  watch(
    [data, isPending],
    () => {
      if (period.value === '' && !isPending.value) period.value = data.value?.period ?? thisYear;
    },
    { immediate: true },
  );
  return { period, years: computed(() => data.value?.years ?? [thisYear]) };
}
