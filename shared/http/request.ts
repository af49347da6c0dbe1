/** Reading an API Gateway HTTP API event (payload v2): headers, query, body, versions. */
import { Buffer } from 'node:buffer';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { badRequest, invalid, Problem } from './problem.ts';

/** Largest body taken, in bytes. */
export const BODY_LIMIT = 256 * 1024;

const CORRELATION_ID = /^[\w.:-]{8,128}$/;
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

export type Headers = Readonly<Record<string, string | undefined>>;

/** Headers by lower-case name, as API Gateway gives them; local emulators keep the client's letter case. */
export function lowerCaseHeaders(headers: Headers | undefined): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

/** The caller's correlation id where it is a sound one (8 to 128 of letters, digits, `_.:-`), else a new one. */
export function correlationIdOf(headers: Headers, newId: () => string): string {
  const given = headers['x-correlation-id'];
  return given !== undefined && CORRELATION_ID.test(given) ? given : newId();
}

/** Query parameters; a repeated one is an array, so that a schema of one value refuses it. */
export function queryOf({ rawQueryString }: APIGatewayProxyEventV2): Record<string, string | string[]> {
  const search = new URLSearchParams(rawQueryString);
  return Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const values = search.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}

/**
 * The JSON body.
 * @throws Problem 413 above {@link BODY_LIMIT}, 415 for another content type or a compressed body, 400 for a missing body
 *   or invalid JSON
 */
export function jsonBody({ body, isBase64Encoded }: APIGatewayProxyEventV2, headers: Headers): unknown {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > BODY_LIMIT) {
    const detail = `请求体不能超过 ${BODY_LIMIT / 1024} KB`;
    throw new Problem('too-large', detail, { errors: [{ pointer: '#/body', detail }] });
  }
  if (bytes.length === 0) {
    throw invalid([{ pointer: '#/body', detail: '请求体必须填写，应为 JSON' }]);
  }
  if (!JSON_TYPE.test(headers['content-type'] ?? '')) {
    const detail = '请求体应为 JSON：Content-Type 请用 application/json（UTF-8）';
    throw unsupported('content-type', detail);
  }
  if (!/^(identity)?$/i.test(headers['content-encoding']?.trim() ?? '')) {
    throw unsupported('content-encoding', '请求体不应压缩：不要用 Content-Encoding');
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const detail = '请求体不是有效的 JSON（UTF-8）';
    throw badRequest(detail, { cause, errors: [{ pointer: '#/body', detail }] });
  }
}

function unsupported(header: string, detail: string) {
  const errors = [{ pointer: `#/headers/${header}`, detail }];
  return new Problem('unsupported-media-type', detail, { errors });
}

/**
 * The version named by If-Match, without quotes; undefined when the header is missing.
 * @throws Problem 400 unless it is one strong entity tag
 */
export function ifMatchOf(headers: Headers): string | undefined {
  const header = headers['if-match'];
  if (header === undefined) return undefined;
  const version = /^"([^"]+)"$/.exec(header.trim())?.[1];
  if (version === undefined) {
    throw invalid([
      { pointer: '#/headers/if-match', detail: 'If-Match 应为读取时所得的一个 ETag，例如 "3"（含引号）' },
    ]);
  }
  return version;
}

/** Whether If-None-Match names this entity tag (weak comparison, RFC 9110 section 13.1.2). */
export function noneMatch(headers: Headers, etag: string): boolean {
  const header = headers['if-none-match'];
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
