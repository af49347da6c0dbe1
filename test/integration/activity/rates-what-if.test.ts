import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFINITIONS } from '../../../functions/activity/policy/definition.ts';
import { whatIf } from '../../../functions/activity/rates/what-if.ts';
import { ROLES } from '../../../shared/auth/caller.ts';
import { BESIDE, CITY, COUNTY, type RatesService, ratesService, TOWNSHIP, VILLAGE } from './rates-service.ts';

let activity: RatesService;
beforeAll(async () => {
  activity = await ratesService();
  await activity.tell('A');
  await activity.tell('B', { division: BESIDE });
  await activity.tell('C', { division: '330302026003', on: '2022-02-01' });
  for (const day of ['2022-01-05', '2022-01-06', '2022-02-05', '2022-03-05']) await activity.act('A', day);
  await activity.act('B', '2022-02-07');
  await activity.run();
});
afterAll(() => activity.close());

const bureau = () => activity.as('county', COUNTY);
const TWICE = {
  title: '当月两次活动为活跃',
  source: '草案',
  default: true,
  by: 'activities-a-month',
  minActivities: 2,
};
const asked = { division: COUNTY, period: '2022-Q1', definition: TWICE };
const rate = (numerator: number, denominator: number) => expect.objectContaining({ numerator, denominator });

describe('按草案口径测算: what the figures would be (T2)', () => {
  it('beside those in force, with the divisions below, and nothing is stored', async () => {
    const before = await activity.items('');
    expect(before.length).toBeGreaterThan(50);
    const { status, json } = await bureau().post('/v1/activity/what-if', asked);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      division: COUNTY,
      period: '2022-Q1',
      policy: 'activity.2021',
      definition: '当月有活动即为活跃',
      inForce: { numerator: 4, denominator: 8, percent: 50 },
      draft: { numerator: 1, denominator: 8, percent: 12.5 },
      below: [
        { division: TOWNSHIP, inForce: rate(4, 6), draft: rate(1, 6) },
        { division: '330302026', inForce: rate(0, 2), draft: rate(0, 2) },
      ],
    });
    expect(await activity.items('')).toEqual(before);
    expect(await activity.figure(COUNTY, '2022-Q1')).toBe('4/8');
  });

  it('by whole years, of a village', async () => {
    const definition = DEFINITIONS.get('activity.v3')!;
    const { json } = await bureau().post('/v1/activity/what-if', {
      division: VILLAGE,
      period: '2022',
      definition,
    });
    expect(json).toMatchObject({ draft: rate(1, 1), inForce: rate(3, 3), below: [] });
    const month = await bureau().post('/v1/activity/what-if', { ...asked, definition });
    expect(month.status).toBe(400);
    expect(month.json).toMatchObject({ errors: [{ pointer: '#/body/period' }] });
  });

  it('where there are more organisations than time it says so, and how to go on', async () => {
    const draft = { ...asked, definition: DEFINITIONS.get('activity.v2')! };
    await expect(whatIf(draft, activity.deps, 0)).rejects.toMatchObject({
      status: 422,
      detail: expect.stringContaining('缩小范围'),
    });
  });

  it('is for the county and the city only, of their own subtree', async () => {
    for (const role of ROLES) {
      const { status } = await activity.as(role, COUNTY).post('/v1/activity/what-if', asked);
      expect([role, status]).toEqual([role, ['county', 'city'].includes(role) ? 200 : 403]);
    }
    expect((await activity.as().post('/v1/activity/what-if', asked)).status).toBe(401);
    expect((await activity.as('county', '330304').post('/v1/activity/what-if', asked)).status).toBe(403);
    expect((await activity.as('city', CITY).post('/v1/activity/what-if', asked)).status).toBe(200);
  });

  it.each([
    ['#/body/division', { ...asked, division: CITY }],
    ['#/body/division', { ...asked, division: '33' }],
    ['#/body/period', { ...asked, period: '2022-13' }],
    ['#/body/period', { ...asked, period: '2019' }],
    ['#/body/definition/minActivities', { ...asked, definition: { ...TWICE, minActivities: 0 } }],
    ['#/body/definition/by', { ...asked, definition: { ...TWICE, by: 'week' } }],
    ['#/body/definition', { division: COUNTY, period: '2022' }],
    [
      '#/body/definition',
      {
        ...asked,
        definition: {
          ...DEFINITIONS.get('activity.v2'),
          rating: { points: 16, most: 5 },
        },
      },
    ],
  ])('what does not fit is refused: %s', async (pointer, body) => {
    const { status, json } = await activity.as('city').post('/v1/activity/what-if', body);
    expect(status).toBe(400);
    expect((json as { errors: { pointer: string }[] }).errors.map((one) => one.pointer)).toContain(pointer);
  });
});
