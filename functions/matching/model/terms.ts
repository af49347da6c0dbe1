/** The terms in which the service speaks, with those of its users. */

/** What the lists hold (M1.1 - M1.3); capacity, what organisations can take on, is kept with each organisation. */
export const LISTING_NAMES = { need: '需求', project: '项目', resource: '资源' } as const;
export type ListingType = keyof typeof LISTING_NAMES;

export const STATE_NAMES = {
  draft: '草稿',
  open: '已发布',
  matched: '已匹配',
  closed: '已结束',
  withdrawn: '已撤回',
  expired: '已过期',
} as const;
export type ListingState = keyof typeof STATE_NAMES;
export const LISTING_STATES = Object.keys(STATE_NAMES) as readonly ListingState[];

/** How soon a need has to be met; an emergency (A3) goes ahead of every queue and round. */
export const URGENCY_NAMES = { normal: '一般', soon: '较急', emergency: '突发应急' } as const;
export type Urgency = keyof typeof URGENCY_NAMES;
export const URGENCIES = Object.keys(URGENCY_NAMES) as readonly Urgency[];

/** Where money and goods come from (M2.3; donations by M2.1). */
export const SOURCE_NAMES = {
  'government-purchase': '政府购买',
  'venture-philanthropy': '公益创投',
  'social-capital': '社会资本',
  'village-collective': '村集体',
  donation: '慈善捐赠',
} as const;
export type Source = keyof typeof SOURCE_NAMES;
export const SOURCES = Object.keys(SOURCE_NAMES) as readonly Source[];
/** The most that is given from channels, in fen; from others as much as there is. */
export type ChannelCaps = Readonly<Partial<Record<Source, number>>>;

/** Who gives (M2.1). */
export const DONOR_NAMES = {
  department: '部门',
  enterprise: '企业',
  organisation: '社会组织',
  philanthropist: '慈善人士',
  volunteer: '志愿者',
} as const;
export type Donor = keyof typeof DONOR_NAMES;
export const DONORS = Object.keys(DONOR_NAMES) as readonly Donor[];

/** By which way a need and an organisation came together (M1.4, M1.5). */
export const ORIGIN_NAMES = {
  claim: '认领',
  round: '统一分配',
  next: '顺延',
  emergency: '应急',
  contest: '公益创投大赛',
  fair: '项目对接会',
} as const;
export type Origin = keyof typeof ORIGIN_NAMES;
export const ORIGINS = Object.keys(ORIGIN_NAMES) as readonly Origin[];

/** How far a contest is. */
export const CONTEST_NAMES = {
  announced: '已公告',
  open: '申报中',
  judging: '评审中',
  decided: '已公布结果',
  cancelled: '已取消',
} as const;
export type ContestStage = keyof typeof CONTEST_NAMES;
export const CONTEST_STAGES = Object.keys(CONTEST_NAMES) as readonly ContestStage[];

export const ENTRY_NAMES = { invited: '待承接组织同意', entered: '参赛', withdrawn: '已退出' } as const;
export type EntryState = keyof typeof ENTRY_NAMES;
export const ENTRY_STATES = Object.keys(ENTRY_NAMES) as readonly EntryState[];

/** What decides between entries of equal points: the criteria one by one, who asks for less, who entered first. */
export const TIES = ['criteria', 'budget', 'entered'] as const;
export type Tie = (typeof TIES)[number];

export const FAIR_NAMES = { announced: '筹备中', closed: '已结束', cancelled: '已取消' } as const;
export type FairState = keyof typeof FAIR_NAMES;
export const FAIR_STATES = Object.keys(FAIR_NAMES) as readonly FairState[];

export const OFFER_NAMES = {
  planned: '待公布',
  proposed: '待答复',
  accepted: '待确认',
  confirmed: '已确认',
  declined: '已谢绝',
  lapsed: '逾期未答复',
  rejected: '未获确认',
  revoked: '已取消',
} as const;
export type OfferState = keyof typeof OFFER_NAMES;
export const OFFER_STATES = Object.keys(OFFER_NAMES) as readonly OfferState[];

export const MATCH_NAMES = {
  confirmed: '待实施',
  running: '实施中',
  delivered: '待验收',
  completed: '已完成',
  evaluated: '已评价',
  cancelled: '已终止',
} as const;
export type MatchState = keyof typeof MATCH_NAMES;
export const MATCH_STATES = Object.keys(MATCH_NAMES) as readonly MatchState[];
