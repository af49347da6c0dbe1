/** The events of activity (活动与活跃度). */
import * as z from 'zod';
import { Action, Group, ServiceKind } from '../../actions/index.ts';
import { Class, Day, DivisionCode, OrganisationId } from '../shapes.ts';
import { type Entry, id } from './entry.ts';

/** A rate is told as whole numbers, with the definition that it goes by. */
const ofRate = { numerator: z.int().min(0), denominator: z.int().min(0), policy: z.string() };

const month = z.string().regex(/^\d{4}-\d{2}$/);
/** How an organisation stands, judged on a day by a policy. */
const ofStanding = {
  organisationId: OrganisationId,
  division: DivisionCode,
  policy: z.string(),
  judgedOn: Day,
  /** From 1: the highest is what holds, whatever the order of arrival. */
  revision: z.int().min(1),
};

export const activity = {
  'activity.record.counted': {
    version: 1,
    summary: 'What an activity adds to the figures of its organisation is known, or is another than before.',
    publisher: 'activity',
    subscribers: ['platform', 'reporting'],
    data: z.strictObject({
      activityId: id,
      organisationId: OrganisationId,
      division: DivisionCode,
      on: Day,
      action: Action,
      kinds: z.array(ServiceKind),
      /** Whether it counts: confirmed, not flagged, not void. One that does not takes back what it counted. */
      counts: z.boolean(),
      participants: z.int().min(0),
      volunteers: z.int().min(0),
      minutes: z.int().min(0),
      served: z.partialRecord(Group, z.int().min(0)),
      /** The township whose platform it was held at. */
      platform: DivisionCode.optional(),
      /** From 1: the highest is what holds, whatever the order of arrival. */
      revision: z.int().min(1),
    }),
  },
  'activity.rates.due': {
    version: 1,
    summary: 'Rates of a county, or of the city when all its counties are done, are to be computed by a run.',
    publisher: 'activity',
    subscribers: ['activity-rates'],
    data: z.strictObject({ runId: id, division: DivisionCode, step: z.int().min(0) }),
  },
  'activity.import.due': {
    version: 1,
    summary: 'An import of activities is to be carried on from a row.',
    publisher: 'activity',
    subscribers: ['activity'],
    data: z.strictObject({ importId: id, from: z.int().min(0) }),
  },
  'activity.rate.published': {
    version: 1,
    summary:
      'The average activity (T2) of a township, county or the city for a period is known, or another than before.',
    publisher: 'activity',
    subscribers: ['platform', 'reporting'],
    data: z.strictObject({
      /** Division and period. */
      rateId: id,
      division: DivisionCode,
      period: z.string().min(4).max(7),
      ...ofRate,
      /** 0 as long as the period is open, 1 when it is closed, more each time that late records restate it. */
      edition: z.int().min(0),
      publishedOn: Day,
      /** From 1: the highest is what holds. */
      revision: z.int().min(1),
    }),
  },
  'activity.organisation.dormant': {
    version: 1,
    summary:
      'An organisation has had no activity for the months that the policy sets: a review of its class is proposed.',
    publisher: 'activity',
    subscribers: ['registration'],
    data: z.strictObject({
      ...ofStanding,
      class: Class,
      /** The first month that counts since its last activity, and how many months count since then. */
      since: month,
      months: z.int().min(1),
      lastActive: month.optional(),
      /** In words, for those who decide. */
      reason: z.string().min(1).max(500),
    }),
  },
  'activity.organisation.active': {
    version: 1,
    summary:
      'An organisation that was dormant is so no longer: it is active again, or suspended or ended and not judged.',
    publisher: 'activity',
    subscribers: ['registration'],
    data: z.strictObject({ ...ofStanding, state: z.enum(['regular', 'falling', 'unjudged']) }),
  },
} as const satisfies Record<string, Entry>;
