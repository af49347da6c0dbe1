import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CITY, COUNTY, type RatesService, ratesService, TOWNSHIP, VILLAGE } from './rates-service.ts';

let activity: RatesService;
beforeAll(async () => {
  activity = await ratesService();
});
afterAll(() => activity.close());

/** How a period's figure of a village and of the city stand. */
const stand = async (period: string) =>
  Promise.all([VILLAGE, CITY].map((division) => activity.figure(division, period)));

describe('按期关账: months begin and are closed by the calendar of Shanghai (T2)', () => {
  it('a new month begins at midnight in Shanghai, not in London: every organisation is in it', async () => {
    activity.at('2024-01-31T23:50:00');
    await activity.tell('A', { on: '2023-11-01' });
    await activity.run();
    expect(await stand('2024-02')).toEqual([undefined, undefined]);
    expect(await stand('2024-01')).toEqual(['0/1', '0/1']);
    activity.at('2024-02-01T00:15:00');
    await activity.run();
    expect(await stand('2024-02')).toEqual(['0/1', '0/1']);
    expect(await stand('2024-Q1')).toEqual(['0/2', '0/2']);
  });

  it('a month is open for ten whole days after its end, the last of February of a leap year too', async () => {
    await activity.act('A', '2024-02-29');
    activity.at('2024-03-10T23:59:00');
    await activity.run();
    expect(await stand('2024-02')).toEqual(['1/1', '1/1']);
    activity.at('2024-03-11T00:16:00');
    await activity.run();
    expect(await stand('2024-02')).toEqual(['1/1 (1)', '1/1 (1)']);
    expect(await stand('2024-03')).toEqual(['0/1', '0/1']);
  });

  it('a quarter and a year are closed at their own time, on all levels, without anything new', async () => {
    activity.at('2024-04-11T00:16:00');
    await activity.run();
    for (const division of [VILLAGE, TOWNSHIP, COUNTY, CITY])
      expect(await activity.figure(division, '2024-Q1')).toBe('1/3 (1)');
    expect(await stand('2024')).toEqual(['1/4', '1/4']);
    activity.at('2025-01-12T00:16:00');
    await activity.run();
    for (const division of [VILLAGE, TOWNSHIP, COUNTY, CITY])
      expect(await activity.figure(division, '2024')).toBe('1/12 (1)');
    // Days without a run are made up for.
    expect(await stand('2024-08')).toEqual(['0/1 (1)', '0/1 (1)']);
    expect(await activity.figures()).toEqual(await activity.expected());
  });

  it('what comes after that restates the period: a new edition, with what moved, the old ones kept', async () => {
    activity.at('2025-01-13T00:16:00');
    await activity.act('A', '2024-01-10');
    await activity.run();
    activity.at('2025-01-14T00:16:00');
    await activity.tell('B', { on: '2024-01-01' });
    await activity.run();
    expect(await stand('2024-01')).toEqual(['1/2 (3)', '1/2 (3)']);
    const editions = await activity.deps.store.editions(CITY, '2024-01');
    expect(
      editions.map(({ edition, numerator, denominator, restated }) => ({
        edition,
        rate: `${numerator}/${denominator}`,
        restated,
      })),
    ).toEqual([
      { edition: 1, rate: '0/1', restated: undefined },
      { edition: 2, rate: '1/1', restated: { numerator: 1, denominator: 0 } },
      { edition: 3, rate: '1/2', restated: { numerator: 0, denominator: 1 } },
    ]);
    expect(await activity.figure(CITY, '2024')).toBe('2/24 (3)');
  });

  it('a figure can be asked for as it stood on any day', async () => {
    const on = async (day: string) => {
      const figure = await activity.deps.store.figureOn(CITY, '2024-01', day);
      return figure && `${figure.numerator}/${figure.denominator} (${figure.edition})`;
    };
    expect(await on('2024-01-30')).toBeUndefined();
    expect(await on('2024-01-31')).toBe('0/1 (0)');
    expect(await on('2024-03-09')).toBe('0/1 (0)');
    expect(await on('2024-03-10')).toBe('0/1 (1)');
    expect(await on('2025-01-12')).toBe('0/1 (1)');
    expect(await on('2025-01-13')).toBe('1/1 (2)');
    expect(await on('2030-01-01')).toBe('1/2 (3)');
  });

  it('years on, months before the policy and months to come have no figure, whatever is dated there', async () => {
    activity.at('2025-01-15T00:16:00');
    await activity.tell('OLD', { on: '1998-05-01' });
    await activity.act('OLD', '2020-12-31');
    await activity.act('OLD', '2025-02-01');
    await activity.run();
    expect(await stand('2020-12')).toEqual([undefined, undefined]);
    expect(await stand('2025-02')).toEqual([undefined, undefined]);
    expect(await stand('2021-01')).toEqual(['0/1 (1)', '0/1 (1)']);
    expect(await activity.items('DIRTY#')).toEqual([]);
    activity.at('2025-02-01T00:16:00');
    await activity.run();
    expect(await stand('2025-02')).toEqual(['1/3', '1/3']);
    expect(await activity.figures()).toEqual(await activity.expected());
  });
});
