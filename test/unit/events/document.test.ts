import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { eventsDocument } from '../../../infra/events-document.ts';

describe('事件目录: docs/events.md', () => {
  it('says what the catalogue says (else: npm run docs:events)', () => {
    expect(readFileSync('docs/events.md', 'utf8')).toBe(eventsDocument());
  });
});
