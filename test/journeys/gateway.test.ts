import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { http, stack } from '../support/stack.ts';

const NAME = '{"name":"温州市鹿城区南汇街道志愿者协会","kind":"association"}';

/** Sends lines and body over the wire as they are, which no HTTP client would; resolves with the answer. */
function send(lines: readonly string[], body = ''): Promise<{ status: number; head: string; json: unknown }> {
  const head = [...lines, 'Connection: close', ...(body && [`Content-Length: ${Buffer.byteLength(body)}`])];
  return new Promise((done, fail) => {
    let said = '';
    const socket = connect(Number(new URL(stack.baseUrl).port), 'localhost', () =>
      socket.write(`${head.join('\r\n')}\r\n\r\n${body}`),
    );
    socket.on('data', (chunk) => (said += chunk));
    socket.on('error', fail);
    socket.on('end', () => {
      const [answer = '', text = ''] = said.split('\r\n\r\n');
      done({ status: Number(answer.split(' ')[1]), head: answer, json: text && JSON.parse(text) });
    });
  });
}

const CHECK = ['POST /v1/names/check HTTP/1.1', 'Host: localhost'];

describe('Requests that no honest client sends, over the wire', () => {
  it.each([
    ['a path that is no URI', ['GET /v1/% HTTP/1.1', 'Host: localhost'], 400],
    ['a path that is no UTF-8', ['GET /docs/%ff HTTP/1.1', 'Host: localhost'], 400],
    ['a host that is none', ['GET /v1/health HTTP/1.1', 'Host: a b'], 400],
    ['a type that is none', [...CHECK, 'Content-Type: garbage'], 415],
    ['a type of nothing', [...CHECK, 'Content-Type: ;'], 415],
    ['an empty type', [...CHECK, 'Content-Type: '], 415],
    ['no type', CHECK, 415],
    ['a form', [...CHECK, 'Content-Type: multipart/form-data'], 415],
    [
      'a body said to be compressed',
      [...CHECK, 'Content-Type: application/json', 'Content-Encoding: gzip'],
      415,
    ],
  ])('with %s get a problem document in Chinese', async (_, lines, status) => {
    const answer = await send(lines, lines[0]?.startsWith('POST') ? NAME : '');
    expect(answer.status).toBe(status);
    expect(answer.head).toMatch(/content-type: application\/problem\+json/i);
    expect(answer.json).toMatchObject({ status, detail: expect.stringMatching(/[一-龥]/) });
  });

  it('larger than API Gateway takes get one as well', async () => {
    const answer = await http('POST', '/v1/names/check', { body: 'a'.repeat(11 * 1024 * 1024) });
    expect(answer.status).toBe(413);
    expect(answer.json).toMatchObject({ status: 413, title: '请求内容过大' });
  });

  it('with cookies that are none are answered all the same', async () => {
    const answer = await send(['GET /v1/health HTTP/1.1', 'Host: localhost', 'Cookie: a=b; =;;; "x']);
    expect(answer.status).toBe(200);
  });
});

describe('Pages of other origins', () => {
  it.each([
    ['a request', [...CHECK, 'Origin: https://evil.example', 'Content-Type: application/json'], NAME],
    [
      'a preflight',
      [
        'OPTIONS /v1/names/check HTTP/1.1',
        'Host: localhost',
        'Origin: https://evil.example',
        'Access-Control-Request-Method: POST',
      ],
      '',
    ],
  ])('are not let in by %s', async (_, lines, body) => {
    const { status, head } = await send(lines, body);
    expect([200, 204]).toContain(status);
    expect(head).not.toMatch(/access-control-allow-(origin|credentials)/i);
  });
});
