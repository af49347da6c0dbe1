/** Definitions of activity (T2), as data: what makes an organisation active, by the month or by the year. */
import * as z from 'zod';
import definitions from './definitions.json' with { type: 'json' };

const about = {
  title: z.string().trim().min(1).max(100),
  /** The sentence that asks for it. */
  source: z.string().trim().min(1).max(200),
  /** Whether no source gives the thresholds: they are the project's own, to be set by the bureau. */
  default: z.boolean(),
};
const points = z.int().min(0).max(100);
const target = z.int().min(1).max(1_000_000);
const minActivities = z.int().min(1).max(366);

export const Definition = z
  .discriminatedUnion('by', [
    z.strictObject({ ...about, by: z.literal('activities-a-month'), minActivities }),
    z.strictObject({
      ...about,
      by: z.literal('score-a-month'),
      activeFrom: points.min(1),
      frequency: z.strictObject({ points, target }),
      participation: z.strictObject({
        points,
        target: z.strictObject({ 'start-up': target, growing: target, mature: target }),
      }),
      minutes: z.strictObject({ points, target }),
      rating: z.strictObject({ points, most: z.int().min(1).max(100) }),
    }),
    z.strictObject({ ...about, by: z.literal('activities-a-year'), minActivities }),
  ])
  .refine(
    (one) =>
      one.by !== 'score-a-month' ||
      one.frequency.points + one.participation.points + one.minutes.points + one.rating.points === 100,
    { error: '各项分值之和应为 100' },
  )
  .meta({ description: '活跃的口径：什么样的组织算活跃（T2）' });
export type Definition = z.infer<typeof Definition>;

/** The definitions that this installation knows, by name; drafts are compared with them. */
export const DEFINITIONS: ReadonlyMap<string, Definition> = new Map(
  Object.entries(definitions).map(([name, data]) => [name, Definition.parse(data)]),
);
