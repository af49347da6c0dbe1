/** Errors that a client sees: problem details of RFC 9457, in Chinese. Thrown where known, mapped to an answer once. */

const KINDS = {
  'bad-request': { status: 400, title: '请求有误' },
  validation: { status: 400, title: '请求内容不符合要求' },
  unauthenticated: { status: 401, title: '未登录或登录已失效' },
  forbidden: { status: 403, title: '没有权限' },
  'not-found': { status: 404, title: '没有找到' },
  conflict: { status: 409, title: '与现有数据冲突' },
  'precondition-failed': { status: 412, title: '数据已被更新' },
  'too-large': { status: 413, title: '请求内容过大' },
  'unsupported-media-type': { status: 415, title: '不支持的内容类型' },
  unprocessable: { status: 422, title: '请求无法办理' },
  'precondition-required': { status: 428, title: '缺少前提条件' },
  internal: { status: 500, title: '系统内部错误' },
  unavailable: { status: 503, title: '服务暂不可用' },
} as const;

type ProblemKind = keyof typeof KINDS;

/** What is wrong with one field: where (JSON pointer as URI fragment, RFC 6901) and what would be right. */
export interface FieldError {
  pointer: string;
  detail: string;
}

interface ProblemOptions {
  errors?: readonly FieldError[];
  /** Further members of the problem document. */
  extra?: Readonly<Record<string, unknown>>;
  headers?: Readonly<Record<string, string>>;
  cause?: unknown;
}

/** Media type of RFC 9457. */
export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

export class Problem extends Error {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** One Chinese sentence for the user. */
  readonly detail: string;
  readonly errors: readonly FieldError[] | undefined;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(kind: ProblemKind, detail: string, { errors, extra, headers, cause }: ProblemOptions = {}) {
    super(detail, { cause });
    this.name = 'Problem';
    this.type = `urn:peiyou:problem:${kind}`;
    this.title = KINDS[kind].title;
    this.status = KINDS[kind].status;
    this.detail = detail;
    this.errors = errors;
    this.extra = extra ?? {};
    this.headers = headers ?? {};
  }
}

/** 400: the request as a whole cannot be read. */
export const badRequest = (detail: string, options?: ProblemOptions) =>
  new Problem('bad-request', detail, options);

/** 400: fields of path, query, headers or body break their schema. */
export const invalid = (errors: readonly FieldError[], detail = `有 ${errors.length} 处不符合要求`) =>
  new Problem('validation', detail, { errors });

/**
 * 401, with the challenge of RFC 6750.
 * @param reason machine-readable reason in ASCII; left out when no token came at all
 */
export const unauthenticated = (detail: string, reason?: string, cause?: unknown) =>
  new Problem('unauthenticated', detail, {
    cause,
    errors: [{ pointer: '#/headers/authorization', detail }],
    headers: {
      'www-authenticate': reason
        ? `Bearer realm="peiyou", error="invalid_token", error_description="${reason}"`
        : 'Bearer realm="peiyou"',
    },
  });

/** 403: known, but not allowed. */
export const forbidden = (detail: string, options?: ProblemOptions) =>
  new Problem('forbidden', detail, options);

/** 404: no such thing, or not for this caller's eyes. */
export const notFound = (detail: string, options?: ProblemOptions) =>
  new Problem('not-found', detail, options);

/** 409: what is asked collides with what is there. */
export const conflict = (detail: string, options?: ProblemOptions) =>
  new Problem('conflict', detail, options);

/** 412: the version in If-Match is no longer the current one. */
export const preconditionFailed = (detail = '数据已被他人更新，请重新读取后再试', options?: ProblemOptions) =>
  new Problem('precondition-failed', detail, {
    errors: [{ pointer: '#/headers/if-match', detail }],
    ...options,
  });

/** 422: well-formed, but cannot be done; `errors` name the fields. */
export const unprocessable = (detail: string, options?: ProblemOptions) =>
  new Problem('unprocessable', detail, options);
