import { notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { dueOf } from '../model/month.ts';
import { placesWithin } from '../model/places.ts';
import { isInTime, type Report, type ReportState, stateOf } from '../model/report.ts';
import { platformOf } from '../register/find.ts';

/** A report as it is shown. */
export const shownReport = (report: Report) => {
  const { township, month, said, figures, averageActivity, submittedOn, dueOn, corrections } = report;
  return {
    township,
    month,
    state: isInTime(report) ? 'in-time' : 'late',
    dueOn,
    figures,
    ...(averageActivity && { averageActivity }),
    said,
    submittedOn,
    corrections,
  };
};

/**
 * The report of a month, or as long as there is none its draft: what events show so far.
 * @throws Problem 404 when no platform is registered
 */
export async function readReport(township: string, month: string, deps: Deps): Promise<Answer> {
  await platformOf(township, deps);
  const { store, today, policyOn } = deps;
  const report = await store.report(township, month);
  if (report) return { status: 200, body: shownReport(report), etag: report.version };
  const { dueDays } = policyOn(today()).data.reports;
  const [figures, averageActivity] = await Promise.all([
    store.figures(township, [month]),
    store.averageActivity(township, month),
  ]);
  const body = {
    township,
    month,
    state: stateOf(month, { registered: true, today: today(), dueDays }),
    dueOn: dueOf(month, dueDays),
    figures: figures.get(month)!,
    ...(averageActivity && { averageActivity }),
    corrections: [],
  };
  // Version 0: nothing was submitted.
  return { status: 200, body, etag: 0 };
}

interface Asked {
  division: string;
  month: string;
  state?: ReportState | undefined;
}

/**
 * How the reports of a month stand in every township and street of a subtree or zone: what is missing and what came late.
 * @throws Problem 404 where there are to be no platforms
 */
export async function overview({ division, month, state }: Asked, { store, today, policyOn }: Deps) {
  const { data } = policyOn(today());
  const places = placesWithin(division, data);
  if (places.length === 0) throw notFound('这个区划内没有应建平台的乡镇（街道）');
  const codes = places.map(({ code }) => code);
  const [reports, operations] = await Promise.all([
    store.reports(codes.map((place) => ({ place, month }))),
    store.operations(codes),
  ]);
  const byPlace = new Map(reports.map((report) => [report.township, report]));
  const registered = new Set(operations.map(({ township }) => township));
  const { dueDays } = data.reports;
  const items = places.map(({ code, name }) => {
    const report = byPlace.get(code);
    const about = { report, registered: registered.has(code), today: today(), dueDays };
    return {
      township: code,
      name,
      state: stateOf(month, about),
      ...(report && { submittedOn: report.submittedOn }),
    };
  });
  return {
    division,
    month,
    dueOn: dueOf(month, dueDays),
    items: state === undefined ? items : items.filter((one) => one.state === state),
  };
}
