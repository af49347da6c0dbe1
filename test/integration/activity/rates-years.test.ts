import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFINITIONS } from '../../../functions/activity/policy/definition.ts';
import { activityPolicyOn } from '../../../functions/activity/policy/index.ts';
import { BESIDE, CITY, type RatesService, ratesService, VILLAGE } from './rates-service.ts';

const ENTRY = {
  title: '重阳节敬老演出',
  from: '09:00',
  to: '10:00',
  division: VILLAGE,
  action: 'culture',
  kinds: ['choir'],
  participants: 20,
  minutes: 60,
};

describe('按年的口径: an organisation that moved within the year counts where it was last', () => {
  let activity: RatesService;
  beforeAll(async () => {
    activity = await ratesService({ at: '2022-11-02T02:00:00.000Z' });
    activity.deps.policyOn = (on) => ({
      ...activityPolicyOn(on),
      definition: DEFINITIONS.get('activity.v3')!,
    });
  });
  afterAll(() => activity.close());

  it('what is recorded of the months before it moved is in the figure of where it is now', async () => {
    await activity.tell('mover', { on: '2022-01-01', division: VILLAGE });
    await activity.tell('mover', { on: '2022-06-15', division: BESIDE });
    activity.at('2022-11-03T00:20:00');
    await activity.run();
    expect(await activity.figure(BESIDE, '2022')).toBe('0/1');

    activity.at('2022-11-03T10:00:00');
    const village = activity.as('community', VILLAGE);
    for (const on of ['2022-03-01', '2022-03-02', '2022-04-01', '2022-05-01']) {
      const { json, status } = await activity
        .as('organisation', BESIDE, 'mover')
        .post('/v1/activities', { ...ENTRY, on });
      expect({ status, json }).toMatchObject({ status: 201 });
      expect((await village.post(`/v1/activities/${(json as { id: string }).id}/confirm`, {})).status).toBe(
        200,
      );
    }
    activity.at('2022-11-04T00:20:00');
    await activity.run();
    expect(await activity.figure(BESIDE, '2022')).toBe('1/1');
    expect(await activity.figure(CITY, '2022')).toBe('1/1');
    expect(await activity.figures()).toEqual(await activity.expected());
  });
});
