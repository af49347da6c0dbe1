import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Deps } from '../../../functions/activity/deps.ts';
import { handlers } from '../../../functions/activity/handlers.ts';
import type { EventData } from '../../../shared/events/catalogue.ts';
import { type CloudEvent, newEvent } from '../../../shared/events/envelope.ts';
import { AlreadyDone } from '../../../shared/store/index.ts';
import { type ActivityService, activityService, type Shown, VILLAGE } from './service.ts';

let activity: ActivityService;
beforeAll(async () => {
  activity = await activityService();
});
afterAll(() => activity.close());

let serial = 0;
/** An organisation with a match of its own, and what matching may tell of it. */
async function matched({ enrolled = true } = {}) {
  serial += 1;
  const [of, match] = [`M-${serial}`, `match-${serial}`];
  if (enrolled) await activity.enrol(of);
  const ofMatch = {
    matchId: match,
    needId: 'need-1',
    organisationId: of,
    division: VILLAGE,
    action: 'relief' as const,
    kinds: ['companionship' as const],
  };
  const about = { subject: match, correlationId: 'test' };
  const said = (report: number, on: string) => ({
    ...ofMatch,
    report,
    phase: 0,
    on,
    minutes: 100 * report,
    participants: 10 * report,
    served: { 'empty-nest': report },
  });
  return {
    of,
    match,
    progressed: (report: number, on = '2026-11-10') =>
      newEvent('matching.project.progressed', { ...about, data: said(report, on) }, activity.deps),
    corrected: (report: number, on = '2026-11-10') =>
      newEvent(
        'matching.project.corrected',
        { ...about, data: { ...said(report, on), correctedOn: '2026-11-20' } },
        activity.deps,
      ),
    evaluated: (
      revision: number,
      sum: number,
      by: EventData<'matching.project.evaluated'>['by'] = 'community',
    ) =>
      newEvent(
        'matching.project.evaluated',
        { ...about, data: { ...ofMatch, evaluatedOn: '2026-11-24', by, sum, count: 1, revision } },
        activity.deps,
      ),
  };
}
/** Has the worker take an event, as the queue delivers it. */
async function told(event: CloudEvent, on: Deps = activity.deps) {
  const handle = handlers[event.type as keyof typeof handlers] as (
    event: CloudEvent,
    deps: Deps,
  ) => Promise<void>;
  await handle(event, on).catch((error: unknown) => {
    if (!(error instanceof AlreadyDone)) throw error;
  });
}
const listed = async (of: string) =>
  (
    (await activity.as('city', '3303').get(`/v1/organisations/${of}/activities`)).json as {
      items: Shown[];
    }
  ).items;

const OF_SECOND = {
  activities: 1,
  participants: 20,
  minutes: 200,
  'action:relief': 1,
  'served:empty-nest': 2,
};

describe('承接的项目: what was reported of a project becomes an activity by event (M1.4, T2)', () => {
  it('it counts at once, with its need, and shows that it is a project’s', async () => {
    const { of, match, progressed } = await matched();
    await told(progressed(2));
    expect(await listed(of)).toEqual([
      expect.objectContaining({
        state: 'confirmed',
        origin: 'match',
        match,
        need: 'need-1',
        on: '2026-11-10',
        minutes: 200,
      }),
    ]);
    expect(await activity.counts(of)).toEqual(OF_SECOND);
    expect(await activity.dirty()).toContain(`${VILLAGE} 2026-11`);
  });

  it('corrected it counts no longer; told before what it corrects, that never counts', async () => {
    const first = await matched();
    await told(first.progressed(1));
    await told(first.corrected(1));
    expect(await activity.counts(first.of)).toEqual({});
    const second = await matched();
    await told(second.corrected(1));
    await told(second.progressed(1));
    expect(await activity.counts(second.of)).toEqual({});
    for (const { of } of [first, second])
      expect((await listed(of)).map(({ state }) => state)).toEqual(['void']);
  });

  it('the community’s evaluation rates all of it, what is reported later as well; that of those served does not', async () => {
    const { of, progressed, evaluated } = await matched();
    await told(progressed(1));
    await told(evaluated(1, 2, 'served'));
    await told(evaluated(1, 4));
    await told(progressed(2));
    expect(await activity.counts(of)).toMatchObject({ activities: 2, ratings: 2, ratingSum: 8 });
    await told(evaluated(2, 5));
    await told(evaluated(1, 4));
    expect(await activity.counts(of)).toMatchObject({ activities: 2, ratings: 2, ratingSum: 10 });
  });

  it('it is corrected in its project, not here', async () => {
    const { of, progressed } = await matched();
    await told(progressed(1));
    const [{ id } = { id: '' }] = await listed(of);
    const who = activity.as('organisation', '330302', of);
    expect((await who.patch(`/v1/activities/${id}`, { participants: 1, reason: '更正' }, 1)).status).toBe(
      409,
    );
    expect((await who.post(`/v1/activities/${id}/void`, { reason: '填错' })).status).toBe(409);
  });

  it('of an organisation that is not known yet it is refused, so that it comes again, and counts then', async () => {
    const { of, progressed } = await matched({ enrolled: false });
    const event = progressed(2);
    await expect(told(event)).rejects.toThrow('not known yet');
    await activity.enrol(of);
    await told(event);
    expect(await activity.counts(of)).toEqual(OF_SECOND);
  });

  it.each(Array.from({ length: 10 }, (_, seed) => seed))(
    'in any order, each up to three times, it comes to the same (%i)',
    async (seed) => {
      const { of, progressed, corrected, evaluated } = await matched();
      const events = [progressed(1), progressed(2), corrected(1), evaluated(1, 3), evaluated(2, 5)];
      let state = seed + 1;
      const next = () => {
        state = (state * 48_271) % 2_147_483_647;
        return state;
      };
      const order = [...events, ...events, ...events]
        .map((event) => ({ event, at: next() }))
        .sort((a, b) => a.at - b.at);
      for (const { event } of order) await told(event);
      expect(await activity.counts(of)).toEqual({ ...OF_SECOND, ratingSum: 5, ratings: 1 });
    },
  );

  it('all of it three times at once comes to the same', async () => {
    const { of, progressed, corrected, evaluated } = await matched();
    const events = [progressed(1), progressed(2), corrected(1), evaluated(1, 3), evaluated(2, 5)];
    await Promise.all([...events, ...events, ...events].map((event) => told(event)));
    expect(await activity.counts(of)).toEqual({ ...OF_SECOND, ratingSum: 5, ratings: 1 });
    const { kept, counted } = await activity.recounted();
    expect(kept).toEqual(counted);
  });

  it('a correction that meets what it corrects on its way is not lost', async () => {
    const { of, progressed, corrected } = await matched();
    const { deps } = activity;
    let entered = false;
    const store = {
      ...deps.store,
      activity: async (id: string) => {
        const before = await deps.store.activity(id);
        if (!entered) {
          entered = true;
          await told(progressed(1));
        }
        return before;
      },
    };
    await told(corrected(1), { ...deps, store });
    expect((await listed(of)).map(({ state }) => state)).toEqual(['void']);
    expect(await activity.counts(of)).toEqual({});
  });

  it('an evaluation that is overtaken while it is at work does not have the last word', async () => {
    const { of, progressed, evaluated } = await matched();
    await told(progressed(2));
    const { deps } = activity;
    let overtaken = false;
    const store = {
      ...deps.store,
      activity: async (id: string) => {
        if (!overtaken) {
          overtaken = true;
          await told(evaluated(2, 5));
        }
        return deps.store.activity(id);
      },
    };
    await told(evaluated(1, 3), { ...deps, store });
    expect(overtaken).toBe(true);
    expect(await activity.counts(of)).toEqual({ ...OF_SECOND, ratingSum: 5, ratings: 1 });
  });
});
