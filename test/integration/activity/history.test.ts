import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Activity, contributionOf } from '../../../functions/activity/model/activity.ts';
import {
  type MonthCount,
  NO_COUNT,
  ratesByDivision,
} from '../../../functions/activity/model/activity-rate.ts';
import { existing } from '../../../functions/activity/model/existence.ts';
import { activityPolicyOn } from '../../../functions/activity/policy/index.ts';
import { begunPeriods } from '../../../functions/activity/rates/check.ts';
import { markSince } from '../../../functions/activity/store/dirty.ts';
import { type HistoryRecord, historyOrganisations, someRecords } from '../../../infra/activity-history.ts';
import { activityTable } from '../../../infra/activity-table.ts';
import { parentOf } from '../../../shared/divisions/index.ts';
import { CITY, type RatesService, ratesService } from './rates-service.ts';

const SPAN = { from: '2021-01', to: '2022-02' };
const ORGANISATIONS = historyOrganisations({
  division: '330302025',
  count: 12,
  from: '2021-01-01',
  to: '2022-02-28',
});
const RECORDS = [...someRecords(ORGANISATIONS, { ...SPAN, count: 80 })];

/** The figures by the records themselves, without any table: those in which some organisation counts. */
function byArithmetic(activity: RatesService): Record<string, string> {
  const judged = ORGANISATIONS.map((one) => ({
    spells: existing(one, one.from, one.to),
    counts: countsOf(RECORDS.filter(({ organisation }) => organisation === one.id)),
  }));
  const rates = begunPeriods(activity.deps).flatMap((period) => {
    const { definition } = activityPolicyOn(`${period.slice(0, 4)}-12-31`);
    const found = ratesByDivision(definition, period, judged, (code) => parentOf(code)?.code, '2022-03');
    return [...found].map(([division, { numerator, denominator }]) => [
      `${division} ${period}`,
      `${numerator}/${denominator}`,
    ]);
  });
  return Object.fromEntries(rates.sort());
}

function countsOf(records: readonly HistoryRecord[]): Map<string, MonthCount> {
  const counts = new Map<string, MonthCount>();
  for (const { date, status } of records) {
    const month = date.slice(0, 7);
    const before = counts.get(month) ?? NO_COUNT;
    if (status === 'confirmed') counts.set(month, { ...before, activities: before.activities + 1 });
  }
  return counts;
}

describe('大量数据: a history loaded at once (npm run activity:load) is as if the service had recorded it', () => {
  let activity: RatesService;
  let load: () => Promise<number>;
  beforeAll(async () => {
    activity = await ratesService();
    const { documentClient, table } = activity.cloud;
    const loading = activityTable(documentClient, table, () => activity.clock.now);
    load = () => loading.load(ORGANISATIONS, RECORDS);
    await load();
  });
  afterAll(() => activity.close());

  /** Figures as they stand, without the instants at which they were made. */
  const standing = async () =>
    (await activity.items('RATE#'))
      .filter(({ SK }) => (SK as string).startsWith('LATEST#'))
      .map(({ computedAt: _, version: __, ...figure }) => figure)
      .sort((a, b) => `${a.PK}${a.SK}`.localeCompare(`${b.PK}${b.SK}`));
  const published = async () =>
    [...new Set((await activity.outbox('activity.rate.published')).map(({ data }) => data.rateId))].sort();

  it('all records asked for are there, each in full, and the counts are what they add up to', async () => {
    const kept = (await activity.items('ACTIVITY#')) as unknown as Activity[];
    expect(kept).toHaveLength(RECORDS.length);
    expect(new Set(kept.map(({ state }) => state)).has('confirmed')).toBe(true);
    const { items } = await activity.deps.store.activitiesOf(
      RECORDS[0]!.organisation,
      {},
      { limit: 100, scope: 'test' },
    );
    expect(items).toHaveLength(
      RECORDS.filter(({ organisation }) => organisation === RECORDS[0]!.organisation).length,
    );
    const added = kept.flatMap((one) => contributionOf(one)?.counts.participants ?? []);
    const counted = (await activity.items('ORGANISATION#')).flatMap(
      ({ participants }) => (participants as number | undefined) ?? [],
    );
    const total = (all: number[]) => all.reduce((sum, one) => sum + one, 0);
    expect(total(counted)).toBe(total(added));
  });

  it('the runs, the recompute and the arithmetic on the records have the same figures (T2)', async () => {
    const expected = byArithmetic(activity);
    expect(Object.keys(expected).length).toBeGreaterThan(100);
    expect(Object.values(expected).some((figure) => !figure.startsWith('0/'))).toBe(true);
    expect(await activity.recompute()).toMatchObject({ counts: 0, figures: Object.keys(expected).length });
    expect(await activity.figures()).toEqual(expected);
    const [made, told] = [await standing(), await published()];
    expect(told.length).toBeGreaterThan(10);

    await activity.tamper('RATE#', () => undefined);
    await activity.tamper('OUTBOX#', () => undefined);
    const homes = [...new Set(ORGANISATIONS.map(({ division }) => division))];
    await activity.deps.store.save({
      writes: homes.map((division) => markSince({ division, from: '2021-01', stamp: randomUUID() })),
    });
    expect(await activity.run()).toMatchObject({ state: 'done', check: { mismatches: 0 } });
    expect(await standing()).toEqual(made.map((figure) => ({ ...figure, revision: expect.any(Number) })));
    expect(await activity.figures()).toEqual(expected);
    expect(await published()).toEqual(told);
  });

  it('loaded again nothing is other than before', async () => {
    const before = await activity.items('ORGANISATION#');
    await load();
    expect(await activity.items('ORGANISATION#')).toEqual(before);
    expect(await activity.recompute()).toMatchObject({ counts: 0, figures: 0 });
    expect(await activity.figure(CITY, '2021')).toBeDefined();
  });
});

describe('大量数据: records to choose from', () => {
  const some = (count: number, most?: number) =>
    [...someRecords(ORGANISATIONS, { ...SPAN, count, ...(most !== undefined && { most }) })].map(
      ({ id }) => id,
    );

  it('there are as many as asked for, also more than organisations usually do', () => {
    expect(some(80)).toHaveLength(80);
    expect(some(2_000)).toHaveLength(2_000);
  });

  it('fewer of the same are among more of them', () => {
    const [few, many] = [some(20, 200), some(200, 200)];
    expect(few).toHaveLength(20);
    expect(many).toEqual(expect.arrayContaining(few));
  });

  it('more than they can do is refused', () => {
    const none = () => someRecords([], { ...SPAN, count: 1 });
    expect(none).toThrow('0 organisations do not make 1 records');
  });
});
