import type { RatesDeps } from '../deps.ts';
import type { MonthCount } from '../model/activity-rate.ts';
import { countsIn } from '../model/existence.ts';
import { monthCountOf } from '../store/counts.ts';
import type { Resident } from '../store/organisations.ts';

/** Organisations with their counts of those months that count for them, read as they are now. */
export async function judged<R extends Pick<Resident, 'id' | 'spells'>>(
  residents: readonly R[],
  months: readonly string[],
  { store }: RatesDeps,
): Promise<(R & { counts: ReadonlyMap<string, MonthCount> })[]> {
  const asked = residents.flatMap(({ id, spells }) =>
    months.filter((month) => countsIn(spells, month)).map((month) => ({ organisation: id, month })),
  );
  const byOrganisation = Map.groupBy(await store.counts(asked), ({ organisation }) => organisation);
  return residents.map((resident) => ({
    ...resident,
    counts: new Map(
      (byOrganisation.get(resident.id) ?? []).map((counts) => [counts.month, monthCountOf(counts)]),
    ),
  }));
}
