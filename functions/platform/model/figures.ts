/** What events show of a platform's month. Pure. */

export const FIGURE_NAMES = {
  activities: '在平台举办的活动',
  participants: '活动参加人次',
  minutes: '活动服务分钟',
  registered: '新登记的社会组织',
  filed: '新备案的社会组织',
  managed: '新纳入村居管理的社会组织',
  gradedUp: '升级的社会组织',
  needsPublished: '发布的需求',
  needsMatched: '对接的需求',
  projectsCompleted: '完成的项目',
} as const;
export type FigureName = keyof typeof FIGURE_NAMES;
export const FIGURES = Object.keys(FIGURE_NAMES) as FigureName[];
export type Figures = Record<FigureName, number>;

/** Figures of which those not told are zero. */
export const figuresOf = (told: Partial<Record<string, unknown>> = {}): Figures =>
  Object.fromEntries(FIGURES.map((name) => [name, (told[name] as number | undefined) ?? 0])) as Figures;

/** Services and activities for organisations, as the conditions of operation count them (T1). */
export const servicesIn = (figures: Figures): number =>
  figures.activities +
  figures.registered +
  figures.filed +
  figures.managed +
  figures.gradedUp +
  figures.needsMatched +
  figures.projectsCompleted;

/** What one event adds to a month of a place. */
export interface Share {
  township: string;
  month: string;
  figures: Partial<Figures>;
}
