import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Deps } from '../../../functions/matching/deps.ts';
import type { Round } from '../../../functions/matching/model/round.ts';
import { resumeStalled } from '../../../functions/matching/rounds/nightly.ts';
import { roundDue } from '../../../functions/matching/rounds/step.ts';
import { LUCHENG, type RoundCounty, roundCounty, standing } from './round-county.ts';
import { type MatchingService, matchingService } from './service.ts';

let matching: MatchingService;
let county: RoundCounty;
beforeAll(async () => {
  matching = await matchingService();
  county = await roundCounty(matching);
});
afterAll(() => matching.close());

const chen = () => matching.as('county', LUCHENG, 'chen');
async function begun() {
  const { status, json } = await chen().post('/v1/rounds', { county: LUCHENG });
  expect({ status, json }).toMatchObject({ status: 201 });
  return (json as { id: string }).id;
}
const shown = async (id: string) => (await chen().get(`/v1/rounds/${id}`)).json;
const latest = async (id: string) =>
  (await matching.outbox('matching.round.due', id)).sort((a, b) => b.data.step - a.data.step)[0]!;
const expectNothingHeld = async () => {
  const { loads } = await standing(matching, county);
  for (const { held } of Object.values(loads)) expect(held).toBe(0);
};

describe('求解失败: a round that cannot be solved says so and makes way (M2.2)', () => {
  it('a solver that breaks down: nothing is held, the reason is told, the county may begin anew', async () => {
    const id = await begun();
    const { policy } = matching.deps;
    const broken: Deps = {
      ...matching.deps,
      policy: () => {
        const { version, data } = policy();
        const rounds = Object.defineProperty({ ...data.rounds }, 'timeLimitSeconds', {
          get: () => {
            throw new Error('out of memory');
          },
        });
        return { version, data: { ...data, rounds } };
      },
    };
    const event = await latest(id);
    await expect(roundDue(event, broken)).rejects.toThrow('out of memory');
    expect(await shown(id)).toMatchObject({ state: 'failed', fault: expect.stringContaining('可重新开始') });
    await expectNothingHeld();
    await roundDue(event, matching.deps);
    expect(await shown(id)).toMatchObject({ state: 'failed' });
    expect((await chen().post(`/v1/rounds/${id}/cancel`, { reason: '重来' })).status).toBe(409);
    expect(await matching.audit(`ROUND#${id}`)).toEqual(['begun by chen', 'failed by rounds']);
  });

  it('one that kills its worker each time is given up after the third', async () => {
    const id = await begun();
    for (let tries = 1; tries <= 3; tries++) {
      expect(await shown(id)).toMatchObject({ state: 'queued' });
      matching.pass({ hours: 1 });
      expect(await resumeStalled(matching.deps)).toBe(1);
    }
    expect(await shown(id)).toMatchObject({ state: 'failed', fault: expect.stringContaining('3 次') });
    expect(await resumeStalled(matching.deps)).toBe(0);
    matching.pass({ hours: -3 });
  });
});

describe('停止活动: an organisation that stops between holding and announcing is not asked (M2.2)', () => {
  it('its places are open again, and the rows say why', async () => {
    const id = await begun();
    const { deps } = matching;
    await roundDue(await latest(id), deps);
    const dying = { ...deps, store: { ...deps.store, offer: () => Promise.reject(new Error('killed')) } };
    await expect(roundDue(await latest(id), dying)).rejects.toThrow('killed');
    expect(await shown(id)).toMatchObject({ state: 'announcing' });
    const stopped = (await standing(matching, county)).needs.visits!.offers[0]!.organisation;
    await matching.enrol(stopped, { standing: { version: 2, status: 'suspended' } });
    await roundDue(await latest(id), deps);
    const after = await standing(matching, county);
    expect(after.needs.visits).toMatchObject({
      state: 'open',
      places: { held: 0 },
      passed: [],
      // Nobody hears that it was meant for it.
      offers: [],
    });
    expect(after.loads[stopped]).toMatchObject({ held: 0 });
    const { items } = (await chen().get(`/v1/rounds/${id}/rows?limit=100`)).json as {
      items: { need: string; overtaken?: string; offer?: string }[];
    };
    const row = items.find(({ need }) => need === county.needs.visits)!;
    expect(row.overtaken).toContain('停止活动');
    expect(row.offer).toBeUndefined();
    const { counts } = (await shown(id)) as { counts: Round['counts'] };
    expect(counts.announced).toBe(counts.held);
    expect(counts.overtaken).toBe(counts.chosen - counts.held);
    expect(counts.overtaken).toBeGreaterThan(0);
  });
});
