import * as z from 'zod';
import { definePolicy } from '../../../shared/policy/index.ts';
import file from './activity.json' with { type: 'json' };
import { DEFINITIONS, type Definition } from './definition.ts';
import { refuseMidYear } from './mid-year.ts';

const count = z.int().min(0).max(1_000_000);
const months = z.int().min(1).max(60);
const clause = z.string().min(1);
const year = z.string().regex(/^\d{4}$/);

/** What may be odd about an activity. */
const FLAGS = ['duplicate', 'overlap', 'participants', 'minutes', 'burst', 'photo'] as const;
export type FlagCode = (typeof FLAGS)[number];

const ActivityData = z.strictObject({
  /** The definition by which rates are judged from then on. */
  definition: z.enum([...DEFINITIONS.keys()] as [string, ...string[]]),
  /** Days after its end at which a period is closed: what comes later restates it. */
  closesAfterDays: count,
  confirmation: z.strictObject({
    /** Days after which an activity counts that the community said nothing of. */
    silentDays: count,
    /** Days after an activity within which it may be recorded. */
    recordWithinDays: count,
    /** Of one organisation on one day. */
    mostADay: count.min(1),
    mostPhotos: count,
    mostPhotoBytes: z.int().min(1).max(10_000_000),
  }),
  /** What no activity of a community organisation has: such a record is looked at, and held out until it is cleared. */
  checks: z.strictObject({
    /** What is so odd that it is held out; the rest is told, and counts. */
    holdOut: z.array(z.enum(FLAGS)),
    participants: count,
    volunteers: count,
    minutesAParticipant: count,
    /** Minutes for which two activities of one organisation may go on at the same time. */
    overlapMinutes: count,
    /** Records dated in a month that come in on its last days: more than so many are looked at. */
    burst: z.strictObject({ lastDays: count, records: count }),
  }),
  /** "Clearly up": so many percentage points over the first so many quarters with records. */
  baseline: z.strictObject({ quarters: count.min(1), clearlyPoints: count }),
  /** Dormant (沉寂): no activity in so many whole months that count for an organisation. */
  dormancy: z.strictObject({ months }),
  /**
   * Falling (下滑): in the last so many whole months fewer activities than so many percent of what the same number of
   * months before had, where these had at least so many.
   */
  falling: z.strictObject({ months, belowPercent: z.int().min(1).max(100), least: count.min(1) }),
  targets: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({ year, kind: z.literal('clearly-up'), clause }),
      z.strictObject({ year, kind: z.enum(['over', 'at-least']), percent: z.int().min(0).max(100), clause }),
    ]),
  ),
});
export type ActivityData = z.infer<typeof ActivityData>;

/** One version of the activity policy, with the definition that it goes by. */
export interface ActivityPolicy {
  version: string;
  data: ActivityData;
  definition: Definition;
}

refuseMidYear(
  file.versions.map(({ effectiveFrom, data }) => ({ effectiveFrom, definition: data.definition })),
);

/** The first month that has figures, YYYY-MM. */
export const FIRST_MONTH = file.versions[0]!.effectiveFrom.slice(0, 7);

const policy = definePolicy(
  file,
  ActivityData,
  (data, version): ActivityPolicy => ({ version, data, definition: DEFINITIONS.get(data.definition)! }),
);

/**
 * The activity policy in force on a date (YYYY-MM-DD).
 * @throws NoPolicyInForce before the first version
 */
export const activityPolicyOn = policy.on;
