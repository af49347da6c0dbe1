import * as z from 'zod';
import { Class, Day } from '../../../shared/events/shapes.ts';
import { text } from '../../../shared/fields.ts';
import { Subtree } from '../../../shared/http/acting.ts';
import { pageQuery } from '../../../shared/http/page.ts';
import { PROPOSAL_STATES, REVIEWS } from '../model/class-proposal.ts';
import { GradeRequest, OrganisationStatus } from '../organisations/schema.ts';
import { Done, Track } from '../schema.ts';

const State = z.enum(PROPOSAL_STATES).meta({
  description: '状态：open 待处理，accepted 已采纳，dismissed 不予采纳，withdrawn 已撤回（不再沉寂）',
});

export const ProposalQuery = z.strictObject({
  division: Subtree,
  state: State.optional(),
  ...pageQuery,
});

export const AcceptRequest = z.strictObject({
  class: GradeRequest.shape.class
    .optional()
    .meta({ description: '核定的类型：start-up 初创型，growing 成长型；登记的组织不填（C1.1）' }),
  reason: GradeRequest.shape.reason,
});
export type AcceptRequest = z.infer<typeof AcceptRequest>;

export const DismissRequest = GradeRequest.pick({ reason: true });
export type DismissRequest = z.infer<typeof DismissRequest>;

const Month = z.string().meta({ description: '月，YYYY-MM', example: '2025-11' });

export const ProposalAnswer = z.strictObject({
  id: z.string(),
  state: State,
  review: z.enum(REVIEWS).meta({
    description:
      '建议：lower-class 核定是否调为初创型，going-on 核查是否继续活动（类型不能再降，或登记的不另定类型）',
  }),
  organisation: z
    .strictObject({
      id: z.string(),
      name: z.string(),
      division: z.string(),
      track: Track,
      class: Class,
      status: OrganisationStatus,
    })
    .meta({ description: '组织现在的情况' }),
  class: Class.meta({ description: '提出建议时的类型' }),
  since: Month.meta({ description: '从哪个月起没有活动' }),
  months: z.int(),
  reason: text(500),
  policy: z.string(),
  judgedOn: Day,
  decision: Done.extend({ reason: z.string(), class: GradeRequest.shape.class.optional() }).optional(),
  withdrawn: z.strictObject({ at: z.iso.datetime(), why: z.string() }).optional(),
  version: z.int(),
});
