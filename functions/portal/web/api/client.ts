/** The public HTTP API, typed by its own OpenAPI document; refusals are thrown as problems. */
import createClient from 'openapi-fetch';
import { accessToken, renew } from '../session/session.ts';
import type { paths } from './generated/schema';
import { ApiProblem, problemFrom } from './problem.ts';

const RENEWED = 'x-peiyou-renewed';

async function authorized(request: Request): Promise<Response> {
  const spare = request.clone();
  const response = await fetch(withToken(request));
  // A token may end between two pages; what was not taken may be sent again.
  if (response.status !== 401 || accessToken() === undefined || spare.headers.has(RENEWED)) return response;
  return (await renew()) ? fetch(withToken(spare)) : response;
}

function withToken(request: Request): Request {
  const token = accessToken();
  if (token !== undefined) request.headers.set('authorization', `Bearer ${token}`);
  return request;
}

const client = createClient<paths>({ baseUrl: location.origin, fetch: authorized });

client.use({
  async onResponse({ response }) {
    if (response.ok || response.status === 304) return;
    const told: unknown = await response.json().catch(() => undefined);
    throw new ApiProblem(problemFrom(response.status, told), response.headers);
  },
  onError() {
    throw new ApiProblem({ title: '网络不通', status: 0, detail: '没有连上服务器，请检查网络后再试' });
  },
});

export const { GET, POST, PUT, PATCH, DELETE } = client;

/** The key under which a creation may be sent again without being done twice; one per form, not per click. */
export const newKey = (): { 'Idempotency-Key': string } => ({ 'Idempotency-Key': crypto.randomUUID() });

/** A version as If-Match takes it. */
export const ifMatch = (version: number | string): { 'If-Match': string } => ({ 'If-Match': `"${version}"` });

/** The version that an answer carries, as `ifMatch` takes it. */
export const versionOf = ({ headers }: Response): string =>
  (headers.get('etag') ?? '').replace(/^W\//, '').replaceAll('"', '');
