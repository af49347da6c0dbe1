import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { figureOr0 } from '../../../functions/reporting/achievements/standing.ts';
import { contentFrom } from '../../../functions/reporting/figures/content.ts';
import { canonicalJson } from '../../../shared/store/audit.ts';
import { activity, CITY, COUNTY, organisation, rate, reportingService, type Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await reportingService();
});
afterAll(() => service.stop());

const asked = (division: string, period: string, asOf: string) => ({ division, period, asOf, version: 1 });
const contentOf = async (division: string, period: string, asOf: string) =>
  contentFrom(asked(division, period, asOf), service.deps);

describe('What a report says', () => {
  it('is made of what was known when it was made, and of nothing that became known later', async () => {
    service.at('2023-02-10');
    const moved = randomUUID();
    await service.tell('activity.record.counted', activity(moved, { on: '2023-01-05' }));
    await service.tell('activity.record.counted', activity(randomUUID(), { on: '2022-12-05' }));
    await service.tell('activity.rate.published', rate(COUNTY, '2023-01', 3, 4));
    await service.tell('registration.organisation.filed', {
      ...organisation('o-1'),
      registeredOn: '2022-06-01',
    });
    service.at('2023-02-13');
    const asOf = service.deps.now().toISOString();
    const before = await contentOf(COUNTY, '2023-01', asOf);
    const cityBefore = await contentOf(CITY, '2023-Q1', asOf);
    expect(before.lines).toContainEqual(
      expect.objectContaining({
        indicator: 'activities.count',
        numerator: 1,
        before: { numerator: 1 },
      }),
    );
    expect(before.definitions).toEqual(['activity.2021']);

    service.at('2023-03-01');
    await service.tell('activity.record.counted', activity(moved, { on: '2023-02-05', revision: 2 }));
    await service.tell('activity.record.counted', activity(randomUUID(), { on: '2023-01-06' }));
    await service.tell('activity.record.counted', activity(randomUUID(), { on: '2023-01-07' }));
    await service.tell('activity.rate.published', rate(COUNTY, '2023-01', 4, 4, 2));
    await service.tell('registration.organisation.dissolved', {
      ...organisation('o-1', { version: 2, status: 'dissolved' }),
      dissolvedOn: '2023-01-15',
      cause: 'deregistered',
    });
    expect(canonicalJson(await contentOf(COUNTY, '2023-01', asOf))).toBe(canonicalJson(before));
    expect(canonicalJson(await contentOf(CITY, '2023-Q1', asOf))).toBe(canonicalJson(cityBefore));

    const now = await contentOf(COUNTY, '2023-01', service.deps.now().toISOString());
    const line = (indicator: string) => now.lines.find((one) => one.indicator === indicator);
    expect(line('activities.count')).toMatchObject({ numerator: 2 });
    expect(line('organisations.activity')).toMatchObject({ numerator: 4, denominator: 4 });
    expect(line('organisations.total')).toMatchObject({ numerator: 0 });
    expect(now.facts.digest).not.toBe(before.facts.digest);
  });

  it('has the same figures as those that stand, for counties with their townships and for the city', async () => {
    await service.compute();
    const asOf = service.deps.now().toISOString();
    for (const division of [COUNTY, CITY])
      for (const period of ['2023-01', '2023-Q1', '2022']) {
        const { lines, parts } = await contentOf(division, period, asOf);
        const [standing] = await service.deps.store.standings([{ division, period }]);
        for (const { indicator, before: _, judged: __, ...figure } of lines)
          expect({ division, period, indicator, ...figure }).toEqual({
            division,
            period,
            indicator,
            ...(standing?.figures[indicator] ?? {
              numerator: 0,
              ...(figure.denominator !== undefined && { denominator: 0 }),
            }),
          });
        const definitions = new Map(
          service.deps.policyOn('2023-01-01').data.indicators.map((indicator) => [indicator.id, indicator]),
        );
        const below = await service.deps.store.standings(
          parts.map((part) => ({ division: part.division, period })),
        );
        for (const part of parts)
          for (const [id, figure] of Object.entries(part.figures)) {
            const standing = below.find((one) => one.division === part.division)?.figures[id];
            const { by: _, ...stands } = figureOr0(standing, definitions.get(id)!, part.division);
            expect(figure).toEqual(stands);
          }
      }
  });

  it('names the twelve counties in the city report, the townships in that of a county', async () => {
    const asOf = service.deps.now().toISOString();
    const city = await contentOf(CITY, '2023-01', asOf);
    expect(city.parts).toHaveLength(12);
    expect(city.name).toBe('温州市');
    const county = await contentOf(COUNTY, '2023-01', asOf);
    expect(county.parts.every(({ division }) => division.startsWith(COUNTY) && division.length === 9)).toBe(
      true,
    );
    expect(county.lines.find(({ indicator }) => indicator === 'platforms.operating')).toMatchObject({
      judged: { target: '100%', reached: false, gap: '还差 100.00 个百分点' },
    });
  });
});
