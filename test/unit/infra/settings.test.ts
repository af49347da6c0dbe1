import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../../..');
const SETTINGS = {
  AUTH_ISSUER: 'https://issuer.example',
  AUTH_AUDIENCE: 'peiyou-api',
  AUTH_JWKS_URL: 'https://issuer.example/jwks.json',
  TABLE_NAME: 'peiyou-naming-table',
  CURSOR_SECRET: 'a secret of sixteen characters at least',
};

/** Loads a function's entry as Lambda would. */
function load(entry: string, env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(ROOT, entry)], { env: { AWS_REGION: 'cn-north-1', ...env } });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.on('error', fail);
    child.on('close', (code) => done({ code, said }));
  });
}

describe('A function whose settings are missing', () => {
  it('does not start, and names all of them at once', async () => {
    const { code, said } = await load('functions/naming/api.ts', {});
    expect(code).toBe(1);
    for (const name of Object.keys(SETTINGS)) expect(said).toContain(name);
  });

  it('names the one that is missing and no other', async () => {
    const { CURSOR_SECRET: _, ...rest } = SETTINGS;
    const { code, said } = await load('functions/naming/api.ts', rest);
    expect(code).toBe(1);
    expect(said).toContain('CURSOR_SECRET');
    expect(said).not.toContain('TABLE_NAME');
  });

  it('starts once they are there', async () => {
    expect(await load('functions/naming/api.ts', SETTINGS)).toEqual({ code: 0, said: '' });
  });

  it('holds for workers and relays as well', async () => {
    const [worker, relay] = await Promise.all(
      ['functions/naming/worker.ts', 'functions/naming/relay.ts'].map((entry) => load(entry, {})),
    );
    expect(worker!.said).toContain('DEAD_LETTER_QUEUE_URL');
    expect(relay!.said).toContain('QUEUE_URLS');
    expect([worker!.code, relay!.code]).toEqual([1, 1]);
  });
});
