/**
 * The province's interface of the local stack: a small real receiver. It checks signatures with an implementation that is not
 * ours (receiver-signature.ts), takes each event once and keeps what it got (receiver-holdings.ts), and fails when it is told to
 * (receiver-faults.ts).
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ZodError } from 'zod';
import { EVENTS_PATH, HOLDINGS_PATH } from '../../functions/reporting/pushes/contract.ts';
import { sha256 } from '../../shared/sha256.ts';
import { type Fault, type Faults, faultsOf, NO_FAULTS } from './receiver-faults.ts';
import { holdingsIn, parsed, Refusal, type Taken } from './receiver-holdings.ts';
import { checkSignature, signReceipt } from './receiver-signature.ts';

interface ReceiverOptions {
  port: number;
  /** Keys that check what comes, and those that sign receipts. */
  secrets: readonly string[];
  receiptSecret: string;
  /** Keeps what it got; in memory when left out. */
  file?: string | undefined;
  random?: () => number;
}

export interface LocalReceiver {
  url: string;
  /** A port that speaks no TLS where TLS is expected. */
  brokenTlsUrl: string;
  held: Map<string, Taken>;
  /** Requests that asked for something that is not right: signature, order, chains. */
  refused: { status: number; detail: string }[];
  /** How often each fault was played. */
  played: Partial<Record<Fault, number>>;
  fail(faults: Partial<Faults>): void;
  stop(): Promise<void>;
}

const MOST_BODY = 64 * 1024;
const LONG_MS = 60_000;

/** Starts the receiver on a port of this machine; 0 takes a free one. */
export async function startReceiver(options: ReceiverOptions): Promise<LocalReceiver> {
  const { port, secrets, receiptSecret, file, random = Math.random } = options;
  const { held, takeIn, holdings, forget } = holdingsIn(file);
  const refused: LocalReceiver['refused'] = [];
  const played: LocalReceiver['played'] = {};
  let faults: Faults = NO_FAULTS;

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.destroyed) return;
      const { status, type, message } =
        error instanceof Refusal ? error : new Refusal(500, (error as Error).message);
      if (error instanceof Refusal) refused.push({ status, detail: message });
      problem(response, status, message, type);
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://receiver');
    const body = await bodyOf(request);
    const route = `${request.method} ${url.pathname}`;
    if (route === 'GET /held') return json(response, 200, { items: [...held.values()] });
    if (route === 'GET /faults') return json(response, 200, { faults, played });
    if (route === 'PUT /faults') {
      faults = wished(body);
      return json(response, 200, { faults });
    }
    if (request.method === 'DELETE' && url.pathname.startsWith('/held/')) {
      const gone = forget(decodeURIComponent(url.pathname.slice('/held/'.length)));
      return json(response, gone ? 200 : 404, { gone });
    }
    if (route === `GET ${HOLDINGS_PATH}`) {
      authentic(request, `GET ${url.pathname}${url.search}`);
      return json(response, 200, holdings(url.searchParams));
    }
    if (route === `POST ${EVENTS_PATH}`) return take(request, response, body);
    throw new Refusal(404, '没有这个地址');
  }

  function authentic({ headers }: IncomingMessage, signed: string | Buffer): string {
    const wrong = checkSignature(secrets, headers as Record<string, string | undefined>, signed);
    if (wrong !== undefined) throw new Refusal(401, `签名不符：${wrong}`);
    return headers['webhook-id'] as string;
  }

  async function take(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
    const fault = faults.draw(random);
    if (fault) played[fault] = (played[fault] ?? 0) + 1;
    if (fault === 'error') return problem(response, 500, '内部错误');
    if (fault === 'busy') {
      response.setHeader('retry-after', String(faults.retryAfterSeconds));
      return problem(response, 429, '请求过多，请稍后再来');
    }
    if (fault === 'hang') {
      await sleep(LONG_MS, undefined, { ref: false });
      return;
    }
    if (fault === 'reset') {
      response.destroy();
      return;
    }
    const id = authentic(request, body);
    const taken = await takeIn(id, body, fetched);
    if (fault === 'slow') await sleep(faults.slowMs);
    // It has it, and nobody hears of it.
    if (fault === 'drop') {
      response.destroy();
      return;
    }
    const receipt = spoilt(taken.receipt, fault);
    const bytes = Buffer.from(JSON.stringify(receipt));
    const headers = signReceipt(
      fault === 'wrong-signature'
        ? 'whsec_d3JvbmcgcmVjZWlwdCBrZXkgb2YgYSBsb2NhbCByZWNlaXZlcg=='
        : receiptSecret,
      String(receipt.receiptId),
      bytes,
    );
    response.writeHead(200, { ...headers, 'content-type': 'application/json' }).end(bytes);
  }

  /** The content of an event that only refers to it, asked for under our own signature. */
  async function fetched(ref: string, hash: string): Promise<{ items?: { id: string }[] }> {
    const { pathname } = new URL(ref);
    const response = await fetch(ref, {
      headers: { ...signReceipt(receiptSecret, randomUUID(), Buffer.from(`GET ${pathname}`)) },
      signal: AbortSignal.timeout(5_000),
    }).catch((error: Error) => {
      throw new Refusal(503, `内容取不到：${error.message}`);
    });
    const content = Buffer.from(await response.arrayBuffer());
    if (!response.ok) throw new Refusal(503, `内容取不到：${response.status}`);
    if (sha256(content) !== hash) throw new Refusal(422, '内容与散列不符');
    return parsed(content) as { items?: { id: string }[] };
  }

  const listening = await listen(server, port);
  const broken = createTcpServer((socket) => {
    socket.on('error', () => {});
    // What is not read keeps a connection from being closed.
    socket.resume();
    socket.end('this is no TLS\r\n', () => socket.destroy());
  });
  const brokenPort = await listen(broken, 0);
  return {
    url: `http://127.0.0.1:${listening}`,
    brokenTlsUrl: `https://127.0.0.1:${brokenPort}`,
    held,
    refused,
    played,
    fail: (wanted) => {
      faults = faultsOf(wanted);
    },
    stop: async () => {
      server.closeAllConnections();
      await Promise.all([server, broken].map((one) => new Promise((done) => one.close(done))));
    },
  };
}

/** A receipt that is not what it should be. */
function spoilt(receipt: Record<string, unknown>, fault: Fault | undefined): Record<string, unknown> {
  if (fault === 'wrong-sha') return { ...receipt, sha256: '0'.repeat(64) };
  if (fault === 'wrong-counts') return { ...receipt, counts: { updated: 999_999, ignored: 0 } };
  if (fault === 'other-receipt') return { ...receipt, webhookId: randomUUID() };
  return receipt;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MOST_BODY) throw new Refusal(413, `请求体超过 ${MOST_BODY} 字节`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function problem(response: ServerResponse, status: number, detail: string, type = 'about:blank'): void {
  response
    .writeHead(status, { 'content-type': 'application/problem+json' })
    .end(JSON.stringify({ type, title: '未接收', status, detail }));
}

/** @throws Refusal that says what is no fault, or no probability of one */
function wished(body: Buffer): Faults {
  try {
    return faultsOf(JSON.parse(body.toString() || '{}'));
  } catch (error) {
    const said =
      error instanceof ZodError ? error.issues.map(({ message }) => message).join('; ') : '应为 JSON';
    throw new Refusal(400, `故障设置有误：${said}`);
  }
}

function listen(
  server: { listen: (...args: never[]) => unknown; address(): unknown },
  port: number,
): Promise<number> {
  const one = server as unknown as import('node:net').Server;
  return new Promise((done, fail) => {
    one.once('error', fail);
    one.listen(port, '127.0.0.1', () => done((one.address() as { port: number }).port));
  });
}
