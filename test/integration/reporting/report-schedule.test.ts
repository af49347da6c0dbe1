import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Deps } from '../../../functions/reporting/deps.ts';
import { reportsDue } from '../../../functions/reporting/reports/by-schedule.ts';
import { rebuild } from '../../../functions/reporting/reports/rebuild.ts';
import { sign } from '../../../functions/reporting/reports/sign.ts';
import { childrenOf } from '../../../shared/divisions/index.ts';
import { killable, untilDone } from '../../support/killing.ts';
import { MONTH, type ReportService, reportService } from './report-service.ts';
import { activity, BESIDE, CITY, COUNTY } from './service.ts';

const later = (deps: Deps) => new Date(deps.now().getTime() + 60_000);

describe('补起草: periods in which no schedule ran', () => {
  let service: ReportService;
  beforeAll(async () => {
    service = await reportService({ first: '2022-10', at: '2022-10-05T02:00:00.000Z' });
    await service.tell('activity.record.counted', activity('a-1', { on: '2022-10-03' }));
  });
  afterAll(() => service.stop());

  it('after months all come, the latest first, however often the function is killed', async () => {
    service.at('2023-02-12');
    const saved: string[] = [];
    for (let use = 3; use < 60; use += 9) {
      const mortal = killable(service.deps, use % 2 ? { before: use } : { after: use }, (change) => {
        const { writes } = change as { writes: { Put: { Item: { PK: string; edition?: number } } }[] };
        saved.push(...writes.flatMap(({ Put }) => (Put.Item.edition ? [Put.Item.PK] : [])));
      });
      // A run that is killed is not begun again at once: the next one comes in a quarter of an hour.
      await reportsDue(mortal.start(), later(service.deps)).catch(() => {});
    }
    await reportsDue(service.deps, later(service.deps));
    const { body } = await service.city().get('/v1/reports?limit=100');
    expect(body.items).toHaveLength(13 * 6);
    expect(new Set(body.items.map(({ period }) => period))).toEqual(
      new Set(['2022-10', '2022-11', '2022-12', '2022-Q4', '2022', '2023-01']),
    );
    const periods = [...new Set(saved.map((key) => key.split('/')[1]))];
    expect(periods.slice(0, 2)).toEqual(['2023-01', '2022']);
    expect(new Set(saved).size).toBe(saved.length);
    for (const period of ['2022-10', '2022'])
      expect(await service.trail(`${COUNTY}/${period}`)).toMatchObject([{ action: 'drafted', sequence: 1 }]);
  });

  it('begins nothing after its time is up', async () => {
    service.at('2023-03-12');
    expect(await reportsDue(service.deps, new Date(service.deps.now().getTime() - 1))).toEqual({
      drafted: 0,
      held: 0,
    });
  });

  it('one that fails holds up no other, and is drafted once it can be', async () => {
    const { store } = service.deps;
    const broken: Deps = {
      ...service.deps,
      store: {
        ...store,
        facts: async (county, period, asOf) => {
          if (county === BESIDE) throw new Error('no facts to be had');
          return store.facts(county, period, asOf);
        },
      },
    };
    // The city's report is made of those facts too.
    await expect(reportsDue(broken, later(service.deps))).rejects.toMatchObject({
      errors: [{ message: 'no facts to be had' }, { message: 'no facts to be had' }],
    });
    const drafted = async () => (await service.city().get('/v1/reports?period=2023-02&limit=100')).body.items;
    expect(await drafted()).toHaveLength(11);
    expect(await reportsDue(service.deps, later(service.deps))).toEqual({ drafted: 2, held: 0 });
    expect(await drafted()).toHaveLength(13);
  });

  it('two runs at one time draft each report once, and what they keep is what was kept', async () => {
    service.at('2023-04-12');
    const runs = [
      reportsDue(service.deps, later(service.deps)),
      reportsDue(service.deps, later(service.deps)),
    ];
    await Promise.all(runs);
    for (const { division, period, contentHash } of (
      await service.city().get('/v1/reports?period=2023-03&limit=100')
    ).body.items) {
      expect(await service.trail(`${division}/${period}`)).toHaveLength(1);
      expect((await service.city().get(`/v1/reports/${division}/${period}`)).body).toMatchObject({
        contentHash,
      });
    }
  });
});

describe('容错: what is done to a report is done once, wherever it is killed', () => {
  let service: ReportService;
  beforeAll(async () => {
    service = await reportService();
    service.at('2023-02-13');
    await service.runSchedule();
    service.at('2023-03-01');
  });
  afterAll(() => service.stop());

  it('a signature: report, seal, open data and audit trail all of one piece', async () => {
    const caller = { role: 'city' as const, division: CITY, subject: 'zhao' };
    let deaths = 0;
    const counties = childrenOf(CITY).values();
    for (const when of ['before', 'after'] as const)
      for (let use = 1; ; use++) {
        const { code: division } = counties.next().value!;
        const mortal = killable(service.deps, { [when]: use });
        await untilDone(
          async (deps) =>
            sign({ division, period: MONTH }, '逾期', { caller, correlationId: '' }, deps).catch((error) => {
              if ((error as { status?: number }).status !== 409) throw error;
            }),
          mortal,
        );
        expect((await service.trail(`${division}/${MONTH}`)).map(({ action }) => action)).toEqual([
          'drafted',
          'signed',
        ]);
        if (!mortal.died()) break;
        deaths += 1;
      }
    expect(deaths).toBeGreaterThanOrEqual(3);
    expect((await service.verify()).altered).toEqual([]);
    for await (const { signed, made } of rebuild({}, service.deps)) expect(made).toBe(signed);
  });
});
