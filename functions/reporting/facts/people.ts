import type { Group } from '../../../shared/actions/index.ts';

/** Who was served, by group (A1), and all together. */
export function peopleOf(served: Readonly<Partial<Record<Group, number>>>) {
  const byGroup = Object.entries(served).filter(([, count]) => count > 0);
  return {
    groups: byGroup.map(([group]) => group),
    people: byGroup.reduce((sum, [, count]) => sum + count, 0),
    splits: { people: { group: Object.fromEntries(byGroup) } },
  };
}
