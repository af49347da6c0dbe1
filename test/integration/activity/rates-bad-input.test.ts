import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RatesService, ratesService } from './rates-service.ts';

let activity: RatesService;
beforeAll(async () => {
  activity = await ratesService();
});
afterAll(() => activity.close());

const DIVISIONS = ['', '33', '999999', '33030202501', '鹿城区', '330303Z1', '330302025010010', '3303%00'];
const PERIODS = [
  '',
  '2022-13',
  '2022-00',
  '2022-Q5',
  '2022-Q0',
  '22',
  '2022-1',
  '2022-01-01',
  '2019-12',
  '2020',
  '今年',
];
const OF = 'division=330302';

/** For each route: a query that is right but for one field, what that field refuses. */
const CASES: [path: string, rest: string, field: string, values: string[]][] = [
  ['rates', 'period=2022', 'division', DIVISIONS],
  ['rates', OF, 'period', PERIODS],
  ['rates', `${OF}&period=2022`, 'asOf', ['', '2022', '2022-02-30', '2022-2-1', 'today']],
  ['rates', `${OF}&period=2022`, 'edition', ['', '0', '-1', '1.5', 'one', '1234567', '１']],
  ['rates', `${OF}&period=2022&asOf=2022-01-01`, 'edition', ['1']],
  ['rates', `${OF}&period=2022`, 'level', ['', 'province', 'city', '县', 'County']],
  ['rates', 'division=330302025&period=2022', 'level', ['city', 'county']],
  ['rates', `${OF}&period=2022&level=village`, 'asOf', ['2022-01-01']],
  ['rates', `${OF}&period=2022&level=village`, 'edition', ['1']],
  ['rates', `${OF}&period=2022&level=village`, 'limit', ['0', '101', '-1', '1.5', 'all']],
  ['rates', `${OF}&period=2022&level=village`, 'cursor', ['', 'x', 'e30.e30', 'a.b.c']],
  // Without a level there is nothing to page.
  ['rates', `${OF}&period=2022`, 'limit', ['20']],
  ['rates', `${OF}&period=2022`, 'cursor', ['x']],
  ['series', 'from=2022-01&to=2022-02', 'division', DIVISIONS],
  ['series', `${OF}&to=2022`, 'from', PERIODS],
  ['series', `${OF}&from=2022-03`, 'to', [...PERIODS, '2022', '2022-Q2', '2022-02', '2041-01']],
  ['ranking', 'period=2022', 'division', DIVISIONS],
  ['ranking', OF, 'period', PERIODS],
  ['rates/organisations', 'period=2022', 'division', DIVISIONS],
  ['rates/organisations', OF, 'period', PERIODS],
  ['rates/organisations', `${OF}&period=2022`, 'state', ['', 'both', 'ACTIVE']],
  ['rates/organisations', `${OF}&period=2022`, 'limit', ['0', '101', '-1', '1.5', 'all']],
  ['rates/organisations', `${OF}&period=2022`, 'cursor', ['', 'x', 'e30.e30', 'a.b.c']],
  ['targets', 'year=2022', 'division', [...DIVISIONS, '330302025', '330302025010']],
  ['targets', OF, 'year', ['', '22', '2022-01', '1999', '二〇二二']],
  ['runs', '', 'limit', ['0', '101', 'x']],
  ['runs', '', 'cursor', ['', 'x', 'e30.e30']],
];

describe.each(CASES)('不合要求的查询: %s?%s with another %s', (path, rest, field, values) => {
  it('is refused in Chinese, with the field and what would be right', async () => {
    for (const value of values) {
      const { status, json } = await activity
        .as('city')
        .get(`/v1/activity/${path}?${rest}&${field}=${encodeURIComponent(decodeURIComponent(value))}`);
      expect([value, status]).toEqual([value, 400]);
      const { errors } = json as { errors: { pointer: string; detail: string }[] };
      expect([value, errors.map(({ pointer }) => pointer)]).toEqual([
        value,
        expect.arrayContaining([`#/query/${field}`]),
      ]);
      for (const { detail } of errors) expect(detail).toMatch(/\p{Script=Han}/u);
    }
  });
});

describe('不合要求的查询: what is missing, and what nobody asked for', () => {
  it.each([
    ['rates', ['division', 'period']],
    ['series', ['division', 'from', 'to']],
    ['ranking', ['division', 'period']],
    ['rates/organisations', ['division', 'period']],
    ['targets', ['division', 'year']],
  ])('%s names all that is missing', async (path, fields) => {
    const { status, json } = await activity.as('city').get(`/v1/activity/${path}`);
    expect(status).toBe(400);
    const { errors } = json as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer)).toEqual(fields.map((field) => `#/query/${field}`));
  });

  it.each(['rates', 'series', 'ranking', 'rates/organisations', 'targets', 'runs'])(
    '%s refuses a field that it does not know',
    async (path) => {
      const { status, json } = await activity
        .as('city')
        .get(`/v1/activity/${path}?${OF}&period=2022&from=2022&to=2022&year=2022&levle=1`);
      expect(status).toBe(400);
      expect(JSON.stringify(json)).toContain('levle');
    },
  );
});
