import * as z from 'zod';
import { Action, Group, ServiceKind } from '../../../shared/actions/index.ts';
import { Class, Day, Kind } from '../../../shared/events/shapes.ts';
import { each } from '../../../shared/fields.ts';
import { Subtree } from '../../../shared/http/acting.ts';
import { openLine, openText } from '../fields.ts';

const few = <T extends string>(one: z.ZodType<T>, most: number) =>
  z
    .array(one)
    .max(most)
    .refine((list) => new Set(list).size === list.length, { error: '每项只填一次，请去掉重复的' });

const Profile = z.strictObject({
  actions: each(Action, 4),
  kinds: few(ServiceKind, 20).meta({ description: '承接的服务种类；空为所选行动的全部' }),
  groups: few(Group, 8).meta({ description: '服务对象；空为不限' }),
  areas: each(Subtree, 5).meta({ description: '服务区域：县、乡镇（街道）或村（社区）代码，含下辖' }),
  beyond: z.boolean().meta({ description: '是否也到相邻区域服务' }),
  atATime: z.int().min(1).max(100).meta({ description: '同时承接的项目数' }),
  minutesAMonth: z
    .int()
    .min(1)
    .max(10_000_000)
    .meta({ description: '每月可提供的服务时长，单位分钟；不填为不限' }),
  skills: few(openLine(30), 20),
  emergency: z.boolean().meta({ description: '是否同意在突发事件时直接派单（A3）' }),
  period: z.strictObject({ from: Day, to: Day }).meta({ description: '只在此期间承接' }),
});

/** What an organisation says of its capacity; null takes period and minutes away (RFC 7396). */
export const CapacityPatch = Profile.partial()
  .extend({
    period: Profile.shape.period.nullable().optional(),
    minutesAMonth: Profile.shape.minutesAMonth.nullable().optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, { error: '至少应有一个要修改的字段' });
export type CapacityPatch = z.infer<typeof CapacityPatch>;

export const CapacityState = z
  .enum(['open', 'withdrawn', 'suspended', 'dissolved', 'revoked'])
  .meta({ description: '状态：open 可承接，withdrawn 暂不承接；其余为组织停止活动或已注销、撤销' });

const count = z.int().min(0);

export const CapacityAnswer = Profile.partial({ period: true, minutesAMonth: true }).extend({
  id: z.string(),
  name: z.string(),
  kind: Kind,
  class: Class,
  division: z.string(),
  state: CapacityState,
  reason: z.string().optional(),
  own: z.boolean().meta({ description: '是否由组织自己填写；否则按登记资料推定' }),
  load: z
    .strictObject({ held: count, running: count, free: count, minutes: z.record(z.string(), count) })
    .meta({
      description:
        '负荷：held 等待答复或确认，running 实施中，free 还可承接，minutes 各月已安排的服务时长（分钟）',
    }),
  rating: z.strictObject({ sum: count, count }).meta({ description: '评价：sum 分数之和，count 次数' }),
});

export const PauseRequest = z.strictObject({ reason: openText(500) });
