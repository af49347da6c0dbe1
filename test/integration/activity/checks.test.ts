import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type ActivityService,
  activityService,
  CONCERT,
  OF_CONCERT,
  recordedBy,
  type Shown,
  TOWNSHIP,
  VILLAGE,
} from './service.ts';

let activity: ActivityService;
beforeAll(async () => {
  activity = await activityService();
});
afterAll(() => activity.close());

const community = () => activity.as('community', VILLAGE, 'wang');
let serial = 0;
async function organisation(about: Parameters<ActivityService['enrol']>[1] = {}) {
  serial += 1;
  const id = `C-${serial}`;
  return { id, who: await activity.enrol(id, about) };
}
const codes = ({ flags }: Shown) => flags.map(({ code }) => code);

describe('核查活动: what is odd is held out until the community has looked at it', () => {
  it('the same twice: the second is held out and names the first; cleared it counts', async () => {
    const { id: of, who } = await organisation();
    const first = await recordedBy(who);
    const second = await recordedBy(who, { ...CONCERT, title: ' 重阳节·敬老演出' });
    expect(second).toMatchObject({
      state: 'flagged',
      flags: [{ code: 'duplicate', why: expect.stringMatching(/[一-龥]/), with: [first.id] }],
    });
    const path = `/v1/activities/${second.id}`;
    expect((await community().post(`${path}/confirm`, {})).json).toMatchObject({
      status: 409,
      state: 'flagged',
    });
    expect(await activity.counts(of)).toEqual({});
    const cleared = await community().post(`${path}/clear`, { reason: '上下午各一场' });
    expect(cleared.json).toMatchObject({ state: 'confirmed', reason: '上下午各一场' });
    expect(await activity.counts(of)).toEqual(OF_CONCERT);
    expect(await activity.audit(second.id)).toEqual([`recorded by ${of}`, 'cleared by wang']);
  });

  it('of the same posted twenty times at once one is not held out', async () => {
    const { id: of, who } = await organisation();
    const all = await Promise.all(Array.from({ length: 20 }, () => recordedBy(who)));
    expect(all.filter(({ state }) => state === 'reported')).toHaveLength(1);
    expect(all.filter(({ state }) => state === 'flagged')).toHaveLength(19);
    await Promise.all(
      all.map(({ id, state }) =>
        community()
          .post(`/v1/activities/${id}/confirm`, {})
          .then(({ status }) => expect(status).toBe(state === 'reported' ? 200 : 409)),
      ),
    );
    expect(await activity.counts(of)).toEqual(OF_CONCERT);
  });

  it('when the first of two is taken back, the second stays held out until somebody clears it', async () => {
    const { who } = await organisation();
    const first = await recordedBy(who);
    const second = await recordedBy(who);
    await who.post(`/v1/activities/${first.id}/void`, { reason: '重填' });
    expect((await who.get(`/v1/activities/${second.id}`)).json).toMatchObject({ state: 'flagged' });
  });

  it('two that overlap, and numbers that cannot be, are held out', async () => {
    const { who } = await organisation();
    await recordedBy(who);
    const rehearsal = { ...CONCERT, title: '合唱排练', from: '10:00', to: '12:00' };
    expect(codes(await recordedBy(who, rehearsal))).toEqual(['overlap']);
    const impossible = { ...CONCERT, on: '2026-11-19', volunteers: 46, minutes: 5_521 };
    expect(codes(await recordedBy(who, impossible))).toEqual(['participants', 'minutes']);
  });

  it('what policy does not hold out is told with its reason, and counts as any other', async () => {
    const { id: of, who } = await organisation();
    const inForce = activity.deps.policyOn;
    activity.deps.policyOn = (day) => {
      const policy = inForce(day);
      return {
        ...policy,
        data: { ...policy.data, checks: { ...policy.data.checks, holdOut: ['duplicate'] } },
      };
    };
    const on = '2026-11-18';
    await recordedBy(who, { ...CONCERT, on });
    const odd = await recordedBy(who, { ...CONCERT, on, title: '合唱排练', from: '10:00', to: '12:00' });
    const same = await recordedBy(who, { ...CONCERT, on });
    activity.deps.policyOn = inForce;
    expect(odd).toMatchObject({ state: 'reported', flags: [{ code: 'overlap', why: expect.any(String) }] });
    expect(same.state).toBe('flagged');
    expect((await community().post(`/v1/activities/${odd.id}/confirm`, {})).status).toBe(200);
    expect(await activity.counts(of)).toMatchObject({ activities: 1 });
  });

  it('what a community records for another is looked at all the same, and cleared by the township (C1.5)', async () => {
    const { id: of } = await organisation({ standing: { track: 'managed' } });
    const shown = await recordedBy(community(), { ...CONCERT, organisation: of, volunteers: 46 });
    expect(shown.state).toBe('flagged');
    const path = `/v1/activities/${shown.id}`;
    expect((await community().post(`${path}/clear`, { reason: '属实' })).status).toBe(409);
    const township = activity.as('township', TOWNSHIP, 'wu');
    expect((await township.post(`${path}/clear`, { reason: '属实' })).json).toMatchObject({
      state: 'confirmed',
    });
    expect(await activity.counts(of)).toEqual({ ...OF_CONCERT, volunteers: 46 });
  });

  it('a correction is looked at again: into a repeat it is held out, out of impossible numbers it is let go', async () => {
    const { id: of, who } = await organisation();
    const first = await recordedBy(who);
    const second = await recordedBy(who, { ...CONCERT, title: '合唱排练', from: '14:00', to: '16:00' });
    await community().post(`/v1/activities/${second.id}/confirm`, {});
    expect(await activity.counts(of)).toEqual(OF_CONCERT);
    const again = await who.patch(
      `/v1/activities/${second.id}`,
      { title: CONCERT.title, from: '09:00', to: '11:00', reason: '名称写错' },
      2,
    );
    expect(again.json).toMatchObject({
      state: 'flagged',
      flags: [{ code: 'duplicate', with: [first.id] }],
    });
    expect(await activity.counts(of)).toEqual({});
    const back = await who.patch(
      `/v1/activities/${second.id}`,
      { title: '合唱排练', from: '14:00', to: '16:00', reason: '改回' },
      3,
    );
    expect(back.json).toMatchObject({ state: 'reported', flags: [] });
  });

  it('what was entered as its repeat does not make a repeat of the first when that is corrected', async () => {
    const { who } = await organisation();
    const first = await recordedBy(who);
    expect(codes(await recordedBy(who))).toEqual(['duplicate']);
    const reply = await who.patch(`/v1/activities/${first.id}`, { participants: 44, reason: '更正' }, 1);
    expect(reply.json).toMatchObject({ state: 'reported', flags: [] });
    // Another of the same is still seen to repeat it.
    expect(codes(await recordedBy(who))).toEqual(['duplicate']);
  });

  it('an activity does not collide with itself when it is corrected', async () => {
    const { who } = await organisation();
    const { id } = await recordedBy(who);
    const reply = await who.patch(`/v1/activities/${id}`, { participants: 44, reason: '更正' }, 1);
    expect(reply.json).toMatchObject({ state: 'reported', flags: [] });
  });

  it('a day takes thirty activities of an organisation and no more', async () => {
    const { who } = await organisation();
    for (let hour = 0; hour < 30; hour++)
      await recordedBy(who, { ...CONCERT, title: `第 ${hour} 场`, ...at(hour) });
    expect((await who.post('/v1/activities', { ...CONCERT, title: '再一场', ...at(30) })).json).toMatchObject(
      {
        status: 422,
        errors: [{ pointer: '#/body/on', detail: expect.stringContaining('30') }],
      },
    );
  });

  it('on the last day of a month the sixth that is entered is held out; on the day before, none', async () => {
    const { who } = await organisation();
    const facts = (number: number) => ({ ...CONCERT, title: `第 ${number} 场`, on: `2026-11-0${number}` });
    activity.set('2026-11-29T15:59:59.000Z');
    for (let number = 1; number <= 7; number++)
      expect(codes(await recordedBy(who, facts(number)))).toEqual([]);
    const late = await organisation();
    // In Wenzhou the last day has begun.
    activity.set('2026-11-29T16:00:00.000Z');
    const all = [];
    for (let number = 1; number <= 7; number++) all.push(codes(await recordedBy(late.who, facts(number))));
    expect(all).toEqual([[], [], [], [], [], ['burst'], ['burst']]);
  });

  it('activities of other months are no burst of this one', async () => {
    const { who } = await organisation();
    activity.set('2026-11-30T02:00:00.000Z');
    for (let number = 1; number <= 7; number++) {
      const facts = { ...CONCERT, title: `第 ${number} 场`, on: `2026-10-0${number}` };
      expect(codes(await recordedBy(who, facts))).toEqual([]);
    }
  });

  it('bursts are seen when all come at once, too', async () => {
    const { who } = await organisation();
    activity.set('2026-11-30T02:00:00.000Z');
    const all = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map((number) =>
        recordedBy(who, { ...CONCERT, title: `第 ${number} 场`, on: `2026-11-0${number}` }),
      ),
    );
    expect(all.filter(({ state }) => state === 'reported')).toHaveLength(5);
  });
});

/** Half an hour of a day of its own. */
const at = (number: number) => {
  const time = (half: number) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 ? '30' : '00'}`;
  return { from: time(number), to: time(number + 1), minutes: 0 };
};
