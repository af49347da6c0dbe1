import * as z from 'zod';
import { Day, DivisionCode, OrganisationId } from '../../../shared/events/shapes.ts';
import { line } from '../../../shared/fields.ts';
import { sha256 } from '../../../shared/files/schema.ts';
import { Subtree } from '../../../shared/http/acting.ts';
import { pageQuery } from '../../../shared/http/page.ts';
import { openLine, openText } from '../../../shared/open-text.ts';
import { HONOUR_KINDS, HONOUR_NAMES, HONOUR_STATES, type HonourState } from '../model/honour.ts';

const meanings = (names: Readonly<Record<string, string>>) =>
  Object.entries(names)
    .map(([id, name]) => `${id} ${name}`)
    .join('，');
const Kind = z.enum(HONOUR_KINDS).meta({ description: meanings(HONOUR_NAMES) });
const State = z
  .enum(Object.keys(HONOUR_STATES) as HonourState[])
  .meta({ description: meanings(HONOUR_STATES) });

const common = {
  division: DivisionCode,
  deeds: openText(4000).meta({ description: '主要事迹；不写联系方式等个人信息' }),
  evidence: z.array(sha256).max(20).default([]).meta({ description: '所在平台已上传的佐证的编号' }),
};
export const Nomination = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('town'), ...common }),
  z.strictObject({
    kind: z.literal('organisation'),
    ...common,
    name: openLine(100),
    organisationId: OrganisationId,
  }),
  z.strictObject({
    kind: z.literal('person'),
    ...common,
    name: line(50).meta({ description: '姓名，加密保存；命名并经本人同意后公布' }),
    consent: z.boolean().meta({ description: '本人是否同意公布姓名' }),
  }),
]);
export type Nomination = z.infer<typeof Nomination>;

export const ReviewRequest = z.strictObject({ approved: z.boolean(), opinion: openText(1000) });
export const ObjectionRequest = z.strictObject({ text: openText(2000) });
export const ResolveRequest = z.strictObject({
  upheld: z.boolean().meta({ description: '异议是否成立；成立的不再命名' }),
  answer: openText(1000),
});
export const WithdrawRequest = z.strictObject({ reason: openText(1000) });
export const ListQuery = z.strictObject({
  division: Subtree,
  kind: Kind.optional(),
  state: State.optional(),
  ...pageQuery,
});
export const serial = z
  .string()
  .regex(/^[1-9]\d{0,3}$/, { error: '应为异议的序号，从 1 开始' })
  .transform(Number);

export const HonourAnswer = z.strictObject({
  id: z.string(),
  kind: Kind,
  division: z.string(),
  place: z.string(),
  name: z.string(),
  organisationId: z.string().optional(),
  deeds: z.string(),
  state: State,
  notice: z.strictObject({ from: Day, until: Day }).optional().meta({ description: '公示期' }),
  awardedOn: Day.optional(),
  withdrawnOn: Day.optional(),
  reason: z.string().optional(),
  policy: z.string(),
  consent: z.boolean().optional(),
  evidence: z.array(z.string()).optional(),
  objections: z
    .array(
      z.strictObject({
        serial: z.int(),
        text: z.string(),
        on: Day,
        upheld: z.boolean().optional(),
        answer: z.string().optional(),
      }),
    )
    .optional(),
  opinion: z.string().optional(),
});
export const ObjectionAnswer = z.strictObject({ serial: z.int(), on: Day });
