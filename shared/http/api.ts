/** The one stack of all HTTP APIs: from an API Gateway event (payload v2) to a route's handler and back. */
import { randomUUID } from 'node:crypto';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type * as z from 'zod';
import { authenticator } from '../auth/authenticate.ts';
import { clock } from '../clock.ts';
import { observe } from '../observability/index.ts';
import { admit, holdToDivision } from './admission.ts';
import { cors, securityHeaders } from './headers.ts';
import { handleOnce, type Memory } from './idempotency.ts';
import { frame, problems } from './observation.ts';
import { notFound, Problem } from './problem.ts';
import { ifMatchOf, jsonBody, queryOf } from './request.ts';
import { type Response, respond } from './respond.ts';
import { type Input, type Route, routeKey } from './route.ts';
import type { HttpSettings } from './settings.ts';
import { validate } from './validate.ts';

/** Milliseconds before the function's own end at which a request still running is answered with 503. */
const EARLY = 250;

interface ApiOptions<D> {
  service: string;
  routes: readonly Route<D>[];
  deps: D;
  settings: HttpSettings;
  /** Keeps first answers (the service's store); needed where a route `creates`. */
  memory?: Memory;
  now?: () => Date;
  newId?: () => string;
}

/**
 * Makes the Lambda handler of a service's API: correlation id, log line and metrics, CORS, security headers, problem
 * details, token, role and division, validation, idempotency, ETag. Dispatches on `event.routeKey`.
 * @throws Error when two routes share a key, or one creates and there is no `memory`
 * @example
 * export const handler = createApi({ service: 'naming', routes, deps, settings, memory: deps.store });
 */
export function createApi<D>({
  service,
  routes,
  deps,
  settings,
  memory,
  now = clock,
  newId = randomUUID,
}: ApiOptions<D>): (event: APIGatewayProxyEventV2, context: Context) => Promise<Response> {
  const { logger, metrics, trace } = observe(service);
  const byKey = indexed(routes);
  const callerOf = authenticator(settings, now);
  if (!memory) refuseCreating(routes);

  async function serve(event: APIGatewayProxyEventV2): Promise<Response> {
    const route = byKey.get(event.routeKey);
    trace.annotate('operation', route?.operationId ?? 'none');
    if (!route) throw notFound('没有这个地址，或该地址不支持这个方法');
    const caller = await admit(route.access, event.headers.authorization, callerOf);
    const input = { ...parse(route, event), caller, headers: event.headers };
    if (route.access !== 'public') {
      const { params: path, query, body } = input;
      holdToDivision(caller, route.access.division?.(input), { path, query, body });
    }
    const key = route.creates ? event.headers['idempotency-key'] : undefined;
    const answer =
      key !== undefined && memory
        ? await handleOnce({
            header: key,
            operationId: route.operationId,
            caller,
            parts: [input.params, input.query, input.body],
            memory,
            now,
            handle: async (keep) => route.handle({ ...input, ...keep }, deps),
          })
        : await route.handle({ ...input, once: () => ({}), claim: async () => {} }, deps);
    return respond(answer, route.method, event.headers);
  }

  const operationOf = (key: string) => byKey.get(key)?.operationId;
  return middy<APIGatewayProxyEventV2, Response>({
    timeoutEarlyInMillis: EARLY,
    ...frame({ logger, metrics, newId, operationOf }),
  })
    .use(trace.middleware)
    .use([cors(settings.CORS_ORIGINS), securityHeaders(), problems(logger)])
    .handler(serve);
}

type Parsed = Omit<Input<z.ZodType, z.ZodType, z.ZodType, unknown>, 'caller' | 'headers' | 'once' | 'claim'>;

function parse(route: Route<never>, event: APIGatewayProxyEventV2): Parsed {
  const { headers } = event;
  const ifMatch = route.ifMatch && ifMatchOf(headers);
  if (route.ifMatch === 'required' && ifMatch === undefined) {
    const detail = '请在 If-Match 中带上读取时所得的 ETag，以免覆盖他人的更改';
    throw new Problem('precondition-required', detail, {
      errors: [{ pointer: '#/headers/if-match', detail }],
    });
  }
  const [params, query, body] = validate([
    { place: 'path', schema: route.params, value: event.pathParameters ?? {} },
    { place: 'query', schema: route.query, value: queryOf(event) },
    { place: 'body', schema: route.body, value: route.body && jsonBody(event, headers) },
  ]);
  const correlationId = headers['x-correlation-id'] ?? '';
  return { params, query, body, correlationId, ...(ifMatch !== undefined && { ifMatch }) };
}

function indexed<D>(routes: readonly Route<D>[]): ReadonlyMap<string, Route<D>> {
  const byKey = new Map(routes.map((route) => [routeKey(route), route]));
  if (byKey.size !== routes.length) throw new Error('Two routes share a method and path');
  return byKey;
}

function refuseCreating(routes: readonly Route<never>[]): void {
  const creating = routes.find(({ creates }) => creates);
  if (creating) throw new Error(`Route ${creating.operationId} creates, so createApi needs a memory`);
}
