import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Deps } from '../../../functions/platform/deps.ts';
import { judgeDue } from '../../../functions/platform/operation/daily.ts';
import { submit } from '../../../functions/platform/reports/submit.ts';
import type { Caller } from '../../../shared/auth/caller.ts';
import { killable, untilDone } from '../../support/killing.ts';
import { type PlatformService, platformService, SAID, WHOLE } from './service.ts';

let service: PlatformService;
beforeAll(async () => {
  service = await platformService();
});
afterAll(() => service.close());

const TOWNSHIPS = ['330302025', '330302026', '330302027', '330302028', '330303002', '330303003'];
const city = () => service.as('city', '3303');
async function seen(township: string) {
  const operation = (await city().get(`/v1/platforms/${township}/operation`)).json as Record<string, unknown>;
  const report = (await city().get(`/v1/platforms/${township}/reports/2026-10`)).json as Record<
    string,
    unknown
  >;
  return {
    operation: { ...operation, township: '' },
    report: { ...report, township: '' },
    told: (await service.outbox('platform.report.submitted', township)).length,
    judged: (await service.outbox('platform.platform.judged', township)).map(({ data }) => data.operating),
    audit: (await service.audit(township)).map((entry) => entry.replace(township, '')),
  };
}

/** Every way to die during what is done, each on a platform of its own, comes to what comes of it undisturbed. */
async function killedEverywhere(act: (township: string) => (deps: Deps) => Promise<unknown>) {
  const open = [...TOWNSHIPS_LEFT];
  const next = async () => {
    const township = open.shift()!;
    service.at('2026-11-05');
    await service.township(township).call('PUT', `/v1/platforms/${township}`, WHOLE);
    service.at('2026-11-06');
    return township;
  };
  const first = await next();
  await act(first)(service.deps);
  const undisturbed = await seen(first);
  let deaths = 0;
  for (const when of ['before', 'after'] as const)
    for (let nth = 1; ; nth++) {
      const one = killable(service.deps, { [when]: nth });
      const township = await next();
      await untilDone(act(township), one);
      if (!one.died()) break;
      deaths += 1;
      expect({ when, nth, ...(await seen(township)) }).toEqual({ when, nth, ...undisturbed });
    }
  return deaths;
}
let TOWNSHIPS_LEFT: string[] = [];

describe('容错: killed at any use of the table, it comes to the same (T1)', () => {
  beforeAll(async () => {
    const { json } = await service.call('GET', '/v1/platforms/rate?division=3303');
    TOWNSHIPS_LEFT = (json as { platforms: { township: string }[] }).platforms
      .map(({ township }) => township)
      .filter((township) => township.length === 9 && !TOWNSHIPS.includes(township));
  });

  it('the report of a month', async () => {
    const caller = (township: string): Caller => ({
      role: 'township',
      division: township,
      subject: `wu-${township}`,
    });
    const deaths = await killedEverywhere((township) => async (deps) => {
      try {
        await submit(
          township,
          { month: '2026-10', ...SAID },
          { caller: caller(township), correlationId: 'test' },
          deps,
          () => ({}),
        );
      } catch (error) {
        // Saved before it died: whoever tries again is told so.
        if ((error as { status?: number }).status !== 409) throw error;
      }
    });
    expect(deaths).toBeGreaterThanOrEqual(7);
    TOWNSHIPS_LEFT = TOWNSHIPS_LEFT.slice(20);
  }, 120_000);

  it('the daily judgement', async () => {
    const deaths = await killedEverywhere(() => (deps) => judgeDue(deps, 200));
    expect(deaths).toBeGreaterThanOrEqual(6);
  }, 120_000);

  it('judged by two runs at once it comes to the same, and is told once', async () => {
    const township = TOWNSHIPS[0]!;
    await service.township(township).call('PUT', `/v1/platforms/${township}`, WHOLE);
    service.at('2028-01-03');
    await Promise.all([1, 2, 3].map(() => judgeDue(service.deps, 200)));
    const { spells } = (await city().get(`/v1/platforms/${township}/operation`)).json as { spells: object[] };
    expect(spells).toHaveLength(2);
    expect(await service.outbox('platform.platform.judged', township)).toHaveLength(1);
  });

  it('a need matched, told thrice at once, counts once', async () => {
    const township = TOWNSHIPS[1]!;
    await service.township(township).call('PUT', `/v1/platforms/${township}`, WHOLE);
    const events = ['2027-12-31', '2028-01-01'].map((on) => service.matched(township, on));
    await Promise.all([...events, ...events, ...events].map((event) => service.deliver(event)));
    for (const month of ['2027-12', '2028-01'])
      expect((await city().get(`/v1/platforms/${township}/reports/${month}`)).json).toMatchObject({
        figures: { needsMatched: 1 },
      });
  });

  it('two officers who change a platform at once: one is told to read again, nothing is lost', async () => {
    const township = TOWNSHIPS[2]!;
    const path = `/v1/platforms/${township}`;
    const wu = service.township(township);
    const begun = await Promise.all([1, 2].map(() => wu.call('PUT', path, WHOLE)));
    expect(begun.map(({ status }) => status).sort()).toEqual([201, 428]);
    const changed = await Promise.all(
      ['甲', '乙'].map((name) => wu.call('PATCH', path, { name }, { 'if-match': '"1"' })),
    );
    expect(changed.map(({ status }) => status).sort()).toEqual([200, 412]);
  });
});
