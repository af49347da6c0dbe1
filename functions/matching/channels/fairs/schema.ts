import * as z from 'zod';
import { Day } from '../../../../shared/events/shapes.ts';
import { line } from '../../../../shared/fields.ts';
import { Subtree } from '../../../../shared/http/acting.ts';
import { meanings, openText } from '../../fields.ts';
import { ATTENDEE_NAMES, ATTENDEE_TYPES } from '../../model/fair.ts';
import { FAIR_NAMES, FAIR_STATES } from '../../model/terms.ts';
import { Supply } from '../../offers/schema.ts';

const id = z.string().min(1).max(100);
export const FairState = z.enum(FAIR_STATES).meta({ description: `状态：${meanings(FAIR_NAMES)}` });
export const AttendeeType = z.enum(ATTENDEE_TYPES).meta({ description: meanings(ATTENDEE_NAMES) });

const Shape = z.strictObject({
  title: line(100),
  description: openText(2000),
  division: Subtree.meta({ description: '面向哪个行政区划内的需求' }),
  place: openText(200).meta({ description: '地点' }),
  day: Day.meta({ description: '举行日期' }),
});

export const FairRequest = Shape.partial({ description: true });
export type FairRequest = z.infer<typeof FairRequest>;

/** Fields to change; null takes the description away (RFC 7396). */
export const FairPatch = Shape.omit({ division: true })
  .partial()
  .extend({ description: Shape.shape.description.nullable().optional() })
  .refine((patch) => Object.keys(patch).length > 0, { error: '至少应有一个要修改的字段' });
export type FairPatch = z.infer<typeof FairPatch>;

/** What attends a fair: by its type and id. */
export const AttendeeRequest = z.strictObject({ type: AttendeeType, of: id });
export type AttendeeRequest = z.infer<typeof AttendeeRequest>;

export const OutcomeRequest = z.strictObject({
  need: id,
  organisation: id,
  project: id.optional().meta({ description: '按哪个项目实施（M1.2）' }),
  supply: Supply.optional().meta({ description: '会上商定的资源；由乡镇（街道）确认承接时安排' }),
});
export type OutcomeRequest = z.infer<typeof OutcomeRequest>;

const count = z.int().min(0);

export const FairAnswer = FairRequest.extend({
  id: z.string(),
  state: FairState,
  owner: z.strictObject({ role: z.string(), division: z.string() }),
  mine: z.boolean().meta({ description: '是否由本机关主办' }),
  reason: z.string().optional(),
  outcomes: count.meta({ description: '会上达成的对接数' }),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
});

export const AttendeeAnswer = z.strictObject({
  type: AttendeeType,
  of: z.string(),
  title: z.string(),
  division: z.string(),
  at: z.iso.datetime(),
});

export const OutcomeAnswer = z.strictObject({
  offer: z.string().meta({ description: '认领的编号，待乡镇（街道）确认（M1.3）' }),
  need: z.string(),
  title: z.string(),
  organisation: z.string(),
  organisationName: z.string(),
  at: z.iso.datetime(),
});
