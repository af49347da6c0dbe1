import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { finish } from '../../../functions/platform/assessments/review.ts';
import type { Deps } from '../../../functions/platform/deps.ts';
import { award } from '../../../functions/platform/models/decide.ts';
import { rate } from '../../../functions/platform/ratings/rate.ts';
import type { EventType } from '../../../shared/events/catalogue.ts';
import { killable, untilDone } from '../../support/killing.ts';
import { NANHUI, type PlatformService, platformService, WHOLE } from './service.ts';

let service: PlatformService;
beforeAll(async () => {
  service = await platformService();
});
afterAll(() => service.close());

const acting = {
  caller: { role: 'county' as const, division: '330302', subject: 'lin' },
  correlationId: 'test',
};
const chen = () => service.as('county', '330302', 'chen');
/** Whoever tries again after the change was saved is told that it is done. */
const orDone = (act: (deps: Deps) => Promise<unknown>) => async (deps: Deps) => {
  try {
    await act(deps);
  } catch (error) {
    if ((error as { status?: number }).status !== 409) throw error;
  }
};
interface Scene {
  /** Makes everything ready and gives the subject of it. */
  set: (nth: number) => Promise<string>;
  act: (subject: string, deps: Deps) => Promise<unknown>;
  seen: (subject: string) => Promise<unknown>;
}
const told = async (type: EventType, subject: string) =>
  (await service.outbox(type, subject)).map(({ data }) => Object.keys(data).length);
const TOWNSHIPS = ['330302025', '330302026', '330302027', '330302028', '330302029', '330302030', '330302031'];
const tokens = new Map<string, string>();

const SCENES: Readonly<Record<string, Scene>> = {
  'an assessment is published (C3)': {
    set: async (nth) => {
      const township = TOWNSHIPS[nth]!;
      const path = `/v1/platforms/${township}/assessments/2025`;
      const wu = service.township(township);
      service.at('2026-11-02');
      await wu.call('PUT', `/v1/platforms/${township}`, WHOLE);
      await wu.call('PUT', path, { claims: {} });
      await wu.post(`${path}/submit`);
      await chen().post(`${path}/review`, { points: { party: 1, order: 1, public: 1 }, comment: '好' });
      service.at('2026-11-20');
      return township;
    },
    act: (township, deps) => finish(township, '2025', {}, acting, deps),
    seen: async (township) => [
      ((await service.call('GET', `/v1/platforms/${township}/assessments/2025`)).json as { points: number })
        .points,
      await told('platform.assessment.published', township),
      (await service.audit(township)).map((entry) => entry.replace(township, '')),
    ],
  },
  'a town is awarded (O3)': {
    set: async () => {
      service.at('2026-11-02');
      const { json } = await service
        .township()
        .post('/v1/models', { kind: 'town', division: NANHUI, deeds: '培育社会组织四十家' });
      const { id } = json as { id: string };
      await chen().post(`/v1/models/${id}/review`, { approved: true, opinion: '属实' });
      service.at('2026-11-20');
      return id;
    },
    act: (id, deps) => award(id, acting, deps),
    seen: async (id) => [
      ((await service.call('GET', `/v1/models/${id}`)).json as { state: string }).state,
      await told('platform.model.awarded', id),
    ],
  },
  'somebody rates a platform (C3)': {
    set: async (nth) => {
      const township = TOWNSHIPS[nth]!;
      const wu = service.township(township);
      await wu.call('PUT', `/v1/platforms/${township}`, WHOLE);
      const { json } = await wu.post(`/v1/platforms/${township}/rating-links`, { count: 1, days: 9 });
      tokens.set(township, (json as { links: [{ token: string }] }).links[0].token);
      return township;
    },
    act: (township, deps) => rate(tokens.get(township)!, 5, deps),
    seen: async (township) =>
      ((await service.call('GET', `/v1/platforms/${township}/ratings?year=2026`)).json as { votes: number })
        .votes,
  },
};

describe('容错: what is decided is decided once, wherever it is killed', () => {
  it.each(Object.entries(SCENES))('%s', async (_, { set, act, seen }) => {
    let nth = 0;
    const outcome = async (kill: { before?: number; after?: number }) => {
      const subject = await set(nth);
      nth += 1;
      const one = killable(service.deps, kill);
      await untilDone(
        orDone((deps) => act(subject, deps)),
        one,
      );
      return { killed: one.died(), seen: await seen(subject) };
    };
    const undisturbed = await outcome({});
    let deaths = 0;
    for (const when of ['before', 'after'] as const)
      for (let use = 1; ; use++) {
        const { killed, seen: found } = await outcome({ [when]: use });
        if (!killed) break;
        deaths += 1;
        expect({ when, use, found }).toEqual({ when, use, found: undisturbed.seen });
      }
    expect(deaths).toBeGreaterThanOrEqual(3);
  });
});
