/**
 * What facts there are, by which words they are told apart (dimensions) and what is summed (values): whatever an indicator may
 * be defined over. Pure.
 */
import { ACTION_NAMES, GROUP_NAMES } from '../../../shared/actions/index.ts';

/** Words of a dimension, with their Chinese names. */
type Words = Readonly<Record<string, string>>;

interface Kind {
  name: string;
  /**
   * `day`: it happened on a day, and counts in the period of that day. `span`: it is so from a day until another, and counts
   * when it is so on the last day of the period.
   */
  when: 'day' | 'span';
  dimensions: Readonly<Record<string, Words>>;
  /** Whole numbers beside `count`, which is 1 of each. */
  values: Readonly<Record<string, string>>;
  /** Types of the events that it comes from. */
  sources: readonly string[];
}

const YES_NO = { yes: '是', no: '否' };
const TRACKS = { registered: '登记', filed: '备案', managed: '村居管理' };
const CLASSES = { 'start-up': '初创型', growing: '成长型', mature: '成熟型' };
const KINDS_OF_ORGANISATION = {
  association: '社会团体',
  'private-non-enterprise': '民办非企业单位',
  foundation: '基金会',
  team: '群众活动团队',
};
const MODELS = { town: '示范镇街', organisation: '优秀社会组织', person: '优秀人物' };
const HEADINGS = {
  platform: '平台运营',
  support: '支持社区社会组织',
  match: '项目对接',
  other: '其他',
  renewed: '非新增',
};
const CAUSES = { served: '已办结', withdrawn: '撤回', expired: '过期' };
const GRADES = { excellent: '优秀', good: '良好', pass: '合格', fail: '不合格' };
const RATERS = { community: '社区', served: '服务对象' };

export const FACT_KINDS = {
  organisation: {
    name: '社区社会组织',
    when: 'span',
    dimensions: {
      track: TRACKS,
      class: CLASSES,
      kind: KINDS_OF_ORGANISATION,
      action: ACTION_NAMES,
      hub: YES_NO,
      reportedIn: YES_NO,
      /** A hub with one social worker or more (M3.2). */
      socialWorker: YES_NO,
    },
    values: { leaders: '负责人', partyLeaders: '党员和退休干部负责人' },
    sources: [
      'registration.organisation.registered',
      'registration.organisation.filed',
      'registration.organisation.managed',
      'registration.organisation.renamed',
      'registration.organisation.changed',
      'registration.organisation.graded',
      'registration.organisation.reported-in',
      'registration.organisation.suspended',
      'registration.organisation.resumed',
      'registration.organisation.dissolved',
    ],
  },
  platform: {
    name: '乡镇街道服务平台',
    when: 'span',
    dimensions: { operating: YES_NO },
    values: {},
    sources: ['platform.platform.judged'],
  },
  model: {
    name: '典型',
    when: 'span',
    dimensions: { model: MODELS },
    values: {},
    sources: ['platform.model.awarded', 'platform.model.withdrawn'],
  },
  need: {
    name: '发布的需求',
    when: 'day',
    dimensions: { action: ACTION_NAMES, group: GROUP_NAMES },
    values: {},
    sources: ['matching.need.published'],
  },
  match: {
    name: '对接的需求',
    when: 'day',
    dimensions: { action: ACTION_NAMES },
    values: { days: '从发布到对接的天数' },
    sources: ['matching.need.matched'],
  },
  ending: {
    name: '了结的需求',
    when: 'day',
    dimensions: { action: ACTION_NAMES, cause: CAUSES },
    values: {},
    sources: ['matching.need.closed'],
  },
  delivery: {
    name: '完成的项目',
    when: 'day',
    dimensions: { action: ACTION_NAMES, group: GROUP_NAMES },
    values: { minutes: '服务时长（分钟）', people: '服务人数' },
    sources: ['matching.project.completed'],
  },
  evaluation: {
    name: '评价',
    when: 'day',
    dimensions: { action: ACTION_NAMES, by: RATERS },
    values: { points: '得分', ratings: '评价人数' },
    sources: ['matching.project.evaluated'],
  },
  purchase: {
    name: '政府购买服务',
    when: 'day',
    dimensions: { heading: HEADINGS },
    values: { fen: '金额（分）' },
    sources: ['matching.purchase.recorded', 'matching.funds.committed'],
  },
  activity: {
    name: '计入的活动',
    when: 'day',
    dimensions: { action: ACTION_NAMES, group: GROUP_NAMES },
    values: {
      minutes: '服务时长（分钟）',
      participants: '参加人数',
      volunteers: '志愿者',
      people: '服务人数',
    },
    sources: ['activity.record.counted'],
  },
  'platform-report': {
    name: '平台月报',
    when: 'day',
    dimensions: { inTime: YES_NO },
    values: { guided: '指导的组织' },
    sources: ['platform.report.submitted'],
  },
  assessment: {
    name: '平台年度测评',
    when: 'day',
    dimensions: { grade: GRADES },
    values: { tenths: '得分（十分之一分）' },
    sources: ['platform.assessment.published'],
  },
  /** Published for a division and a period as it stands: never added up (T2). */
  rate: {
    name: '平均活跃度',
    when: 'day',
    dimensions: {},
    values: { active: '活跃月数', existing: '应计月数' },
    sources: ['activity.rate.published'],
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type FactKind = keyof typeof FACT_KINDS;

/** As data is looked up in it that is not typed. */
export const kindNamed = (kind: string): Kind | undefined =>
  Object.hasOwn(FACT_KINDS, kind) ? FACT_KINDS[kind as FactKind] : undefined;

/** What indicators may be broken down by, named for tables. */
export const DIMENSION_NAMES: Readonly<Record<string, string>> = {
  track: '途径',
  class: '类型',
  kind: '组织类别',
  action: '行动',
  hub: '枢纽型',
  reportedIn: '已报到',
  socialWorker: '有社工',
  operating: '实体化运作',
  model: '典型',
  group: '服务对象',
  cause: '结果',
  by: '评价方',
  heading: '用途',
  inTime: '按时',
  grade: '等次',
};
