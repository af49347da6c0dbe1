/** The yearly assessment of a platform (年度测评, C3): its life, its points, its grade. Pure. */
import { hasTownships } from '../../../shared/divisions/index.ts';
import type { Indicator, PlatformData } from '../policy/schema.ts';
import type { Grade, Metric } from './terms.ts';

export const STATE_NAMES = {
  draft: '自评',
  submitted: '待审核',
  reviewed: '已审核，可提出异议',
  objected: '有异议',
  final: '已公布',
} as const;
export type AssessmentState = keyof typeof STATE_NAMES;

/** What happens to an assessment, in which states, and what comes of it. */
const LIFE = {
  edit: { from: ['draft'], to: 'draft', name: '自评' },
  submit: { from: ['draft'], to: 'submitted', name: '提交' },
  review: { from: ['submitted'], to: 'reviewed', name: '审核' },
  object: { from: ['reviewed'], to: 'objected', name: '提出异议' },
  finish: { from: ['reviewed', 'objected'], to: 'final', name: '公布' },
} as const satisfies Record<string, { from: readonly AssessmentState[]; to: AssessmentState; name: string }>;
export type AssessmentEvent = keyof typeof LIFE;

/** The state that follows; undefined where it may not happen. */
export const following = (state: AssessmentState, event: AssessmentEvent): AssessmentState | undefined =>
  (LIFE[event].from as readonly string[]).includes(state) ? LIFE[event].to : undefined;

export const nameOf = (event: AssessmentEvent) => LIFE[event].name;

/** What a township says of an indicator that is judged. */
export interface Claim {
  points: number;
  text: string;
  /** Hashes of files. */
  evidence: readonly string[];
}

/** A measured figure: shares and averages as numerator and denominator, all others over 1. */
export type Measured = Record<Metric, { numerator: number; denominator: number }>;

export interface Assessment {
  township: string;
  year: string;
  state: AssessmentState;
  /** By indicator. */
  claims: Readonly<Record<string, Claim>>;
  /** Points of the judged indicators, by indicator. */
  points?: Readonly<Record<string, number>>;
  /** The data as they were at the review. */
  measured?: Measured;
  comment?: string;
  /** Account of whoever reviewed it. */
  reviewer?: string;
  /** The last day of objection, YYYY-MM-DD. */
  objectionUntil?: string;
  objection?: string;
  answer?: string;
  publishedOn?: string;
  policy: string;
  version: number;
}

/** Who reviews it: the county; of a platform that a county keeps itself, the city. */
export const reviewerOf = (place: string): 'county' | 'city' => (hasTownships(place) ? 'county' : 'city');

/** Metrics whose target stands in hundredths: a share in per cent, the average of 1 to 5 points. */
const IN_HUNDREDTHS: readonly Metric[] = ['averageActivity', 'satisfaction'];

/**
 * Tenths of points of an indicator: what is judged as it was judged, data in proportion to their target, and no more than the
 * weight.
 */
export function tenthsOf(
  indicator: Indicator,
  { points = {}, measured }: Pick<Assessment, 'points' | 'measured'>,
): number {
  const most = indicator.weight * 10;
  if (indicator.by === 'judged') return Math.min(most, (points[indicator.id] ?? 0) * 10);
  const { numerator, denominator } = measured?.[indicator.metric] ?? { numerator: 0, denominator: 0 };
  if (denominator === 0) return 0;
  const value = IN_HUNDREDTHS.includes(indicator.metric) ? numerator * 100 : numerator;
  return Math.min(most, Math.floor((value * most) / (indicator.target * denominator)));
}

export function resultOf(
  { indicators, grades }: PlatformData['assessment'],
  assessment: Pick<Assessment, 'points' | 'measured'>,
): { tenths: number; grade: Grade } {
  const tenths = indicators.reduce((sum, one) => sum + tenthsOf(one, assessment), 0);
  return { tenths, grade: grades.find(({ from }) => tenths >= from * 10)!.id };
}

/** What points that are given lack or have too much: each judged indicator has its own, up to its weight. */
export function pointFaults(
  points: Readonly<Record<string, number>>,
  indicators: readonly Indicator[],
  { all }: { all: boolean },
): { id: string; detail: string }[] {
  const judged = new Map(indicators.flatMap((one) => (one.by === 'judged' ? [[one.id, one] as const] : [])));
  const known = [...judged.keys()].join('、');
  return [
    ...Object.entries(points).flatMap(([id, given]) => {
      const indicator = judged.get(id);
      if (!indicator) return [{ id, detail: `不是评分的指标，应为 ${known} 之一；其余由数据得出` }];
      return given > indicator.weight ? [{ id, detail: `应不超过 ${indicator.weight} 分` }] : [];
    }),
    ...(all
      ? [...judged.keys()].filter((id) => !(id in points)).map((id) => ({ id, detail: '还没有评分' }))
      : []),
  ];
}
