/** Answers and problems as API Gateway responses. */
import { Buffer } from 'node:buffer';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { PROBLEM_JSON, type Problem } from './problem.ts';
import { type Headers, noneMatch } from './request.ts';
import type { Answer } from './route.ts';

export type Response = APIGatewayProxyStructuredResultV2 & { headers: Record<string, string> };

/**
 * An answer as a response: JSON unless it brings its own content type, ETag from its version, not to be cached unless
 * it says so; 304 without a body when a GET's If-None-Match names the version.
 */
export function respond(
  { status, body, etag, headers: own }: Answer,
  method: string,
  request: Headers,
): Response {
  const headers: Record<string, string> = { 'cache-control': 'no-store', ...own };
  if (etag !== undefined) headers.etag = `"${etag}"`;
  if (method === 'GET' && status === 200 && headers.etag && noneMatch(request, headers.etag)) {
    delete headers['content-type'];
    delete headers['content-encoding'];
    return { statusCode: 304, headers };
  }
  if (body === undefined) return { statusCode: status, headers };
  if (headers['content-type'] === undefined) {
    headers['content-type'] = 'application/json; charset=utf-8';
    return { statusCode: status, headers, body: JSON.stringify(body) };
  }
  if (body instanceof Uint8Array) {
    return { statusCode: status, headers, body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
  }
  return { statusCode: status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

/** A problem as a response (RFC 9457); `instance` is the request's path, without its query. */
export function respondProblem(problem: Problem, instance: string, correlationId: string): Response {
  const { type, title, status, detail, errors, extra, headers } = problem;
  return {
    statusCode: status,
    headers: { 'cache-control': 'no-store', ...headers, 'content-type': PROBLEM_JSON },
    body: JSON.stringify({
      ...extra,
      type,
      title,
      status,
      detail,
      instance,
      correlationId,
      ...(errors && { errors }),
    }),
  };
}
