import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { json, readSettings, SettingsError } from '../../../shared/settings.ts';

const Schema = z.object({
  TABLE_NAME: z.string().min(3),
  PORT: z.coerce.number().int(),
  QUEUE_URLS: json(z.record(z.string(), z.url())),
  STAGE: z.string().default('dev'),
});
const GOOD = { TABLE_NAME: 'names', PORT: '80', QUEUE_URLS: '{"naming":"http://q/1"}', OTHER: 'x' };

const messageFor = (env: Record<string, string | undefined>, schema: z.ZodType = Schema) => {
  try {
    readSettings(schema, env);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as Error).message;
  }
  return 'taken';
};

describe('A function starts only with its settings whole', () => {
  it('good ones are taken, parsed, with defaults', () => {
    expect(readSettings(Schema, GOOD)).toEqual({
      TABLE_NAME: 'names',
      PORT: 80,
      QUEUE_URLS: { naming: 'http://q/1' },
      STAGE: 'dev',
    });
  });

  it('every missing and every wrong one is named at once', () => {
    const message = messageFor({ TABLE_NAME: 'ab', PORT: undefined });
    expect(message).toMatch(/TABLE_NAME is invalid: .+; PORT is missing; QUEUE_URLS is missing/);
  });

  it.each([
    ['{', 'QUEUE_URLS is invalid: is no JSON'],
    ['{"naming":"no url"}', 'QUEUE_URLS.naming is invalid'],
  ])('JSON that does not fit is named: %s', (QUEUE_URLS, told) => {
    expect(messageFor({ ...GOOD, QUEUE_URLS })).toContain(told);
  });

  it('the message shows no value, it may be a secret', () => {
    const Secret = z.object({ CURSOR_SECRET: z.string().min(16) });
    expect(messageFor({ CURSOR_SECRET: 'hunter2' }, Secret)).not.toContain('hunter2');
  });

  it('a rule about several settings together is told as such', () => {
    const Pair = z.object({ A: z.string() }).refine(() => false, 'A and B do not go together');
    expect(messageFor({ A: 'x' }, Pair)).toBe('Settings: A and B do not go together');
  });
});
