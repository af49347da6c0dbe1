import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Kind } from '../../../functions/naming/schema.ts';
import { broken } from './verdict.ts';

/** Names of all twelve counties with the errors to expect, made up for these tests. */
const names = (file: string) =>
  readFileSync(new URL(`../../data/${file}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t') as [string, Kind, string, string]);

describe('日常名称: ordinary names that comply are not refused (C2)', () => {
  it.each(names('names-ordinary.tsv'))('%s (%s)', (name, kind, _division, expected) => {
    expect(broken(name, { kind }) || 'ok').toBe(expected);
  });
});

describe('常见错误: a name that breaks one rule is told of that one', () => {
  it.each(names('names-refused.tsv'))('%s (%s %s): %s', (name, kind, division, expected) => {
    expect(broken(name, { kind, ...(division && { division }) }) || 'ok').toBe(expected);
  });
});
