import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NANHUI, type PlatformService, platformService, SAID, WHOLE } from './service.ts';

let service: PlatformService;
beforeAll(async () => {
  service = await platformService();
  await service.township().call('PUT', PATH, WHOLE);
});
afterAll(() => service.close());

const PATH = `/v1/platforms/${NANHUI}`;
const long = (length: number) => '长'.repeat(length);
const many = <T>(count: number, one: T) => Array.from({ length: count }, () => one);
const { base, operator, staff } = WHOLE;

/** Refused with the field that is wrong, in Chinese, and nothing of what went on inside. */
function expectRefusal(json: unknown, pointer: string, value: unknown) {
  const { status, errors, detail } = json as {
    status: number;
    errors: { pointer: string; detail: string }[];
    detail: string;
  };
  expect({ value, status }).toEqual({ value, status: 400 });
  expect({ value, pointers: errors.map((one) => one.pointer) }).toEqual({
    value,
    pointers: expect.arrayContaining([expect.stringMatching(`^${pointer}`)]),
  });
  for (const { detail: said } of errors) expect(said).toMatch(/\p{Script=Han}/u);
  expect(detail).toMatch(/\p{Script=Han}/u);
}

describe('错误的内容: what is said of a platform', () => {
  it.each<[field: string, values: unknown[]]>([
    ['name', [1, '', '  ', long(101), '两\n行', '找王姐13800138000', null]],
    [
      'base',
      ['社工站', {}, { ...base, kind: 'office' }, { ...base, areaM2: 0 }, { ...base, areaM2: '160' }, null],
    ],
    [
      'base',
      [
        { ...base, tenure: 'rent' },
        { ...base, evidence: [] },
        { ...base, evidence: ['x'] },
        { ...base, more: 1 },
      ],
    ],
    [
      'operator',
      ['春晖', {}, { kind: 'nobody' }, { ...operator, creditCode: '1' }, { ...operator, rating: 'B' }],
    ],
    [
      'operator',
      [{ ...operator, contract: { from: '2021-02-30', to: '2022-01-01' } }, { kind: 'own-staff' }],
    ],
    ['staff', [3, { total: -1, socialWorkers: 0 }, { total: 1.5, socialWorkers: 0 }, { total: 1 }]],
    [
      'staff',
      [
        { ...staff, people: many(51, staff.people[0]) },
        { ...staff, people: [{ name: '王' }] },
      ],
    ],
    ['opening', [6, { daysAWeek: 8, hours: '全天' }, { daysAWeek: 0, hours: '无' }, { daysAWeek: 5 }]],
    ['rooms', ['会议室', [], ['会议室', '会议室'], [''], many(31, '室')]],
    ['services', [[], ['培训', '培训'], [long(51)]]],
    [
      'rules',
      ['办法', [{ title: '办法' }], [{ title: '办法', publishedOn: '今天' }], many(51, WHOLE.rules[0])],
    ],
    ['funds', [[{ year: '1999', fen: 1, source: 'budget' }], [{ year: '2026', fen: -1, source: 'budget' }]]],
    ['funds', [[{ year: '2026', fen: 0.5, source: 'budget' }], [{ year: '2026', fen: 1, source: 'loan' }]]],
    ['unit', [{ creditCode: 'x', registeredOn: '2021-01-01' }, { creditCode: operator.creditCode }]],
    ['mechanism', [{}, { guide: '1', lead: '2', communities: ['330302'], resources: [] }]],
    ['operating', [true]],
    ['since', ['2021-01-01']],
  ])('%s', async (field, values) => {
    const wu = service.township();
    for (const value of values) {
      const anew = await wu.call('PUT', PATH, { ...WHOLE, [field]: value }, { 'if-match': '"1"' });
      expectRefusal(anew.json, `#/body/${field}`, value);
      const patched = await wu.call('PATCH', PATH, { [field]: value }, { 'if-match': '"1"' });
      expectRefusal(patched.json, `#/body/${field}`, value);
    }
  });

  it('no change, no version, no place: each is told', async () => {
    const wu = service.township();
    expectRefusal((await wu.call('PATCH', PATH, {}, { 'if-match': '"1"' })).json, '#/body', {});
    expect((await wu.call('PATCH', PATH, { name: '名' })).status).toBe(428);
    for (const township of ['999999', '33', 'x', '330302999'])
      expectRefusal(
        (await service.call('GET', `/v1/platforms/${township}`)).json,
        '#/path/township',
        township,
      );
    for (const on of ['2026-02-30', '今天', '20260101'])
      expectRefusal((await service.call('GET', `${PATH}?on=${on}`)).json, '#/query/on', on);
    expect((await service.call('GET', '/v1/platforms/330302026')).status).toBe(404);
    expectRefusal((await wu.post(`${PATH}/unmask`, {})).json, '#/body/reason', {});
  });
});

describe('错误的内容: what is reported of a month', () => {
  it.each<[field: string, values: unknown[]]>([
    ['month', ['2026-13', '2026-1', '2026', 202610, '1999-01', null]],
    ['guided', [-1, 1.5, '6', null, 10_001]],
    ['daysOpen', [32, -1, '24', null]],
    ['work', ['', ' ', 1, long(2001), '王奶奶 13800138000', null]],
    ['difficulties', ['', 1, long(2001)]],
    ['figures', [{ activities: 100 }]],
    ['submittedOn', ['2026-11-01']],
  ])('%s', async (field, values) => {
    for (const value of values) {
      const { json } = await service.township().post(`${PATH}/reports`, {
        month: '2026-10',
        ...SAID,
        [field]: value,
      });
      expectRefusal(json, `#/body/${field}`, value);
    }
  });

  it('no such month or report, no reason: each is told', async () => {
    const wu = service.township();
    for (const month of ['2026-00', '2026', 'x'])
      expectRefusal((await wu.get(`${PATH}/reports/${month}`)).json, '#/path/month', month);
    const correct = `${PATH}/reports/2020-01/correct`;
    expect((await wu.post(correct, { ...SAID, reason: '错' }, { 'if-match': '"1"' })).status).toBe(404);
    expectRefusal((await wu.post(correct, SAID, { 'if-match': '"1"' })).json, '#/body/reason', 'none');
    expectRefusal((await wu.get('/v1/platforms/reports?division=330302025')).json, '#/query/month', 'none');
    const state = '/v1/platforms/reports?division=330302025&month=2026-10&state=lost';
    expectRefusal((await wu.get(state)).json, '#/query/state', 'lost');
  });
});

describe('错误的查询: rates and targets', () => {
  it.each([
    ['/v1/platforms/rate', '#/query/division'],
    ['/v1/platforms/rate?division=999999', '#/query/division'],
    ['/v1/platforms/rate?division=330302&on=2021-02-29', '#/query/on'],
    ['/v1/platforms/rate?division=330302&county=1', '#/query/county'],
    ['/v1/platforms/targets?division=330302', '#/query/year'],
    ['/v1/platforms/targets?division=330302&year=21', '#/query/year'],
    ['/v1/platforms?division=330303Z1', '#/query/division'],
    ['/v1/platforms?kind=office', '#/query/kind'],
    ['/v1/platforms?operating=yes', '#/query/operating'],
    ['/v1/platforms?limit=101', '#/query/limit'],
  ])('%s', async (path, pointer) => {
    expectRefusal((await service.call('GET', path)).json, pointer, path);
  });

  it('a day to come, one before the definition, a village, a year without a target: each is told', async () => {
    const asked = async (path: string) => (await service.call('GET', `/v1/platforms/${path}`)).json;
    expect(await asked('rate?division=330302&on=2026-11-26')).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/query/on', detail: '应不晚于今天（2026-11-25）' }],
    });
    expect(await asked('rate?division=330302&on=2020-12-31')).toMatchObject({
      status: 422,
      errors: [{ detail: expect.stringContaining('2021-01-01') }],
    });
    expect(await asked('rate?division=330302025010')).toMatchObject({ status: 404 });
    for (const year of ['2024', '2027'])
      expect(await asked(`targets?division=330302&year=${year}`)).toMatchObject({
        status: 422,
        errors: [{ pointer: '#/query/year' }],
      });
  });
});
