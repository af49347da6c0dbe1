/** One HTTP operation, declared: what it takes, who may call it, what it answers. Pure: no environment, no clients. */
import type * as z from 'zod';
import type { Caller, MaybeCaller, Role } from '../auth/caller.ts';
import type { Once } from '../store/store.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a handler gives back. `body` goes out as JSON; a string or bytes go out as they are if `content-type` is set. */
export interface Answer {
  status: number;
  body?: unknown;
  /** Version of the thing, without quotes; becomes the ETag header. */
  etag?: string | number;
  headers?: Readonly<Record<string, string>>;
}

export interface RouteResponse {
  description: string;
  /** Schema of the JSON body; an error status without one is a problem document. */
  schema?: z.ZodType;
  /** Media type where it is not JSON; several where it is one of them. */
  contentType?: string | readonly string[];
  /** Response headers beyond the common ones: name to Chinese description. */
  headers?: Readonly<Record<string, string>>;
  example?: unknown;
}

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;

interface Parsed<P, Q, B> {
  params: Output<P>;
  query: Output<Q>;
  body: Output<B>;
}

/** What a handler gets: everything parsed and permitted. */
export interface Input<P, Q, B, C> extends Parsed<P, Q, B> {
  caller: C;
  correlationId: string;
  /** The request's headers by lower-case name. */
  headers: Readonly<Record<string, string | undefined>>;
  /** Version from If-Match, without quotes. */
  ifMatch?: string;
  /**
   * For `store.save({ writes, ...once(answer) })`: stores the first answer under the request's Idempotency-Key in the
   * same transaction; empty when the request came without a key.
   */
  once: (answer: Answer) => { once?: Once };
  /**
   * For an effect of several transactions, each safe to repeat: called before the first of them it keeps another request
   * under the same Idempotency-Key out; `once` goes with the last.
   */
  claim: () => Promise<void>;
}

/**
 * `roles`: who may call. `division`: the code that the caller's division must contain (else 403); undefined when the
 * request names none.
 */
interface Restricted<P, Q, B> {
  roles: readonly Role[];
  division?: (input: Parsed<P, Q, B>) => string | undefined;
}

interface RouteBase {
  method: Method;
  /** With `{name}` for parameters, e.g. /v1/names/reservations/{id}. */
  path: `/${string}`;
  operationId: string;
  summary: string;
  description?: string;
  tag: string;
  /** Honours Idempotency-Key. */
  creates?: true;
  /** Takes If-Match; `required`: without it 428. */
  ifMatch?: 'required' | 'optional';
  /** Answers carry the version as ETag, and a GET takes If-None-Match. */
  etag?: true;
  bodyExample?: unknown;
  responses: Readonly<Record<number, RouteResponse>>;
}

interface RouteDefinition<P, Q, B, A, D> extends RouteBase {
  params?: P;
  query?: Q;
  body?: B;
  access: A;
  handle(input: Input<P, Q, B, A extends 'public' ? MaybeCaller : Caller>, deps: D): Promise<Answer> | Answer;
}

/** A route as the stack runs it: schemas and handler without their particular types. */
export interface Route<D> extends RouteBase {
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  access: 'public' | Restricted<z.ZodType, z.ZodType, z.ZodType>;
  handle: (input: Input<z.ZodType, z.ZodType, z.ZodType, MaybeCaller>, deps: D) => Promise<Answer> | Answer;
}

/**
 * Declares a route; the handler's input is typed from the schemas, the caller from `access`.
 * @example
 * route({
 *   method: 'GET', path: '/v1/things/{id}', operationId: 'getThing', summary: '查询', tag: '事项',
 *   access: { roles: ['county', 'city'] },
 *   params: z.strictObject({ id: z.string() }),
 *   responses: { 200: { description: '事项', schema: Thing }, 404: { description: '没有这个事项' } },
 *   handle: async ({ params }, deps: Deps) => ({ status: 200, body: await deps.thing(params.id) }),
 * })
 */
export function route<
  D,
  const A extends 'public' | Restricted<P, Q, B>,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(definition: RouteDefinition<P, Q, B, A, D>): Route<D> {
  return definition as unknown as Route<D>;
}

/** The key by which API Gateway (HTTP API) names a route, e.g. `GET /v1/things/{id}`. */
export const routeKey = ({ method, path }: Pick<RouteBase, 'method' | 'path'>) => `${method} ${path}`;
