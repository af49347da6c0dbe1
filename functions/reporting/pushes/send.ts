/**
 * HTTP to the receiver, and to nobody else: its address comes from the settings alone, TLS is a must, redirects are answers
 * like any other, and neither time nor bytes of an answer are without bounds.
 */
import {
  type IncomingMessage,
  Agent as PlainAgent,
  request as plainRequest,
  type RequestOptions,
} from 'node:http';
import { Agent, request } from 'node:https';
import { isIP } from 'node:net';
import { AddressRefused, isPublic, publicLookup } from './addresses.ts';

export interface Call {
  method: 'GET' | 'POST';
  /** What follows the receiver's address, e.g. `/events`. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body?: Uint8Array;
  timeoutMs: number;
  /** Bytes of the largest answer taken. */
  mostBytes: number;
}

/** What came back, or why nothing did. */
export type Reply =
  | { kind: 'answer'; status: number; headers: Readonly<Record<string, string | undefined>>; body: Buffer }
  | { kind: 'nothing'; why: 'address' | 'timeout' | 'tls' | 'too-large' | 'connection'; detail: string };

export type Send = (call: Call) => Promise<Reply>;

export interface SendOptions {
  url: string;
  /** Addresses inside of networks, and plain HTTP: for a receiver on this machine. */
  allowPrivate: boolean;
  /** In PEM: our certificate and its key for mutual TLS, and the authority where it is no public one. */
  tls: { cert?: string | undefined; key?: string | undefined; ca?: string | undefined };
}

class TooLarge extends Error {}

/**
 * Makes what sends to one receiver.
 * @throws Error for an address that is no https, has a user, a query or a fragment
 */
export function sender({ url, allowPrivate, tls }: SendOptions): Send {
  const base = new URL(url);
  const plain = base.protocol === 'http:' && allowPrivate;
  if (base.protocol !== 'https:' && !plain) throw new Error('The receiver has to be called by https');
  if (base.username || base.password || base.search || base.hash)
    throw new Error('The address of the receiver has no user, query or fragment');
  const host = base.hostname.replace(/^\[|\]$/g, '');
  const agent = plain ? new PlainAgent({ keepAlive: true }) : new Agent({ keepAlive: true });
  const common: RequestOptions = {
    agent,
    ...(!allowPrivate && { lookup: publicLookup }),
    ...Object.fromEntries(Object.entries(tls).filter(([, value]) => value !== undefined)),
  };

  return async ({ method, path, headers, body, timeoutMs, mostBytes }) => {
    // A name is looked at when it is resolved; an address as it stands is not resolved.
    if (!allowPrivate && isIP(host) !== 0 && !isPublic(host)) return nothing(new AddressRefused(host));
    const signal = AbortSignal.timeout(timeoutMs);
    const whole = new URL(base.href.replace(/\/$/, '') + path);
    return new Promise((done) => {
      const fail = (error: Error) => done(nothing(signal.aborted ? signal.reason : error));
      const asked = (plain ? plainRequest : request)(
        whole,
        {
          ...common,
          method,
          signal,
          headers: { ...headers, ...(body && { 'content-length': String(body.length) }) },
        },
        (response) => {
          collect(response, mostBytes).then(
            (bytes) =>
              done({
                kind: 'answer',
                status: response.statusCode ?? 0,
                headers: response.headers as Record<string, string | undefined>,
                body: bytes,
              }),
            fail,
          );
        },
      );
      asked.once('error', fail);
      asked.end(body);
    });
  };
}

async function collect(response: IncomingMessage, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > most) {
      response.destroy();
      throw new TooLarge(`the answer has more than ${most} bytes`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function nothing(error: Error & { code?: string }): Reply {
  const { code = '', message, name } = error;
  const detail = code || message || name;
  if (error instanceof AddressRefused) return { kind: 'nothing', why: 'address', detail: message };
  if (error instanceof TooLarge) return { kind: 'nothing', why: 'too-large', detail: message };
  if (name === 'TimeoutError' || name === 'AbortError')
    return { kind: 'nothing', why: 'timeout', detail: 'no answer in time' };
  const tls = /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH)/.test(code);
  return { kind: 'nothing', why: tls ? 'tls' : 'connection', detail };
}
