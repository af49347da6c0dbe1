/** The words of the field. Pure. */

/** What a platform rests on (C3). */
export const BASE_NAMES = {
  'social-work-station': '社工站',
  'party-mass-centre': '党群服务中心',
  'community-service-centre': '社区服务中心',
} as const;
export type BaseKind = keyof typeof BASE_NAMES;
export const BASE_KINDS = Object.keys(BASE_NAMES) as BaseKind[];

/** Whose the place is. */
export const TENURE_NAMES = { own: '专用', shared: '共用' } as const;
export type Tenure = keyof typeof TENURE_NAMES;
export const TENURES = Object.keys(TENURE_NAMES) as Tenure[];

/** Where a platform's money comes from (M2.3). */
export const SOURCE_NAMES = {
  budget: '财政预算',
  purchase: '政府购买服务',
  collective: '村集体经济',
  donation: '社会捐赠',
} as const;
export type FundSource = keyof typeof SOURCE_NAMES;
export const FUND_SOURCES = Object.keys(SOURCE_NAMES) as FundSource[];

/** Grades of the rating of social organisations (评估等级), the lowest first. */
export const RATINGS = ['A', 'AA', 'AAA', 'AAAA', 'AAAAA'] as const;
export type Rating = (typeof RATINGS)[number];

/** Parts of the yearly assessment (C3). */
export const PART_NAMES = {
  role: '作用发挥',
  party: '党建引领',
  standard: '规范化程度',
  public: '公众评价',
} as const;
type Part = keyof typeof PART_NAMES;
export const PARTS = Object.keys(PART_NAMES) as Part[];

/** What data are there for an assessment. */
export const METRICS = [
  'organisations',
  'gradedUp',
  'needsMatched',
  'projectsCompleted',
  'activities',
  'averageActivity',
  'reportsInTime',
  'operating',
  'satisfaction',
] as const;
export type Metric = (typeof METRICS)[number];

export const GRADES = ['excellent', 'good', 'pass', 'fail'] as const;
export type Grade = (typeof GRADES)[number];
