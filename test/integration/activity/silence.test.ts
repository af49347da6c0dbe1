import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { confirmSilent } from '../../../functions/activity/records/silence.ts';
import {
  type ActivityService,
  activityService,
  CONCERT,
  OF_CONCERT,
  recordedBy,
  VILLAGE,
} from './service.ts';

let activity: ActivityService;
beforeAll(async () => {
  activity = await activityService();
});
afterAll(() => activity.close());

const community = () => activity.as('community', VILLAGE, 'wang');
let serial = 0;
async function reported(facts: object = CONCERT) {
  serial += 1;
  const of = `S-${serial}`;
  const who = await activity.enrol(of);
  const { id } = await recordedBy(who, facts);
  return { of, who, id, path: `/v1/activities/${id}` };
}
const silent = () => confirmSilent(activity.deps);

describe('逾期视为确认: what nobody disputed in time counts (T2)', () => {
  it('not on the last of the 15 days, but on the day after, in Wenzhou; once', async () => {
    activity.set('2026-11-25T02:00:00.000Z');
    const { of, id, path, who } = await reported();
    activity.set('2026-12-10T15:59:59.000Z');
    expect(await silent()).toBe(0);
    expect((await who.get(path)).json).toMatchObject({ state: 'reported' });
    activity.set('2026-12-10T16:00:00.000Z');
    expect(await silent()).toBe(1);
    expect((await who.get(path)).json).toMatchObject({ state: 'confirmed' });
    expect(await silent()).toBe(0);
    expect(await activity.counts(of)).toEqual(OF_CONCERT);
    expect(await activity.dirty()).toContain(`${VILLAGE} 2026-11`);
    expect(await activity.audit(id)).toEqual([`recorded by ${of}`, 'confirmed by silence']);
    const told = await activity.outbox('activity.record.counted', id);
    expect(told.map(({ data }) => data.counts)).toEqual([true]);
  });

  it('not what is held out, disputed or void, however long nobody says anything', async () => {
    activity.set('2026-11-25T02:00:00.000Z');
    const flagged = await reported({ ...CONCERT, volunteers: 46 });
    const disputed = await reported();
    await community().post(`${disputed.path}/dispute`, { reason: '没有办过' });
    const gone = await reported();
    await gone.who.post(`${gone.path}/void`, { reason: '填错' });
    activity.pass({ days: 60 });
    expect(await silent()).toBe(0);
    for (const { of } of [flagged, disputed, gone]) expect(await activity.counts(of)).toEqual({});
  });

  it('what was corrected has its 15 days anew', async () => {
    activity.set('2026-11-25T02:00:00.000Z');
    const { of, who, path } = await reported();
    activity.pass({ days: 10 });
    await who.patch(path, { participants: 40, reason: '更正' }, 1);
    activity.pass({ days: 6 });
    expect(await silent()).toBe(0);
    activity.pass({ days: 10 });
    expect(await silent()).toBe(1);
    expect(await activity.counts(of)).toEqual({ ...OF_CONCERT, participants: 40 });
  });

  it('after silence the community may still dispute, and rate', async () => {
    activity.set('2026-11-25T02:00:00.000Z');
    const { of, path } = await reported();
    activity.pass({ days: 16 });
    await silent();
    await community().post(`${path}/confirm`, { rating: 5 });
    expect(await activity.counts(of)).toEqual({ ...OF_CONCERT, ratingSum: 5, ratings: 1 });
    await community().post(`${path}/dispute`, { reason: '没有办过' });
    expect(await activity.counts(of)).toEqual({});
  });

  it('two runs at once, while the community disputes, count each at most once', async () => {
    activity.set('2026-11-25T02:00:00.000Z');
    const all = await Promise.all(Array.from({ length: 6 }, () => reported()));
    activity.pass({ days: 16 });
    const [first, second] = await Promise.all([
      silent(),
      silent(),
      ...all.slice(0, 2).map(({ path }) => community().post(`${path}/dispute`, { reason: '没有办过' })),
    ]);
    expect((first as number) + (second as number)).toBeGreaterThanOrEqual(4);
    for (const { of } of all.slice(0, 2)) expect(await activity.counts(of)).toEqual({});
    for (const { of } of all.slice(2)) expect(await activity.counts(of)).toEqual(OF_CONCERT);
    const { kept, counted } = await activity.recounted();
    expect(kept).toEqual(counted);
  });
});
