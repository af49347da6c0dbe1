import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { draftAnew } from '../../../functions/reporting/reports/draft.ts';
import { childrenOf } from '../../../shared/divisions/index.ts';
import { MONTH, OF_CITY, REPORT, type ReportService, reportService } from './report-service.ts';
import { activity, BESIDE, CITY, COUNTY, TOWNSHIP, VILLAGE } from './service.ts';

let service: ReportService;
beforeAll(async () => {
  service = await reportService();
  for (const id of ['a-1', 'a-2', 'a-3']) await service.tell('activity.record.counted', activity(id));
  await service.tell('activity.record.counted', activity('a-4', { division: BESIDE }));
  service.at('2023-02-13');
  await service.runSchedule();
  for (const { code } of childrenOf(CITY)) await service.signed(code);
  await service.signed(CITY);
});
afterAll(() => service.stop());

const changesOf = async (path: string) => {
  const { body } = await service.city().get(path);
  const { changes = [] } = body.content as { changes?: { indicator: string; division: string }[] };
  return changes.flatMap(({ indicator, division }) => (indicator === 'activities.count' ? [division] : []));
};

describe('重述: what moves below a report moves it, though its own figures stay', () => {
  const other = childrenOf(COUNTY).find(({ code }) => code !== TOWNSHIP)!.code;

  it('an activity that belongs to another township restates the report of their county', async () => {
    service.at('2023-02-14');
    await service.tell('activity.record.counted', activity('a-1', { revision: 2, division: other }));
    service.at('2023-02-14', '10:05:00');
    expect((await service.runSchedule()).held).toBeGreaterThan(0);
    expect((await service.county().get(REPORT)).body).toMatchObject({ version: 2, state: 'draft' });
    expect((await changesOf(REPORT)).sort()).toEqual([TOWNSHIP, other].sort());
    expect((await service.city().get(OF_CITY)).body).toMatchObject({ version: 1, state: 'signed' });
  });

  it('one that belongs to another county restates that of the city', async () => {
    await service.signed(COUNTY);
    service.at('2023-02-15');
    await service.tell('activity.record.counted', activity('a-4', { revision: 2, division: VILLAGE }));
    service.at('2023-02-15', '10:05:00');
    await service.runSchedule();
    expect((await service.city().get(OF_CITY)).body).toMatchObject({ version: 2, state: 'draft' });
    expect(await changesOf(OF_CITY)).toEqual([COUNTY, BESIDE]);
  });

  it('looked at once it is left alone', async () => {
    for (const division of [COUNTY, BESIDE, CITY]) await service.signed(division, MONTH);
    await service.runSchedule();
    expect(await service.runSchedule()).toEqual({ drafted: 0, held: 0 });
  });
});

describe('重新起草: one that is asked for is never forgotten', () => {
  it('though it is asked for while another run still believes that there is none', async () => {
    service.at('2023-03-13');
    await service.runSchedule();
    const report = `/v1/reports/${COUNTY}/2023-02`;
    await service.county().step(report, 'redraft', { reason: '补录' });
    const { store } = service.deps;
    const late = {
      ...service.deps,
      store: {
        ...store,
        // Reads the report before it is asked for once more, and goes on afterwards.
        report: async (...asked: Parameters<typeof store.report>) => {
          await service.runSchedule();
          const found = await store.report(...asked);
          await service.county().step(report, 'redraft', { reason: '再次补录' });
          return found;
        },
      },
    };
    await draftAnew({ division: COUNTY, period: '2023-02' }, late);
    await service.runSchedule();
    expect((await service.county().get(report)).body).toMatchObject({ draft: 3, standing: 'to-check' });
  });
});
