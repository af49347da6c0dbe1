import * as z from 'zod';
import { divisionsWithin, hasTownships, isKnownDivision } from '../../../shared/divisions/index.ts';
import { GRADES, METRICS, PARTS, RATINGS } from '../model/terms.ts';

const count = z.int().min(0).max(1_000_000);
const about = {
  id: z.string().regex(/^[a-z-]+$/),
  /** Whether it has to be met. */
  on: z.boolean(),
  /** What it asks, for users. */
  sentence: z.string().min(1),
  clause: z.string().min(1),
};

/** What a platform has to meet to operate (T1); `by` says what is looked at. */
const Criterion = z.discriminatedUnion('by', [
  z.strictObject({ ...about, by: z.literal('place'), minAreaM2: count }),
  z.strictObject({ ...about, by: z.literal('operator') }),
  z.strictObject({ ...about, by: z.literal('staff'), minStaff: count, minSocialWorkers: count }),
  z.strictObject({ ...about, by: z.literal('rules'), minRules: count.min(1) }),
  z.strictObject({ ...about, by: z.literal('funds'), minFen: z.int().min(1) }),
  z.strictObject({ ...about, by: z.literal('open'), minDaysAWeek: z.int().min(1).max(7) }),
  z.strictObject({ ...about, by: z.literal('reports'), months: z.int().min(1).max(12) }),
  z.strictObject({ ...about, by: z.literal('services'), months: z.int().min(1).max(12), min: count }),
  z.strictObject({ ...about, by: z.literal('unit') }),
  z.strictObject({
    ...about,
    by: z.literal('independent'),
    minSocialWorkers: count,
    outsideRating: z.enum(RATINGS),
  }),
]);
export type Criterion = z.infer<typeof Criterion>;

/** A platform that communities of a county without townships share. */
const SharedPlatform = z.strictObject({
  /** The division by which it goes: the county itself, or the community where it has its seat. */
  code: z.string().refine(isKnownDivision, { error: 'is no division of this city' }),
  name: z.string().min(1),
  /** Codes of the communities that it serves, or of a subtree of them. */
  serves: z.array(z.string()).min(1),
});
export type SharedPlatform = z.infer<typeof SharedPlatform>;

const Shared = z
  .strictObject({ county: z.string().length(6), platforms: z.array(SharedPlatform).min(1) })
  .refine(({ county }) => !hasTownships(county), { error: 'only counties without townships share platforms' })
  .refine(
    ({ county, platforms }) =>
      divisionsWithin(county, 'village').every(
        ({ code }) =>
          platforms.filter(({ serves }) => serves.some((one) => code.startsWith(one))).length === 1,
      ),
    { error: 'every community has to be served by exactly one platform' },
  );

const ofIndicator = {
  id: z.string().regex(/^[a-z-]+$/),
  name: z.string().min(1),
  part: z.enum(PARTS),
  /** The most points of it. */
  weight: z.int().min(1).max(100),
};
/** A leaf of the indicator tree: from data in proportion to a target, or judged by the reviewer. */
const Indicator = z.discriminatedUnion('by', [
  z.strictObject({ ...ofIndicator, by: z.literal('data'), metric: z.enum(METRICS), target: z.int().min(1) }),
  z.strictObject({ ...ofIndicator, by: z.literal('judged') }),
]);
export type Indicator = z.infer<typeof Indicator>;

const weightOf = (all: readonly Indicator[], part?: string) =>
  all.reduce((sum, one) => sum + (part === undefined || one.part === part ? one.weight : 0), 0);

/** The yearly assessment (C3): the role played counts most, at least half. */
const Assessment = z.strictObject({
  indicators: z
    .array(Indicator)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, { error: 'each id once' })
    .refine((all) => weightOf(all) === 100, { error: 'the weights have to come to 100' })
    .refine((all) => weightOf(all, 'role') >= 50, { error: 'the role played has to weigh at least half' }),
  grades: z
    .array(z.strictObject({ id: z.enum(GRADES), name: z.string().min(1), from: z.int().min(0).max(100) }))
    .refine(
      (all) => all.at(-1)?.from === 0 && all.every(({ from }, at) => at === 0 || from < all[at - 1]!.from),
      { error: 'grades go down to 0' },
    ),
  /** Days after the review within which the township may object. */
  objectionDays: z.int().min(1).max(60),
  clause: z.string().min(1),
});

/** Conditions of substantive operation, spans and targets; `platform.json` holds them. */
export const PlatformData = z.strictObject({
  criteria: z
    .array(Criterion)
    .min(1)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, { error: 'each id once' }),
  shared: z.array(Shared),
  /** Days after a month's end within which its report is in time. */
  reports: z.strictObject({ dueDays: z.int().min(0).max(60) }),
  /** Files of a platform, and the bytes of one. */
  evidence: z.strictObject({ most: count.min(1), mostBytes: z.int().min(1) }),
  assessment: Assessment,
  /** Working days of a public notice (公示, O3), and objections that are taken. */
  models: z.strictObject({
    noticeWorkingDays: z.int().min(1).max(60),
    mostObjections: z.int().min(1).max(100),
  }),
  /** Links to rate a platform by: at once, in a year, for how many days; ratings are shown, and count, from so many on. */
  ratings: z.strictObject({
    mostAtOnce: z.int().min(1).max(90),
    mostAYear: count.min(1),
    mostDays: count.min(1),
    leastShown: count.min(1),
  }),
  targets: z.array(
    z.strictObject({
      year: z.string().regex(/^\d{4}$/),
      percent: z.int().min(0).max(100),
      clause: z.string().min(1),
    }),
  ),
});
export type PlatformData = z.infer<typeof PlatformData>;
