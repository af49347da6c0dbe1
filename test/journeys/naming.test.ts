import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { eventually, http, stack, token } from '../support/stack.ts';

const run = promisify(execFile);

interface Check {
  ok: boolean;
  parts: { part: string; text: string }[];
  findings: { rule: string; severity: string }[];
}

function rows(file: string): Record<string, string | undefined>[] {
  const [head = '', ...lines] = readFileSync(new URL(`../data/${file}`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) =>
    Object.fromEntries(head.split('\t').map((column, index) => [column, line.split('\t')[index]])),
  );
}

const check = (name?: string, kind?: string, division?: string) =>
  http('POST', '/v1/names/check', { body: { name, kind, ...(division && { division }) } });

describe('检查名称: real names through the running API (C2)', () => {
  it('gives each of the published names its expected verdict', async () => {
    const names = rows('names-public.tsv');
    expect(names).toHaveLength(57);
    const verdicts = await Promise.all(
      names.map(async ({ name, kind, division }) => {
        const { json } = await check(name, kind, division);
        const errors = (json as Check).findings.filter(({ severity }) => severity === 'error');
        return { name, expect: [...new Set(errors.map(({ rule }) => rule))].join(',') || 'ok' };
      }),
    );
    expect(verdicts).toEqual(names.map(({ name, expect: expected }) => ({ name, expect: expected })));
  });

  it('reads each of the real names of today into parts, with a form word', async () => {
    const names = rows('names-real.tsv');
    expect(names).toHaveLength(41);
    for (const { name, kind } of names) {
      const { status, json } = await check(name, kind);
      expect({ name, status }).toEqual({ name, status: 200 });
      expect((json as Check).parts.map(({ part }) => part)).toContain('form');
    }
  });
});

describe('申请核名走队列: an application event becomes a held name (C2)', () => {
  const sendEvent = (type: string, data: object) =>
    run(process.execPath, ['infra/cli/send-event.ts', type, '--data', JSON.stringify(data)], {
      env: {
        ...process.env,
        QUEUE_URLS: JSON.stringify({ naming: stack.queues.naming!.inbox }),
        AWS_ENDPOINT_URL_SQS: stack.sqsEndpoint,
        AWS_REGION: stack.region,
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
      },
    });
  const application = { kind: 'association', division: '330302025', appliedOn: '2026-11-23', submission: 1 };

  it('holds the name for the application, and shows it to the county', async () => {
    const name = '温州市鹿城区南汇街道龙舟协会';
    await sendEvent('registration.application.submitted', {
      ...application,
      applicationId: 'JOURNEY-1',
      name,
    });
    const county = await token('county', '330302');
    const held = await eventually(
      () => http('GET', '/v1/names/reservations/application-JOURNEY-1', { token: county }),
      ({ status }) => status === 200,
    );
    expect(held.json).toMatchObject({ state: 'held', name, holder: { kind: 'application' } });
    const again = await check(name, 'association');
    expect(again.json).toMatchObject({ ok: false, findings: [{ rule: 'N30' }] });
  });
});

describe('错误输入: each gets a clear 4xx as problem+json, never a 5xx', () => {
  const name = '温州市鹿城区南汇街道志愿者协会';
  const kind = 'association';
  const bodies: [string, unknown, string][] = [
    ['an empty name', { name: '', kind }, '#/body/name'],
    ['blanks only', { name: ' 　', kind }, '#/body/name'],
    ['10,000 characters', { name: '协'.repeat(10_000), kind }, '#/body/name'],
    ['control characters', { name: `温州市\u0007协会`, kind }, '#/body/name'],
    ['emoji', { name: `${name}😀`, kind }, '#/body/name'],
    ['mixed scripts', { name: '温州市鹿城区南汇街道Волонтёр协会', kind }, '#/body/name'],
    ['kana', { name: '温州市鹿城区南汇街道ボランティア协会', kind }, '#/body/name'],
    ['SQL', { name: "'; DROP TABLE names; --", kind }, '#/body/name'],
    ['HTML', { name: '<script>alert(1)</script>协会', kind }, '#/body/name'],
    ['no name', { kind }, '#/body/name'],
    ['a number for a name', { name: 5, kind }, '#/body/name'],
    ['an unknown division', { name, kind, division: '330399' }, '#/body/division'],
    ['a division of another city', { name, kind, division: '330106' }, '#/body/division'],
    ['a wrong kind', { name, kind: 'company' }, '#/body/kind'],
    ['an unknown field', { name, kind, extra: true }, '#/body'],
    ['a wrong date', { name, kind, on: '2026-02-30' }, '#/body/on'],
    ['a date before all rules', { name, kind, on: '1990-01-01' }, '#/body/on'],
    ['an array', [], '#/body'],
  ];

  it.each(bodies)('%s', async (_what, body, pointer) => {
    const reply = await http('POST', '/v1/names/check', { body });
    expect(reply.status).toBe(400);
    expect(reply.type).toMatch(/^application\/problem\+json/);
    const { errors } = reply.json as { errors: { pointer: string; detail: string }[] };
    expect(errors[0]?.pointer).toMatch(new RegExp(`^${pointer}`));
    expect(errors[0]?.detail).toMatch(/\p{Script=Han}/u);
  });

  it('invalid JSON, a body that is none, one over 256 KB', async () => {
    expect((await http('POST', '/v1/names/check', { body: '{"name":' })).status).toBe(400);
    expect(
      (await http('POST', '/v1/names/check', { body: 'a=b', headers: { 'content-type': 'text/plain' } }))
        .status,
    ).toBe(415);
    expect(
      (await http('POST', '/v1/names/check', { body: { name: 'x'.repeat(300_000), kind } })).status,
    ).toBe(413);
  });

  it('tokens that are expired, forged, or signed by nobody', async () => {
    const sound = await token('county', '330302');
    const [head, payload] = sound.split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const forged = `${head}.${payload}.${Buffer.alloc(64).toString('base64url')}`;
    for (const bad of [none, forged, 'rubbish', `${sound}x`]) {
      const reply = await http('GET', '/v1/names?division=330302', { token: bad });
      expect(reply.status).toBe(401);
      expect(reply.type).toMatch(/^application\/problem\+json/);
    }
    expect((await http('GET', '/v1/names?division=330302', { token: sound })).status).toBe(200);
  });
});
