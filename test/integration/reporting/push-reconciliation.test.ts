import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reconcileNightly } from '../../../functions/reporting/pushes/reconcile.ts';
import { LUCHENG, type Pushing, pushing, RUIAN } from './pushing.ts';

let here: Pushing;
beforeAll(async () => {
  here = await pushing();
});
afterAll(() => here.close());

describe('报送省级: each night', () => {
  it('what the province lost or holds otherwise is found, sent again, and told', async () => {
    const [lost, kept, other] = [
      await here.request(LUCHENG),
      await here.request(LUCHENG),
      await here.request(RUIAN),
    ];
    const pending = await here.request('330303');
    for (const county of [LUCHENG, RUIAN]) await here.deliver(county);
    here.receiver.held.delete(lost.id);
    here.receiver.held.get(other.id)!.sha256 = 'f'.repeat(64);

    here.clock.now = new Date('2026-11-25T17:00:00.000Z');
    expect(await reconcileNightly(here.deps)).toBe(0);
    here.clock.now = new Date('2026-11-25T18:30:00.000Z');
    expect(await reconcileNightly(here.deps)).toBe(2);
    // Once a night.
    expect(await reconcileNightly(here.deps)).toBe(0);
    expect(await here.read(kept.id)).toMatchObject({ state: 'delivered', replays: 0 });
    expect(await here.read(pending.id)).toMatchObject({ state: 'waiting', replays: 0 });

    for (const county of [LUCHENG, RUIAN]) await here.deliver(county);
    for (const { id, sha256 } of [lost, other]) {
      expect(await here.read(id)).toMatchObject({ state: 'delivered', replays: 1 });
      expect(here.receiver.held.get(id)).toMatchObject({ sha256 });
    }
    const { json } = await here.as('city', '3303').get('/v1/pushes/reconciliations');
    const [result] = (json as { items: { day: string; again: number; counties: { county: string }[] }[] })
      .items;
    expect(result).toMatchObject({ day: '2026-11-26', again: 2 });
    expect(result!.counties.find(({ county }) => county === LUCHENG)).toEqual({
      county: LUCHENG,
      confirmed: 2,
      held: 1,
      missing: [lost.id],
      different: [],
      unknown: [],
    });
    expect(result!.counties.find(({ county }) => county === RUIAN)).toMatchObject({ different: [other.id] });
    expect(here.alarms).toHaveLength(1);

    // The next night there is nothing.
    here.clock.now = new Date('2026-11-26T18:30:00.000Z');
    expect(await reconcileNightly(here.deps)).toBe(0);
    const next = await here.deps.store.reconciliation('2026-11-27');
    expect(next!.counties.every(({ missing, different }) => missing.length + different.length === 0)).toBe(
      true,
    );
  });

  it('a province that does not tell is asked again, and nothing is said to be the same', async () => {
    here.clock.now = new Date('2026-11-27T18:30:00.000Z');
    const send = async () => ({ kind: 'nothing' as const, why: 'timeout' as const, detail: 'late' });
    expect(await reconcileNightly({ ...here.deps, province: { ...here.deps.province, send } })).toBe(0);
    expect(await here.deps.store.reconciliation('2026-11-28')).toBeUndefined();
    expect(await reconcileNightly(here.deps)).toBe(0);
    expect(await here.deps.store.reconciliation('2026-11-28')).toBeDefined();
  });

  it('a long list of the province is read page by page', async () => {
    const county = '330304';
    const asked = [];
    for (let nth = 0; nth < 130; nth++) asked.push(await here.request(county, { subject: `s-${nth}` }));
    // Many take longer than a worker goes on for.
    while (await here.deps.store.firstWaiting(county)) await here.deliver(county);
    here.clock.now = new Date('2026-11-28T18:30:00.000Z');
    here.receiver.held.delete(asked[120]!.id);
    expect(await reconcileNightly(here.deps)).toBe(1);
    const found = (await here.deps.store.reconciliation('2026-11-29'))!.counties;
    expect(found.find((one) => one.county === county)).toMatchObject({ confirmed: 130, held: 129 });
  });
});
