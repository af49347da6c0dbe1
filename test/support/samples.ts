/** Answers made from the OpenAPI document: everything that the contract allows to be there is there, and people wrote markup. */

/** As much of JSON Schema as the document uses. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  format?: string;
  description?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minItems?: number;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
}
interface Document {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: Schema }> }> }>
  >;
  components: { schemas: Record<string, Schema> };
}

/** What somebody writes who wants to run a script in the browser of whoever reads it. */
export const MARKUP = `"'><img src=x onerror="window.ran=true"><svg onload="window.ran=true">{{constructor.constructor('window.ran=true')()}}`;

/** Strings that the services make and nobody writes, by the names of their fields. */
const MADE: readonly [RegExp, string][] = [
  [/^(id|.*Id|subject|by|takenBy|judge|instance|self)$/, '01980000-0000-7000-8000-000000000001'],
  [
    /^(organisation|need|project|match|offer|resource|provider|contest|entry|account|link|import|application)$/,
    '01980000-0000-7000-8000-000000000002',
  ],
  [/^(division|county|divisions)$/, '330302'],
  [/^(township|platform|authority)$/, '330302025'],
  [/^community$|^communities$/, '330302025004'],
  [/^(period|periods|year|temporal|firstIn)$/, '2026'],
  [/^month$/, '2026-10'],
  [/^(on|from|to|since|through|until|asOf|confirmBy|acceptBy|lastActive|.*On)$/, '2026-11-20'],
  [/^.*At$/, '2026-11-20T02:00:00.000Z'],
  [/^(sha256|textHash|.*Sha256)$/, 'a'.repeat(64)],
  [/^url$/, 'https://files.example.cn/1'],
  [
    /^(policy|definition|definitions|indicator|indicators|clause|unit|code|role|kind|kinds|rule|type|language|source|sources|numerator|denominator|word|words|section|mediaType|contentType|path|pointer|step|dimension)$/,
    'T1',
  ],
];
/** Values that patterns of the document ask for. */
const FITTING = [
  '2026',
  '2026-10',
  '1',
  '09:00',
  '330302',
  '13800138000',
  '91330302MA2AAAAA0X',
  'a'.repeat(64),
  'a'.repeat(32),
  '#/draft/name',
  '材料.pdf',
];

/** Samples of the document's answers; a page of a list is the last one, so that a reader comes to an end. */
export function samplesOf(document: Document) {
  const paths = Object.entries(document.paths).map(([path, operations]) => ({
    operations,
    parameters: path.split('{').length,
    pattern: new RegExp(`^${path.replaceAll(/\{(\w+)\+\}/g, '.+').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }));

  /** A JSON answer with status 200; undefined where the document has none for the path. */
  return (method: string, path: string): unknown => {
    const { operations } =
      paths.filter(({ pattern }) => pattern.test(path)).sort((a, b) => a.parameters - b.parameters)[0] ?? {};
    const content = operations?.[method.toLowerCase()]?.responses['200']?.content ?? {};
    const json = Object.entries(content).find(([type]) => /json/.test(type))?.[1];
    return json && sample(json.schema, '');
  };

  function sample(schema: Schema, name: string): unknown {
    if (schema.$ref) return sample(document.components.schemas[schema.$ref.split('/').at(-1)!]!, name);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return schema.enum[0];
    if (schema.allOf) return Object.assign({}, ...schema.allOf.map((one) => sample(one, name)));
    const [one] = schema.oneOf ?? schema.anyOf ?? [];
    if (one) return sample(one, name);
    switch ([schema.type].flat()[0]) {
      case 'object':
        return ofObject(schema, name);
      case 'array': {
        const items = schema.items ?? {};
        const kinds = items.oneOf ?? items.anyOf ?? [items];
        const all = kinds.map((kind) => sample(kind, name));
        while (all.length < (schema.minItems ?? 0)) all.push(all[0]);
        return all;
      }
      case 'string':
        return ofString(schema, name);
      case 'integer':
      case 'number':
        if (name === 'year') return 2026;
        return Math.min(
          schema.maximum ?? 3,
          Math.max(schema.minimum ?? (schema.exclusiveMinimum ?? 0) + 1, 3),
        );
      case 'boolean':
        return true;
      default:
        return null;
    }
  }

  function ofObject(schema: Schema, name: string) {
    const { properties = {}, additionalProperties, propertyNames } = schema;
    const of = Object.fromEntries(
      Object.entries(properties)
        .filter(([key]) => key !== 'next')
        .map(([key, value]) => [key, sample(value, key)]),
    );
    if (typeof additionalProperties === 'object')
      for (const key of propertyNames?.enum ?? ['T1']) of[key as string] = sample(additionalProperties, name);
    return of;
  }
}

function ofString({ format, pattern, description }: Schema, name: string): string {
  // Where an activity was is written; where an entry of the ledger stands is a code.
  if (name === 'place' && description === '行政区划代码') return '330302';
  if (format === 'date') return '2026-11-20';
  if (format === 'date-time') return '2026-11-20T02:00:00.000Z';
  if (format === 'uuid') return '01980000-0000-7000-8000-000000000001';
  if (format === 'uri') return 'https://files.example.cn/1';
  const fitting = pattern && FITTING.find((one) => new RegExp(pattern, 'u').test(one));
  return fitting ?? MADE.find(([of]) => of.test(name))?.[1] ?? `${name}${MARKUP}`;
}
