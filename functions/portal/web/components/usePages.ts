import { useInfiniteQuery } from '@tanstack/vue-query';
import { computed, type InjectionKey, type Ref } from 'vue';

/** A list of the API page by page: what has come so far, and whether there is more. */
export function usePages<T>(
  key: readonly unknown[],
  read: (cursor: string | undefined) => Promise<{ items: T[]; next?: string }>,
  { enabled, every }: { enabled?: Ref<boolean>; every?: number } = {},
) {
  const { data, ...query } = useInfiniteQuery({
    queryKey: key,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => read(pageParam),
    getNextPageParam: ({ next }) => next,
    ...(enabled && { enabled }),
    ...(every !== undefined && { refetchInterval: every }),
  });
  return { ...query, items: computed(() => data.value?.pages.flatMap(({ items }) => items) ?? []) };
}

/** Reads whatever of such a list has not come yet: a table goes out as a whole. */
export const REST: InjectionKey<() => Promise<void>> = Symbol('rest');

/** Such a list, whatever it is of. */
export type Pages = ReturnType<typeof usePages<unknown>>;
