import * as z from 'zod';
import { SOURCES, TIES } from '../model/terms.ts';

const clause = z.string().min(1);
const count = z.int().min(1);
const points = z.int().min(0).max(1000);
const share = z.number().min(0).max(1);
const ofClass = <T extends z.ZodType>(value: T) =>
  z.strictObject({ 'start-up': value, growing: value, mature: value });

/** Weights, spans and bounds of matching; `matching.json` holds them. */
export const MatchingData = z.strictObject({
  /** The most points of each reason; a score is their sum. */
  weights: z.strictObject({
    kinds: points,
    distance: points,
    class: points,
    satisfaction: points,
    load: points,
    urgency: points,
    project: points,
    clause,
  }),
  /** What part of the points of `distance` an organisation so near gets. */
  nearness: z.strictObject({ village: share, township: share, county: share, neighbour: share }),
  /** What part of the points of `class` (C1.3: resources lean to the growing with a strong role). */
  classes: ofClass(share).extend({
    /** Added for a strong role: so many ratings of at least so much on average. */
    strongRole: z.strictObject({ share, ratings: count, average: z.number().min(1).max(5) }),
    clause,
  }),
  /** Counties that border each other. */
  neighbours: z.record(z.string(), z.array(z.string())),
  /** Candidates kept for a need, the best of them that are told of it, and organisations looked at for it. */
  candidates: z.strictObject({ kept: count, told: count, looked: count }),
  /** Hours within which a proposal has to be answered. */
  answerHours: z.strictObject({ normal: count, soon: count, emergency: count }),
  /** Matches at one time, until the organisation says so itself. */
  atATime: ofClass(count),
  /** Classes that may be paid from a source; all where it is not named. */
  payees: z.array(z.strictObject({ source: z.enum(SOURCES), classes: z.array(z.string()).min(1), clause })),
  rounds: z.strictObject({
    /** The most of all places that one organisation gets. */
    maxShare: share,
    /** The least share of relief (A1) among what is served, as far as there is that much. */
    reliefShare: share,
    timeLimitSeconds: count,
    /** Minutes after which a round that does not go on is taken up again. */
    stalledMinutes: count,
    clause,
  }),
  contest: z.strictObject({
    /** Judges without a conflict who have to score an entry for it to be ranked. */
    leastJudges: count,
    /** What the points of all criteria come to. */
    mostPoints: count,
    /** Criteria of a contest that names none. */
    criteria: z.array(z.strictObject({ name: z.string().min(1), points: count })).min(1),
    /** What decides between equal points, in this order. */
    ties: z.array(z.enum(TIES)).min(1),
    clause,
  }),
  /** Of new public-service spending by government purchase, bought from social organisations. */
  purchase: z.strictObject({ percent: count, clause }),
  /** What the need's owner gives points for, from one up to the most. */
  evaluation: z.strictObject({
    mostPoints: count,
    criteria: z.array(z.strictObject({ id: z.string().regex(/^[a-z]+$/), name: z.string() })).min(1),
    clause,
  }),
  delivery: z.strictObject({
    /** Days within which the need's owner says whether what was delivered is complete; then it counts as such. */
    acceptDays: count,
    /** Files of a match, and the bytes of one. */
    mostEvidence: count,
    mostBytes: count,
    clause,
  }),
});
export type MatchingData = z.infer<typeof MatchingData>;
