import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, type Role } from '../../../shared/auth/caller.ts';
import { BESIDE, CITY, COUNTY, type RatesService, ratesService, TOWNSHIP, VILLAGE } from './rates-service.ts';

let activity: RatesService;
beforeAll(async () => {
  activity = await ratesService();
  await activity.tell('A');
  await activity.act('A', '2022-02-10');
  await activity.run();
});
afterAll(() => activity.close());

/** Everybody, as [role, division]; nobody's division is anybody's. */
const EVERYBODY: readonly (readonly [role: Role | undefined, division: string])[] = [
  [undefined, ''],
  ...ROLES.filter((role) => !['community', 'township', 'county', 'city'].includes(role)).map(
    (role) => [role, COUNTY] as const,
  ),
  ['community', VILLAGE],
  ['community', '330302025019'],
  ['township', TOWNSHIP],
  ['township', '330302026'],
  ['county', COUNTY],
  ['county', '330304'],
  ['city', CITY],
];
const name = ([role, division]: (typeof EVERYBODY)[number]) => (role ? `${role} ${division}` : 'anybody');

/** Who is let in, of everybody; all others are answered 401 without a token and 403 with one. */
async function letIn(path: string): Promise<string[]> {
  const answers = await Promise.all(
    EVERYBODY.map(async (who) => ({ who, status: (await activity.as(...who).get(path)).status })),
  );
  for (const { who, status } of answers)
    if (status !== 200) expect([path, name(who), status]).toEqual([path, name(who), who[0] ? 403 : 401]);
  return answers.filter(({ status }) => status === 200).map(({ who }) => name(who));
}
const ALL = EVERYBODY.map(name);
const OVER_COUNTY = [`county ${COUNTY}`, `city ${CITY}`];
const OVER_TOWNSHIP = [`township ${TOWNSHIP}`, ...OVER_COUNTY];
const OVER_VILLAGE = [`community ${VILLAGE}`, ...OVER_TOWNSHIP];

describe('谁能查看: figures, by every role (policy: who takes part)', () => {
  it.each([
    ['rates', 'period=2022-02'],
    ['series', 'from=2022-01&to=2022-02'],
  ])(
    '%s: the city’s and counties’ by all, those below by the authorities of their subtree',
    async (path, rest) => {
      const of = (division: string) => letIn(`/v1/activity/${path}?division=${division}&${rest}`);
      expect(await of(CITY)).toEqual(ALL);
      expect(await of(COUNTY)).toEqual(ALL);
      expect(await of(TOWNSHIP)).toEqual(OVER_TOWNSHIP);
      expect(await of(VILLAGE)).toEqual(OVER_VILLAGE);
    },
  );

  it('what is not closed is seen by the authorities of the subtree only', async () => {
    const statuses = await Promise.all(
      EVERYBODY.map(async (who) => {
        const { status } = await activity
          .as(...who)
          .get(`/v1/activity/rates?division=${COUNTY}&period=2022-03`);
        return [name(who), status];
      }),
    );
    expect(statuses.filter(([, status]) => status === 200).map(([who]) => who)).toEqual(OVER_COUNTY);
    expect(new Set(statuses.map(([, status]) => status))).toEqual(new Set([200, 404]));
  });

  it('ranking: of counties by all, of townships and villages by the authorities above them', async () => {
    const of = (division: string) => letIn(`/v1/activity/ranking?division=${division}&period=2022-02`);
    expect(await of(CITY)).toEqual(ALL);
    expect(await of(COUNTY)).toEqual(OVER_COUNTY);
    expect(await of(TOWNSHIP)).toEqual(OVER_TOWNSHIP);
  });

  it('figures of a level: of counties by all, of townships and villages by the authorities above them', async () => {
    const of = (division: string, level: string) =>
      letIn(`/v1/activity/rates?division=${division}&period=2022-02&level=${level}`);
    expect(await of(CITY, 'county')).toEqual(ALL);
    expect(await of(COUNTY, 'county')).toEqual(ALL);
    expect(await of(CITY, 'township')).toEqual([`city ${CITY}`]);
    expect(await of(COUNTY, 'township')).toEqual(OVER_COUNTY);
    expect(await of(COUNTY, 'village')).toEqual(OVER_COUNTY);
    expect(await of(TOWNSHIP, 'village')).toEqual(OVER_TOWNSHIP);
    expect(await of(VILLAGE, 'village')).toEqual(OVER_VILLAGE);
  });

  it('figures of a level that are not closed are left out for the public', async () => {
    const codes = async (role: Role | undefined, period: string) => {
      const { json } = await activity
        .as(role)
        .get(`/v1/activity/rates?division=${CITY}&period=${period}&level=county`);
      return (json as { items: { division: string }[] }).items.map(({ division }) => division);
    };
    expect(await codes(undefined, '2022-02')).toEqual([COUNTY]);
    expect(await codes(undefined, '2022-03')).toEqual([]);
    expect(await codes('city', '2022-03')).toEqual([COUNTY]);
  });

  it('targets: by all once the year is closed', async () => {
    expect(await letIn(`/v1/activity/targets?division=${COUNTY}&year=2021`)).toEqual(ALL);
  });

  it('organisations behind a figure: by the authorities of the subtree only', async () => {
    const of = (division: string) =>
      letIn(`/v1/activity/rates/organisations?division=${division}&period=2022-02`);
    expect(await of(CITY)).toEqual([`city ${CITY}`]);
    expect(await of(COUNTY)).toEqual(OVER_COUNTY);
    expect(await of(TOWNSHIP)).toEqual(OVER_TOWNSHIP);
    expect(await of(VILLAGE)).toEqual(OVER_VILLAGE);
  });

  it('a functional zone sees the streets that it administers', async () => {
    const { ZONES } = await import('../../../shared/divisions/index.ts');
    const [zone] = ZONES;
    const street = zone!.townships[0]!;
    const path = (division: string) => `/v1/activity/rates/organisations?division=${division}&period=2022-02`;
    expect((await activity.as('county', zone!.code).get(path(street))).status).toBe(200);
    expect((await activity.as('county', zone!.code).get(path(TOWNSHIP))).status).toBe(403);
  });

  it('runs: by counties and the city, each with what concerns it', async () => {
    expect(await letIn('/v1/activity/runs')).toEqual([`county ${COUNTY}`, 'county 330304', `city ${CITY}`]);
  });

  it('one organisation: by itself and the authorities above it, with the definition that it is judged by', async () => {
    await activity.tell('OWN');
    await activity.act('OWN', '2022-02-10');
    const path = '/v1/organisations/OWN/activity?period=2022-02';
    const own = await activity.as('organisation', COUNTY, 'OWN').get(path);
    expect(own).toMatchObject({
      status: 200,
      json: {
        organisation: 'OWN',
        policy: 'activity.2021',
        definition: { by: 'activities-a-month', minActivities: 1 },
        items: [{ division: VILLAGE, active: true, months: [{ month: '2022-02', activities: 1 }] }],
      },
    });
    const statuses = await Promise.all(
      EVERYBODY.map(async (who) => [name(who), (await activity.as(...who).get(path)).status] as const),
    );
    expect(statuses.filter(([, status]) => status === 200).map(([who]) => who)).toEqual(OVER_VILLAGE);
    const known = statuses.filter(([who]) => who.startsWith('organisation') || who.startsWith('applicant'));
    expect(known.map(([, status]) => status)).toEqual([404, 404]);
  });

  it('a cursor is of one list only', async () => {
    await activity.tell('B');
    const county = activity.as('county', COUNTY);
    const path = `/v1/activity/rates/organisations?division=${COUNTY}&limit=1`;
    const { next } = (await county.get(`${path}&period=2022-02`)).json as { next: string };
    const taken = `&cursor=${encodeURIComponent(next)}`;
    expect((await county.get(`${path}&period=2022-02${taken}`)).status).toBe(200);
    expect((await county.get(`${path}&period=2022-01${taken}`)).status).toBe(400);
    const other = activity.as('county', '330304');
    const theirs = '/v1/activity/rates/organisations?division=330304&limit=1&period=2022-02';
    expect((await other.get(`${theirs}${taken}`)).status).toBe(400);
    await activity.tell('C', { division: BESIDE });
    activity.at('2022-03-22T00:20:00');
    await activity.run();
    const villages = `/v1/activity/rates?division=${COUNTY}&level=village&limit=1`;
    const { next: further } = (await county.get(`${villages}&period=2022-02`)).json as { next: string };
    const followed = `&cursor=${encodeURIComponent(further)}`;
    expect((await county.get(`${villages}&period=2022-02${followed}`)).status).toBe(200);
    expect((await county.get(`${villages}&period=2022-01${followed}`)).status).toBe(400);
    expect((await county.get(`${path}&period=2022-02${followed}`)).status).toBe(400);
  });
});
