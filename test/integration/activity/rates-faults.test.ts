import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ratesDue } from '../../../functions/activity/rates/begin.ts';
import { countyDue } from '../../../functions/activity/rates/step.ts';
import { workOff } from '../../../functions/activity/rates/work-off.ts';
import { runUntilDone } from './dying.ts';
import { BESIDE, CITY, COUNTY, type RatesService, ratesService, TOWNSHIP, VILLAGE } from './rates-service.ts';

let activity: RatesService;
beforeAll(async () => {
  activity = await ratesService();
});
afterAll(() => activity.close());

const right = async () => {
  expect(await activity.figures()).toEqual(await activity.expected());
  expect(await activity.items('DIRTY#')).toEqual([]);
  expect(await activity.items('SINCE#')).toEqual([]);
};

let day = 1;
const tomorrow = () => {
  day += 1;
  activity.at(`2022-04-${String(day).padStart(2, '0')}T00:20:00`);
};

describe('中断与重复: the figures are the same whatever happens to the run (T2)', () => {
  it.each([false, true])('a run that is killed at every single write, %s after it', async (after) => {
    const mark = after ? 'after' : 'before';
    await activity.tell(`K-${mark}`, { on: '2022-03-01' });
    await activity.tell(`M-${mark}`, { on: '2022-03-01', division: BESIDE });
    await activity.act(`K-${mark}`, '2022-03-05');
    tomorrow();
    const kills = await runUntilDone(activity, after);
    expect(kills).toBeGreaterThan(7);
    activity.clock.now = new Date(activity.clock.now.getTime() + 16 * 60_000);
    await ratesDue(activity.deps);
    await activity.work();
    expect(await activity.deps.store.run(activity.deps.today())).toMatchObject({
      state: 'done',
      check: { mismatches: 0 },
    });
    await right();
  });

  it('two workers at one county, and both at the city', async () => {
    tomorrow();
    for (const at of [1, 2, 3, 4, 5]) {
      await activity.tell(`T-${at}`, { on: '2022-02-01', division: at % 2 ? VILLAGE : BESIDE });
      await activity.act(`T-${at}`, '2022-03-06');
    }
    await Promise.all([1, 2].map(() => workOff(COUNTY, activity.deps)));
    await Promise.all([1, 2].map(() => workOff(CITY, activity.deps)));
    await right();
    // Neither made an edition of its own of what the other had computed.
    expect((await activity.deps.store.figure(TOWNSHIP, '2022-02'))?.edition).toBe(1);
  });

  it('records that come in while the run is at work are in the figures of this run or the next', async () => {
    tomorrow();
    await activity.act('T-1', '2022-03-08');
    await Promise.all([
      workOff(COUNTY, activity.deps),
      activity.act('T-2', '2022-02-09'),
      activity.act('T-3', '2022-02-09'),
      activity.tell('T-6', { on: '2022-03-01' }),
    ]);
    await activity.run();
    await right();
  });

  it('its events thrice and in any order', async () => {
    tomorrow();
    await activity.act('T-4', '2022-02-11');
    await ratesDue(activity.deps);
    await activity.work((events) => [...events, ...events, ...events].toReversed());
    expect(await activity.deps.store.run(activity.deps.today())).toMatchObject({
      state: 'done',
      pending: {},
    });
    await right();
  });

  it('a run whose time is used up hands over, and comes to its end', async () => {
    tomorrow();
    await activity.act('T-5', '2022-02-12');
    await ratesDue(activity.deps);
    let steps = 0;
    const [event] = (await activity.outbox('activity.rates.due')).filter(
      ({ data }) => data.runId === activity.deps.today() && data.division === COUNTY,
    );
    await countyDue(event!, activity.deps, 0);
    for (const { data } of await activity.outbox('activity.rates.due'))
      if (data.runId === activity.deps.today() && data.division === COUNTY)
        steps = Math.max(steps, data.step);
    expect(steps).toBe(1);
    expect(await activity.items('DIRTY#')).not.toEqual([]);
    await activity.work();
    expect(await activity.deps.store.run(activity.deps.today())).toMatchObject({ state: 'done' });
    await right();
  });

  it('news of an organisation thrice and in any order leaves the same', async () => {
    tomorrow();
    const late = { on: '2022-01-10', division: BESIDE, version: 2 };
    await activity.tell('N', { ...late, version: 3, status: 'suspended', on: '2022-03-15' });
    await activity.run();
    tomorrow();
    await activity.tell('N', late);
    await activity.tell('N', { on: '2021-12-01', version: 1 });
    await activity.tell('N', late);
    await activity.run();
    await right();
  });
});
