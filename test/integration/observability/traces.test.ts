import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';

/** Runs the portal's function once as Lambda would, with an X-Ray daemon of the test's own; gives what that got. */
async function traced(routeKey: string): Promise<string> {
  const daemon = createSocket('udp4');
  daemon.bind(0, '127.0.0.1');
  await once(daemon, 'listening');
  const { port } = daemon.address() as AddressInfo;
  const heard: string[] = [];
  daemon.on('message', (message) => heard.push(message.toString()));
  const event = { routeKey, headers: {}, requestContext: { http: { method: 'GET', path: '/v1/health' } } };
  const script = `
    const { handler } = await import('./functions/portal/api.ts');
    await handler(${JSON.stringify(event)}, { awsRequestId: 'r', getRemainingTimeInMillis: () => 5000 });
    await new Promise((done) => setTimeout(done, 300));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      AUTH_ISSUER: 'https://issuer.example.cn',
      AUTH_AUDIENCE: 'peiyou',
      AUTH_JWKS_URL: 'https://issuer.example.cn/keys',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      LAMBDA_TASK_ROOT: '/var/task',
      _HANDLER: 'functions/portal/api.handler',
      _X_AMZN_TRACE_ID: 'Root=1-65f00000-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=1',
      AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${port}`,
    },
  });
  await once(child, 'exit');
  daemon.close();
  return heard.join('\n');
}

describe('链路追踪: a request in Lambda is traced', () => {
  it('tells the operation and the service, and nothing of the answer', async () => {
    const segments = await traced('GET /v1/health');
    expect(segments).toContain('"operation":"getHealth"');
    expect(segments).toContain('"Service":"portal"');
    expect(segments).not.toContain('"status":"ok"');
  });
});
