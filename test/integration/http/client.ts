import { Buffer } from 'node:buffer';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { createApi } from '../../../shared/http/api.ts';
import { buildOpenApi, statusesOf } from '../../../shared/http/openapi.ts';
import { type Route, routeKey } from '../../../shared/http/route.ts';
import { answerChecker } from './answers.ts';

type Handler = ReturnType<typeof createApi>;

export interface Call {
  token?: string;
  headers?: Record<string, string>;
  /** Sent as JSON; a string or bytes as they are. */
  body?: unknown;
  /** Milliseconds until Lambda ends the function; no limit when left out. */
  within?: number;
}

export interface Reply {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** The body as it was sent. */
  bytes: Buffer;
  /** The parsed body of a JSON answer. */
  json: unknown;
}

/**
 * Calls a handler as API Gateway would (HTTP API, payload v2) and holds every answer against the OpenAPI document of
 * the routes: its status must be declared there, its body must fit the schema.
 */
export function clientOf(handler: Handler, routes: readonly Route<never>[]) {
  const check = answerChecker(buildOpenApi(routes));
  return async (method: string, target: string, call: Call = {}): Promise<Reply> => {
    const { event, route } = eventFor(routes, method, target, call);
    const response = await handler(event, contextOf(call));
    const bytes = Buffer.from(response.body ?? '', response.isBase64Encoded ? 'base64' : 'utf8');
    const text = bytes.toString();
    const type = response.headers['content-type'] ?? '';
    const reply = {
      status: Number(response.statusCode),
      headers: response.headers,
      text,
      bytes,
      json: /json/.test(type) ? JSON.parse(text) : undefined,
    };
    if (route) {
      if (!statusesOf(route).includes(reply.status)) {
        throw new Error(`${routeKey(route)} answers ${reply.status}, which it does not declare: ${text}`);
      }
      check(route, reply.status, reply.headers, reply.json);
    }
    return reply;
  };
}

/** A context of Lambda, as far as the stack looks at it. */
function contextOf({ within }: Call): Context {
  if (within === undefined) return {} as Context;
  const end = performance.now() + within;
  return { getRemainingTimeInMillis: () => Math.max(0, Math.floor(end - performance.now())) } as Context;
}

/** An event as API Gateway's HTTP API makes it (payload v2), and the route that it is for. */
function eventFor(routes: readonly Route<never>[], method: string, target: string, call: Call) {
  const url = new URL(target, 'https://api.example.cn');
  const path = decodeURI(url.pathname);
  const matches = routes
    .filter((candidate) => candidate.method === method)
    .flatMap((route) => {
      const groups = pattern(route.path).exec(path);
      return groups ? [{ route, pathParameters: { ...groups.groups } as Record<string, string> }] : [];
    })
    // API Gateway prefers the route with fewer parameters, and one of a single segment to one of several.
    .sort((a, b) => looseness(a.route) - looseness(b.route));
  const match = matches[0];
  const raw = typeof call.body === 'string' || call.body instanceof Uint8Array;
  const json = call.body !== undefined && !raw;
  const body = json ? JSON.stringify(call.body) : call.body;
  const event: APIGatewayProxyEventV2 = {
    version: '2.0',
    routeKey: match ? routeKey(match.route) : '$default',
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers: {
      host: url.host,
      'user-agent': 'test',
      ...(json && { 'content-type': 'application/json' }),
      ...(call.token && { authorization: `Bearer ${call.token}` }),
      ...call.headers,
    },
    ...(match && Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    ...(body !== undefined && {
      body: body instanceof Uint8Array ? Buffer.from(body).toString('base64') : (body as string),
    }),
    isBase64Encoded: body instanceof Uint8Array,
    requestContext: {
      accountId: '123456789012',
      apiId: 'test',
      domainName: url.host,
      domainPrefix: 'test',
      http: { method, path: url.pathname, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      requestId: 'request-1',
      routeKey: match ? routeKey(match.route) : '$default',
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: 1767225600000,
    },
  };
  return { event, route: match?.route };
}

const looseness = ({ path }: Route<never>) =>
  (path.match(/\{/g)?.length ?? 0) + (path.includes('+}') ? 0.5 : 0);

function pattern(path: string): RegExp {
  const parameters = path
    .replace(/[.]/g, '\\.')
    .replace(/\{(\w+)(\+?)\}/g, (_, name, several) => `(?<${name}>${several ? '.+' : '[^/]+'})`);
  return new RegExp(`^${parameters}$`);
}
