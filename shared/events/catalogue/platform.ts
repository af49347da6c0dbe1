/** The events of platforms (乡镇街道平台). */
import * as z from 'zod';
import { Day, DivisionCode, OrganisationId } from '../shapes.ts';
import { type Entry, id } from './entry.ts';

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

export const platform = {
  'platform.platform.judged': {
    version: 1,
    summary:
      'A platform operates substantively (实体化运作, T1), or does no longer; told also when it is registered.',
    publisher: 'platform',
    subscribers: ['reporting'],
    data: z.strictObject({
      /** The township or street, or the code of a shared platform. */
      platformId: DivisionCode,
      operating: z.boolean(),
      since: Day,
      judgedOn: Day,
      /** Criteria of the policy that are not met. */
      unmet: z.array(z.string()),
      policy: z.string(),
      /** From 1: the highest is what holds. */
      revision: z.int().min(1),
    }),
  },
  'platform.assessment.published': {
    version: 1,
    summary: 'The yearly assessment (年度测评) of a platform is final (C3).',
    publisher: 'platform',
    subscribers: ['reporting'],
    data: z.strictObject({
      platformId: DivisionCode,
      year: z.string().regex(/^\d{4}$/),
      /** Tenths of points, of 1,000. */
      tenths: z.int().min(0).max(1000),
      grade: z.enum(['excellent', 'good', 'pass', 'fail']),
      publishedOn: Day,
      policy: z.string(),
    }),
  },
  'platform.model.awarded': {
    version: 1,
    summary: 'A demonstration town, an outstanding organisation or person was named (O3).',
    publisher: 'platform',
    subscribers: ['reporting'],
    data: z.strictObject({
      modelId: id,
      kind: z.enum(['town', 'organisation', 'person']),
      division: DivisionCode,
      organisationId: OrganisationId.optional(),
      awardedOn: Day,
    }),
  },
  'platform.model.withdrawn': {
    version: 1,
    summary: 'A name of honour was withdrawn (O3).',
    publisher: 'platform',
    subscribers: ['reporting'],
    data: z.strictObject({
      modelId: id,
      kind: z.enum(['town', 'organisation', 'person']),
      division: DivisionCode,
      withdrawnOn: Day,
    }),
  },
  'platform.report.submitted': {
    version: 1,
    summary: 'A platform submitted the report of a month (月报), or corrected it.',
    publisher: 'platform',
    subscribers: ['reporting'],
    data: z.strictObject({
      /** The township or street, or the code of a shared platform. */
      platformId: DivisionCode,
      month: Month,
      submittedOn: Day,
      inTime: z.boolean(),
      guided: z.int().min(0),
      activities: z.int().min(0),
      participants: z.int().min(0),
      minutes: z.int().min(0),
      registered: z.int().min(0),
      filed: z.int().min(0),
      managed: z.int().min(0),
      gradedUp: z.int().min(0),
      needsPublished: z.int().min(0),
      needsMatched: z.int().min(0),
      projectsCompleted: z.int().min(0),
      /** From 1: the highest is what holds. */
      revision: z.int().min(1),
    }),
  },
} as const satisfies Record<string, Entry>;
