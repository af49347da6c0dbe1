/** What tests of imports have in common: bringing a file, and having the worker take the events. */
import { createHash, randomUUID } from 'node:crypto';
import type { SQSRecord } from 'aws-lambda';
import { writeXlsx } from 'hucre/xlsx';
import { importDue } from '../../../functions/registration/import/routes.ts';
import { type LedgerCells, TEMPLATE } from '../../../functions/registration/model/import/columns.ts';
import { upload } from '../../../infra/upload.ts';
import { writeEvent } from '../../../shared/events/envelope.ts';
import { type CloudEvent, createConsumer } from '../../../shared/events/index.ts';
import type { UploadForm } from '../../../shared/files/index.ts';
import type { ImportItem } from '../../../shared/imports/schema.ts';
import type { RegistrationService } from './service.ts';

export interface Import extends ImportItem {
  problems: { row: number; column: string; heading: string; reason: string; remedy: string }[];
  upload?: UploadForm;
}
type Due = CloudEvent<'registration.import.due'>;
type Caller = ReturnType<RegistrationService['as']>;

/** A choir of 春秋社区 as a ledger has it. */
export const CHOIR_ROW: LedgerCells = {
  name: '温州市鹿城区南汇街道红枫合唱队',
  kind: '群众活动团队',
  track: '备案',
  township: '南汇街道',
  village: '春秋社区',
  since: '2023-05-18',
  actions: '文化',
  individuals: 15,
  leader: '欧阳震华',
  phone: '13777778888',
  filingNumber: '3303022023B017',
};

/** A workbook with these rows under the headings of the template. */
export async function workbook(rows: readonly LedgerCells[]): Promise<Buffer> {
  const table = [
    TEMPLATE.map(([, { heading }]) => heading),
    ...rows.map((cells) => TEMPLATE.map(([id]) => cells[id] ?? null)),
  ];
  return Buffer.from(await writeXlsx({ sheets: [{ name: '台账', rows: table }] }));
}

export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Announces a file as somebody who imports. */
export function announced(who: Caller, bytes: Uint8Array, division: string, fileName = '台账.xlsx') {
  const body = { division, fileName, size: bytes.length, sha256: sha256Of(bytes) };
  return who.post('/v1/organisations/imports', body);
}

/** Announces a file, uploads it and sets the import going. */
export async function started(
  who: Caller,
  bytes: Uint8Array,
  division: string,
  fileName?: string,
): Promise<Import> {
  const begun = (await announced(who, bytes, division, fileName)).json as Import;
  if (begun.upload) await upload(begun.upload as UploadForm, bytes);
  const { json } = await who.post(`/v1/imports/${begun.id}/start`);
  return json as Import;
}

let received = 0;

/** The service's worker as its queue calls it; what fails comes again by `deliver`. */
export function importWorker(service: RegistrationService, patience?: number) {
  const silent = () => {};
  const consume = createConsumer({
    client: service.cloud.sqs,
    inboxUrl: service.cloud.inboxUrl,
    deadLetterQueueUrl: service.cloud.deadLetterUrl,
    handlers: {
      'registration.import.due': (event: Due, deps: RegistrationService['deps']) =>
        importDue(event, deps, patience),
    },
    deps: service.deps,
    log: { info: silent, warn: silent, error: silent },
  });
  return {
    /** Hands events over as one batch. @returns how many failed and would come again */
    deliver: async (...events: readonly Due[]): Promise<number> => {
      const Records = events.map(
        (event) =>
          ({
            body: writeEvent(event),
            messageId: `import-${++received}`,
            attributes: { ApproximateReceiveCount: '1' },
          }) as unknown as SQSRecord,
      );
      return (await consume({ Records })).batchItemFailures.length;
    },
  };
}

/** The events that carry an import on, in the order of their rows. */
export async function dueEvents(service: RegistrationService, id: string): Promise<Due[]> {
  const events = await service.outbox('registration.import.due', id);
  return events.sort((a, b) => a.data.from - b.data.from);
}

/** Has the worker take every event of an import, until none is left. */
export async function finished(
  service: RegistrationService,
  who: Caller,
  id: string,
  patience?: number,
): Promise<Import> {
  const worker = importWorker(service, patience);
  for (let taken = 0; ; taken++) {
    const event = (await dueEvents(service, id))[taken];
    if (!event) break;
    if ((await worker.deliver(event)) > 0) throw new Error(`The import failed from ${event.data.from}`);
  }
  return (await who.get(`/v1/imports/${id}`)).json as Import;
}

/** Brings a file and has it imported. */
export async function imported(
  service: RegistrationService,
  who: Caller,
  bytes: Uint8Array,
  division: string,
  fileName?: string,
): Promise<Import> {
  const { id } = await started(who, bytes, division, fileName);
  return finished(service, who, id);
}

/** A name of its own, so that tests on one ledger keep apart. */
export const choirNamed = (word: string, change: LedgerCells = {}): LedgerCells => ({
  ...CHOIR_ROW,
  name: `温州市鹿城区南汇街道${word}合唱队`,
  filingNumber: `330302${randomUUID().slice(0, 12)}`,
  ...change,
});
