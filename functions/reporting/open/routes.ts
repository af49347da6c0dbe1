import * as z from 'zod';
import { KINDS } from '../../../shared/calendar/periods.ts';
import { route } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { openCsv, openJson } from './dataset.ts';

const TAG = '开放数据';
const Query = z.strictObject({
  year: z
    .string()
    .regex(/^20\d{2}$/, { error: '应为四位年份，如 2023' })
    .optional()
    .meta({ description: '年份；不填为今年' }),
});
const TOO_EARLY = { 404: { description: '这一年还没有数据' } } as const;
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const Name = z.strictObject({ zh: z.string(), en: z.string() });

const OpenAnswer = z.strictObject({
  dataset: z.strictObject({
    title: Name,
    description: z.string(),
    publisher: z.string(),
    licence: z
      .strictObject({ id: z.string(), name: z.string(), url: z.url(), note: z.string() })
      .meta({ description: '许可；note 说明是否为默认许可' }),
    temporal: z.string(),
    spatial: z.strictObject({ code: z.string(), name: z.string() }),
    modified: z.iso.datetime().optional().meta({ description: '最近一次签发' }),
    reports: z.int(),
    formats: z.array(z.strictObject({ mediaType: z.string(), path: z.string() })),
  }),
  definitions: z.array(
    z.strictObject({
      policy: z.string(),
      indicators: z.array(
        z.strictObject({
          id: z.string(),
          name: Name,
          section: z.string(),
          clause: z.string(),
          shownAs: z.enum(['percent', 'average', 'number']),
          unit: z.string(),
          scale: z.int().meta({ description: '数值除以它后以 unit 为单位' }),
          numerator: z.string(),
          denominator: z.string().optional(),
          targets: z.array(z.strictObject({ year: z.string(), clause: z.string() })),
        }),
      ),
    }),
  ),
  reports: z.array(
    z.strictObject({
      division: z.string(),
      name: z.string(),
      level: z.enum(['county', 'city']),
      kind: z.enum(KINDS),
      period: z.string(),
      version: z.int().min(1),
      contentHash: hash,
      sealHash: hash,
      asOf: z.iso.datetime(),
      signedAt: z.iso.datetime(),
      policy: z.string(),
      figures: z.array(
        z.strictObject({
          indicator: z.string(),
          numerator: z.int(),
          denominator: z.int().optional(),
          reached: z.boolean().optional(),
        }),
      ),
    }),
  ),
});

/** What everybody may read of signed reports, without a token. */
export const routes = [
  route({
    method: 'GET',
    path: '/v1/open/indicators.json',
    operationId: 'getOpenIndicators',
    etag: true,
    summary: '成效指标开放数据（JSON）',
    description: '各县（市、区）和全市已签发报告的指标、定义和许可；重述的以最近签发的版本为准。',
    tag: TAG,
    access: 'public',
    query: Query,
    responses: { 200: { description: '数据集', schema: OpenAnswer }, ...TOO_EARLY },
    handle: ({ query }, deps: Deps) => openJson(query.year ?? deps.today().slice(0, 4), deps),
  }),
  route({
    method: 'GET',
    path: '/v1/open/indicators.csv',
    operationId: 'getOpenIndicatorsTable',
    etag: true,
    summary: '成效指标开放数据（CSV）',
    description: '每个数据项一行，UTF-8（带 BOM）。',
    tag: TAG,
    access: 'public',
    query: Query,
    responses: { 200: { description: '表格', contentType: 'text/csv' }, ...TOO_EARLY },
    handle: ({ query }, deps: Deps) => openCsv(query.year ?? deps.today().slice(0, 4), deps),
  }),
];
