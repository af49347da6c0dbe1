import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type ChainedEntry,
  type ChainHead,
  canonicalJson,
  chain,
  EMPTY_CHAIN,
  verifyChain,
} from '../../../shared/store/audit.ts';

const AT = '2026-11-23T08:00:00.000Z';

function chainOf(details: readonly Record<string, unknown>[]): { entries: ChainedEntry[]; head: ChainHead } {
  let head: ChainHead = EMPTY_CHAIN;
  const entries = details.map((detail) => {
    const next = chain(
      { aggregate: 'NAME#1', action: 'x', actor: { role: 'city', subject: 's' }, detail },
      head,
      AT,
    );
    head = { sequence: next.sequence, hash: next.hash };
    return next;
  });
  return { entries, head };
}

const details = fc.array(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 }), {
  minLength: 1,
  maxLength: 12,
});

describe('A chain of audit entries', () => {
  it('as written, it is whole', () => {
    fc.assert(
      fc.property(details, (all) => {
        const { entries, head } = chainOf(all);
        expect(verifyChain(entries, head)).toBeUndefined();
      }),
    );
  });

  it('with any one entry removed, it is not', () => {
    fc.assert(
      fc.property(details, fc.nat(), (all, any) => {
        const { entries, head } = chainOf(all);
        expect(verifyChain(entries.toSpliced(any % entries.length, 1), head)).toBeDefined();
      }),
    );
  });

  it('with any two neighbours exchanged, it is not', () => {
    fc.assert(
      fc.property(
        details.filter(({ length }) => length > 1),
        fc.nat(),
        (all, any) => {
          const { entries, head } = chainOf(all);
          const at = any % (entries.length - 1);
          const [a, b] = entries.slice(at, at + 2) as [ChainedEntry, ChainedEntry];
          expect(verifyChain(entries.toSpliced(at, 2, b, a), head)).toBeDefined();
        },
      ),
    );
  });

  it('no entries and no head are a whole chain', () => {
    expect(verifyChain([], undefined)).toBeUndefined();
    expect(verifyChain([], { sequence: 3, hash: 'x' })).toBe(
      'entries after 0 are missing: the head counts 3',
    );
  });
});

describe('Canonical JSON', () => {
  it('does not know the order of members, and is still JSON of the value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(JSON.stringify(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
    );
  });

  it('holds no half of a character, which no store keeps', () => {
    expect(canonicalJson({ 'a\ud800': ['\udc00b'] })).toBe('{"a\ufffd":["\ufffdb"]}');
  });

  it('leaves out what DynamoDB would not store', () => {
    expect(canonicalJson({ b: undefined, a: { d: 1, c: [] } })).toBe('{"a":{"c":[],"d":1}}');
  });
});
