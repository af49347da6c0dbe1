import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { corrected, evaluated, progressed } from '../../../functions/activity/matches/told.ts';
import { newEvent } from '../../../shared/events/envelope.ts';
import { AlreadyDone } from '../../../shared/store/index.ts';
import { type ActivityService, activityService, VILLAGE } from './service.ts';

let activity: ActivityService;
beforeAll(async () => {
  activity = await activityService();
});
afterAll(() => activity.close());

const said = (match: string, organisation: string) => ({
  matchId: match,
  needId: 'need-1',
  organisationId: organisation,
  division: VILLAGE,
  action: 'relief' as const,
  kinds: ['companionship' as const],
});
const report = (number: number) => ({
  report: number,
  phase: 0,
  on: '2026-11-05',
  minutes: 120,
  participants: 6,
  served: { 'empty-nest': 12 },
});
const about = (match: string) => ({ subject: match, correlationId: 'test' });

/** All that happens to a project: three reports, the second taken back, two evaluations by the community. */
function history(match: string, organisation: string) {
  const { deps } = activity;
  const of = said(match, organisation);
  const points = (sum: number, revision: number) =>
    newEvent(
      'matching.project.evaluated',
      {
        ...about(match),
        data: { ...of, evaluatedOn: '2026-11-20', by: 'community' as const, sum, count: 1, revision },
      },
      deps,
    );
  const events = [
    ...[1, 2, 3].map((number) => {
      const event = newEvent(
        'matching.project.progressed',
        { ...about(match), data: { ...of, ...report(number) } },
        deps,
      );
      return () => progressed(event, deps);
    }),
    (() => {
      const event = newEvent(
        'matching.project.corrected',
        { ...about(match), data: { ...of, ...report(2), correctedOn: '2026-11-10' } },
        deps,
      );
      return () => corrected(event, deps);
    })(),
    ...[points(2, 1), points(5, 2)].map((event) => () => evaluated(event, deps)),
  ];
  return events;
}
const AFTER = {
  activities: 2,
  participants: 12,
  minutes: 240,
  'action:relief': 2,
  'served:empty-nest': 24,
  ratings: 2,
  ratingSum: 10,
};

describe('项目活动: what is reported of a project is an activity, once (M1.4, T2)', () => {
  it.each([
    ['in order', (all: (() => Promise<void>)[]) => all],
    ['the other way round', (all) => all.toReversed()],
    ['evaluated first', (all) => [...all.slice(4), ...all.slice(0, 4)]],
    ['thrice, and mixed', (all) => [...all, ...all.toReversed(), ...all]],
  ])('%s, the counts of its organisation are the same', async (name, order) => {
    const organisation = `TEAM-${name.replace(/\W/g, '-')}`;
    await activity.enrol(organisation);
    for (const take of order(history(`match ${name}`, organisation)))
      await take().catch((error: unknown) => {
        if (!(error instanceof AlreadyDone)) throw error;
      });
    expect(await activity.counts(organisation)).toEqual(AFTER);
    const { kept, counted } = await activity.recounted();
    expect(kept).toEqual(counted);
  });

  it('two workers at once enter it once', async () => {
    await activity.enrol('TWICE');
    const [first] = history('match twice', 'TWICE');
    const ends = await Promise.allSettled([first!(), first!(), first!()]);
    expect(ends.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await activity.counts('TWICE')).toMatchObject({ activities: 1 });
  });

  it('of an organisation that is not known yet it comes again later', async () => {
    const [first] = history('match early', 'EARLY');
    await expect(first!()).rejects.toThrow('not known yet');
    await activity.enrol('EARLY');
    await first!();
    expect(await activity.counts('EARLY')).toMatchObject({ activities: 1 });
  });

  it('its organisation corrects it in the project, not here', async () => {
    const who = await activity.enrol('HERE');
    await history('match here', 'HERE')[0]!();
    const { items } = (await who.get('/v1/organisations/HERE/activities')).json as {
      items: { id: string }[];
    };
    const { status, json } = await who.post(`/v1/activities/${items[0]!.id}/void`, { reason: '写错了' });
    expect({ status, json }).toMatchObject({
      status: 409,
      json: { detail: expect.stringContaining('项目') },
    });
  });
});
