/**
 * Makes the HTTP server of serverless-offline behave as API Gateway and our functions do: what it refuses by itself is
 * a problem document, and CORS is for the functions to say.
 */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { badRequest, Problem } from '../../shared/http/problem.ts';
import { respondProblem } from '../../shared/http/respond.ts';

/** The part of hapi's server and requests (https://hapi.dev/api) that is used here. */
interface Server {
  settings: { port: number };
  start(): Promise<void>;
  ext(event: 'onRequest' | 'onPreResponse', method: (request: Request, h: Toolkit) => unknown): void;
}
interface Request {
  headers: Record<string, string | undefined>;
  path: string;
  raw: { req: { rawHeaders: string[] } };
  response: { isBoom?: boolean; output: { statusCode: number } };
}
interface Response {
  code(status: number): Response;
  header(name: string, value: string): Response;
}
interface Toolkit {
  continue: symbol;
  response(body: string): Response;
}

const hapi = createRequire(import.meta.resolve('serverless-offline'))('@hapi/hapi') as {
  server(): Server;
};

const UNKNOWN_TYPE = 'application/octet-stream';

/** Adapts the server that will listen on a port; to be called before it starts. */
export function adaptGateway(port: number): void {
  const prototype = Object.getPrototypeOf(hapi.server()) as Server;
  const { start } = prototype;
  prototype.start = function (this: Server) {
    if (this.settings.port === port) {
      this.ext('onRequest', asSent);
      this.ext('onPreResponse', refusal);
    }
    return start.call(this);
  };
}

/**
 * The function gets the headers as they came (`rawHeaders`); the server itself sees neither the origin, so that it adds
 * no CORS headers of its own, nor the type of the body, so that it leaves the judgement of it to the function. A body
 * without a type is one of unknown type (RFC 9110, section 8.3), not JSON.
 */
function asSent({ headers, raw }: Request, h: Toolkit) {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (hasBody && !headers['content-type']) raw.req.rawHeaders.push('content-type', UNKNOWN_TYPE);
  delete headers.origin;
  headers['content-type'] = UNKNOWN_TYPE;
  return h.continue;
}

function refusal({ response, path }: Request, h: Toolkit) {
  if (!response.isBoom) return h.continue;
  const problem =
    response.output.statusCode === 413
      ? new Problem('too-large', '请求体过大')
      : badRequest('请求的地址或头部有误，无法识别');
  const { statusCode, headers, body } = respondProblem(problem, path, randomUUID());
  const answer = h.response(body ?? '').code(statusCode ?? 400);
  for (const [name, value] of Object.entries(headers)) answer.header(name, value);
  return answer;
}
