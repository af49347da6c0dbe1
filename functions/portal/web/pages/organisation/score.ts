/** What would raise an organisation's own activity (T2), from how it is counted. Pure. */
import type { paths } from '../../api/generated/schema.d.ts';

export type Own =
  paths['/v1/organisations/{id}/activity']['get']['responses'][200]['content']['application/json'];
export type Definition = Own['definition'];
export type Month = Own['items'][number]['months'][number];
type Scored = Extract<Definition, { by: 'score-a-month' }>;

export type Advice =
  | { kind: 'activities'; month: string; count: number }
  | { kind: 'year'; count: number }
  | { kind: 'points'; month: string; points: number; steps: readonly Step[] }
  | { kind: 'fine' };
export interface Step {
  part: 'frequency' | 'participation' | 'minutes' | 'rating';
  /** How much more of it fills the part; of ratings nobody can say how many. */
  count: number;
  points: number;
}

/** Months of all divisions that it was in, in order. */
export const monthsOf = ({ items }: Own): Month[] =>
  items.flatMap(({ months }) => months).sort((a, b) => (a.month < b.month ? -1 : 1));

/** What would make it active where it was not, the latest month first; months long past can still be told of. */
export function adviceFor(own: Own, most = 3): Advice[] {
  const { definition } = own;
  const months = monthsOf(own);
  if (months.length === 0) return [];
  if (definition.by === 'activities-a-year') {
    const missing = definition.minActivities - sumOf(months.map(({ activities }) => activities));
    return [missing > 0 ? { kind: 'year', count: missing } : { kind: 'fine' }];
  }
  const idle = months.filter(({ active }) => active === false).reverse();
  if (idle.length === 0) return [{ kind: 'fine' }];
  return idle.slice(0, most).map((month) =>
    definition.by === 'activities-a-month'
      ? { kind: 'activities', month: month.month, count: definition.minActivities - month.activities }
      : {
          kind: 'points',
          month: month.month,
          points: rounded(definition.activeFrom - (month.score ?? 0)),
          steps: stepsOf(definition, month),
        },
  );
}

/** By which parts a month's score can grow, the largest first. */
function stepsOf(definition: Scored, { class: stage, parts, ...month }: Month): Step[] {
  const { frequency, participation, minutes, rating } = definition;
  const missing = (part: Step['part'], points: number, count: number): Step => ({
    part,
    count: Math.max(0, count),
    points: rounded(points - (parts?.[part] ?? 0)),
  });
  return [
    missing('frequency', frequency.points, frequency.target - month.activities),
    missing('participation', participation.points, participation.target[stage] - month.participants),
    missing('minutes', minutes.points, minutes.target - month.minutes),
    missing('rating', rating.points, 0),
  ]
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points);
}

const sumOf = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0);
const rounded = (points: number) => Math.round(points * 10) / 10;
