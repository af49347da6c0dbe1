import { AUTHORITIES } from '../../../shared/http/acting.ts';
import { route } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { definitionsFor } from './definitions.ts';
import { listFacts } from './facts.ts';
import { readParts, readSeries } from './parts.ts';
import { readPerformance } from './performance.ts';
import { performanceCsv, performanceXlsx } from './performance-table.ts';
import { readAchievements } from './read.ts';
import {
  AchievementsAnswer,
  AchievementsQuery,
  DefinitionsAnswer,
  DefinitionsQuery,
  FactsAnswer,
  FactsQuery,
  IndicatorParams,
  PartsAnswer,
  PerformanceAnswer,
  PerformanceQuery,
  SeriesAnswer,
  SeriesQuery,
} from './schema.ts';

const TAG = '成效指标';
const UNSEEN = {
  403: { description: '这个行政区划的数字不公开，由其主管机关查看' },
  404: { description: '这一期还没有公布，或不统计这个指标' },
} as const;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CSV = 'text/csv; charset=utf-8';
const assessors = {
  roles: AUTHORITIES,
  division: ({ query }: { query: { division: string } }) => query.division,
};

/** The HTTP operations of achievements against the plan, and of what enters assessments (O2). */
export const routes = [
  route({
    method: 'GET',
    path: '/v1/indicators',
    operationId: 'listIndicators',
    summary: '指标目录',
    description: '每个指标的名称、分子、分母、来源事件、条款和各年目标；口径按期间取当时有效的版本。',
    tag: TAG,
    access: 'public',
    query: DefinitionsQuery,
    responses: { 200: { description: '指标目录', schema: DefinitionsAnswer } },
    handle: ({ query: { period } }, deps: Deps) => ({ status: 200, body: definitionsFor(period, deps) }),
  }),
  route({
    method: 'GET',
    path: '/v1/achievements',
    operationId: 'getAchievements',
    summary: '成效：各指标的数值、目标、趋势和位次',
    description:
      '市、县（市、区）的数字在报告起草之日起公开，乡镇（街道）、村居的由其主管机关查看。比率给出整数的分子和分母。',
    tag: TAG,
    access: 'public',
    query: AchievementsQuery,
    responses: { 200: { description: '成效', schema: AchievementsAnswer }, ...UNSEEN },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body: await readAchievements(query, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/achievements/{indicator}/parts',
    operationId: 'getAchievementParts',
    summary: '成效：下一级各行政区划',
    tag: TAG,
    access: 'public',
    params: IndicatorParams,
    query: AchievementsQuery,
    responses: { 200: { description: '下一级各地和位次', schema: PartsAnswer }, ...UNSEEN },
    handle: async ({ params, query, caller }, deps: Deps) => ({
      status: 200,
      body: await readParts(params.indicator, query, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/achievements/{indicator}/series',
    operationId: 'getAchievementSeries',
    summary: '成效：一个指标的各期数值',
    tag: TAG,
    access: 'public',
    params: IndicatorParams,
    query: SeriesQuery,
    responses: { 200: { description: '各期数值', schema: SeriesAnswer }, ...UNSEEN },
    handle: async ({ params, query, caller }, deps: Deps) => ({
      status: 200,
      body: await readSeries(params.indicator, query, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/achievements/{indicator}/facts',
    operationId: 'listAchievementFacts',
    summary: '成效：数字背后的事件',
    description: '构成分子或分母的每一个组织、需求、活动等，和告知它的事件；各页计入数之和即该数。',
    tag: TAG,
    access: { roles: AUTHORITIES, division: ({ query }) => query.division },
    params: IndicatorParams,
    query: FactsQuery,
    responses: { 200: { description: '一页事实', schema: FactsAnswer }, ...UNSEEN },
    handle: async ({ params, query }, deps: Deps) => ({
      status: 200,
      body: await listFacts(params.indicator, query, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/performance',
    operationId: 'getPerformance',
    summary: '绩效考核数据',
    description:
      '一个县（市、区）及其各乡镇（街道）、村居一年内进入考核的各项数字（O2）；市级为各县（市、区）。',
    tag: TAG,
    access: assessors,
    query: PerformanceQuery,
    responses: { 200: { description: '考核数据', schema: PerformanceAnswer } },
    handle: async ({ query }, deps: Deps) => ({ status: 200, body: await readPerformance(query, deps) }),
  }),
  route({
    method: 'GET',
    path: '/v1/performance/csv',
    operationId: 'exportPerformanceCsv',
    summary: '绩效考核数据（CSV）',
    tag: TAG,
    access: assessors,
    query: PerformanceQuery,
    responses: { 200: { description: '考核数据表', contentType: CSV } },
    handle: async ({ query }, deps: Deps) => ({
      status: 200,
      body: performanceCsv(...(await tableOf(query, deps))),
      headers: { 'content-type': CSV, ...named(query, 'csv') },
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/performance/xlsx',
    operationId: 'exportPerformanceXlsx',
    summary: '绩效考核数据（Excel）',
    tag: TAG,
    access: assessors,
    query: PerformanceQuery,
    responses: { 200: { description: '考核数据工作簿', contentType: XLSX } },
    handle: async ({ query }, deps: Deps) => ({
      status: 200,
      body: await performanceXlsx(...(await tableOf(query, deps))),
      headers: { 'content-type': XLSX, ...named(query, 'xlsx') },
    }),
  }),
];

async function tableOf(query: { division: string; year: string }, deps: Deps) {
  const performance = await readPerformance(query, deps);
  const { indicators } = deps.policyOn(`${query.year}-12-31`).data;
  const columns = performance.indicators.map((one) => {
    const { as, scale } = indicators.find(({ id }) => id === one.indicator)!;
    return { ...one, as, scale };
  });
  return [performance, columns] as const;
}

const named = ({ division, year }: { division: string; year: string }, ending: string) => ({
  'content-disposition': `attachment; filename="performance-${division}-${year}.${ending}"`,
});
