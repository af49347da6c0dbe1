import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Kind } from '../../../functions/naming/schema.ts';
import { broken } from './verdict.ts';

/** Names as they are proposed every day in all twelve counties, made up for this test. */
const names = readFileSync(new URL('../../data/names-ordinary.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t') as [string, Kind, string, string]);

describe('日常名称: ordinary names that comply are not refused (C2)', () => {
  it.each(names)('%s (%s)', (name, kind, _division, expected) => {
    expect(broken(name, { kind }) || 'ok').toBe(expected);
  });
});
