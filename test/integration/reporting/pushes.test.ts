import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { afterSeen, UNTRIED } from '../../../functions/reporting/model/receiver.ts';
import { previewOf } from '../../../functions/reporting/pushes/request.ts';
import { sweep } from '../../../functions/reporting/pushes/sweep.ts';
import { putReceiver } from '../../../functions/reporting/store/pushes.ts';
import { LUCHENG, type Pushing, pushing, quick, RECEIPTS, RUIAN, report, SIGNING } from './pushing.ts';

let here: Pushing;
beforeAll(async () => {
  here = await pushing();
});
beforeEach(() => here.receiver.fail({}));
afterAll(() => here.close());

/** A county that no other test of this file uses. */
const counties = ['330303', '330304', '330305', '330324', '330326', '330327', '330328', '330329', '330383'];
const own = () => counties.pop()!;

/** Delivers what the city has waiting; the receiver is well again once it has failed with this push. */
async function deliverMended(pushId: string): Promise<void> {
  const delivering = here.deliver('3303');
  while ((await here.read(pushId)).attemptCount === 0) await sleep(20);
  here.receiver.fail({});
  await delivering;
}

describe('报送省级: a push', () => {
  it('goes out signed, in the order of its county, and keeps the receipt of the province', async () => {
    const county = own();
    const first = await here.request(county);
    const second = await here.request(county, { subject: `${county}-2026-09` });
    expect([first.sequence, second.sequence]).toEqual([1, 2]);
    expect(await here.deliver(county)).toEqual({ attempts: 2 });
    for (const { id } of [first, second]) {
      const push = await here.read(id);
      expect(push).toMatchObject({
        state: 'delivered',
        attemptCount: 1,
        attempts: [{ outcome: 'delivered', status: 200 }],
        receipt: { webhookId: id, sha256: push.sha256, counts: { updated: 3, ignored: 0 } },
      });
      expect(here.receiver.held.get(id)).toMatchObject({ sha256: push.sha256, times: 1, late: false });
    }
    expect(here.receiver.held.get(first.id)!.place).toBeLessThan(here.receiver.held.get(second.id)!.place);
  });

  it('says the ids of the province, its place in the order, and the heads of the audit chains', async () => {
    const county = own();
    await here.request(county);
    const { body } = await here.request(county, { chains: ['REPORT#r-1'] });
    const event = JSON.parse(body);
    expect(event).toMatchObject({
      specversion: '1.0',
      type: 'cn.wenzhou.peiyou.report.signed.v1',
      sequence: '000000000002',
      partitionkey: `${county}000000`,
      mapping: 'province-2021',
      time: '2026-11-25T02:00:00.000Z',
      data: {
        itemCount: 3,
        division: `${county}000000`,
        items: [{ indicator: 'ZJ-SQSHZZ-organisations.activity' }, {}, {}],
        chains: [
          { aggregate: `PUSHES#${county}`, sequence: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
          { aggregate: 'REPORT#r-1', sequence: 0 },
        ],
      },
    });
  });

  it('can be asked for by many at once: each has its own place, and none is left out', async () => {
    const county = own();
    const asked = await Promise.all(Array.from({ length: 8 }, () => here.request(county)));
    expect(asked.map(({ sequence }) => sequence).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    await here.deliver(county);
    expect(here.receiver.refused).toEqual([]);
  });

  it('that is too large for an event goes by reference; the province fetches the content under its signature', async () => {
    const county = own();
    const push = await here.request(county, { data: report(county, 1, 300) });
    const event = JSON.parse(push.body);
    expect(Buffer.byteLength(push.body)).toBeLessThan(20_000);
    const path = `/v1/province/documents/${push.id}`;
    expect(event).toMatchObject({
      dataref: `https://api.example.cn${path}`,
      datahash: push.document!.sha256,
      datasize: push.document!.bytes,
      data: { itemCount: 300 },
    });
    const signedBy = (key: string, at = new Date(), what = `GET ${path}`) => ({
      'webhook-id': 'fetch-1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(key).sign('fetch-1', at, what),
    });
    const fetched = await here.call('GET', path, { headers: signedBy(RECEIPTS) });
    expect(fetched.status).toBe(200);
    expect((fetched.json as { items: unknown[] }).items).toHaveLength(300);
    for (const headers of [
      {},
      signedBy(SIGNING),
      signedBy(RECEIPTS, new Date(Date.now() - 600_000)),
      signedBy(RECEIPTS, new Date(), 'GET /v1/province/documents/another'),
    ])
      expect((await here.call('GET', path, { headers })).status).toBe(401);
    const none = `/v1/province/documents/${randomUUID()}`;
    const headers = signedBy(RECEIPTS, new Date(), `GET ${none}`);
    expect((await here.call('GET', none, { headers })).status).toBe(404);
  });

  it('may be looked at before it is asked for: exactly what would be sent, and what the province has no id for', async () => {
    const data = report(LUCHENG);
    data.items[0]!.indicator = 'new.indicator';
    const seen = await previewOf(
      { county: LUCHENG, type: 'cn.wenzhou.peiyou.report.signed.v1', subject: 's', data },
      here.deps,
    );
    expect(seen.unmapped).toEqual([{ what: 'indicator', id: 'new.indicator' }]);
    const { items } = await here.deps.store.pushes(LUCHENG, { limit: 10, scope: 'x' });
    expect(items).toEqual([]);
  });

  it('without the address of a receiver waits', async () => {
    const county = own();
    const push = await here.request(county);
    const alone = { ...here.deps, province: { ...here.deps.province, send: undefined } };
    expect(await here.deliver(county, alone)).toEqual({ attempts: 0 });
    expect(await here.read(push.id)).toMatchObject({ state: 'waiting', attemptCount: 0 });
    await here.deliver(county);
    expect(await here.read(push.id)).toMatchObject({ state: 'delivered' });
  });
});

describe('报送省级: what fails', () => {
  it.each([
    ['error', '对方答复 500：内部错误'],
    ['hang', '超时未答复：no answer in time'],
    ['reset', '连接失败：ECONNRESET'],
    ['drop', '连接失败：ECONNRESET'],
    ['wrong-signature', '回执不可信：签名不符'],
    ['wrong-sha', '回执不可信：所收内容与所发内容的散列不同'],
    ['wrong-counts', '回执不可信：计数之和为 999999，应为 3'],
    ['other-receipt', '回执不可信：不是对这次推送的回执'],
  ] as const)('is tried again until it succeeds, and says why: %s', async (fault, reason) => {
    here.receiver.fail({ [fault]: 1 });
    const push = await here.request('3303');
    await deliverMended(push.id);
    const done = await here.read(push.id);
    expect(done.state).toBe('delivered');
    expect(done.attemptCount).toBeGreaterThan(1);
    expect(done.attempts[0]).toMatchObject({ outcome: 'failed', reason });
    expect(new Set(done.attempts.map(({ outcome }) => outcome)).size).toBe(2);
  });

  it('that the province has taken and not answered is not taken twice', async () => {
    here.receiver.fail({ drop: 1 });
    const push = await here.request('3303');
    await deliverMended(push.id);
    const taken = here.receiver.held.get(push.id)!;
    expect(taken.times).toBeGreaterThan(1);
    expect((await here.read(push.id)).receipt!.receiptId).toBe(taken.receipt.receiptId);
  });

  it('waits as long as the receiver asks for (Retry-After), and the county with it', async () => {
    const policy = quick({ retry: { firstSeconds: 0.01, longestSeconds: 3600, hours: 72 } });
    const there = await pushing({ policy });
    there.receiver.fail({ busy: 1, retryAfterSeconds: 120 });
    const [push, next] = [await there.request(RUIAN), await there.request(RUIAN)];
    const { attempts, againMs } = await there.deliver(RUIAN);
    expect(attempts).toBe(1);
    expect(againMs! / 1000).toBeGreaterThan(110);
    expect(againMs! / 1000).toBeLessThanOrEqual(121);
    expect(await there.read(next.id)).toMatchObject({ attemptCount: 0 });
    there.receiver.fail({});
    expect((await there.deliver(RUIAN)).attempts).toBe(0);
    // Signatures go by the real time: the clock of the wire may be ahead by less than the tolerance.
    there.ahead.ms = 125_000;
    await there.deliver(RUIAN);
    expect(await there.read(push.id)).toMatchObject({ state: 'delivered', attemptCount: 2 });
    await there.close();
  });

  it('for good is put aside at once with the reason of the province, and the county goes on', async () => {
    const county = own();
    const bad = await here.request(county);
    // The receiver has another event under this number already.
    await here.deliver(county);
    here.receiver.held.get(bad.id)!.sequence = 2;
    const refused = await here.request(county);
    const good = await here.request(county);
    await here.deliver(county);
    expect(await here.read(refused.id)).toMatchObject({
      state: 'parked',
      parked: 'refused',
      reason: '对方答复 409：顺序号 2 已属于另一事件',
      attemptCount: 1,
    });
    expect(await here.read(good.id)).toMatchObject({ state: 'delivered' });
    expect(here.alarms.some((one) => one.includes(refused.id))).toBe(true);
    // Mended there, it is sent again by the city.
    here.receiver.held.get(bad.id)!.sequence = 1;
    const again = await here.as('city', '3303').post(`/v1/pushes/${refused.id}/replay`);
    expect(again).toMatchObject({ status: 202, json: { state: 'waiting', replays: 1 } });
    const sooner = await here.as('city', '3303').post(`/v1/pushes/${refused.id}/replay`);
    expect(sooner).toMatchObject({ status: 409, json: { state: 'waiting' } });
    await here.deliver(county);
    const { receipt, ...replayed } = await here.read(refused.id);
    expect(replayed).toMatchObject({ state: 'delivered', attemptCount: 2, sha256: refused.sha256 });
    // A later report of the same subject is there already: what comes late changes nothing.
    expect(receipt!.counts).toEqual({ updated: 0, unchanged: 0, ignored: 3 });
    expect(here.receiver.held.get(refused.id)).toMatchObject({ late: true });
  });

  it('by a redirect waits: a gateway under maintenance sends everybody to a page', async () => {
    const county = own();
    const push = await here.request(county);
    const page = { kind: 'answer' as const, status: 302, headers: {}, body: Buffer.from('') };
    const policy = quick({ sending: { ...quick().sending, workSeconds: 0.3 } });
    const province = { ...here.deps.province, policyOn: () => policy, send: async () => page };
    await here.deliver(county, { ...here.deps, province });
    expect(await here.read(push.id)).toMatchObject({ state: 'waiting' });
    await here.deliver(county);
  });

  it('for three days is put aside, and the operators are told', async () => {
    const county = own();
    here.receiver.fail({ 'wrong-sha': 1 });
    const policy = quick({ retry: { firstSeconds: 1, longestSeconds: 3600, hours: 72 } });
    const province = { ...here.deps.province, policyOn: () => policy };
    const push = await here.request(county);
    const day = 24 * 3_600_000;
    const at = (ms: number) => ({
      ...here.deps,
      province: {
        ...province,
        now: () => new Date(Date.now() + ms),
        // Signed by the real time, or the receiver would not take it.
        send: async () => ({ kind: 'nothing' as const, why: 'too-large' as const, detail: '64 KB' }),
      },
    });
    for (const days of [0, 1, 2, 2.9]) await here.deliver(county, at(days * day));
    expect(await here.read(push.id)).toMatchObject({ state: 'waiting' });
    await here.deliver(county, at(3.1 * day));
    expect(await here.read(push.id)).toMatchObject({
      state: 'parked',
      parked: 'exhausted',
      reason: '72 小时内多次尝试未能送达：答复过大：64 KB',
    });
    expect(here.alarms.at(-1)).toContain(push.id);
  });

  it('by a chain that was cut is told as such: what was sent before does not fit any more', async () => {
    const there = await pushing();
    const county = '330382';
    await there.request(county, { chains: ['REPORT#1'] });
    await there.deliver(county);
    // Somebody goes back behind what was told.
    const [held] = there.receiver.held.values();
    (held!.chains as unknown as { sequence: number }[])[0]!.sequence = 7;
    const push = await there.request(county);
    await there.deliver(county);
    expect(await there.read(push.id)).toMatchObject({ state: 'parked', parked: 'chain-cut' });
    expect((await there.read(push.id)).reason).toContain('被截断或改写');
    expect(there.alarms).toHaveLength(1);
    await there.close();
  });
});

describe('报送省级: a receiver that is down', () => {
  it('is left alone after failures in a row, tried by one county, and all go on by themselves', async () => {
    const breaker = { failures: 3, firstSeconds: 1.5, longestSeconds: 2, probeSeconds: 5 };
    const there = await pushing({ policy: quick({ breaker }) });
    there.receiver.fail({ error: 1 });
    const pushes = [await there.request(LUCHENG), await there.request(RUIAN)];
    const { againMs } = await there.deliver(LUCHENG);
    expect(againMs).toBeGreaterThan(500);
    const [first] = await Promise.all(pushes.map(({ id }) => there.read(id)));
    expect(first!.attemptCount).toBe(3);
    const city = there.as('city', '3303');
    expect((await city.get('/v1/pushes/receiver')).json).toMatchObject({
      configured: true,
      state: 'open',
      failuresInRow: 3,
      lastFailure: '对方答复 500：内部错误',
    });
    // Nothing is sent, and nothing counted.
    expect((await there.deliver(RUIAN)).attempts).toBe(0);
    expect(await there.read(pushes[1]!.id)).toMatchObject({ attemptCount: 0 });
    expect(await sweep(there.deps)).toBe(0);
    there.receiver.fail({});
    there.ahead.ms += 1_600;
    await Promise.all([there.deliver(LUCHENG), there.deliver(RUIAN)]);
    await Promise.all([there.deliver(LUCHENG), there.deliver(RUIAN)]);
    for (const { id } of pushes) expect(await there.read(id)).toMatchObject({ state: 'delivered' });
    expect((await city.get('/v1/pushes/receiver')).json).toMatchObject({ state: 'closed', failuresInRow: 0 });
    await there.close();
  });

  it('is tried by one county alone', async () => {
    const there = await pushing();
    const rules = { failures: 1, firstSeconds: 0.001, longestSeconds: 1, probeSeconds: 60 };
    const open = afterSeen(UNTRIED, { down: true, reason: 'r' }, new Date(Date.now() - 60_000), rules);
    expect(open.state).toBe('open');
    await there.deps.store.save({ writes: [putReceiver({ ...open, version: 1 })] });
    there.receiver.fail({ slow: 1, slowMs: 300 });
    await there.request(LUCHENG);
    await there.request(RUIAN);
    const policy = quick();
    policy.sending = { ...policy.sending, waitSeconds: 0 };
    const deps = { ...there.deps, province: { ...there.deps.province, policyOn: () => policy } };
    const [one, other] = await Promise.all([there.deliver(LUCHENG, deps), there.deliver(RUIAN, deps)]);
    expect([one.attempts, other.attempts].sort()).toEqual([0, 1]);
    await there.close();
  });

  it('and a message that was lost are looked after by the schedule', async () => {
    const there = await pushing();
    await there.request(LUCHENG);
    await there.request('3303');
    expect(await sweep(there.deps)).toBe(2);
    await there.deliver(LUCHENG);
    expect(await sweep(there.deps)).toBe(1);
    await there.close();
  });
});

describe('报送省级: who sees and who sends', () => {
  it('a county sees its own, the city all; only the city sends again', async () => {
    const there = await pushing();
    const push = await there.request(LUCHENG);
    await there.request(RUIAN);
    await there.request('3303');
    await there.deliver(LUCHENG);
    const [county, other, city] = [
      there.as('county', LUCHENG),
      there.as('county', RUIAN),
      there.as('city', '3303'),
    ];
    const listed = async (who: typeof city, query = '') => {
      const { json } = await who.get(`/v1/pushes${query}`);
      return (json as { items: { division: string; state: string }[] }).items.map(
        ({ division, state }) => `${division} ${state}`,
      );
    };
    expect(await listed(county)).toEqual([`${LUCHENG} delivered`]);
    expect((await listed(city)).sort()).toEqual(['3303 waiting', '330302 delivered', '330381 waiting']);
    expect(await listed(city, '?division=330381')).toEqual([`${RUIAN} waiting`]);
    expect(await listed(city, '?state=delivered')).toEqual([`${LUCHENG} delivered`]);
    expect((await county.get('/v1/pushes?division=330381')).status).toBe(403);
    expect((await city.get('/v1/pushes?division=330302025')).status).toBe(400);
    const seen = await county.get(`/v1/pushes/${push.id}`);
    expect(seen.json).toMatchObject({ state: 'delivered', receipt: { webhookId: push.id }, attempts: [{}] });
    expect((await other.get(`/v1/pushes/${push.id}`)).status).toBe(404);
    const preview = await county.get(`/v1/pushes/${push.id}/preview`);
    expect(preview.json).toMatchObject({ sha256: push.sha256, body: JSON.parse(push.body), unmapped: [] });
    expect((await other.get(`/v1/pushes/${push.id}/preview`)).status).toBe(404);
    expect((await county.post(`/v1/pushes/${push.id}/replay`)).status).toBe(403);
    expect((await city.post(`/v1/pushes/${randomUUID()}/replay`)).status).toBe(404);
    await there.close();
  });
});
