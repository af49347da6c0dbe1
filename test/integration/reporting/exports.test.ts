import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Deps } from '../../../functions/reporting/deps.ts';
import { exports } from '../../../functions/reporting/exports/handlers.ts';
import { exportDue } from '../../../functions/reporting/exports/make.ts';
import { putExport } from '../../../functions/reporting/store/exports.ts';
import { createConsumer } from '../../../shared/events/consume.ts';
import type { CloudEvent } from '../../../shared/events/index.ts';
import { sha256 } from '../../../shared/sha256.ts';
import { killable, untilDone } from '../../support/killing.ts';
import { unzipped } from '../../support/unzipped.ts';
import { drain, sqsEvent } from '../events/cloud.ts';
import { MONTH, OF_CITY, REPORT, type ReportService, reportService } from './report-service.ts';
import { activity, BESIDE, COUNTY, organisation } from './service.ts';

type Due = CloudEvent<'reporting.export.due'>;
type Body = Record<string, unknown> & {
  id: string;
  download?: { url: string };
  file?: { name: string; sha256: string };
};

let service: ReportService;
beforeAll(async () => {
  service = await reportService();
  await service.tell('registration.organisation.filed', {
    ...organisation('o-1'),
    registeredOn: '2022-06-01',
  } as never);
  await service.tell('activity.record.counted', activity('a-1'));
  service.at('2023-02-12');
  await service.runSchedule();
});
afterAll(() => service.stop());

const ask = async (format: string, who = service.county(), path = REPORT) =>
  who.call('POST', `${path}/exports`, { format });
const found = async (id: string, who = service.county()) =>
  (await who.get(`/v1/exports/${id}`)).body as unknown as Body;
/** The events in the outbox that have an export made. */
const dueOf = async (id: string): Promise<Due[]> =>
  (await service.items('OUTBOX#'))
    .map(({ event }) => (typeof event === 'string' ? JSON.parse(event) : event) as Due)
    .filter((event) => event?.type === 'reporting.export.due' && event.data.exportId === id)
    .sort((a, b) => a.data.attempt - b.data.attempt);
const made = async (id: string, deps: Deps = service.deps) => exportDue((await dueOf(id)).at(-1)!, deps);
const fetched = async (url: string) => {
  const reply = await fetch(url);
  return { reply, bytes: Buffer.from(await reply.arrayBuffer()) };
};

describe('导出: a report is made into a file in the background', () => {
  it.each(['xlsx', 'docx', 'csv', 'json'])(
    '%s is asked for, made, and fetched by an address of a minute',
    async (format) => {
      const begun = await ask(format);
      expect(begun).toMatchObject({ status: 202, body: { state: 'waiting', percent: 0, format } });
      const { id } = begun.body as unknown as Body;
      await made(id);
      const after = await found(id);
      expect(after).toMatchObject({ state: 'done', percent: 100, step: '已生成' });
      const { reply, bytes } = await fetched(after.download!.url);
      expect(reply.status).toBe(200);
      // S3 answers with the header that the signed address asks for.
      expect(
        decodeURIComponent(new URL(after.download!.url).searchParams.get('response-content-disposition')!),
      ).toBe(`attachment; filename*=UTF-8''温州市鹿城区2023年1月社区社会组织培优成效报告（草稿）.${format}`);
      expect(sha256(bytes)).toBe(after.file!.sha256);
      if (format === 'json') {
        expect(sha256(bytes)).toBe(after.contentHash);
        expect(JSON.parse(bytes.toString())).toMatchObject({ division: COUNTY, period: MONTH });
      }
      if (format === 'docx') expect([...(await unzipped(bytes)).keys()]).toContain('word/document.xml');
    },
  );

  it('asked for again, the file that is there is given, and nothing is made', async () => {
    const again = await ask('docx');
    expect(again).toMatchObject({ status: 200, body: { state: 'done' } });
    const { id } = again.body as unknown as Body;
    expect(await dueOf(id)).toHaveLength(1);
    const before = await found(id);
    await made(id);
    expect((await found(id)).file).toEqual(before.file);
  });

  it('says how far it is and what is done now, while it is made', async () => {
    await service.signed(COUNTY);
    const { body } = await ask('xlsx');
    const { id } = body as unknown as Body;
    const steps: unknown[] = [];
    const { start } = killable(service.deps, {}, (change) => {
      const [{ Put }] = (change as { writes: [{ Put: { Item: { percent: number; step: string } } }] }).writes;
      steps.push([Put.Item.percent, Put.Item.step]);
    });
    await made(id, start());
    expect(steps).toEqual(
      expect.arrayContaining([
        [5, '正在读取报告'],
        [75, '正在生成工作簿'],
        [100, '已生成'],
      ]),
    );
    expect((await found(id)).file!.name).toBe('温州市鹿城区2023年1月社区社会组织培优成效报告.xlsx');
  });

  it('is carried by its own queue to its own worker', async () => {
    const { body } = await ask('csv');
    const { id } = body as unknown as Body;
    const [event] = await dueOf(id);
    const { cloud, deps } = service;
    const queue = cloud.queueUrl('reporting-exports');
    await cloud.sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: JSON.stringify(event) }));
    const messages = await drain(cloud.sqs, queue);
    expect(messages).toHaveLength(1);
    const nothing = () => {};
    const consume = createConsumer({
      client: cloud.sqs,
      inboxUrl: queue,
      deadLetterQueueUrl: cloud.values.ReportingExportsDeadLetters!,
      handlers: exports,
      deps,
      log: { info: nothing, warn: nothing, error: nothing },
    });
    expect(await consume(sqsEvent(messages))).toEqual({ batchItemFailures: [] });
    expect(await found(id)).toMatchObject({ state: 'done' });
  });
});

describe('权限: an export belongs to who may see the report', () => {
  it('another county gets neither the report nor the file', async () => {
    const beside = service.county(BESIDE);
    expect((await ask('csv', beside)).status).toBe(403);
    const { body } = await ask('csv');
    expect((await beside.get(`/v1/exports/${(body as unknown as Body).id}`)).status).toBe(404);
  });

  it('a county exports the city’s report once it is signed, and sees no draft of it', async () => {
    expect((await ask('csv', service.county(), OF_CITY)).status).toBe(404);
    const { body } = await ask('csv', service.city(), OF_CITY);
    const { id } = body as unknown as Body;
    await made(id);
    expect((await service.city().get(`/v1/exports/${id}`)).status).toBe(200);
    expect((await service.county().get(`/v1/exports/${id}`)).status).toBe(404);
  });
});

describe('故障: workers are killed, contents altered', () => {
  it.each([1, 2, 3, 4, 5, 6])('a worker killed at its step %i leaves nothing half done', async (nth) => {
    for (const kill of [{ before: nth }, { after: nth }]) {
      const path = `/v1/reports/${BESIDE}/${MONTH}`;
      const begun = await ask('xlsx', service.city(), path);
      const { id } = begun.body as unknown as Body;
      // Each round has the same export made anew.
      const { version, ...rest } = (await service.deps.store.export(id))!;
      const { file: _, finishedAt: __, ...bare } = rest;
      await service.deps.store.save({
        writes: [putExport({ ...bare, state: 'waiting', percent: 0, version: version + 1 })],
      });
      await untilDone((deps) => made(id, deps), killable(service.deps, kill));
      const after = await found(id, service.city());
      expect(after).toMatchObject({ state: 'done', percent: 100 });
      const { bytes } = await fetched(after.download!.url);
      expect(sha256(bytes)).toBe(after.file!.sha256);
    }
  });

  it('a content that was altered is not exported: it says why, and can be asked for again', async () => {
    const path = '/v1/reports/330304/2023-01';
    const begun = await ask('json', service.city(), path);
    const { id } = begun.body as unknown as Body;
    const { contentKey } = (await service.deps.store.export(id))!;
    const kept = await service.deps.files.read(contentKey);
    const bytes = Buffer.concat(await kept!.stream.toArray());
    await service.deps.files.write(contentKey, 'application/json', Buffer.concat([bytes, Buffer.from(' ')]));
    await made(id);
    expect(await found(id, service.city())).toMatchObject({
      state: 'failed',
      fault: '报告内容与封存时不一致，不能导出，请联系管理员核查',
    });
    await service.deps.files.write(contentKey, 'application/json', bytes);
    expect(await ask('json', service.city(), path)).toMatchObject({
      status: 202,
      body: { state: 'waiting' },
    });
    await made(id);
    expect(await found(id, service.city())).toMatchObject({ state: 'done' });
  });
});

describe('填错: bad input says what would be right', () => {
  it.each([
    [{}, '#/body/format'],
    [{ format: 'pdf' }, '#/body/format'],
    [{ format: 'csv', version: 0 }, '#/body/version'],
    [{ format: 'csv', version: 1.5 }, '#/body/version'],
  ])('%j', async (body, pointer) => {
    const reply = await service.county().call('POST', `${REPORT}/exports`, body);
    expect(reply).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    expect(reply.body.errors[0]!.detail).toMatch(/[\u4e00-\u9fff]/);
  });

  it('a version that is not there is not found', async () => {
    const reply = await service.county().call('POST', `${REPORT}/exports`, { format: 'csv', version: 9 });
    expect(reply.status).toBe(404);
  });
});
