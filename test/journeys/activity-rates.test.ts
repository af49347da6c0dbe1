import { describe, expect, it } from '@jest/globals';
import { type Call, type Demonstration, demonstrated, type Json, until } from '../../infra/demonstration.ts';
import { managed, TOWNSHIP, VILLAGE } from '../support/matching-journey.ts';

const COUNTY = '330302';
const MONTH = '2026-01';

describe('从活动到活跃度: through a local cloud whose clock is set, from a record to a closed and restated figure (T2)', () => {
  it('the scheduled run publishes the month, closes it, and restates it for a record that came late', async () => {
    await demonstrated(walk);
  });
});

async function walk({ as, clock, schedule }: Demonstration) {
  const village = as('community', VILLAGE, 'rates-village');
  const county = as('county', COUNTY, 'rates-county');
  const anybody = as('applicant', '330304', 'rates-anybody', [404]);
  const of = (division: string, more = '') =>
    `/v1/activity/rates?division=${division}&period=${MONTH}${more}`;
  const rate = async (who: Call, path: string) => (await who('GET', path)).json;

  /** The day's run, as EventBridge begins it soon after midnight in Shanghai, until it is done. */
  const run = async (day: string) => {
    clock(`${day}T00:20:00+08:00`);
    await schedule('activitySchedule');
    const { json } = await until(
      () => county('GET', '/v1/activity/runs?limit=1'),
      ({ json: { items } }) => {
        const [latest] = items as Json[];
        return latest?.day === day && latest.state === 'done';
      },
    );
    expect((json.items as Json[])[0]).toMatchObject({ check: { mismatches: 0 } });
  };

  clock('2025-12-20T10:00:00+08:00');
  const residents = ['rates-dancer', 'rates-singer'].map((subject) => as('applicant', COUNTY, subject));
  const organisations: string[] = [];
  for (const [at, name] of ['舞蹈队', '合唱团'].entries())
    organisations.push(await managed(residents[at]!, village, `温州市鹿城区南汇街道南塘社区${name}`));
  for (const [at, id] of organisations.entries())
    await until(
      () =>
        residents[at]!('GET', `/v1/organisations/${id}/activities`).then(
          () => true,
          () => false,
        ),
      (known) => known,
    );

  clock('2026-01-15T10:00:00+08:00');
  const concert = {
    title: '敬老演出',
    from: '09:00',
    to: '10:00',
    division: VILLAGE,
    action: 'culture',
    kinds: ['choir'],
    participants: 30,
    minutes: 120,
  };
  const { json: reported } = await residents[0]!('POST', '/v1/activities', { ...concert, on: '2026-01-10' });
  await village('POST', `/v1/activities/${reported.id}/confirm`, { rating: 5 });

  await run('2026-01-16');
  for (const division of [VILLAGE, TOWNSHIP, COUNTY])
    expect(await rate(county, of(division))).toMatchObject({
      numerator: 1,
      denominator: 2,
      percent: 50,
      edition: 0,
      policy: 'activity.2021',
    });
  expect(await rate(anybody, of(COUNTY))).toMatchObject({ status: 404 });

  await run('2026-02-11');
  expect(await rate(anybody, of(COUNTY))).toMatchObject({ numerator: 1, denominator: 2, edition: 1 });

  clock('2026-02-15T10:00:00+08:00');
  await village('POST', '/v1/activities', {
    ...concert,
    organisation: organisations[1],
    on: '2026-01-20',
  });
  await run('2026-02-16');
  expect(await rate(anybody, of(COUNTY))).toMatchObject({
    numerator: 2,
    denominator: 2,
    edition: 2,
    editions: [
      { edition: 1, numerator: 1, day: '2026-02-11' },
      { edition: 2, numerator: 2, restated: { numerator: 1, denominator: 0 }, causes: { late: 1 } },
    ],
  });
  // As it stood on any day, for whoever might see it then.
  expect(await rate(anybody, of(COUNTY, '&asOf=2026-02-15'))).toMatchObject({ numerator: 1, edition: 1 });
  expect(await rate(county, of(COUNTY, '&asOf=2026-02-10'))).toMatchObject({ numerator: 1, edition: 0 });
  expect(await rate(anybody, of(COUNTY, '&asOf=2026-02-10'))).toMatchObject({ status: 404 });
  expect(await rate(county, of(COUNTY, '&level=village'))).toMatchObject({
    items: [{ division: VILLAGE, numerator: 2, denominator: 2, edition: 2, causes: { late: 1 } }],
  });
}
