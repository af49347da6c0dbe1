import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  activity,
  BESIDE,
  CITY,
  COUNTY,
  organisation,
  rate,
  reportingService,
  type Service,
  TOWNSHIP,
  VILLAGE,
} from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await reportingService();
});
afterAll(() => service.stop());

const need = (needId: string, division = VILLAGE, publishedOn = '2023-01-05') => ({
  needId,
  division,
  action: 'relief' as const,
  kinds: ['companionship' as const],
  groups: ['empty-nest' as const],
  urgency: 'normal' as const,
  demand: 10,
  publishedOn,
});
const match = (needId: string, matchedOn: string, matchId = randomUUID(), division = VILLAGE) => ({
  needId,
  division,
  action: 'relief' as const,
  matchId,
  organisationId: 'o-1',
  origin: 'claim' as const,
  publishedOn: '2023-01-05',
  matchedOn,
});

describe('Facts from other services', () => {
  it('counts an event once, however often the queue brings it (M1.1)', async () => {
    const event = service.eventOf('matching.need.published', need('n-1'));
    await Promise.all([service.deliver(event), service.deliver(event)]);
    await service.deliver(event);
    await service.compute();
    expect(await service.figure(COUNTY, '2023-01', 'needs.published')).toEqual({
      numerator: 1,
      by: { action: { relief: { numerator: 1 } }, group: { 'empty-nest': { numerator: 1 } } },
    });
  });

  it('takes the latest revision of an activity, in whatever order they come, and takes back what no longer counts', async () => {
    const later = activity('a-1', { revision: 3, minutes: 120, served: { children: 4, residents: 6 } });
    await service.tell('activity.record.counted', later);
    await service.tell('activity.record.counted', activity('a-1', { revision: 2, minutes: 9 }));
    await service.tell('activity.record.counted', activity('a-2'));
    await service.tell('activity.record.counted', activity('a-2', { revision: 2, counts: false }));
    await service.compute();
    expect(await service.figure(VILLAGE.slice(0, 9), '2023-01', 'service.minutes')).toEqual({
      numerator: 120,
      by: { action: { culture: { numerator: 120 } } },
    });
    expect(await service.figure(COUNTY, '2023-01', 'service.people')).toEqual({
      numerator: 10,
      by: {
        action: { culture: { numerator: 10 } },
        group: { children: { numerator: 4 }, residents: { numerator: 6 } },
      },
    });
  });

  it('moves an activity that was corrected to another month and county', async () => {
    await service.tell('activity.record.counted', activity('a-3', { on: '2022-12-30' }));
    await service.compute();
    expect(await service.figure(COUNTY, '2022-12', 'activities.count')).toMatchObject({ numerator: 1 });
    const elsewhere = '330303001';
    await service.tell(
      'activity.record.counted',
      activity('a-3', { on: '2023-02-03', division: elsewhere, revision: 2 }),
    );
    await service.compute();
    expect(await service.figure(COUNTY, '2022-12', 'activities.count')).toBeUndefined();
    expect(await service.figure(BESIDE, '2023-02', 'activities.count')).toMatchObject({ numerator: 1 });
    expect(await service.figure(CITY, '2023-02', 'activities.count')).toMatchObject({ numerator: 1 });
  });

  it('counts a need as matched once, on the first day, and the days that it took (M1.4)', async () => {
    await service.tell('matching.need.matched', match('n-1', '2023-01-20'));
    await service.tell('matching.need.matched', match('n-1', '2023-01-12'));
    await service.tell('matching.need.matched', match('n-1', '2023-01-25'));
    await service.compute();
    expect(await service.figure(COUNTY, '2023-01', 'needs.days-to-match')).toMatchObject({
      numerator: 7,
      denominator: 1,
    });
    expect(await service.figure(COUNTY, '2023', 'needs.matched')).toMatchObject({
      numerator: 1,
      denominator: 1,
    });
  });

  it('tells an organisation by how it stood at the end of each period, whatever the order of the news (C1.1, O1, M3.2)', async () => {
    const entered = { ...organisation('o-1'), registeredOn: '2022-03-10' };
    const hub = { version: 4, hub: true, socialWorkers: 2, reportedIn: true, leaders: 3, partyLeaders: 2 };
    const news = [
      service.eventOf('registration.organisation.filed', entered),
      service.eventOf('registration.organisation.graded', {
        ...organisation('o-1', { version: 2, class: 'mature' }),
        class: 'mature',
        formerClass: 'growing',
        gradedOn: '2022-08-01',
      }),
      service.eventOf('registration.organisation.changed', {
        ...organisation('o-1', { ...hub, class: 'mature' }),
        changedOn: '2022-11-30',
        fields: ['hub'],
      }),
      service.eventOf('registration.organisation.dissolved', {
        ...organisation('o-1', { ...hub, version: 5, class: 'mature', status: 'dissolved' }),
        dissolvedOn: '2023-01-31',
        cause: 'deregistered',
      }),
    ];
    for (const event of news.toReversed()) await service.deliver(event);
    for (const event of news) await service.deliver(event);
    await service.compute();
    const totals = await Promise.all(
      ['2022-02', '2022-03', '2022-09', '2022-12', '2022', '2023-01'].map((period) =>
        service.figure(COUNTY, period, 'organisations.total'),
      ),
    );
    expect(totals.map((figure) => figure?.numerator)).toEqual([undefined, 1, 1, 1, 1, undefined]);
    expect(totals.map((figure) => Object.keys(figure?.by?.class ?? {}))).toEqual([
      [],
      ['growing'],
      ['mature'],
      ['mature'],
      ['mature'],
      [],
    ]);
    // Of two actions it counts under each (A1, A4), and once in the total.
    expect(totals[1]?.by?.action).toEqual({ culture: { numerator: 1 }, relief: { numerator: 1 } });
    expect(await service.figure(COUNTY, '2022-Q4', 'hub.social-worker')).toEqual({
      numerator: 1,
      denominator: 1,
    });
    expect(await service.figure(TOWNSHIP, '2022-Q4', 'party.leaders')).toEqual({
      numerator: 2,
      denominator: 3,
    });
  });

  it('takes the average activity as the activity service publishes it, and never adds it up (T2)', async () => {
    await service.tell('activity.rate.published', rate(COUNTY, '2022', 50, 100, 2));
    await service.tell('activity.rate.published', rate(COUNTY, '2022', 10, 100, 1));
    await service.tell('activity.rate.published', rate(TOWNSHIP, '2022', 30, 40));
    await service.tell('activity.rate.published', rate(CITY, '2022', 510, 1000));
    await service.compute();
    const activityOf = (division: string) => service.figure(division, '2022', 'organisations.activity');
    expect(await activityOf(COUNTY)).toEqual({ numerator: 50, denominator: 100 });
    expect(await activityOf(TOWNSHIP)).toEqual({ numerator: 30, denominator: 40 });
    expect(await activityOf(CITY)).toEqual({ numerator: 510, denominator: 1000 });
    expect(await activityOf(BESIDE)).toBeUndefined();
  });

  it('counts operating platforms against all townships and streets, registered or not (T1)', async () => {
    const judged = (platformId: string, operating: boolean, since: string, revision: number) => ({
      platformId,
      operating,
      since,
      judgedOn: since,
      unmet: [],
      policy: 'platform.2021',
      revision,
    });
    await service.tell('platform.platform.judged', judged(TOWNSHIP, false, '2022-05-01', 1));
    await service.tell('platform.platform.judged', judged(TOWNSHIP, true, '2022-06-15', 2));
    await service.compute();
    const rateIn = (period: string) => service.figure(COUNTY, period, 'platforms.operating');
    expect((await rateIn('2022-05'))?.numerator).toBe(0);
    expect((await rateIn('2022-06'))?.numerator).toBe(1);
    const { divisionsWithin } = await import('../../../shared/divisions/index.ts');
    expect((await rateIn('2022'))?.denominator).toBe(divisionsWithin(COUNTY, 'township').length);
    // 185 townships and streets, and 龙港市 that has none.
    expect(await service.figure(CITY, '2022', 'platforms.operating')).toEqual({
      numerator: 1,
      denominator: 186,
    });
  });

  it('counts money given back in the year that it was arranged in, and purchases taken back not at all (O2)', async () => {
    const money = (entryId: string, fen: number, committedOn: string) => ({
      entryId,
      matchId: 'm-1',
      organisationId: 'o-1',
      division: VILLAGE,
      source: 'government-purchase' as const,
      fen,
      year: '2022',
      committedOn,
    });
    await service.tell('matching.funds.committed', money('e-1', 90_000, '2022-07-01'));
    await service.tell('matching.funds.committed', money('e-2', -20_000, '2023-02-01'));
    const purchase = (purchaseId: string, fen: number, heading: 'platform' | 'other') => ({
      purchaseId,
      division: COUNTY,
      on: '2022-08-01',
      fen,
      heading,
      counts: true,
      revision: 1,
    });
    await service.tell('matching.purchase.recorded', purchase('p-1', 30_000, 'platform'));
    await service.tell('matching.purchase.recorded', purchase('p-2', 900_000, 'other'));
    const wrong = purchase('p-3', 5_000_000, 'other');
    await service.tell('matching.purchase.recorded', { ...wrong, counts: false, revision: 2 });
    await service.tell('matching.purchase.recorded', wrong);
    await service.compute();
    expect(await service.figure(COUNTY, '2022', 'purchase.share')).toEqual({
      numerator: 100_000,
      denominator: 1_000_000,
    });
    expect(await service.figure(COUNTY, '2023', 'purchase.share')).toBeUndefined();
  });

  it('adds villages up to townships, townships to counties, counties to the city', async () => {
    await service.tell('matching.need.published', need('n-2', '330302025019'));
    await service.tell('matching.need.published', need('n-3', TOWNSHIP));
    await service.tell('matching.need.published', need('n-4', '330303001'));
    await service.compute();
    const [pack] = await service.deps.store.villages([{ above: TOWNSHIP, period: '2023-01' }]);
    const villages = Object.values(pack!.villages).map(
      ({ 'needs.published': figure }) => figure?.numerator ?? 0,
    );
    const own = 1;
    const township = await service.figure(TOWNSHIP, '2023-01', 'needs.published');
    expect(township?.numerator).toBe(villages.reduce((sum, one) => sum + one, 0) + own);
    const [county, beside, city] = await Promise.all(
      [COUNTY, BESIDE, CITY].map((one) => service.figure(one, '2023-01', 'needs.published')),
    );
    expect(county?.numerator).toBe(township?.numerator);
    expect(city?.numerator).toBe(county!.numerator + beside!.numerator);
  });
});
