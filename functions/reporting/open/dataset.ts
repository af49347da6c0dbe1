/** Open data (开放数据): what signed reports of a year say, what it means, and under which licence. */
import { writeCsv } from 'hucre/csv';
import { lastDayOf } from '../../../shared/calendar/periods.ts';
import { CITY } from '../../../shared/divisions/index.ts';
import { shownOf } from '../../../shared/figures/shown.ts';
import { fingerprint } from '../../../shared/http/fingerprint.ts';
import { notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { definitionOf, type OpenReport } from '../model/open.ts';
import type { ReportingPolicy } from '../policy/index.ts';

/** Signatures and restatements are days apart: whoever keeps an answer asks again by its ETag. */
const KEPT = 'public, max-age=300';

/** The signed figures of a year with their definitions, as JSON. */
export async function openJson(year: string, deps: Deps): Promise<Answer> {
  const { reports, policies } = await signedIn(year, deps);
  const body = {
    dataset: datasetOf(year, reports, policies.at(-1)!),
    definitions: policies.map(({ version, data }) => ({
      policy: version,
      indicators: data.indicators.map(definitionOf),
    })),
    reports,
  };
  return { status: 200, body, etag: fingerprint(JSON.stringify(body)), headers: { 'cache-control': KEPT } };
}

const HEADER = [
  '时期',
  '行政区划代码',
  '名称',
  '指标',
  '指标名称',
  'Indicator',
  '分子',
  '分母',
  '数值',
  '单位',
  '是否达标',
  '条款',
  '分子说明',
  '分母说明',
  '指标版本',
  '报告版本',
  '签发时间',
  '内容校验值',
  '许可',
];

/** The same as a table, a row for every figure. */
export async function openCsv(year: string, deps: Deps): Promise<Answer> {
  const { reports, policies } = await signedIn(year, deps);
  const { licence } = policies.at(-1)!.data.open;
  const rows = reports.flatMap((report) => {
    const { indicators } = deps.policyOn(lastDayOf(report.period)).data;
    return report.figures.flatMap(({ indicator: id, reached, ...figure }) => {
      const indicator = indicators.find((one) => one.id === id);
      if (!indicator) return [];
      const { name, unit, clause, numerator, denominator } = definitionOf(indicator);
      return [
        [
          report.period,
          report.division,
          report.name,
          id,
          name.zh,
          name.en,
          figure.numerator,
          figure.denominator ?? null,
          shownOf(indicator, figure).value,
          unit,
          reached === undefined ? null : reached ? '是' : '否',
          clause,
          numerator,
          denominator ?? null,
          report.policy,
          report.version,
          report.signedAt,
          report.contentHash,
          licence.id,
        ],
      ];
    });
  });
  const body = writeCsv([HEADER, ...rows], { bom: true, escapeFormulae: true });
  const headers = {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="indicators-${year}.csv"`,
    'cache-control': KEPT,
  };
  return { status: 200, body, etag: fingerprint(body), headers };
}

/**
 * The signed reports of a year, and the definitions that they go by: of a year without reports those at its end.
 * @throws Problem 404 for a year before the first that has figures
 */
async function signedIn(year: string, { store, policyOn, today }: Deps) {
  const first = policyOn(today()).data.firstMonth.slice(0, 4);
  if (year < first) throw notFound(`没有 ${year} 年的数据，最早为 ${first} 年`);
  const reports = await store.openReports(year);
  const periods = reports.length > 0 ? reports.map(({ period }) => period) : [year];
  const policies = new Map(
    periods.map((period) => policyOn(lastDayOf(period))).map((one) => [one.version, one]),
  );
  return { reports, policies: [...policies.values()] };
}

function datasetOf(year: string, reports: readonly OpenReport[], { data }: ReportingPolicy) {
  const { licence, publisher } = data.open;
  const modified = reports
    .map(({ signedAt }) => signedAt)
    .sort()
    .at(-1);
  return {
    title: {
      zh: `${CITY.name}社区社会组织培优成效指标（${year}）`,
      en: `Indicators of community social organisations, ${CITY.name}, ${year}`,
    },
    description:
      '各县（市、区）和全市已签发报告中的指标：分子和分母为整数，数值由使用者相除得到。重述的报告以最近签发的版本为准，版本和内容校验值随附。不含个人信息。',
    publisher,
    licence: { ...licence },
    temporal: year,
    spatial: { code: CITY.code, name: CITY.name },
    ...(modified !== undefined && { modified }),
    reports: reports.length,
    formats: [
      { mediaType: 'application/json', path: `/v1/open/indicators.json?year=${year}` },
      { mediaType: 'text/csv', path: `/v1/open/indicators.csv?year=${year}` },
    ],
  };
}
