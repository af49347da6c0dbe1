import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { provincePolicyOn } from '../../../functions/reporting/policy/province.ts';
import { build } from '../../../functions/reporting/pushes/build.ts';
import { PushEvent } from '../../../functions/reporting/pushes/contract.ts';
import { PAYLOADS, type Payload, type PayloadType } from '../../../functions/reporting/pushes/payload.ts';
import { provinceDocument } from '../../../infra/province-api.ts';

const TYPES = Object.keys(PAYLOADS) as PayloadType[];
/** Every field that may be said to the province. A new one has to be put here by somebody who has thought about it. */
const ALLOWED = [
  ...['report', 'division', 'period', 'version', 'contentHash', 'sealHash', 'asOf', 'policy', 'signedAt'],
  ...['definitions[]', 'facts.count', 'facts.digest'],
  ...['id', 'indicator', 'division', 'numerator', 'denominator'].map((name) => `items[].${name}`),
  ...['before', 'after'].flatMap((when) => [`items[].${when}.numerator`, `items[].${when}.denominator`]),
];
/** What tells of a person: telephone numbers, numbers of identity cards, names and any other words in Chinese, addresses. */
const PERSONAL = [
  ['a mobile number', '13812345678'],
  ['a number with its area', '0577-88001234'],
  ['an identity card', '330302199001011234'],
  ['an identity card that ends in X', '33030219900101123X'],
  ['a name', '欧阳晓燕'],
  ['a name in letters', 'Ouyang Xiaoyan'],
  ['a mail address', 'wu@example.cn'],
] as const;

interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  pattern?: string;
  enum?: unknown[];
  format?: string;
  additionalProperties?: unknown;
}

/** Every leaf of a schema with its path. */
function leaves(schema: Schema, path = ''): [string, Schema][] {
  if (schema.properties) {
    expect({ path, open: schema.additionalProperties }).toEqual({ path, open: false });
    return Object.entries(schema.properties).flatMap(([name, part]) =>
      leaves(part, path ? `${path}.${name}` : name),
    );
  }
  if (schema.items) return leaves(schema.items, `${path}[]`);
  return [[path, schema]];
}

const payload: Payload<'cn.wenzhou.peiyou.report.signed.v1'> = {
  report: '330302-2026-10',
  division: '330302',
  period: '2026-10',
  version: 2,
  contentHash: 'a'.repeat(64),
  sealHash: 'b'.repeat(64),
  asOf: '2026-11-20T00:00:00.000Z',
  policy: 'reporting.2021',
  definitions: ['activity.2021'],
  facts: { count: 3, digest: 'c'.repeat(64) },
  signedAt: '2026-11-20T02:00:00.000Z',
  items: [
    {
      id: '330302:needs.matched',
      indicator: 'needs.matched',
      division: '330302',
      numerator: 1,
      denominator: 2,
    },
  ],
};
const { report, division, period, version, contentHash, sealHash } = payload;
const [{ id, indicator }] = payload.items as [(typeof payload.items)[number]];
const FITTING: { [T in PayloadType]: Payload<T> } = {
  'cn.wenzhou.peiyou.report.signed.v1': payload,
  'cn.wenzhou.peiyou.report.changing.v1': {
    ...{ report, division, period, version, contentHash, sealHash },
    items: [{ id, indicator, division, before: { numerator: 1 }, after: { numerator: 2, denominator: 3 } }],
  },
};

describe('不含个人信息: what is sent to the province', () => {
  it.each(TYPES)('%s has fields that were thought about, and no others', (type) => {
    const found = leaves(z.toJSONSchema(PAYLOADS[type], { io: 'input' }) as Schema);
    for (const [path, { type: kind, pattern, enum: words, format }] of found) {
      expect(ALLOWED).toContain(path);
      // Every text has a form; codes of divisions are those that there are.
      if (kind === 'string' && !path.endsWith('division'))
        expect([path, pattern ?? words ?? format ?? path]).not.toEqual([path, path]);
    }
  });

  it.each(TYPES)('%s takes nothing beside them', (type) => {
    const fits = FITTING[type];
    expect(PAYLOADS[type].safeParse(fits).success).toBe(true);
    for (const extra of ['name', 'contact', 'phone', 'leader'])
      for (const more of [
        { ...fits, [extra]: 'x' },
        { ...fits, items: [{ ...fits.items[0]!, [extra]: 'x' }] },
      ])
        expect(PAYLOADS[type].safeParse(more).success).toBe(false);
  });

  it.each(PERSONAL)('%s fits into none of its texts', (_, personal) => {
    const fields: [string, (value: string) => unknown][] = [
      ...['report', 'policy', 'division', 'period', 'contentHash', 'sealHash', 'asOf', 'signedAt'].map(
        (name): [string, (value: string) => unknown] => [name, (value) => ({ ...payload, [name]: value })],
      ),
      ...['id', 'indicator', 'division'].map((name): [string, (value: string) => unknown] => [
        `items[].${name}`,
        (value) => ({ ...payload, items: [{ ...payload.items[0], [name]: value }] }),
      ]),
      ['definitions[]', (value) => ({ ...payload, definitions: [value] })],
      ['facts.digest', (digest) => ({ ...payload, facts: { count: 1, digest } })],
    ];
    for (const [field, withIt] of fields)
      expect([
        field,
        PAYLOADS['cn.wenzhou.peiyou.report.signed.v1'].safeParse(withIt(personal)).success,
      ]).toEqual([field, false]);
  });
});

const built = (items: number) =>
  build({
    id: 'p-1',
    county: '330302',
    sequence: 12,
    type: 'cn.wenzhou.peiyou.report.signed.v1',
    subject: '330302-2026-10',
    data: {
      ...payload,
      items: Array.from({ length: items }, (_, n) => ({ ...payload.items[0]!, id: `i-${n}` })),
    },
    time: '2026-11-25T02:00:00.000Z',
    chains: [{ aggregate: 'PUSHES#330302', sequence: 11, hash: 'b'.repeat(64) }],
    publicUrl: 'https://api.example.cn',
    policy: provincePolicyOn('2026-11-25'),
  });

describe('省级接口: what is sent is what its contract says', () => {
  it.each([1, 10, 500])('with %i figures, always under 20 KB', (items) => {
    const { body, document } = built(items);
    expect(PushEvent.safeParse(JSON.parse(body)).error).toBeUndefined();
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(20_000);
    expect(document !== undefined).toBe(items === 500);
  });

  it('the same report gives the same bytes', () => {
    expect(built(3).body).toBe(built(3).body);
    expect(built(3).sha256).toBe(built(3).sha256);
  });

  it('docs/province-api.json is what the contract says (else: npm run docs:province)', () => {
    expect(readFileSync('docs/province-api.json', 'utf8')).toBe(provinceDocument());
  });
});
