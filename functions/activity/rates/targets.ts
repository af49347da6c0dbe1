import type * as z from 'zod';
import type { MaybeCaller } from '../../../shared/auth/caller.ts';
import { monthOf } from '../../../shared/calendar/months.ts';
import { lastDayOf, monthsOf, periodsBetween } from '../../../shared/calendar/periods.ts';
import { fullNameOf } from '../../../shared/divisions/index.ts';
import { notFound } from '../../../shared/http/problem.ts';
import type { Deps } from '../deps.ts';
import { NOTHING, type Rate, sum } from '../model/activity-rate.ts';
import { closedFrom, percentOf } from '../model/figure.ts';
import { isUpBy, reaches, type Share, trendTo } from '../model/target.ts';
import { type ActivityPolicy, FIRST_MONTH } from '../policy/index.ts';
import type { TargetsAnswer, TargetsQuery } from './schema.ts';
import { sightOf } from './seen.ts';

type Answer = z.output<typeof TargetsAnswer>;
type Target = ActivityPolicy['data']['targets'][number];
type Judged = Pick<Answer, 'target' | 'outcome' | 'figure' | 'baseline' | 'trend' | 'message'>;

/**
 * Whether a county or the city reaches the target of a year (T2): so far while the year is running, with what its rest needs.
 * @throws Problem 404 for a year without a target, or whose figures the caller may not see yet
 */
export async function readTargets(
  { division, year }: z.output<typeof TargetsQuery>,
  caller: MaybeCaller,
  deps: Deps,
): Promise<Answer> {
  const seen = sightOf(caller, division);
  const policy = year < FIRST_MONTH.slice(0, 4) ? undefined : deps.policyOn(lastDayOf(year));
  const target = policy?.data.targets.find((one) => one.year === year);
  if (!policy || !target) throw notFound(`${year} 年没有活跃度目标（T2）`);
  const figure = await deps.store.figure(division, year);
  const final = deps.today() >= closedFrom(year, policy.data.closesAfterDays);
  if (figure && !(seen(figure) && (final || seen({ ...figure, edition: 0 }))))
    throw notFound(`${fullNameOf(division)} ${year} 年的数字尚未公布`);
  const judged =
    target.kind === 'clearly-up'
      ? await clearlyUp(target, { division, year }, policy, deps)
      : await share(target, { division, year }, figure, deps);
  return { division, name: fullNameOf(division), year, policy: policy.version, final, ...judged };
}

interface Asked {
  division: string;
  year: string;
}

async function share(
  { kind, percent, clause }: Share & Pick<Target, 'clause'>,
  { division, year }: Asked,
  figure: Rate | undefined,
  deps: Deps,
): Promise<Judged> {
  const target = { kind, percent, clause };
  if (!figure || figure.denominator === 0)
    return { target, outcome: 'no-figure', message: `${year} 年还没有数字` };
  const reached = reaches(figure, target);
  const trend = monthsOf(year).includes(monthOf(deps.today()))
    ? trendTo(target, figure, await restOf({ division, year }, figure, deps))
    : undefined;
  const wanted = `${kind === 'over' ? '超过' : '不低于'} ${percent}%`;
  const so = `平均活跃度 ${percentOf(figure)}%，${reached ? '达到' : '未达到'}${wanted}的目标`;
  return {
    target,
    outcome: reached ? 'reached' : 'not-reached',
    figure: compared([year], figure),
    ...(trend && { trend }),
    message: trend
      ? `${so}；年内还有 ${trend.months} 个月（含本月），约 ${trend.organisationMonths} 个组织月尚可活跃，其中至少 ${trend.needed} 个活跃，全年才达到${trend.attainable ? '' : '，已无法达到'}`
      : so,
  };
}

/** What is not over of the running year. */
async function restOf({ division, year }: Asked, soFar: Rate, deps: Deps) {
  const current = monthOf(deps.today());
  const { definition } = deps.policyOn(lastDayOf(year));
  // Every organisation of the year may still become active, and counts already.
  if (definition.by === 'activities-a-year') return { toCome: 0, running: soFar, organisations: 0 };
  const running = (await deps.store.figure(division, current)) ?? NOTHING;
  const toCome = monthsOf(year).filter((month) => month > current).length;
  return { toCome, running, organisations: running.denominator };
}

/** "Clearly up": the last quarters of the year against the first ones for which there are records. */
async function clearlyUp(
  { kind, clause }: Pick<Target, 'kind' | 'clause'>,
  { division, year }: Asked,
  { data: { baseline: by } }: ActivityPolicy,
  deps: Deps,
): Promise<Judged> {
  const target = { kind, points: by.clearlyPoints, clause };
  const first = `${FIRST_MONTH.slice(0, 4)}-Q1`;
  const quarters = (
    await deps.store.figures(periodsBetween(first, `${year}-Q4`).map((period) => ({ division, period })))
  ).toSorted((a, b) => (a.period < b.period ? -1 : 1));
  const begun = quarters.findIndex(({ numerator }) => numerator > 0);
  const base = begun < 0 ? [] : quarters.slice(begun, begun + by.quarters);
  const last = quarters
    .slice(begun + by.quarters)
    .filter(({ period }) => period.startsWith(year))
    .slice(-by.quarters);
  const baseline =
    begun < 0
      ? undefined
      : compared(
          base.map(({ period }) => period),
          sum(base),
        );
  if (!baseline || last.length === 0 || sum(last).denominator === 0)
    return {
      target,
      outcome: 'no-figure',
      ...(baseline && { baseline }),
      message: `没有可以比较的季度：基期为有记录的第一个季度，与 ${year} 年最后一个季度相比`,
    };
  const figure = compared(
    last.map(({ period }) => period),
    sum(last),
  );
  const reached = isUpBy(by.clearlyPoints, sum(base), sum(last));
  return {
    target,
    outcome: reached ? 'reached' : 'not-reached',
    figure,
    baseline,
    message: `${figure.periods.join('、')} 为 ${figure.percent}%，基期 ${baseline.periods.join('、')} 为 ${baseline.percent}%，${reached ? '达到' : '未达到'}提升 ${by.clearlyPoints} 个百分点的目标`,
  };
}

const compared = (periods: string[], { numerator, denominator }: Rate) => ({
  periods,
  numerator,
  denominator,
  percent: percentOf({ numerator, denominator }),
});
