import * as z from 'zod';
import {
  ACTION_NAMES,
  Action,
  actionOf,
  Group,
  KIND_OF_SERVICE_NAMES,
  ServiceKind,
} from '../../../shared/actions/index.ts';
import { divisionByCode, hasPlatform } from '../../../shared/divisions/index.ts';
import { Day, DivisionCode, OrganisationId } from '../../../shared/events/shapes.ts';
import { each } from '../../../shared/fields.ts';
import { bytes, sha256 } from '../../../shared/files/schema.ts';
import { openLine, openText } from '../../../shared/open-text.ts';
import { ORIGIN_NAMES, STATE_NAMES } from '../model/activity.ts';
import { FLAG_NAMES } from '../model/checks.ts';

const people = z.int().min(0).max(1_000_000);
const id = z.string().min(1).max(100);
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: '应为时间，例如 09:30' });
/** Where an activity may be: a county at the widest. */
const Place = DivisionCode.refine((code) => divisionByCode(code) !== undefined && code.length >= 6, {
  error: '应为活动所在的村（社区）、乡镇（街道）或县（市、区）的代码',
});
const Host = DivisionCode.refine(hasPlatform, {
  error: '应为乡镇（街道）的代码（9 位）；龙港市没有乡镇（街道），填 330383',
});
const meanings = (names: Readonly<Record<string, string>>) =>
  Object.entries(names)
    .map(([term, name]) => `${term} ${name}`)
    .join('，');
const keys = <T extends string>(names: Readonly<Record<T, string>>) => Object.keys(names) as [T, ...T[]];

export const StateSchema = z
  .enum(keys(STATE_NAMES))
  .meta({ description: `状态：${meanings(STATE_NAMES)}；只有已确认的计入活跃度（T2）` });

const facts = {
  title: openLine(100).meta({ description: '活动名称', example: '重阳节敬老演出' }),
  on: Day.meta({ description: '活动日期', example: '2026-10-18' }),
  from: Time.meta({ description: '开始时间', example: '09:00' }),
  to: Time.meta({ description: '结束时间，晚于开始', example: '11:00' }),
  division: Place.meta({ description: '活动所在的村（社区）；跨村的填乡镇（街道）' }),
  place: openLine(100).optional().meta({ description: '地点', example: '文化礼堂' }),
  point: z
    .strictObject({ longitude: z.number().min(-180).max(180), latitude: z.number().min(-90).max(90) })
    .optional()
    .meta({ description: '位置（WGS 84）' }),
  action: Action,
  kinds: each(ServiceKind, 10),
  participants: people.min(1).meta({ description: '参加人数，含志愿者和党员' }),
  volunteers: people.meta({ description: '志愿者人数' }),
  partyMembers: people.meta({ description: '参加的党员人数（O1）' }),
  minutes: people.meta({ description: '服务时长合计，分钟' }),
  served: z
    .partialRecord(Group, people)
    .meta({ description: '各类服务对象的人数（A1）；只写人数，不写姓名' }),
  need: id.optional().meta({ description: '所回应的需求' }),
  project: id.optional().meta({ description: '所属的项目' }),
  platform: Host.optional().meta({ description: '由哪个乡镇（街道）、龙港市的服务平台承办（T1）' }),
};

/** What about facts does not fit together. */
export function unfit({
  from,
  to,
  action,
  kinds,
}: {
  from?: string | undefined;
  to?: string | undefined;
  action: Action;
  kinds: readonly ServiceKind[];
}): { field: string; detail: string }[] {
  return [
    ...(from !== undefined && to !== undefined && from >= to
      ? [{ field: 'to', detail: `结束时间应晚于开始时间 ${from}；跨夜的活动请按日分开填报` }]
      : []),
    ...kinds.flatMap((kind, at) =>
      actionOf(kind) === action
        ? []
        : [
            {
              field: `kinds/${at}`,
              detail: `“${KIND_OF_SERVICE_NAMES[kind]}”属于${ACTION_NAMES[actionOf(kind)]}行动，不属于${ACTION_NAMES[action]}行动`,
            },
          ],
    ),
  ];
}

const Facts = z.strictObject({
  ...facts,
  volunteers: facts.volunteers.default(0),
  partyMembers: facts.partyMembers.default(0),
  served: facts.served.default({}),
});

/** Says what does not fit together at the fields. */
const fitting = <T extends Parameters<typeof unfit>[0]>(said: T, context: z.RefinementCtx) => {
  for (const { field, detail } of unfit(said))
    context.addIssue({ code: 'custom', message: `：${detail}`, path: field.split('/').map(step) });
};
const step = (text: string) => (/^\d+$/.test(text) ? Number(text) : text);

export const RecordRequest = z
  .strictObject({
    organisation: OrganisationId.optional().meta({
      description: '哪个组织的活动；账号只代表一个组织时可不填，村（社区）代填时必填',
    }),
    ...Facts.shape,
  })
  .superRefine(fitting);
export type RecordRequest = z.infer<typeof RecordRequest>;

const reason = openText(500).meta({ description: '理由，记入办理记录；请勿写入个人信息' });
export const ReasonRequest = z.strictObject({ reason });

const clearable = ['place', 'point', 'need', 'project', 'platform'] as const;
export const CorrectRequest = z
  .strictObject({
    ...Object.fromEntries(Object.entries(facts).map(([name, schema]) => [name, schema.optional()])),
    ...Object.fromEntries(clearable.map((name) => [name, facts[name].nullable()])),
    reason,
  })
  .refine((patch) => Object.keys(patch).length > 1, { error: '没有要更正的内容' })
  .meta({ description: '只改给出的字段；null 表示清除（RFC 7396）' });
export type CorrectRequest = { reason: string } & Partial<Record<keyof typeof facts, unknown>>;

export const ConfirmRequest = z.strictObject({
  rating: z.int().min(1).max(5).optional().meta({ description: '评分，1 至 5；不评可不填' }),
});

export const RuleRequest = z.strictObject({
  outcome: z.enum(['counts', 'void']).meta({ description: '裁定：counts 计入，void 作废' }),
  reason,
});

/** Entries of one batch. */
export const MOST_ENTRIES = 500;
export const BatchRequest = z.strictObject({
  organisation: RecordRequest.shape.organisation,
  entries: z.array(z.unknown()).min(1).max(MOST_ENTRIES).meta({
    description:
      '活动，最多 500 次；每次除活动内容外须有 ref：您的系统中的编号，重复提交同一编号不会重复填报',
  }),
});
export const BatchEntry = z
  .strictObject({ ref: z.string().trim().min(1).max(100), ...Facts.shape })
  .superRefine(fitting);

const flag = z.strictObject({
  code: z.enum(keys(FLAG_NAMES)).meta({ description: meanings(FLAG_NAMES) }),
  why: z.string(),
  with: z.array(z.string()).optional().meta({ description: '与哪些活动相冲突' }),
});
export const ActivityAnswer = z.strictObject({
  id: z.string(),
  organisation: z.string(),
  organisationName: z.string(),
  state: StateSchema,
  ...facts,
  title: z.string(),
  place: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  participants: people,
  flags: z
    .array(flag)
    .meta({ description: '可疑的原因；按政策须核查的（state 为 flagged），核查前不计入活跃度' }),
  origin: z.enum(keys(ORIGIN_NAMES)).meta({ description: `来源：${meanings(ORIGIN_NAMES)}` }),
  match: z.string().optional(),
  rating: z.int().optional(),
  reason: z.string().optional(),
  photos: z.int().min(0),
  createdAt: z.iso.datetime(),
  at: z.iso.datetime().meta({ description: '到达当前状态的时间' }),
  confirmBy: z.string().optional().meta({ description: '最迟核对日期；过后没有异议即视为确认' }),
});

export const BatchAnswer = z.strictObject({
  recorded: z.int(),
  known: z.int().meta({ description: '以前已填报过的' }),
  refused: z.int(),
  unreached: z.int().meta({ description: '这次来不及办理的；原样再提交一次即可' }),
  entries: z.array(
    z.strictObject({
      ref: z.string().optional(),
      outcome: z.enum(['recorded', 'known', 'refused', 'unreached']).meta({
        description: 'recorded 已填报，known 以前已填报，refused 有错未填报，unreached 来不及办理',
      }),
      id: z.string().optional(),
      state: StateSchema.optional(),
      errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).optional(),
    }),
  ),
});

export const PhotoRequest = z.strictObject({
  contentType: z.enum(['image/jpeg', 'image/png']).meta({ description: '内容类型：JPEG 或 PNG 照片' }),
  size: bytes,
  sha256,
});
export const PhotoAnswer = z.strictObject({
  id: z.string(),
  contentType: z.string(),
  size: z.int(),
  state: z.enum(['awaited', 'kept']),
  at: z.iso.datetime(),
  firstIn: z.string().optional().meta({ description: '同一照片先前所在的活动' }),
});
