import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { EVENTS_PATH, HOLDINGS_PATH } from '../../../functions/reporting/pushes/contract.ts';
import { sender } from '../../../functions/reporting/pushes/send.ts';
import { readKey, signed } from '../../../functions/reporting/pushes/signature.ts';
import { startReceiver } from '../../../infra/local/receiver.ts';
import type { Route } from '../../../shared/http/route.ts';
import { SCHEMES } from '../../support/signing-keys.ts';
import { answerChecker } from '../http/answers.ts';
import { LUCHENG, pushing, RECEIPTS, RUIAN, report, SIGNING } from './pushing.ts';

/** The contract as it is published. */
const CONTRACT = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../docs/province-api.json'), 'utf8'),
);
const operations = Object.entries(CONTRACT.paths as Record<string, Record<string, { responses: object }>>);
const check = answerChecker(CONTRACT);
const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));
ajv.addSchema(CONTRACT, 'contract');
const schema = (name: string) => ({ $ref: `contract#/components/schemas/${encodeURIComponent(name)}` });

type Pushing = Awaited<ReturnType<typeof pushing>>;
let service: Pushing;
beforeAll(async () => {
  service = await pushing();
});
afterAll(() => service.close());

/** What was answered so far, as operation and status. */
const answered = new Set<string>();

/** Asks the receiver as the pusher does, and holds the answer against the contract. */
async function ask(
  method: 'GET' | 'POST',
  target: string,
  { body, key = SIGNING, id = randomUUID() }: { body?: string; key?: string; id?: string } = {},
) {
  const [path] = target.split('?') as [string];
  const text = body ?? `GET ${target}`;
  const headers = { ...signed([readKey(key)], { id, at: new Date(), body: text }) };
  const response = await fetch(service.receiver.url + target, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/cloudevents+json' }) },
    ...(body !== undefined && { body }),
  });
  const json: unknown = await response.json();
  check(
    { method, path } as unknown as Route<never>,
    response.status,
    Object.fromEntries(response.headers),
    json,
  );
  answered.add(`${method} ${path} ${response.status}`);
  return { status: response.status, json: json as Record<string, unknown>, headers: response.headers };
}

const post = (push: { id: string; body: string }, more: { body?: string; key?: string } = {}) =>
  ask('POST', EVENTS_PATH, { id: push.id, body: push.body, ...more });

describe('省级接口约定: what is published is what we send, and what the receiver answers', () => {
  it('every event that we send is one of the contract, with its payload', async () => {
    const events = [
      await service.request(LUCHENG),
      await service.request(LUCHENG, {
        type: 'cn.wenzhou.peiyou.report.changing.v1',
        data: {
          report: `${LUCHENG}-2026-10`,
          division: LUCHENG,
          period: '2026-10',
          version: 1,
          contentHash: '2'.repeat(64),
          items: [
            {
              id: `${LUCHENG}:needs.matched`,
              indicator: 'needs.matched',
              division: LUCHENG,
              before: { numerator: 1, denominator: 2 },
              after: { numerator: 2, denominator: 2 },
            },
          ],
        },
      }),
    ];
    for (const { body } of events) {
      const event = JSON.parse(body) as { type: string; data: object };
      expect(ajv.validate(schema('Event'), event) ? [] : ajv.errors).toEqual([]);
    }
  });

  it('an event is receipted, the same again likewise, and stands in the list of what is held', async () => {
    const push = await service.request(RUIAN);
    const { json, headers } = await post(push);
    expect(headers.get('webhook-signature')).toMatch(/^v1,/);
    expect((await post(push)).json).toEqual(json);
    const held = await ask('GET', `${HOLDINGS_PATH}?county=${RUIAN}000000`);
    expect(held.json.items).toEqual([expect.objectContaining({ webhookId: push.id })]);
  });

  it('what it does not take it refuses as the contract has it, and what it cannot it says so', async () => {
    const push = await service.request('330303', { data: report('330303') });
    const wrong = 'whsec_d3Jvbmcga2V5IG9mIHNvbWVib2R5IGVsc2UsIG5vdCBvdXJz';
    expect((await post(push, { key: wrong })).status).toBe(401);
    expect((await ask('GET', `${HOLDINGS_PATH}?county=330303000000`, { key: wrong })).status).toBe(401);
    expect((await post(push, { body: '{"specversion":"1.0"}' })).status).toBe(422);
    expect((await post(push)).status).toBe(200);
    // The number of another event of the county.
    const twin = randomUUID();
    const body = JSON.stringify({ ...JSON.parse(push.body), id: twin });
    expect((await post({ id: twin, body })).status).toBe(409);
    service.receiver.fail({ busy: 1 });
    const busy = await post(push);
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '1']);
    service.receiver.fail({});
    const large = await service.request('330304', { data: report('330304', 1, 400) });
    // It cannot fetch what the event only refers to.
    expect((await post(large)).status).toBe(503);
  });

  it.each(SCHEMES)(
    'an event signed by %s is taken by a receiver that has the key, and by no other',
    async (_, made) => {
      const { signs, checks } = made();
      const push = await service.request(RUIAN);
      const receiver = await startReceiver({ port: 0, secrets: [checks], receiptSecret: RECEIPTS });
      try {
        const send = sender({ url: receiver.url, allowPrivate: true, tls: {} });
        const by = async (key: string) => {
          const body = Buffer.from(push.body);
          const headers = { ...signed([readKey(key)], { id: push.id, at: new Date(), body }) };
          const reply = await send({
            method: 'POST',
            path: EVENTS_PATH,
            headers,
            body,
            timeoutMs: 5_000,
            mostBytes: 65_536,
          });
          return reply.kind === 'answer' && reply.status;
        };
        expect(await by(made().signs)).toBe(401);
        expect(await by(signs)).toBe(200);
        expect(receiver.held.size).toBe(1);
      } finally {
        await receiver.stop();
      }
    },
  );

  it('every answer that the contract names was given here', () => {
    const named = operations.flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { responses }]) =>
        Object.keys(responses).map((status) => `${method.toUpperCase()} ${path} ${status}`),
      ),
    );
    expect([...answered].sort()).toEqual(named.sort());
  });
});
