import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { sender } from '../../../functions/reporting/pushes/send.ts';
import { startReceiver } from '../../../infra/local/receiver.ts';
import { RECEIPTS, SIGNING } from './pushing.ts';

const pem = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/tls', name), 'utf8');
const SERVER = { cert: pem('server.crt'), key: pem('server.key') };
const CLIENT = { cert: pem('client.crt'), key: pem('client.key'), ca: pem('ca.crt') };

const servers: (Server & { closeAllConnections?(): void })[] = [];
afterAll(() => {
  for (const one of servers) {
    one.closeAllConnections?.();
    one.close();
  }
});

async function port(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}
const plain = async (answer: RequestListener) => `http://127.0.0.1:${await port(createServer(answer))}`;
const secure = async (options: ServerOptions, answer: RequestListener) =>
  `https://localhost:${await port(createTlsServer(options, answer))}`;

const call = (url: string, tls = {}, more: { timeoutMs?: number } = {}) =>
  sender({ url, allowPrivate: true, tls })({
    method: 'POST',
    path: '/events',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from('{"a":"温州"}'),
    timeoutMs: 1_000,
    mostBytes: 64 * 1024,
    ...more,
  });

describe('发送: what goes to the receiver and what is taken from it', () => {
  it('the very bytes arrive, and the answer comes back', async () => {
    const url = await plain(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      response.writeHead(207, { 'x-path': request.url! }).end(Buffer.concat(parts));
    });
    const reply = await call(`${url}/province/`);
    expect(reply).toMatchObject({ kind: 'answer', status: 207, headers: { 'x-path': '/province/events' } });
    expect(reply.kind === 'answer' && reply.body.toString()).toBe('{"a":"温州"}');
  });

  it('a redirect is followed nowhere', async () => {
    let reached = 0;
    const elsewhere = await plain((_, response) => {
      reached += 1;
      response.end();
    });
    const url = await plain((_, response) => response.writeHead(307, { location: elsewhere }).end());
    expect(await call(url)).toMatchObject({ kind: 'answer', status: 307 });
    expect(reached).toBe(0);
  });

  it.each<[string, RequestListener]>([
    ['no answer', () => {}],
    [
      'an answer that never ends',
      (_, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write('.'), 50);
        response.once('close', () => clearInterval(drip));
      },
    ],
  ])('%s is given up in time', async (_, answer) => {
    const begun = performance.now();
    expect(await call(await plain(answer), {}, { timeoutMs: 300 })).toMatchObject({ why: 'timeout' });
    expect(performance.now() - begun).toBeLessThan(1_500);
  });

  it('an answer without end is cut off', async () => {
    const url = await plain((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
      };
      response.on('drain', more);
      more();
    });
    expect(await call(url)).toMatchObject({ kind: 'nothing', why: 'too-large' });
  });

  it('nobody there, and no TLS where it should be, are failures that say so', async () => {
    expect(await call('http://127.0.0.1:1')).toMatchObject({ why: 'connection', detail: 'ECONNREFUSED' });
    const receiver = await startReceiver({ port: 0, secrets: [SIGNING], receiptSecret: RECEIPTS });
    expect(await call(receiver.brokenTlsUrl)).toMatchObject({ kind: 'nothing', why: 'tls' });
    await receiver.stop();
  });

  it('a certificate that nobody vouches for is not trusted', async () => {
    const url = await secure(SERVER, (_, response) => response.end());
    expect(await call(url)).toMatchObject({ kind: 'nothing', why: 'tls' });
    expect(await call(url, { ca: CLIENT.ca })).toMatchObject({ kind: 'answer', status: 200 });
    const { port } = new URL(url);
    expect(await call(`https://127.0.0.2:${port}`, { ca: CLIENT.ca })).toMatchObject({ kind: 'nothing' });
  });

  it('a receiver that wants to know who calls gets our certificate (mutual TLS)', async () => {
    const url = await secure(
      { ...SERVER, ca: CLIENT.ca, requestCert: true, rejectUnauthorized: true },
      (_, response) => response.end('known'),
    );
    expect(await call(url, { ca: CLIENT.ca })).toMatchObject({ kind: 'nothing' });
    expect(await call(url, CLIENT)).toMatchObject({ kind: 'answer', status: 200 });
  });
});

describe('本地接收方: the receiver of the local stack', () => {
  it('says what is wrong with the faults that it is asked for, and goes on with those before', async () => {
    const receiver = await startReceiver({ port: 0, secrets: [SIGNING], receiptSecret: RECEIPTS });
    const faults = (body: string) => fetch(`${receiver.url}/faults`, { method: 'PUT', body });
    try {
      expect((await faults('{"busy":1}')).status).toBe(200);
      for (const wrong of ['{"bogus":3}', '{"error":2}', '{', '{"error":0.7,"slow":0.7}']) {
        const reply = await faults(wrong);
        expect({ wrong, status: reply.status }).toEqual({ wrong, status: 400 });
        expect(await reply.json()).toMatchObject({ detail: expect.stringContaining('故障设置有误') });
      }
      expect(await (await fetch(`${receiver.url}/faults`)).json()).toMatchObject({ faults: { busy: 1 } });
    } finally {
      await receiver.stop();
    }
  });
});
