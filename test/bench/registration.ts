import { setTimeout as sleep } from 'node:timers/promises';
import { issueToken } from '../../infra/local/issuer.ts';
import { ASSOCIATION, CHOIR, registrationService } from '../integration/registration/service.ts';
import { attach, commit } from '../support/attach.ts';
import { type BenchCloud, useCloud } from './cloud.ts';
import { type Figure, percentile } from './measure.ts';

const WORDS = '春晓 夏荷 秋实 冬梅 晨曦 晚霞 山泉 海风 江月 湖光 松涛 竹韵'.split(' ');
const PAPERS = ['application-form', 'charter', 'member-list', 'premises-proof'];
const CREDIT_CODE = '51330302123456788U';
/** An item's size counts in steps of a kilobyte when written, of four when read; a transaction counts twice. */
const WRITE_STEP = 1024;
const READ_STEP = 4096;

/** What the registration of one association takes, and how long an application waits for its name. */
export async function measureRegistration({ stack }: BenchCloud): Promise<Figure[]> {
  useCloud(stack);
  return [...(await measureCapacity()), await measureWait(stack.baseUrl)];
}

/**
 * Capacity units of one registration from draft to ledger, as DynamoDB reports them. The floor is what the facts ask
 * for: each step reads its application once and writes it with its audit entry, its event and what it has done once.
 */
async function measureCapacity(): Promise<Figure[]> {
  const service = await registrationService();
  const used = { read: 0, write: 0 };
  const least = { read: 0, write: 0 };
  service.cloud.documentClient.middlewareStack.add(
    (next) => async (args) => {
      const input = args.input as Input;
      input.ReturnConsumedCapacity = 'TOTAL';
      const result = await next(args);
      const { ConsumedCapacity } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
      const units = [ConsumedCapacity ?? []].flat().reduce((sum, one) => sum + (one.CapacityUnits ?? 0), 0);
      if (input.TransactItems) {
        used.write += units;
        least.write += input.TransactItems.reduce((sum, { Put }) => sum + (Put ? needed(Put.Item) : 0), 0);
      } else used.read += units;
      return result;
    },
    { step: 'initialize' },
  );
  const { id } = await service.begin(ASSOCIATION);
  const draft = await service.deps.store.application(id);
  await attach(service.li.call, id, PAPERS);
  await commit(service.li.call, id);
  const [chen, zhou] = ['chen', 'zhou'].map((officer) => service.as('county', '330302', officer)) as [
    typeof service.li,
    typeof service.li,
  ];
  await service.li.post(`/v1/applications/${id}/submit`);
  await service.answer(id, 'held');
  await chen.post(`/v1/reviews/${id}/take`);
  await chen.post(`/v1/reviews/${id}/accept`);
  await zhou.post(`/v1/reviews/${id}/take`);
  const { status } = await zhou.post(`/v1/reviews/${id}/approve`, { creditCode: CREDIT_CODE });
  if (status !== 200) throw new Error(`The registration ended with ${status}`);
  const application = await service.deps.store.application(id);
  // Each paper is announced and confirmed, the commitment read and given; then six steps read the application as it is.
  const preparing = 2 * PAPERS.length + 2;
  least.read = preparing * readUnits(draft) + 6 * readUnits(application);
  await service.close();
  return [
    { name: 'registration: units written', value: used.write, unit: 'WCU', floor: least.write },
    { name: 'registration: units read', value: used.read, unit: 'RCU', floor: least.read },
  ];
}

interface Consumed {
  CapacityUnits?: number;
}
interface Input {
  ReturnConsumedCapacity?: string;
  TransactItems?: { Put?: { Item: { PK: string; SK: string } } }[];
}

const readUnits = (item: unknown) => Math.ceil(bytes(item) / READ_STEP);
const bytes = (item: unknown) => Buffer.byteLength(JSON.stringify(item));
/** Heads of audit chains only help; everything else is a fact. */
const needed = (item: { SK: string }) => (item.SK === 'HEAD' ? 0 : 2 * Math.ceil(bytes(item) / WRITE_STEP));

/** Milliseconds from submission until the name is held, over HTTP, two streams and two queues. */
async function measureWait(baseUrl: string): Promise<Figure> {
  const token = await issueToken({ subject: 'bench', role: 'applicant', division: '330302' }, 10);
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(baseUrl + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: (await response.json()) as { id: string; state: string } };
  };
  const waits: number[] = [];
  for (let index = 0; index < WORDS.length; index++) {
    const name = `温州市鹿城区南汇街道${WORDS[index]}合唱队`;
    const { id } = (await call('POST', '/v1/applications', { ...CHOIR, name })).json;
    await attach(call, id, PAPERS.slice(0, 3));
    const begun = performance.now();
    await call('POST', `/v1/applications/${id}/submit`);
    while ((await call('GET', `/v1/applications/${id}`)).json.state === 'naming') await sleep(10);
    waits.push(performance.now() - begun);
  }
  return { name: 'submitted until its name is answered, p50', value: percentile(waits, 0.5), unit: 'ms' };
}
