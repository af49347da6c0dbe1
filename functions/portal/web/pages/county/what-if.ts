/** Drafts of a definition of activity, as the form of the what-if holds them (T2). */

/** The classes of organisations that have a target of their own. */
export const CLASSES = ['start-up', 'growing', 'mature'] as const;
type ByClass = Record<(typeof CLASSES)[number], number>;

/** All that the form asks for; what is sent of it depends on the way. */
export interface Draft {
  by: 'activities-a-month' | 'activities-a-year' | 'score-a-month';
  minActivities: number;
  activeFrom: number;
  frequency: { points: number; target: number };
  participation: { points: number; target: ByClass };
  minutes: { points: number; target: number };
  rating: { points: number; most: number };
}

/** What stands in the form at first: the thresholds of the definitions that the activity service knows. */
export const firstDraft = (): Draft => ({
  by: 'activities-a-month',
  minActivities: 1,
  activeFrom: 60,
  frequency: { points: 40, target: 2 },
  participation: { points: 25, target: { 'start-up': 20, growing: 40, mature: 60 } },
  minutes: { points: 20, target: 600 },
  rating: { points: 15, most: 5 },
});

/** Points of all parts together; the service takes 100 and nothing else. */
export const pointsInAll = ({ frequency, participation, minutes, rating }: Draft): number =>
  [frequency, participation, minutes, rating].reduce((sum, { points }) => sum + (Number(points) || 0), 0);

/** Fields of the question beside which their error stands. */
export const SHOWN: readonly string[] = [
  'division',
  'period',
  // That the points are not 100 together stands below the parts.
  'definition',
  ...[
    'minActivities',
    'activeFrom',
    ...['frequency', 'participation', 'minutes', 'rating'].map((part) => `${part}.points`),
    'frequency.target',
    'minutes.target',
    'rating.most',
    ...CLASSES.map((one) => `participation.target.${one}`),
  ].map((field) => `definition.${field}`),
];

/** The definition that is asked about. */
export function definitionOf(draft: Draft, title: string) {
  const about = { title, source: title, default: true };
  const { by, minActivities, activeFrom, frequency, participation, minutes, rating } = draft;
  return by === 'score-a-month'
    ? { ...about, by, activeFrom, frequency, participation, minutes, rating }
    : { ...about, by, minActivities };
}
