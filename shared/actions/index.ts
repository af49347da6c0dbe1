/** The four actions of the plan (二(三)), what is done in them, for whom, and what counts as an emergency. */
import * as z from 'zod';

export const ACTION_NAMES = {
  relief: '救助',
  consultation: '协商',
  safety: '平安',
  culture: '文化',
} as const;
export type Action = keyof typeof ACTION_NAMES;
export const ACTIONS = Object.keys(ACTION_NAMES) as readonly Action[];

/** The four actions: A1 救助, A2 协商, A3 平安, A4 文化. */
export const Action = z.enum(ACTIONS).meta({
  description: '行动：relief 救助（A1），consultation 协商（A2），safety 平安（A3），culture 文化（A4）',
});

/** What is done in each action, in the plan's words. */
export const SERVICE_KINDS = {
  relief: {
    companionship: '亲情陪伴',
    'daily-care': '生活照料',
    counselling: '心理疏导',
    'legal-aid': '法律援助',
    integration: '社会融入',
  },
  consultation: {
    deliberation: '协商议事',
    charter: '自治章程',
    pact: '居民公约',
    'village-rules': '村规民约',
    survey: '居民调查',
    mediation: '人民调解',
    'psychological-service': '心理服务',
  },
  safety: {
    correction: '社区矫正',
    'drug-rehabilitation': '社区戒毒',
    reintegration: '刑满释放人员帮扶',
    disaster: '防灾救灾',
    health: '卫生健康',
    'mental-rehabilitation': '精神障碍社区康复',
    patrol: '治安巡逻',
    'business-district': '商圈整治',
    'waste-sorting': '垃圾分类',
    employment: '就业对接',
  },
  culture: {
    'calligraphy-painting': '书画',
    choir: '合唱',
    fitness: '健身',
    dance: '舞蹈',
    'traditional-culture': '传统文化进社区',
    customs: '移风易俗',
    'civilised-family': '文明家庭',
  },
} as const satisfies Readonly<Record<Action, Readonly<Record<string, string>>>>;

export type ServiceKind = { [A in Action]: keyof (typeof SERVICE_KINDS)[A] }[Action];
export const KIND_OF_SERVICE_NAMES = Object.assign({}, ...Object.values(SERVICE_KINDS)) as Readonly<
  Record<ServiceKind, string>
>;
export const ServiceKind = z
  .enum(Object.keys(KIND_OF_SERVICE_NAMES) as ServiceKind[])
  .meta({ description: '服务种类，须属于所选行动（A1—A4）', example: 'companionship' });

/** The action that a kind of service belongs to. */
export function actionOf(kind: ServiceKind): Action {
  return ACTIONS.find((action) => kind in SERVICE_KINDS[action])!;
}

/** Whom relief is for (A1); `residents` are all others. */
export const GROUP_NAMES = {
  'low-income': '低保对象',
  destitute: '特困人员',
  'empty-nest': '空巢老人',
  'left-behind': '农村留守人员',
  children: '困境儿童',
  disabled: '残疾人',
  migrants: '进城务工人员及随迁子女',
  residents: '其他居民',
} as const;
export type Group = keyof typeof GROUP_NAMES;
export const GROUPS = Object.keys(GROUP_NAMES) as readonly Group[];
export const Group = z.enum(GROUPS).meta({
  description: `服务对象：${Object.entries(GROUP_NAMES)
    .map(([group, name]) => `${group} ${name}`)
    .join('，')}（A1）`,
});

/** What an emergency is (A3). */
export const EMERGENCY_NAMES = {
  'natural-disaster': '自然灾害',
  accident: '事故灾难',
  'public-health': '公共卫生事件',
  'public-security': '社会安全事件',
} as const;
export type Emergency = keyof typeof EMERGENCY_NAMES;
export const Emergency = z.enum(Object.keys(EMERGENCY_NAMES) as Emergency[]).meta({
  description:
    '突发事件：natural-disaster 自然灾害，accident 事故灾难，public-health 公共卫生事件，public-security 社会安全事件（A3）',
});
