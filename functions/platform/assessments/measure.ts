import { monthsAfter } from '../../../shared/calendar/months.ts';
import type { Deps } from '../deps.ts';
import type { Measured } from '../model/assessment.ts';
import { figuresOf } from '../model/figures.ts';
import { standingOn } from '../model/operation.ts';
import { sumOf } from '../model/rating.ts';
import { isInTime } from '../model/report.ts';

const over1 = (numerator: number) => ({ numerator, denominator: 1 });

/**
 * What the data say of a platform's year (C3). Too few ratings are no evaluation by the public, and would tell who gave what.
 */
export async function measure(township: string, year: string, deps: Deps): Promise<Measured> {
  const { store } = deps;
  const { leastShown } = deps.policyOn(deps.today()).data.ratings;
  const months = Array.from({ length: 12 }, (_, at) => monthsAfter(`${year}-01`, at));
  const [figures, reports, operation, averageActivity, rated] = await Promise.all([
    store.figures(township, months),
    store.reports(months.map((month) => ({ place: township, month }))),
    store.operation(township),
    store.averageActivity(township, year),
    store.rated(township, year),
  ]);
  const sum = figuresOf();
  for (const of of figures.values())
    for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += of[name];
  const { numerator = 0, denominator = 0 } = averageActivity ?? {};
  const operating = operation && standingOn(operation, `${year}-12-31`)?.operating;
  return {
    organisations: over1(sum.registered + sum.filed + sum.managed),
    gradedUp: over1(sum.gradedUp),
    needsMatched: over1(sum.needsMatched),
    projectsCompleted: over1(sum.projectsCompleted),
    activities: over1(sum.activities),
    averageActivity: { numerator, denominator },
    reportsInTime: over1(reports.filter(isInTime).length),
    operating: over1(operating ? 1 : 0),
    satisfaction:
      rated.votes >= leastShown
        ? { numerator: sumOf(rated), denominator: rated.votes }
        : { numerator: 0, denominator: 0 },
  };
}
