import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { REPORT, type ReportService, reportService } from './report-service.ts';
import { BESIDE, CITY, COUNTY, TOWNSHIP, VILLAGE } from './service.ts';

let service: ReportService;
beforeAll(async () => {
  service = await reportService();
  service.at('2023-02-13');
  await service.runSchedule();
});
afterAll(() => service.stop());

const long = (length: number) => '长'.repeat(length);

/** Refused with the field that is wrong, in Chinese, and nothing of what went on inside. */
function expectRefusal(reply: { status: number; body: unknown }, pointer: string) {
  const { errors, detail } = reply.body as { errors?: { pointer: string; detail: string }[]; detail: string };
  expect({ status: reply.status, detail }).toMatchObject({ status: 400 });
  expect(errors!.map((one) => one.pointer)).toContain(pointer);
  for (const one of [...errors!.map((error) => error.detail), detail]) expect(one).toMatch(/\p{Script=Han}/u);
}

describe('错误的内容: what officers may get wrong', () => {
  it.each<[step: string, pointer: string, bodies: unknown[]]>([
    ['check', '#/body/agreed', [{}, { agreed: '是' }, { agreed: null }]],
    [
      'check',
      '#/body/comment',
      [{ agreed: false }, { agreed: true, comment: '' }, { agreed: false, comment: '  ' }],
    ],
    [
      'check',
      '#/body/comment',
      [
        { agreed: true, comment: long(1001) },
        { agreed: true, comment: '找王姐13800138000' },
        { agreed: true, comment: 3 },
      ],
    ],
    ['check', '#/body/other', [{ agreed: true, other: 1 }]],
    ['check', '#/body', [[], 3]],
    [
      'redraft',
      '#/body/reason',
      [{}, { reason: '' }, { reason: 1 }, { reason: long(1001) }, { reason: '\u0000' }],
    ],
  ])('%s: %s', async (step, pointer, bodies) => {
    for (const body of bodies)
      expectRefusal(await service.county().call('POST', `${REPORT}/${step}`, body), pointer);
  });

  it.each<[pointer: string, body: unknown]>([
    ['#/body/reason', { reason: '' }],
    ['#/body/reason', { reason: long(1001) }],
    ['#/body/why', { why: '急' }],
    ['#/body', []],
  ])('sign: %s', async (pointer, body) => {
    expectRefusal(
      await service.city().call('POST', `${REPORT}/sign`, body, { 'if-match': '"1-1"' }),
      pointer,
    );
  });

  it.each<[path: string, pointer: string]>([
    [`/v1/reports/${TOWNSHIP}/2023-01`, '#/path/division'],
    [`/v1/reports/${VILLAGE}/2023-01`, '#/path/division'],
    ['/v1/reports/110101/2023-01', '#/path/division'],
    ['/v1/reports/x/2023-01', '#/path/division'],
    [`/v1/reports/${COUNTY}/2023-13`, '#/path/period'],
    [`/v1/reports/${COUNTY}/2023-Q5`, '#/path/period'],
    [`/v1/reports/${COUNTY}/23`, '#/path/period'],
    [`/v1/reports/${COUNTY}/9999`, '#/path/period'],
    [`/v1/reports/${COUNTY}/2023-01-01`, '#/path/period'],
    [`${REPORT}?version=0`, '#/query/version'],
    [`${REPORT}?version=x`, '#/query/version'],
    [`${REPORT}?version=1&version=2`, '#/query/version'],
    [`${REPORT}?draft=1`, '#/query/draft'],
    [`${REPORT}/versions?limit=0`, '#/query/limit'],
    ['/v1/reports?state=frozen', '#/query/state'],
    ['/v1/reports?period=January', '#/query/period'],
    [`/v1/reports?division=${TOWNSHIP}`, '#/query/division'],
    ['/v1/reports?limit=101', '#/query/limit'],
    ['/v1/reports?cursor=', '#/query/cursor'],
    ['/v1/open/indicators.json?year=23', '#/query/year'],
    ['/v1/open/indicators.csv?year=1999', '#/query/year'],
    ['/v1/open/indicators.csv?year=2023&format=x', '#/query/format'],
  ])('%s', async (path, pointer) => {
    expectRefusal(await service.city().get(path), pointer);
  });

  it('a cursor of another list, or of nobody', async () => {
    const { body } = await service.city().get('/v1/reports?limit=2');
    for (const path of [
      `/v1/reports?limit=2&cursor=x.y`,
      `/v1/reports?limit=2&division=${COUNTY}&cursor=${body.next}`,
      `/v1/reports?limit=2&state=signed&cursor=${body.next}`,
      `${REPORT}/versions?cursor=${body.next}`,
    ])
      expectRefusal(await service.city().get(path), '#/query/cursor');
  });

  it('an ETag that is none, and reports that are not there', async () => {
    const { county, city } = service;
    expectRefusal(
      await county().call('POST', `${REPORT}/check`, { agreed: true }, { 'if-match': '1-1' }),
      '#/headers/if-match',
    );
    for (const path of [
      `/v1/reports/${COUNTY}/2023-02`,
      `/v1/reports/${COUNTY}/2019`,
      `/v1/reports/${CITY}/2023`,
    ])
      expect((await city().get(path)).body).toMatchObject({ status: 404, detail: '这个时期的报告尚未起草' });
    expect((await city().get(`${REPORT}?version=2`)).body).toMatchObject({ detail: '报告没有第 2 版' });
  });

  it('no more is said of a version than can be read, and all of it is kept', async () => {
    const path = `/v1/reports/${BESIDE}/2023-01`;
    const beside = service.county(BESIDE);
    for (let nth = 0; nth < 50; nth++)
      expect(
        (await beside.call('POST', `${path}/check`, { agreed: false, comment: `第 ${nth} 处 ${long(990)}` }))
          .status,
      ).toBe(200);
    expect(
      (await beside.call('POST', `${path}/check`, { agreed: false, comment: '再一处' })).body,
    ).toMatchObject({
      status: 409,
      detail: expect.stringContaining('50 条'),
    });
    expect((await beside.get(path)).body.remarks).toHaveLength(50);
  });

  it('and however much a county says, the city signs with a reason once it is overdue', async () => {
    const path = `/v1/reports/${BESIDE}/2023-01`;
    service.at('2023-03-20');
    const reply = await service.city().step(path, 'sign', { reason: '逾期未核对，已当面沟通' });
    expect(reply).toMatchObject({ status: 200, body: { state: 'signed' } });
    expect((reply.body.remarks as object[]).at(-1)).toMatchObject({ kind: 'signed' });
  });
});
