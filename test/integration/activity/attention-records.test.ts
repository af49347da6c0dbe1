import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lookOver } from '../../../functions/activity/attention/look-over.ts';
import {
  type ActivityService,
  activityService,
  CONCERT,
  COUNTY,
  recordedBy,
  TOWNSHIP,
  VILLAGE,
  type Who,
} from './service.ts';

let activity: ActivityService;
beforeAll(async () => {
  activity = await activityService();
});
afterAll(() => activity.close());

/** How an organisation stands after the run of the day, and how often others were told. */
async function standing(organisation: string) {
  expect(await lookOver(COUNTY, activity.deps)).toBe(true);
  const [kept] = await activity.deps.store.attentions([organisation]);
  return kept && `${kept.state} ${kept.revision}`;
}
const community = () => activity.as('community', VILLAGE, 'wang');
const township = () => activity.as('township', TOWNSHIP, 'wu');
const step = async (who: Who, id: string, what: string, body: object = {}) => {
  const { status, json } = await who.post(`/v1/activities/${id}/${what}`, body);
  expect({ status, json }).toMatchObject({ status: 200 });
};

describe('活动记录与沉寂: only activities that count show that an organisation is active (C1.1, T2)', () => {
  it('recorded it is still dormant, confirmed it is active, void it is dormant again', async () => {
    const choir = await activity.enrol('A-1');
    expect(await standing('A-1')).toBe('dormant 1');
    const { id } = await recordedBy(choir);
    expect(await standing('A-1')).toBe('dormant 1');
    await step(community(), id, 'confirm', { rating: 4 });
    expect(await standing('A-1')).toBe('regular 2');
    await step(choir, id, 'void', { reason: '填错' });
    expect(await standing('A-1')).toBe('dormant 3');
  });

  it('disputed it counts no longer, and counts again when the township rules so', async () => {
    const choir = await activity.enrol('A-2');
    const { id } = await recordedBy(choir);
    await step(community(), id, 'confirm', { rating: 4 });
    expect(await standing('A-2')).toBeUndefined();
    await step(community(), id, 'dispute', { reason: '没有办过' });
    expect(await standing('A-2')).toBe('dormant 1');
    await step(township(), id, 'rule', { outcome: 'counts', reason: '查实办过' });
    expect(await standing('A-2')).toBe('regular 2');
  });

  it('a late record of the last twelve months is in time', async () => {
    const choir = await activity.enrol('A-3');
    expect(await standing('A-3')).toBe('dormant 1');
    const { id } = await recordedBy(choir, { ...CONCERT, on: '2025-12-02' });
    await step(community(), id, 'confirm', { rating: 4 });
    expect(await standing('A-3')).toBe('regular 2');
  });
});
