/** The two forms of an evaluation (M1.4), and what of them is told to the API. Pure. */
import type { paths } from '../../api/generated/schema.d.ts';

export type Evaluations =
  paths['/v1/matches/{id}/evaluation']['get']['responses'][200]['content']['application/json'];
export type EvaluationBody = NonNullable<
  paths['/v1/matches/{id}/evaluation']['post']['requestBody']
>['content']['application/json'];
type Served = Extract<EvaluationBody, { by: 'served' }>['counts'];
export type Group = keyof Served;

/** Points as they are chosen; empty until they are. */
export type Points = Record<string, number | ''>;
/** How many gave each number of points, from one up, as it is typed. */
export type Counts = Partial<Record<Group, (number | '')[]>>;

/** Points of before, or none yet. */
export const pointsFrom = ({ items, criteria }: Evaluations): Points => {
  const before = items.find(({ by }) => by === 'community');
  return Object.fromEntries(
    criteria.map(({ id }) => [id, before?.by === 'community' ? (before.points[id] ?? '') : '']),
  );
};

/** Counts of before, or none yet, for each group that was served. */
export function countsFrom(
  { items, mostPoints }: Evaluations,
  served: Readonly<Partial<Record<Group, number>>>,
): Counts {
  const before = items.find(({ by }) => by === 'served');
  const groups = (Object.keys(served) as Group[]).filter((group) => (served[group] ?? 0) > 0);
  return Object.fromEntries(
    groups.map((group) => [
      group,
      (before?.by === 'served' ? before.counts[group] : undefined)?.slice() ??
        Array.from({ length: mostPoints }, () => ''),
    ]),
  );
}

/** Points that are chosen: what is missing is told by the API beside its field. */
export const pointsOf = (points: Points): Record<string, number> =>
  Object.fromEntries(Object.entries(points).filter((one): one is [string, number] => one[1] !== ''));

/** Counts of the groups of which anybody is counted; what is left empty is nobody. */
export const countsOf = (counts: Counts): Served =>
  Object.fromEntries(
    Object.entries(counts)
      .filter(([, given]) => given.some((count) => count !== ''))
      .map(([group, given]) => [group, given.map(Number)]),
  );
