/** OpenAPI 3.1 of a set of routes, from their own schemas. Only for generators and tests: it stays out of bundles. */
import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import * as z from 'zod';
import { ROLE_NAMES } from '../auth/caller.ts';
import { BODY_LIMIT } from './request.ts';
import { type Route, routeKey } from './route.ts';

type AnyRoute = Route<never>;
type Document = ReturnType<OpenApiGeneratorV31['generateDocument']>;
type RouteRequest = NonNullable<RouteConfig['request']>;
type Response = RouteConfig['responses'][string];

/** The body of every error answer (RFC 9457). */
const ProblemDetails = z
  .looseObject({
    type: z.string().meta({ description: '问题类型（URN）', example: 'urn:peiyou:problem:validation' }),
    title: z.string().meta({ description: '问题名称' }),
    status: z.int().meta({ description: 'HTTP 状态码' }),
    detail: z.string().meta({ description: '说明：问题何在，怎样才对' }),
    instance: z.string().meta({ description: '请求路径' }),
    correlationId: z.string().meta({ description: '关联编号，请告知管理员以便查找' }),
    errors: z
      .array(
        z.strictObject({
          pointer: z.string().meta({
            description:
              '出错之处：JSON 指针的 URI 片段形式（RFC 6901），以 path、query、headers 或 body 起首',
            example: '#/body/name',
          }),
          detail: z.string().meta({ description: '应当如何', example: '“name”不能为空' }),
        }),
      )
      .optional()
      .meta({ description: '逐项的错误' }),
  })
  .meta({ id: 'Problem', description: '问题详情（RFC 9457）' });

const PROBLEM_TYPE = 'application/problem+json';
const COMMON_HEADERS = { 'X-Correlation-Id': '关联编号' };

/** What the stack itself answers, whatever the route. */
const COMMON_PROBLEMS: Readonly<Record<number, string>> = {
  400: '请求不符合要求；errors 指出各处',
  401: '没有登录令牌，或令牌无效、已过期',
  403: '角色或行政区划不符',
  412: 'If-Match 的版本已不是最新',
  413: `请求体超过 ${BODY_LIMIT / 1024} KB`,
  415: '请求体不是 application/json',
  422: '无法办理，或 Idempotency-Key 已用于内容不同的请求',
  428: '缺少 If-Match',
  429: '请求过于频繁，请稍后再试',
  500: '系统内部错误',
  503: '服务暂不可用，请稍后再试',
};

/**
 * Builds the document; the same routes always give the same text, in whatever order they come.
 * @throws Error when two routes share an operationId or method and path
 */
export function buildOpenApi(routes: readonly AnyRoute[]): Document {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: '登录令牌（JWT，ES256 或 RS256），含 sub、role（角色）、division（行政区划代码）',
  });
  registerCommonResponses(registry);
  const sorted = [...routes].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  refuseTwins(sorted.map(({ operationId }) => operationId));
  refuseTwins(sorted.map(routeKey));
  for (const route of sorted) registry.registerPath(operation(route));
  return new OpenApiGeneratorV31([{ type: 'schema', schema: ProblemDetails }, ...registry.definitions], {
    sortComponents: 'alphabetically',
  }).generateDocument({
    openapi: '3.1.0',
    info: {
      title: '社区社会组织培优服务',
      version: '1',
      description:
        '错误一律以 application/problem+json（RFC 9457）答复。每个答复带 x-correlation-id；请求也可以自带（8 至 128 个字母、数字或 _.:-）。列表以 limit、cursor 分页：答复中的 next 即下一页的 cursor。',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(sorted.map(({ tag }) => tag))].sort().map((name) => ({ name })),
  });
}

/** A route's path in the document: API Gateway has a sign for a parameter of several segments, OpenAPI has none. */
export const openApiPath = (path: string): string => path.replace('+}', '}');

/** Statuses that a route may answer with: those declared and those that the stack gives. */
export function statusesOf(route: AnyRoute): number[] {
  const input = route.params ?? route.query ?? route.body;
  const implied = [
    ...(input || route.creates || route.ifMatch ? [400] : []),
    401,
    ...(route.access === 'public' ? [] : [403]),
    ...(route.ifMatch ? [412] : []),
    ...(route.ifMatch === 'required' ? [428] : []),
    ...(route.body ? [413, 415] : []),
    ...(route.creates ? [422] : []),
    ...(route.etag && route.method === 'GET' ? [304] : []),
    429,
    500,
    503,
  ];
  return [...new Set([...Object.keys(route.responses).map(Number), ...implied])].sort((a, b) => a - b);
}

const sortKey = ({ path, method }: AnyRoute) => `${path} ${method}`;

function refuseTwins(names: readonly string[]): void {
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin) throw new Error(`Two routes are called ${twin}`);
}

function operation(route: AnyRoute): RouteConfig {
  const { method, path, operationId, summary, tag, access } = route;
  const who = access === 'public' ? undefined : access.roles.map((role) => ROLE_NAMES[role]).join('、');
  const description = [route.description, who && `可办理的角色：${who}。`].filter(Boolean).join('\n\n');
  return {
    method: method.toLowerCase() as RouteConfig['method'],
    path: openApiPath(path),
    operationId,
    summary,
    ...(description && { description }),
    tags: [tag],
    security: access === 'public' ? [{}, { token: [] }] : [{ token: [] }],
    request: request(route),
    responses: Object.fromEntries(
      statusesOf(route).map((status) => [String(status), response(status, route)]),
    ),
  };
}

function request({
  method,
  params,
  query,
  body,
  bodyExample,
  creates,
  ifMatch,
  etag,
}: AnyRoute): RouteRequest {
  const headers = {
    ...(creates && {
      'Idempotency-Key': z.string().min(8).max(200).optional().meta({
        description:
          '同一办理的重试请用同一个键（如 UUID）：24 小时内重复的请求得到第一次的答复，不会重复办理',
        example: '5f3a1c1e-8a1c-4d0c-9f43-0f0d3f5f7f1e',
      }),
    }),
    ...(ifMatch && {
      'If-Match': (ifMatch === 'required' ? z.string() : z.string().optional()).meta({
        description: '读取时所得的 ETag（含引号）；数据已被他人更新时答复 412',
        example: '"3"',
      }),
    }),
    ...(etag &&
      method === 'GET' && {
        'If-None-Match': z
          .string()
          .optional()
          .meta({ description: '已有的 ETag；未变时答复 304，没有内容', example: '"3"' }),
      }),
  };
  return {
    ...(params && { params: params as z.ZodObject }),
    ...(query && { query: query as z.ZodObject }),
    ...(Object.keys(headers).length > 0 && { headers: z.object(headers) }),
    ...(body && {
      body: {
        required: true,
        content: {
          'application/json': { schema: body, ...(bodyExample !== undefined && { example: bodyExample }) },
        },
      },
    }),
  };
}

function response(status: number, { responses, creates, etag }: AnyRoute): Response {
  const success = status < 300;
  const common = {
    ...COMMON_HEADERS,
    ...(success && creates && { 'Idempotency-Replayed': '为 true 时，本答复是第一次的答复' }),
    ...(status === 201 && { Location: '新建对象的地址' }),
    ...((success || status === 304) && etag && { ETag: '版本' }),
  };
  const declared = responses[status];
  if (!declared) {
    return status === 304
      ? { description: '未变', headers: headersOf(common) }
      : { $ref: `#/components/responses/${commonName(status)}` };
  }
  const types = [declared.contentType ?? (status >= 400 ? PROBLEM_TYPE : 'application/json')].flat();
  const schema = declared.schema ?? (status >= 400 ? ProblemDetails : declared.contentType && z.string());
  const { description, example } = declared;
  return {
    description,
    headers: headersOf({ ...common, ...declared.headers }),
    ...(schema && {
      content: Object.fromEntries(
        types.map((type) => [type, { schema, ...(example !== undefined && { example }) }]),
      ),
    }),
  };
}

function registerCommonResponses(registry: OpenAPIRegistry): void {
  for (const [status, description] of Object.entries(COMMON_PROBLEMS)) {
    const headers = headersOf(
      COMMON_HEADERS,
      status === '401' && { 'WWW-Authenticate': '验证方式与原因（RFC 6750）' },
    );
    registry.registerComponent('responses', commonName(status), {
      description,
      // Throttling answers come from API Gateway itself, in its own form.
      ...(status !== '429' && {
        headers,
        content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
      }),
    });
  }
}

const commonName = (status: number | string) => `Problem${status}`;

function headersOf(...sets: readonly (Readonly<Record<string, string>> | false)[]) {
  const all = Object.assign({}, ...sets) as Record<string, string>;
  return Object.fromEntries(
    Object.entries(all).map(([name, description]) => [
      name,
      { description, schema: { type: 'string' as const } },
    ]),
  );
}
