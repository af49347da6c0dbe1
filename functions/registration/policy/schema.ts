import * as z from 'zod';
import { KINDS, TRACKS } from '../../../shared/events/shapes.ts';
import { CONTENT_TYPES } from '../../../shared/files/formats.ts';
import { ATTACHMENT_TYPES } from '../model/papers.ts';

const clause = z.string().min(1);
const count = z.int().min(1);
const monthDay = z.string().regex(/^\d{2}-\d{2}$/);

/** What a track demands of an organisation; each with the clause that it comes from. */
export const Condition = z.discriminatedUnion('id', [
  z.strictObject({ id: z.literal('members'), individuals: count, units: count, mixed: count, clause }),
  z.strictObject({ id: z.literal('members-or-staff'), members: count, staff: count, clause }),
  z.strictObject({ id: z.literal('capital'), fen: count, clause }),
  z.strictObject({ id: z.literal('staff'), least: count, clause }),
  z.strictObject({ id: z.literal('premises'), clause }),
  z.strictObject({ id: z.literal('leader'), clause }),
]);
export type Condition = z.infer<typeof Condition>;

/** A span of days, as the law that sets it counts them. */
export const Span = z.strictObject({ count, of: z.enum(['working', 'plain']), clause });
export type Span = z.infer<typeof Span>;

/** A paper that goes with an application. */
const Paper = z.strictObject({ type: z.enum(ATTACHMENT_TYPES), clause });

/** Conditions, time limits and counts of registration, filing and village management; `registration.json` holds them. */
export const RegistrationData = z.strictObject({
  conditions: z.strictObject({
    registered: z.strictObject({
      association: z.array(Condition),
      'private-non-enterprise': z.array(Condition),
      foundation: z.array(Condition),
    }),
    filed: z.array(Condition),
    managed: z.array(Condition),
  }),
  /** Where a county sets another threshold than the city: it takes the place of the condition of the same id. */
  counties: z.array(
    z.strictObject({
      division: z.string(),
      track: z.enum(TRACKS),
      kind: z.enum(KINDS).optional(),
      condition: Condition,
    }),
  ),
  growing: z.strictObject({ months: count, activityPercent: count, members: count, clause }),
  days: z.strictObject({
    accept: Span,
    decide: z.strictObject({ registered: Span, filed: Span, managed: Span }),
    /** Of a change or an end of the registered. */
    change: Span,
    certificate: Span,
    commitment: Span,
  }),
  /** Month and day (MM-DD) of the year after, by which a yearly report is handed in, and accepted. */
  yearlyReport: z.strictObject({ handIn: monthDay, accept: monthDay, clause }),
  attachments: z.strictObject({
    /** Files of one application, and of one type in it. */
    most: count,
    mostOfType: count,
    /** Of one file. */
    mostBytes: count,
    contentTypes: z.array(z.enum(CONTENT_TYPES)).min(1),
    needed: z.strictObject({
      registered: z.strictObject({
        association: z.array(Paper),
        'private-non-enterprise': z.array(Paper),
        foundation: z.array(Paper),
      }),
      filed: z.array(Paper),
      managed: z.array(Paper),
      /** For a registration whose applicant does not choose the commitment. */
      capitalReport: Paper,
    }),
  }),
  /** Rounds of correction. */
  mostRounds: count,
  /** Hours after which a name that was not answered is asked for again. */
  nameAnswerHours: count,
  /** Days before its due date from which a review counts as due soon. */
  dueSoonDays: count,
});
export type RegistrationData = z.infer<typeof RegistrationData>;
