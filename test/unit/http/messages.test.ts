import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { Problem } from '../../../shared/http/problem.ts';
import { validate } from '../../../shared/http/validate.ts';

function errorsOf(schema: z.ZodType, value: unknown) {
  try {
    validate([{ place: 'body', schema, value }]);
  } catch (error) {
    if (error instanceof Problem) return error.errors;
    throw error;
  }
  return undefined;
}

describe('What a field should be, in Chinese', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['text missing', z.string(), undefined, '必须填写'],
    ['text', z.string(), 1, '应为文字'],
    ['whole number', z.int(), 1.5, '应为整数'],
    ['boolean', z.boolean(), 'true', '应为true 或 false'],
    ['one word', z.literal('a'), 'b', '应为 a'],
    ['not empty', z.string().min(1), '', '不能为空'],
    ['exact length', z.string().length(18), 'x', '应正好有 18 个字符'],
    ['list too long', z.array(z.string()).max(1), ['a', 'b'], '不能超过 1 项'],
    ['list empty', z.array(z.string()).min(1), [], '不能为空'],
    ['largest', z.number().max(5), 6, '不能大于 5'],
    ['far beyond the largest', z.int().max(5), 1e20, '不能大于 5'],
    ['below', z.number().lt(5), 5, '应小于 5'],
    ['above', z.number().gt(0), 0, '应大于 0'],
    ['multiple', z.number().multipleOf(5), 3, '应为 5 的倍数'],
    ['date', z.iso.date(), '2026-13-01', '应为日期，例如 2026-01-31'],
    ['time stamp', z.iso.datetime(), 'x', '应为ISO 8601 时间，例如 2026-01-31T08:00:00Z'],
    ['mail', z.email(), 'x', '应为电子邮件地址'],
    ['uuid', z.uuid(), 'x', '应为UUID'],
    ['beginning', z.string().startsWith('3303'), 'x', '应以“3303”开头'],
    ['pattern', z.string().regex(/^a$/), 'x', '格式应符合 /^a$/'],
    ['own words', z.string().regex(/^a$/, '应为字母 a'), 'x', '应为字母 a'],
    ['refinement', z.string().refine(() => false), 'x', '不符合要求'],
    ['union', z.union([z.string(), z.number()]), true, '不是允许的几种形式之一'],
    [
      'discriminated union',
      z.discriminatedUnion('t', [z.object({ t: z.literal('a') }), z.object({ t: z.literal('b') })]),
      { t: 'c' },
      '应为以下之一：a、b',
    ],
  ])('%s', (_name, schema, value, message) => {
    const details = errorsOf(z.strictObject({ f: schema }), { f: value })?.map(({ detail }) => detail);
    expect(details).toEqual([expect.stringMatching(/^“f(\.t)?”/)]);
    expect(details?.[0]?.replace(/^“f(\.t)?”/, '')).toBe(message);
  });

  it('points by RFC 6901 as URI fragment: ~ and / escaped, other characters percent-encoded', () => {
    const errors = errorsOf(z.strictObject({}), { 'a/b': 1, 'm~n': 1, 名称: 1, '\ud800': 1 });
    expect(errors?.map(({ pointer }) => pointer)).toEqual([
      '#/body/a~1b',
      '#/body/m~0n',
      '#/body/%E5%90%8D%E7%A7%B0',
      '#/body/%EF%BF%BD',
    ]);
  });

  it('a long unknown name is cut', () => {
    expect(errorsOf(z.strictObject({}), { ['x'.repeat(10_000)]: 1 })?.[0]?.pointer.length).toBeLessThan(100);
  });
});
