import * as z from 'zod';
import { Action, Emergency, Group, ServiceKind } from '../../../shared/actions/index.ts';
import { Class, Day } from '../../../shared/events/shapes.ts';
import { each, fen } from '../../../shared/fields.ts';
import { Subtree } from '../../../shared/http/acting.ts';
import { meanings, openLine, openText } from '../fields.ts';
import {
  DONOR_NAMES,
  DONORS,
  LISTING_STATES,
  type ListingType,
  SOURCE_NAMES,
  SOURCES,
  STATE_NAMES,
  URGENCIES,
  URGENCY_NAMES,
} from '../model/terms.ts';

export const Source = z
  .enum(SOURCES)
  .meta({ description: `资金渠道：${meanings(SOURCE_NAMES)}（M2.1、M2.3）` });
export const Urgency = z.enum(URGENCIES).meta({ description: `紧急程度：${meanings(URGENCY_NAMES)}` });
export const ListingState = z.enum(LISTING_STATES).meta({ description: `状态：${meanings(STATE_NAMES)}` });

const instant = z.iso.datetime({ offset: true, error: '应为日期时间，例如 2026-12-05T14:00:00+08:00' });
const Slot = z.strictObject({ from: instant, to: instant });
const Period = z.strictObject({ from: Day, to: Day });
const skills = each(openLine(30), 10).meta({ description: '所需或所具备的技能' });
const minutes = z.int().min(1).max(10_000_000).meta({ description: '服务时长，单位分钟' });

const common = {
  title: openLine(100),
  description: openText(2000),
  division: Subtree,
  groups: each(Group, 8),
  period: Period,
  openUntil: Day.meta({ description: '截止日期：此日之后不再接受认领或申请' }),
};
const work = {
  action: Action,
  kinds: each(ServiceKind, 10),
  sources: each(Source, SOURCES.length).meta({ description: '只用这些渠道的资金和物资；不填的不限（M2.3）' }),
};

export const NeedShape = z.strictObject({
  ...common,
  ...work,
  urgency: Urgency,
  emergency: Emergency,
  demand: z.int().min(1).max(20).meta({ description: '需要几家组织承接' }),
  people: z.int().min(1).max(1_000_000).meta({ description: '预计服务人数' }),
  minutes,
  budgetFen: fen.meta({ description: '每家组织的经费上限，单位分' }),
  slot: Slot.meta({ description: '需要场地的时间' }),
  skills,
  classes: each(Class, 3).meta({ description: '只由这些类型的组织承接（C1.1）' }),
});

const Phase = z.strictObject({ title: openLine(100), from: Day, to: Day, budgetFen: fen });

export const ProjectShape = z.strictObject({
  ...common,
  ...work,
  needs: each(z.string().min(1).max(100), 10).meta({ description: '所服务的需求的编号（M1.2）' }),
  budgetFen: fen.meta({ description: '每个需求的预算，单位分，等于各阶段之和' }),
  phases: z.array(Phase).min(1).max(12),
  skills,
  staff: z.int().min(1).max(1000).meta({ description: '投入人数' }),
});

const Gift = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('funds'), source: Source, fen: fen.min(1) }),
    z.strictObject({
      type: z.literal('venue'),
      address: openText(200),
      seats: z.int().min(1).max(100_000).optional(),
      slots: z.array(Slot).min(1).max(50),
    }),
    z.strictObject({
      type: z.literal('goods'),
      source: Source,
      what: openLine(100),
      unit: openLine(10),
      quantity: z.int().min(1).max(1_000_000),
      unitFen: fen,
    }),
    z.strictObject({
      type: z.literal('people'),
      people: z.int().min(1).max(10_000),
      skills: z.array(openLine(30)).max(10),
      minutes,
    }),
  ])
  .meta({ description: '资源内容：funds 资金，venue 场地，goods 物资，people 人员（M2.1）' });

export const ResourceShape = z.strictObject({
  ...common,
  actions: each(Action, 4).meta({ description: '用于哪些行动；不填为都可以' }),
  donor: z.enum(DONORS).meta({ description: `供给方：${meanings(DONOR_NAMES)}（M2.1）` }),
  donorName: openLine(100),
  gift: Gift,
});

/** The shapes of the lists' entries. */
export const SHAPES = {
  need: NeedShape,
  project: ProjectShape,
  resource: ResourceShape,
} as const satisfies Record<ListingType, z.ZodObject>;

/** Fields to change; null takes a field away (RFC 7396). */
export function patchOf<S extends z.ZodRawShape>(shape: z.ZodObject<S>) {
  return z
    .strictObject(
      Object.fromEntries(
        Object.entries(shape.shape).map(([name, field]) => [
          name,
          (field as z.ZodType).nullable().optional(),
        ]),
      ) as { [K in keyof S]: z.ZodOptional<z.ZodNullable<S[K] extends z.ZodType ? S[K] : never>> },
    )
    .refine((patch) => Object.keys(patch).length > 0, { error: '至少应有一个要修改的字段' });
}

const Meta = {
  id: z.string(),
  state: ListingState,
  owner: z.strictObject({ role: z.string(), division: z.string() }),
  mine: z.boolean().meta({ description: '是否由您发布' }),
  reason: z.string().optional().meta({ description: '撤回的理由' }),
  createdAt: z.iso.datetime(),
  publishedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
};
const count = z.int().min(0);

/** An entry as it is shown: what was filled in, and how it stands. */
export const ANSWERS = {
  need: NeedShape.partial().extend({
    ...Meta,
    places: z
      .strictObject({ asked: count, free: count, held: count, taken: count, done: count })
      .optional()
      .meta({ description: '名额：asked 需要，free 空缺，held 等待答复或确认，taken 已确认，done 已完成' }),
  }),
  project: ProjectShape.partial().extend(Meta),
  resource: ResourceShape.partial().extend({
    ...Meta,
    used: z
      .strictObject({ fen: count, quantity: count, minutes: count, slots: z.array(Slot) })
      .meta({ description: '已安排的部分，包括为派单留出的' }),
    promised: z
      .strictObject({ fen: count, quantity: count, minutes: count })
      .meta({ description: '其中为等待答复或确认的派单留出的部分' }),
  }),
} as const;

export const WithdrawRequest = z.strictObject({
  reason: openText(500).meta({ description: '撤回的理由' }),
});
