import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acceptUnanswered } from '../../../functions/matching/delivery/accept.ts';
import { delivering } from './delivering.ts';
import { VISITS } from './service.ts';

let d: Awaited<ReturnType<typeof delivering>>;
beforeAll(async () => {
  d = await delivering();
  d.until('2026-12-06');
});
afterAll(() => d.matching.close());

/** An organisation at its only match, and a need that it could serve otherwise. */
async function full() {
  const match = await d.delivered(await d.running());
  const capacity = `/v1/capacities/${match.organisation}`;
  const { headers } = await match.who.get(capacity);
  const reply = await match.who.call('PATCH', capacity, { atATime: 1 }, { 'if-match': headers.etag! });
  expect(reply.json).toMatchObject({ load: { running: 1, free: 0 } });
  const { id } = (await d.wang.post('/v1/needs', { ...VISITS, openUntil: '2027-01-31' })).json as {
    id: string;
  };
  await d.wang.post(`/v1/needs/${id}/publish`);
  const isCandidate = async () => {
    // Queues take a while: what was found before the event does not answer it.
    d.matching.pass({ hours: 0.001 });
    await d.matching.work();
    const { items } = (await d.wang.get(`/v1/needs/${id}/candidates?limit=100`)).json as {
      items: { organisation: string }[];
    };
    return items.some(({ organisation }) => organisation === match.organisation);
  };
  expect(await isCandidate()).toBe(false);
  return { match, isCandidate };
}

describe('又有余力: an organisation that was full is a candidate again when a match ends (M1.4)', () => {
  it('accepted by the need’s owner', async () => {
    const { match, isCandidate } = await full();
    expect((await d.wang.post(`${match.path}/accept`)).status).toBe(200);
    expect(await isCandidate()).toBe(true);
  });

  it('broken off by the township', async () => {
    const { match, isCandidate } = await full();
    expect((await d.wu.post(`${match.path}/cancel`, { reason: '组织无法继续' })).status).toBe(200);
    expect(await isCandidate()).toBe(true);
  });

  it('accepted because nobody said anything in time', async () => {
    const { isCandidate } = await full();
    d.until('2026-12-22');
    expect(await acceptUnanswered(d.matching.deps)).toBe(1);
    expect(await isCandidate()).toBe(true);
  });
});
