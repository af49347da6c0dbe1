import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Issuer, startIssuer } from './issuer.ts';
import { sampleApi } from './sample.ts';

let issuer: Issuer;
let written: string[];

beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());

beforeEach(() => {
  written = [];
  const keep = (chunk: unknown) => {
    written.push(String(chunk));
    return true;
  };
  jest.spyOn(process.stdout, 'write').mockImplementation(keep);
  jest.spyOn(process.stderr, 'write').mockImplementation(keep);
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** Log lines by their message. */
const logged = (message: string) =>
  written
    .flatMap((chunk) => chunk.split('\n'))
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line.message === message);

describe('Logs of a request', () => {
  it('one line says what was asked and how it ended, and the metrics count it', async () => {
    await sampleApi(issuer).call('GET', '/v1/things', { headers: { 'x-correlation-id': 'case-0001' } });
    expect(logged('request')).toEqual([
      expect.objectContaining({
        service: 'sample',
        operation: 'listThings',
        method: 'GET',
        status: 200,
        milliseconds: expect.any(Number),
        correlationId: 'case-0001',
      }),
    ]);
    expect(written.join('')).toContain('"requests":1');
  });

  it('requests side by side keep their correlation ids apart', async () => {
    const { call } = sampleApi(issuer);
    const ids = Array.from({ length: 20 }, (_, index) => `case-1${index}00`);
    const token = await issuer.token('county', '330302');
    await Promise.all(
      ids.map((id, index) =>
        call(index % 2 ? 'GET' : 'DELETE', index % 2 ? '/v1/things' : '/v1/things/1', {
          token,
          headers: { 'x-correlation-id': id },
        }),
      ),
    );
    const idsOf = (message: string) => logged(message).map(({ correlationId }) => correlationId);
    expect(idsOf('request').sort()).toEqual([...ids].sort());
    expect(idsOf('request failed').sort()).toEqual(ids.filter((_, index) => index % 2 === 0).sort());
  });

  it('nothing of a body, query, path, token or caller gets into the logs', async () => {
    const { call } = sampleApi(issuer);
    const token = await issuer.token('county', '330302', 'zhang-san-13800001111');
    const body = { name: '张三 13800001111', division: '330302' };
    await call('POST', '/v1/things', { token, body });
    await call('POST', '/v1/things', { token, body: { ...body, phone: '13800001111' } });
    await call('POST', '/v1/things', { token, body });
    await call('GET', '/v1/things?kind=13800001111', { token });
    await call('GET', '/v1/things/13800001111', { token });
    await call('DELETE', '/v1/things/13800001111', { token });
    expect(logged('request').map(({ status }) => status)).toEqual([201, 400, 409, 400, 404, 500]);
    expect(written.join('')).not.toMatch(/13800001111|张三/);
    expect(written.join('')).not.toContain(token);
  });

  it('a fault of our own is logged with its stack under the id that the client got', async () => {
    const reply = await sampleApi(issuer).call('DELETE', '/v1/things/1');
    const [line] = logged('request failed');
    expect(line).toMatchObject({
      correlationId: reply.headers['x-correlation-id'],
      error: { name: 'TypeError', stack: expect.stringContaining('sample.ts') },
    });
  });
});
