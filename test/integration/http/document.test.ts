import { readdir, readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { allRoutes } from '../../../infra/routes.ts';
import { buildOpenApi, openApiPath } from '../../../shared/http/openapi.ts';

const FUNCTIONS = new URL('../../../functions/', import.meta.url);
const DOCUMENT = new URL('portal/openapi.json', FUNCTIONS);

type Functions = Record<string, { events?: { httpApi?: string | { method: string; path: string } }[] }>;

/** Routes that API Gateway is told of, as `METHOD /path`, from every functions/<service>/functions.yml. */
async function deployedRoutes(): Promise<string[]> {
  const files = (await readdir(FUNCTIONS, { recursive: true })).filter((file) =>
    /^[^/]+\/functions\.yml$/.test(file),
  );
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, FUNCTIONS), 'utf8')));
  return texts
    .flatMap((text) => Object.values(parse(text) as Functions))
    .flatMap(({ events = [] }) => events.flatMap(({ httpApi }) => httpApi ?? []))
    .map((event) => (typeof event === 'string' ? event : `${event.method.toUpperCase()} ${event.path}`))
    .filter((key) => key !== '*')
    .map(openApiPath);
}

describe('The OpenAPI document', () => {
  let document: { paths: Record<string, Record<string, { operationId: string }>> };

  beforeAll(async () => {
    document = JSON.parse(await readFile(DOCUMENT, 'utf8'));
  });

  it('names exactly the routes that are deployed', async () => {
    const documented = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(documented.sort()).toEqual((await deployedRoutes()).sort());
  });

  it('is not stale: `npm run openapi` would write the same', async () => {
    expect(document).toEqual(JSON.parse(JSON.stringify(buildOpenApi(await allRoutes()))));
  });

  it('gives examples of bodies that fit their schemas', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(document, 'api');
    for (const { path, method, bodyExample } of await allRoutes()) {
      if (bodyExample === undefined) continue;
      const place = [path, method.toLowerCase(), 'requestBody/content', 'application/json', 'schema'];
      const pointer = place.map((step) =>
        step.includes('requestBody') ? step : encodeURIComponent(step.replaceAll('/', '~1')),
      );
      ajv.validate({ $ref: `api#/paths/${pointer.join('/')}` }, bodyExample);
      expect([path, ajv.errors]).toEqual([path, null]);
    }
  });

  it('resolves every reference', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      (match) => match[1] ?? '',
    );
    expect(references.length).toBeGreaterThan(0);
    for (const reference of new Set(references)) {
      const found = reference
        .split('/')
        .reduce<unknown>((node, name) => (node as Record<string, unknown> | undefined)?.[name], document);
      expect([reference, typeof found]).toEqual([reference, 'object']);
    }
  });
});
