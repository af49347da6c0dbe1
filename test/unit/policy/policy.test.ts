import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { definePolicy, NoPolicyInForce } from '../../../shared/policy/index.ts';

const Data = z.strictObject({ days: z.int() });
const version = (name: string, effectiveFrom: string, days: unknown = 1) => ({
  version: name,
  effectiveFrom,
  source: [{ what: 'plan', where: '3.2' }],
  default: [] as string[],
  data: { days },
});
const file = (...versions: unknown[]) => ({ id: 'naming', title: 'Names', versions });
const define = (json: unknown) => definePolicy(json, Data, ({ days }, name) => ({ days, name }));

describe('Policy is data with a day of effect', () => {
  const policy = define(file(version('2024-1', '2024-01-01', 30), version('2026-1', '2026-07-01', 60)));

  it.each([
    ['2024-01-01', '2024-1'],
    ['2026-06-30', '2024-1'],
    ['2026-07-01', '2026-1'],
    ['2099-01-01', '2026-1'],
  ])('on %s version %s is in force', (day, name) => {
    expect(policy.on(day).name).toBe(name);
  });

  it('before the first version nothing is in force, and the error says from when', () => {
    expect(() => policy.on('2023-12-31')).toThrow(NoPolicyInForce);
    expect(() => policy.on('2023-12-31')).toThrow('the first is of 2024-01-01');
  });

  it('a version may end before the next begins, or for good', () => {
    const plan = { ...version('plan', '2021-01-01', 30), effectiveTo: '2023-12-31' };
    const interim = { ...version('interim', '2024-05-01', 60), effectiveTo: '2024-05-01' };
    const ended = define(file(plan, interim));
    expect(ended.on('2023-12-31').name).toBe('plan');
    expect(ended.on('2024-05-01').name).toBe('interim');
    expect(() => ended.on('2024-01-01')).toThrow(NoPolicyInForce);
    expect(() => ended.on('2024-01-01')).toThrow('in force on 2024-01-01; plan ended on 2023-12-31');
    expect(() => ended.on('2024-05-02')).toThrow('interim ended on 2024-05-01');
  });

  it.each([
    [
      'versions that overlap',
      file({ ...version('a', '2024-01-01'), effectiveTo: '2026-01-01' }, version('b', '2026-01-01')),
    ],
    ['an end before its beginning', file({ ...version('a', '2024-01-01'), effectiveTo: '2023-12-31' })],
    ['versions out of order', file(version('b', '2026-01-01'), version('a', '2024-01-01'))],
    ['two versions of one day', file(version('a', '2024-01-01'), version('b', '2024-01-01'))],
    ['data that does not fit', file(version('a', '2024-01-01', 'thirty'))],
    ['no version', file()],
    ['no source', file({ ...version('a', '2024-01-01'), source: [] })],
    ['no such day', file(version('a', '2024-02-30'))],
    ['a default that names nothing', file({ ...version('a', '2024-01-01'), default: ['weeks'] })],
  ])('a file with %s fails the start', (_, json) => {
    expect(() => define(json)).toThrow();
  });
});
