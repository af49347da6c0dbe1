import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Engine, startQueues } from '../../../infra/local/engines.ts';

const PORTAL = 'http://localhost:3000';
let engine: Engine;
beforeAll(async () => {
  engine = await startQueues(0, 'cn-north-1', { origins: [PORTAL] });
});
afterAll(() => engine.stop());

const preflight = (origin: string) =>
  fetch(`${engine.endpoint}/some-bucket`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  });

describe('Local buckets, asked by a page', () => {
  it('let the portal upload, and read what they answer', async () => {
    const asked = await preflight(PORTAL);
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe(PORTAL);
    expect(asked.headers.get('access-control-allow-methods')).toContain('POST');
    const answer = await fetch(`${engine.endpoint}/some-bucket/none`, { headers: { origin: PORTAL } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(PORTAL);
  });

  it('let no other page', async () => {
    const asked = await preflight('https://elsewhere.example');
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
    const own = await fetch(`${engine.endpoint}/some-bucket/none`);
    expect(own.headers.get('access-control-allow-origin')).toBeNull();
  });
});
