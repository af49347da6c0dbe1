/** The events of activity (活动与活跃度). */
import * as z from 'zod';
import { Action, Group, ServiceKind } from '../../actions/index.ts';
import { Day, DivisionCode, OrganisationId } from '../shapes.ts';
import { type Entry, id } from './entry.ts';

/** A rate is told as whole numbers, with the definition that it goes by. */
const ofRate = { numerator: z.int().min(0), denominator: z.int().min(0), policy: z.string() };

export const activity = {
  'activity.record.counted': {
    version: 1,
    summary: 'What an activity adds to the figures of its organisation is known, or is another than before.',
    publisher: 'activity',
    subscribers: ['platform'],
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
    subscribers: ['platform'],
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
} as const satisfies Record<string, Entry>;
