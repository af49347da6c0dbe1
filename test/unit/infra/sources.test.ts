import { describe, expect, it } from '@jest/globals';
import { matches } from '../../../infra/local/sources.ts';

const record = { eventName: 'INSERT', dynamodb: { Keys: { PK: { S: 'OUTBOX#1' } } } };

describe('A pattern of event filtering', () => {
  it.each([
    ['nothing asked for', {}],
    ['an exact value', { eventName: ['INSERT'] }],
    ['one of several values', { eventName: ['MODIFY', 'INSERT'] }],
    ['a prefix deep inside', { dynamodb: { Keys: { PK: { S: [{ prefix: 'OUTBOX#' }] } } } }],
  ])('lets through %s', (_, pattern) => {
    expect(matches(record, pattern)).toBe(true);
  });

  it.each([
    ['another value', { eventName: ['REMOVE'] }],
    ['no value at all', { eventName: [] }],
    ['another prefix', { dynamodb: { Keys: { PK: { S: [{ prefix: 'CLAIM#' }] } } } }],
    ['a member that is not there', { dynamodb: { NewImage: { PK: { S: ['OUTBOX#1'] } } } }],
    ['a prefix of what is no text', { dynamodb: [{ prefix: 'O' }] }],
    ['one condition of two', { eventName: ['INSERT'], dynamodb: { Keys: { PK: { S: ['OUTBOX#2'] } } } }],
  ])('keeps out %s', (_, pattern) => {
    expect(matches(record, pattern)).toBe(false);
  });
});
