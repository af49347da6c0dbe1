import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type buildOpenApi, openApiPath } from '../../../shared/http/openapi.ts';
import { type Route, routeKey } from '../../../shared/http/route.ts';

type Document = ReturnType<typeof buildOpenApi>;

/**
 * Makes the check that a real answer is what an OpenAPI document says: headers, media type and body by schema.
 * The function throws what is wrong, in one message.
 */
export function answerChecker(document: Document) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'api');
  return (
    route: Route<never>,
    status: number,
    headers: Readonly<Record<string, string>>,
    body: unknown,
  ): void => {
    const contentType = headers['content-type'] ?? '';
    const where = ['paths', openApiPath(route.path), route.method.toLowerCase(), 'responses', String(status)];
    const found = at(document, where) as { $ref?: string };
    const pointer = found.$ref ? found.$ref.slice(2).split('/') : where;
    const response = at(document, pointer) as {
      content?: Record<string, unknown>;
      headers?: Record<string, unknown>;
    };
    const name = `${routeKey(route)} ${status}`;
    const declared = new Set(Object.keys(response.headers ?? {}).map((header) => header.toLowerCase()));
    const undeclared = TELLING.filter((header) => headers[header] !== undefined && !declared.has(header));
    if (undeclared.length > 0) throw new Error(`${name} has ${undeclared}, which the document does not name`);
    if (!response.content) {
      if (contentType) throw new Error(`${name} has a body of ${contentType}, the document has none`);
      return;
    }
    const type = Object.keys(response.content).find(
      (declared) => contentType === declared || contentType.startsWith(`${declared};`),
    );
    if (!type) throw new Error(`${name} is ${contentType}, which the document does not name`);
    if (!/json$/.test(type)) return;
    const schema = [...pointer, 'content', type, 'schema'].map(step).join('/');
    // Compiled once and kept under its name; a schema given as an object is compiled by every call.
    const fits = ajv.getSchema(`api#/${schema}`)!;
    if (!fits(body)) {
      throw new Error(
        `${name} does not match the document: ${ajv.errorsText(fits.errors)}\n${JSON.stringify(body)}`,
      );
    }
  };
}

/** Headers that clients go by. */
const TELLING = ['etag', 'location', 'idempotency-replayed', 'www-authenticate'];

const step = (name: string) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));

function at(document: Document, steps: readonly string[]): unknown {
  return steps.reduce<unknown>((node, name) => {
    const next = (node as Record<string, unknown> | undefined)?.[name];
    if (next === undefined) throw new Error(`The document has no ${steps.join(' > ')}`);
    return next;
  }, document);
}
