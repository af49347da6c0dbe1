/**
 * npm run demo:naming: shows the naming service at work on the running local stack. Checks real names through the API, sends
 * an application event, and waits for the hold that it leads to through the queue.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckAnswer, Kind } from '../../functions/naming/schema.ts';
import { today } from '../../shared/calendar/today.ts';
import { writeEvent } from '../../shared/events/envelope.ts';
import { newEvent } from '../../shared/events/index.ts';
import { queueClient, sendAll } from '../../shared/events/queue.ts';
import { issueToken } from '../local/issuer.ts';
import { CannotRun, clientConfig, localStack, run } from './target.ts';

const SHOWN = ['温州市鹿城区南汇街道志愿者协会', '鹿城区南汇街道志愿者协会', '红日亭公益慈善会'];
/** Rules that depend on which names are held or registered at the moment, not on the name alone. */
const BY_OTHER_NAMES = ['N30', 'N31'];
const PATIENCE_MS = 15_000;

await run('demo:naming', async () => {
  const stack = localStack('a running stack');
  const { baseUrl } = stack;

  console.log('1. Names through the API\n');
  for (const name of SHOWN) show(name, await check(baseUrl, name, 'association'));

  console.log('\n2. All names of test/data against their expected verdicts\n');
  const wrong: string[] = [];
  for (const [name = '', kind = '', division, expected] of rows('names-public.tsv')) {
    const { findings } = await check(baseUrl, name, kind as Kind, division || undefined);
    const errors = [
      ...new Set(findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)),
    ].filter((rule) => !BY_OTHER_NAMES.includes(rule));
    const verdict = errors.join(',') || 'ok';
    if (verdict !== expected) wrong.push(`${name} (${kind}): ${verdict}, expected ${expected}`);
  }
  console.log(
    `   names-public.tsv: ${rows('names-public.tsv').length} names, ${wrong.length} with another verdict than expected`,
  );
  for (const line of wrong) console.log(`      ${line}`);
  let read = 0;
  for (const [name = '', kind = ''] of rows('names-real.tsv')) {
    const { parts } = await check(baseUrl, name, kind as Kind);
    if (parts.some(({ part }) => part === 'form')) read += 1;
  }
  console.log(
    `   names-real.tsv: ${rows('names-real.tsv').length} names of today, ${read} read down to their form word`,
  );

  console.log('\n3. An application event, and the hold arriving through the queue\n');
  const client = queueClient(clientConfig(stack.sqsEndpoint, stack.region));
  const applicationId = `demo-${randomUUID().slice(0, 8)}`;
  const name = `温州市鹿城区南汇街道${pick()}协会`;
  const event = newEvent(
    'registration.application.submitted',
    {
      subject: applicationId,
      data: {
        applicationId,
        submission: 1,
        name,
        kind: 'association',
        division: '330302025',
        appliedOn: today(new Date()),
      },
      correlationId: applicationId,
    },
    { now: () => new Date(), newId: randomUUID },
  );
  await sendAll(client, stack.queues.naming!.inbox, [{ key: event.id, body: writeEvent(event) }]);
  console.log(`   sent      ${event.type} for ${name}`);
  const begun = performance.now();
  const hold = await holdOf(applicationId);
  console.log(`   held      after ${Math.round(performance.now() - begun)} ms, as the county sees it:\n`);
  console.log(JSON.stringify(hold, null, 2));
  return wrong.length === 0 ? 0 : 1;

  async function holdOf(application: string): Promise<unknown> {
    const token = await issueToken({ subject: 'demo', role: 'county', division: '330302' }, 5);
    while (performance.now() - begun < PATIENCE_MS) {
      const response = await fetch(`${baseUrl}/v1/names/reservations/application-${application}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      if (response.ok) return response.json();
      await sleep(20);
    }
    throw new CannotRun(`the name was not held within ${PATIENCE_MS / 1000} s`);
  }
});

/** Another name each time, so that the demonstration can be shown again. */
function pick(): string {
  const first = '春夏秋冬晨晚山海江湖';
  const second = '风云月星霞林泉石松竹';
  const at = (words: string) => words[Number.parseInt(randomUUID().slice(0, 4), 16) % words.length]!;
  return `${at(first)}${at(second)}书画`;
}

async function check(baseUrl: string, name: string, kind: Kind, division?: string): Promise<CheckAnswer> {
  const response = await fetch(`${baseUrl}/v1/names/check`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, kind, division }),
  });
  return (await response.json()) as CheckAnswer;
}

function show(name: string, { ok, parts, findings, suggestions }: CheckAnswer) {
  console.log(`   ${ok ? '通过  ' : '不通过'} ${name}`);
  console.log(`          ${parts.map(({ part, text }) => `${part} ${text}`).join(' | ')}`);
  for (const { rule, severity, message, clause } of findings)
    console.log(`          ${severity} ${rule} ${message}（${clause}）`);
  for (const suggestion of suggestions) console.log(`          可用 ${suggestion}`);
}

function rows(file: string): string[][] {
  const text = readFileSync(new URL(`../../test/data/${file}`, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
}
