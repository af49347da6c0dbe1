import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { MONTH, OF_CITY, REPORT, type ReportService, reportService } from './report-service.ts';
import { activity, CITY, COUNTY, rate } from './service.ts';

let service: ReportService;
beforeAll(async () => {
  service = await reportService();
  await service.tell('activity.record.counted', activity('a-1'));
  await service.tell('activity.rate.published', rate(COUNTY, MONTH, 2, 3));
  service.at('2023-02-13');
  await service.runSchedule();
});
afterAll(() => service.stop());

const JSON_PATH = '/v1/open/indicators.json';
const CSV_PATH = '/v1/open/indicators.csv';
const open = (path: string, headers: Record<string, string> = {}) =>
  service.as().call('GET', path, undefined, headers);
const table = async () => {
  const { bytes } = await open(`${CSV_PATH}?year=2023`);
  return parse(bytes, { bom: true, columns: true }) as Record<string, string>[];
};

describe('开放数据: what everybody may read', () => {
  it('nothing before it is signed, but what indicators mean, and under which licence', async () => {
    const { status, body } = await open(`${JSON_PATH}?year=2023`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      dataset: {
        title: { zh: '温州市社区社会组织培优成效指标（2023）' },
        publisher: '温州市民政局',
        licence: { id: 'CC-BY-4.0', note: '默认许可，主管部门可另行确定' },
        temporal: '2023',
        reports: 0,
      },
      reports: [],
    });
    const [{ indicators }] = body.definitions as [{ indicators: Record<string, unknown>[] }];
    const of = (id: string) => indicators.find((one) => one.id === id);
    expect(of('platforms.operating')).toMatchObject({
      name: { zh: '乡镇街道社会组织服务平台实体化运作率', en: 'Operation rate of township platforms (T1)' },
      clause: 'T1 一（二）',
      numerator: '期末乡镇街道服务平台的数量（实体化运作为是）',
      denominator: '应建平台的乡镇（街道）的数量',
    });
    expect(of('organisations.activity')).toMatchObject({
      numerator: '期内平均活跃度的活跃月数之和',
      denominator: '期内平均活跃度的应计月数之和',
    });
    expect(await table()).toEqual([]);
  });

  it('the figures of a signed report, with its version and hash, in whole numbers', async () => {
    const signed = await service.signed(COUNTY);
    const { body } = await open(`${JSON_PATH}?year=2023`);
    expect(body.reports).toMatchObject([
      {
        division: COUNTY,
        name: '温州市鹿城区',
        period: MONTH,
        version: 1,
        contentHash: signed.contentHash,
        sealHash: signed.sealHash,
        figures: expect.arrayContaining([
          { indicator: 'organisations.activity', numerator: 2, denominator: 3, reached: true },
          { indicator: 'activities.count', numerator: 1 },
        ]),
      },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/zhao|lin-/);
    expect((await open(`${JSON_PATH}?year=2024`)).body.reports).toEqual([]);
    expect((await open(JSON_PATH)).body.dataset).toMatchObject({ temporal: '2023', reports: 1 });
  });

  it('the same as a table that Excel opens: percentages cut off, hashes beside', async () => {
    const { headers, bytes } = await open(`${CSV_PATH}?year=2023`);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const rows = await table();
    expect(rows.find(({ 指标 }) => 指标 === 'organisations.activity')).toMatchObject({
      时期: MONTH,
      行政区划代码: COUNTY,
      分子: '2',
      分母: '3',
      数值: '66.66',
      单位: '%',
      是否达标: '是',
      报告版本: '1',
      许可: 'CC-BY-4.0',
    });
    // Nothing that a spreadsheet would compute.
    for (const cell of rows.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^[=+@\t\r]|^-\D/);
  });

  it('is kept for a while by whoever asks, and answered by 304 while nothing is new', async () => {
    for (const path of [JSON_PATH, CSV_PATH]) {
      const { headers } = await open(`${path}?year=2023`);
      expect(headers['cache-control']).toBe('public, max-age=300');
      expect((await open(`${path}?year=2023`, { 'if-none-match': headers.etag! })).status).toBe(304);
    }
    const { etag } = (await open(`${JSON_PATH}?year=2023`)).headers;
    service.at('2023-02-21');
    await service.city().step(OF_CITY, 'sign', { reason: '先行签发' });
    const after = await open(`${JSON_PATH}?year=2023`, { 'if-none-match': etag! });
    expect(after).toMatchObject({ status: 200, body: { dataset: { reports: 2 } } });
  });

  it('a restatement takes the place of the version before once it is signed', async () => {
    await service.tell('activity.record.counted', activity('a-2'));
    service.at('2023-02-22');
    await service.runSchedule();
    const versions = async () =>
      ((await open(`${JSON_PATH}?year=2023`)).body.reports as { division: string; version: number }[]).map(
        ({ division, version }) => `${division} ${version}`,
      );
    expect((await service.city().get(REPORT)).body).toMatchObject({ version: 2, state: 'draft' });
    expect(await versions()).toEqual([`${CITY} 1`, `${COUNTY} 1`]);
    await service.signed(COUNTY);
    expect(await versions()).toEqual([`${CITY} 1`, `${COUNTY} 2`]);
  });

  it('says so of a year before the first that has figures', async () => {
    expect((await open(`${JSON_PATH}?year=2020`)).body).toMatchObject({
      status: 404,
      detail: '没有 2020 年的数据，最早为 2023 年',
    });
    expect((await open(`${CSV_PATH}?year=2020`)).status).toBe(404);
  });
});
