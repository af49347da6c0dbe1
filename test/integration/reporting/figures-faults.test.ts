import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { computeDue } from '../../../functions/reporting/figures/compute.ts';
import { ConditionFailed } from '../../../shared/store/index.ts';
import { killable, untilDone } from '../../support/killing.ts';
import {
  activity,
  BESIDE,
  CITY,
  COUNTY,
  organisation,
  reportingService,
  type Service,
  TOWNSHIP,
  VILLAGE,
} from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await reportingService();
  await service.compute();
});
afterAll(() => service.stop());

const told = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    service.eventOf('activity.record.counted', activity(randomUUID(), { on: `2023-01-${10 + (at % 9)}` })),
  );
const later = () => new Date(service.deps.now().getTime() + 60_000);
const counted = async (division: string) =>
  (await service.figure(division, '2023-01', 'activities.count'))?.numerator ?? 0;

describe('Facts and figures when functions are killed', () => {
  it('keeps a fact once and whole, wherever the worker is killed', async () => {
    const before = await counted(COUNTY);
    for (const where of [{ before: 1 }, { before: 2 }, { after: 1 }]) {
      const event = service.eventOf('activity.record.counted', activity(randomUUID()));
      const mortal = killable(service.deps, where);
      await untilDone((deps) => service.deliver(event, deps), mortal);
      expect(mortal.died()).toBe(true);
    }
    await service.compute();
    expect(await counted(COUNTY)).toBe(before + 3);
  });

  it('computes all that is new in the end, wherever the run is killed', async () => {
    for (let at = 1; at <= 21; at += 4) {
      const before = await counted(CITY);
      for (const event of told(2)) await service.deliver(event);
      const mortal = killable(service.deps, at % 8 === 1 ? { before: at + 1 } : { after: at });
      await untilDone((deps) => computeDue(deps, later()), mortal);
      await service.compute();
      expect({ at, counted: await counted(CITY) }).toEqual({ at, counted: before + 2 });
    }
  });

  it('comes to the same when two runs meet, and when news comes while they run', async () => {
    const before = await counted(CITY);
    const events = told(40);
    const runs = async () => {
      for (let run = 0; run < 3; run++) await computeDue(service.deps, later());
    };
    await Promise.all([
      ...events.map(async (event) => service.deliver(event)),
      runs(),
      runs(),
      service.tell('registration.organisation.filed', {
        ...organisation('o-9'),
        registeredOn: '2022-12-01',
      }),
    ]);
    await service.compute();
    expect(await counted(CITY)).toBe(before + 40);
    expect(await counted(TOWNSHIP)).toBe(await counted(CITY));
    expect(await service.figure(CITY, '2023-01', 'organisations.total')).toMatchObject({ numerator: 1 });
  });

  it('computes the other counties and the city where one cannot be read, and that one once it can', async () => {
    const { store } = service.deps;
    const broken = {
      ...service.deps,
      store: {
        ...store,
        facts: async (...asked: Parameters<typeof store.facts>) => {
          if (asked[0] === COUNTY) throw new Error('no facts to be had');
          return store.facts(...asked);
        },
      },
    };
    const before = { [BESIDE]: await counted(BESIDE), [CITY]: await counted(CITY) };
    for (const division of [VILLAGE, BESIDE])
      await service.tell('activity.record.counted', activity(randomUUID(), { division }));
    await expect(computeDue(broken, later())).rejects.toThrow('no facts to be had');
    expect(await counted(BESIDE)).toBe(before[BESIDE]! + 1);
    expect(await counted(CITY)).toBe(before[CITY]! + 1);
    await service.compute();
    expect(await counted(CITY)).toBe(before[CITY]! + 2);
  });

  it('leaves for the next run what a run has no time for', async () => {
    for (const on of ['2021-03-01', '2022-03-01', '2023-01-01'])
      await service.tell('activity.record.counted', activity(randomUUID(), { on }));
    const past = new Date(service.deps.now().getTime() - 1);
    let runs = 0;
    while ((await computeDue(service.deps, past)) > 0) runs += 1;
    expect(runs).toBeGreaterThan(2);
    for (const period of ['2021-03', '2022-03'])
      expect(await service.figure(COUNTY, period, 'activities.count')).toMatchObject({ numerator: 1 });
  });

  it('refuses a figure made of older facts than the one that stands', async () => {
    const [standing] = await service.deps.store.standings([{ division: COUNTY, period: '2023-01' }]);
    const { putStanding } = await import('../../../functions/reporting/store/figures.ts');
    await expect(service.deps.store.save({ writes: [putStanding(standing!)] })).rejects.toThrow(
      ConditionFailed,
    );
  });
});
