import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Rebuilt, rebuild } from '../../../functions/reporting/reports/rebuild.ts';
import { MONTH, REPORT, type ReportService, reportService } from './report-service.ts';
import { activity, BESIDE, COUNTY, organisation, rate, TOWNSHIP } from './service.ts';

let service: ReportService;
beforeAll(async () => {
  service = await reportService();
  await service.tell('registration.organisation.filed', {
    ...organisation('o-1'),
    registeredOn: '2022-06-01',
  } as never);
  for (const id of ['a-1', 'a-2', 'a-3', 'a-4']) await service.tell('activity.record.counted', activity(id));
  await service.tell('activity.rate.published', rate(COUNTY, MONTH, 599, 1000));
  service.at('2023-02-13');
  await service.runSchedule();
});
afterAll(() => service.stop());

const rebuilt = async (of: { division?: string; period?: string } = {}) => {
  const all: Rebuilt[] = [];
  for await (const one of rebuild(of, service.deps)) all.push(one);
  return all;
};
const content = async (path: string) => (await service.city().get(path)).body.content as Content;
interface Content {
  lines: { indicator: string; numerator: number }[];
  changes?: { indicator: string; division: string }[];
}

let signed: { contentHash: string; sealHash: string };

describe('封存: a frozen report never changes', () => {
  it('late facts change what figures come to, and nothing of what was signed', async () => {
    signed = (await service.signed(COUNTY)) as never;
    const before = await content(REPORT);
    service.at('2023-02-14');
    await service.tell('activity.record.counted', activity('a-1', { revision: 2, counts: false }));
    await service.tell('activity.record.counted', activity('a-9', { division: TOWNSHIP }));
    await service.tell('activity.record.counted', activity('a-10'));
    service.at('2023-02-14', '10:05:00');
    await service.compute();
    expect((await service.figure(COUNTY, MONTH, 'activities.count'))?.numerator).toBe(5);
    expect(await content(REPORT)).toEqual(before);
  });

  it('made anew from the facts as they were known then, it has the same hash', async () => {
    expect(await rebuilt()).toEqual([
      { report: `${COUNTY}/${MONTH}`, version: 1, signed: signed.contentHash, made: signed.contentHash },
    ]);
    expect(await rebuilt({ division: BESIDE })).toEqual([]);
    expect(await rebuilt({ division: COUNTY, period: MONTH })).toHaveLength(1);
  });
});

describe('重述: a figure that moves materially is restated as a new version', () => {
  const latest = async () => (await service.county().get(REPORT)).body;

  it('drafts the next version, which says what changed; the one before stays', async () => {
    expect(await service.runSchedule()).toEqual({ drafted: 0, held: 1 });
    expect(await latest()).toMatchObject({ version: 2, draft: 1, state: 'draft', standing: 'to-check' });
    expect((await content(REPORT)).changes).toEqual(
      expect.arrayContaining([
        {
          indicator: 'activities.count',
          division: COUNTY,
          before: { numerator: 4 },
          after: { numerator: 5 },
        },
      ]),
    );
    const first = await service.city().get(`${REPORT}?version=1`);
    expect(first.body).toMatchObject({ version: 1, state: 'signed' });
    expect((await service.city().get(`${REPORT}/versions`)).body.items).toMatchObject([
      { version: 2, state: 'draft', changes: expect.any(Number) },
      { version: 1, state: 'signed' },
    ]);
    expect((await service.city().get(`${REPORT}?version=3`)).status).toBe(404);
    expect((await service.trail(`${COUNTY}/${MONTH}`)).at(-1)).toMatchObject({
      action: 'restated',
      detail: { version: 2, restates: 1 },
    });
  });

  it('tells the province which figures change, from what to what', async () => {
    const pushes = (await service.items('PUSH#')).filter(({ county }) => county === COUNTY);
    const notice = pushes.find(({ sequence }) => sequence === 2)!;
    expect(notice).toMatchObject({
      type: 'cn.wenzhou.peiyou.report.changing.v1',
      subject: `${COUNTY}/${MONTH}`,
    });
    const told = await service.pushed(notice);
    expect(told).toMatchObject({ version: 1, contentHash: signed.contentHash });
    expect(told.items).toContainEqual(
      expect.objectContaining({
        indicator: 'ZJ-SQSHZZ-activities.count',
        division: `${COUNTY}000000`,
        before: { numerator: 4 },
        after: { numerator: 5 },
      }),
    );
  });

  it('while it is under way no other is begun, and those who list what is signed see the version before', async () => {
    await service.tell('activity.record.counted', activity('a-11'));
    expect(await service.runSchedule()).toEqual({ drafted: 0, held: 0 });
    const { body } = await service.city().get(`/v1/reports?division=${COUNTY}&state=signed`);
    expect(body.items).toMatchObject([{ version: 1, state: 'signed' }]);
  });

  it('goes the same way to signature, and what was recorded since is held against it', async () => {
    service.at('2023-02-15');
    await service.county().step(REPORT, 'redraft', { reason: '又补录一次' });
    await service.runSchedule();
    expect(await latest()).toMatchObject({ version: 2, draft: 2 });
    await service.signed(COUNTY);
    expect((await service.city().get(REPORT)).body).toMatchObject({ version: 2, state: 'signed' });
    const [push] = (await service.items('PUSH#')).filter(({ sequence }) => sequence === 3);
    expect(push).toMatchObject({ type: 'cn.wenzhou.peiyou.report.signed.v1' });
    expect(await service.pushed(push!)).toMatchObject({ version: 2 });
    expect((await rebuilt()).map(({ version, signed: was, made }) => [version, was === made])).toEqual([
      [1, true],
      [2, true],
    ]);
    expect(await service.runSchedule()).toEqual({ drafted: 0, held: 0 });
  });

  it('what moves by less than the policy says is looked at once, and left', async () => {
    service.at('2023-02-16');
    await service.tell('activity.rate.published', rate(COUNTY, MONTH, 598, 1000, 2));
    expect(await service.runSchedule()).toEqual({ drafted: 0, held: 1 });
    expect(await service.runSchedule()).toEqual({ drafted: 0, held: 0 });
    expect(await latest()).toMatchObject({ version: 2, state: 'signed' });
  });

  it('reaching the target is material, however little it takes (T2)', async () => {
    service.at('2023-02-17');
    await service.tell('activity.rate.published', rate(COUNTY, MONTH, 600, 1000, 3));
    service.at('2023-02-18');
    await service.runSchedule();
    expect(await latest()).toMatchObject({ version: 3, state: 'draft', changes: 1 });
    expect((await content(REPORT)).changes).toEqual([
      {
        indicator: 'organisations.activity',
        division: COUNTY,
        before: { numerator: 599, denominator: 1000 },
        after: { numerator: 600, denominator: 1000 },
      },
    ]);
  });
});

describe('校验: any byte altered of a signed report is found', () => {
  const VERSION = { PK: `REPORT#${COUNTY}/${MONTH}`, SK: 'VERSION#000002' };
  const set = (key: { PK: string; SK: string }, path: string, value: unknown) => {
    const names = path.split('.');
    return service.cloud.documentClient.send(
      new UpdateCommand({
        TableName: service.cloud.table,
        Key: key,
        UpdateExpression: `SET ${names.map((_, at) => `#n${at}`).join('.')} = :v`,
        ExpressionAttributeNames: Object.fromEntries(names.map((name, at) => [`#n${at}`, name])),
        ExpressionAttributeValues: { ':v': value },
      }),
    );
  };
  const item = async ({ PK, SK }: { PK: string; SK: string }) =>
    (await service.items(PK)).find((one) => one.SK === SK) as Record<string, unknown>;
  const faults = async () =>
    (await service.verify()).altered.map(({ version, fault }) => `${version} ${fault}`);

  it('finds nothing where nothing was altered', async () => {
    expect(await service.verify()).toEqual({ signed: 2, altered: [] });
  });

  it('a byte of the content', async () => {
    const contentKey = (await item(VERSION)).contentKey as string;
    const { stream } = (await service.deps.files.read(contentKey))!;
    const bytes = Buffer.concat(await stream.toArray());
    const altered = Buffer.from(bytes.toString().replace('"numerator":6', '"numerator":7'));
    expect(altered.equals(bytes)).toBe(false);
    await service.deps.files.write(contentKey, 'application/json', altered);
    expect(await faults()).toEqual([expect.stringMatching(/^2 its content has hash /)]);
    expect((await service.city().get(`${REPORT}?version=2`)).status).toBe(500);
    await service.deps.files.remove(contentKey);
    expect(await faults()).toEqual(['2 its content is gone']);
    await service.deps.files.write(contentKey, 'application/json', bytes);
    expect(await faults()).toEqual([]);
  });

  it.each<[string, string, string, RegExp]>([
    ['the hash of the content', 'contentHash', '0'.repeat(64), /its contentHash is 0+, in the audit trail/],
    ['the seal', 'seal.policy', 'other', /what is sealed is not what it says/],
    ['the hash of the seal', 'sealHash', '0'.repeat(64), /its seal has hash/],
    ['when it was signed', 'signed.at', '2023-02-01T00:00:00.000Z', /what is sealed is not what it says/],
    ['the account that signed', 'signed.subject', 'somebody', /its record is not as it was signed/],
    ['when it was drafted', 'draftedAt', '2023-02-01T00:00:00.000Z', /its record is not as it was signed/],
    ['its state', 'state', 'draft', /it was signed, and is gone or no longer signed/],
  ])('%s', async (_, path, value, fault) => {
    const before = path
      .split('.')
      .reduce<unknown>((of, name) => (of as Record<string, unknown>)[name], await item(VERSION));
    await set(VERSION, path, value);
    expect(await faults()).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
    await set(VERSION, path, before);
    expect(await faults()).toEqual([]);
  });

  it('the head by which it is listed, and what is public of it', async () => {
    const head = { ...VERSION, SK: 'SIGNED' };
    await set(head, 'contentHash', '0'.repeat(64));
    expect(await faults()).toEqual(['2 the head by which it is listed is another']);
    await set(head, 'contentHash', (await item(VERSION)).contentHash);
    const open = { PK: 'OPEN#2023', SK: `${MONTH}#${COUNTY}` };
    await set(open, 'version', 1);
    expect(await faults()).toEqual(['2 its open data say something else']);
    await set(open, 'version', 2);
    expect(await faults()).toEqual([]);
  });

  it('a signed version that is gone', async () => {
    await service.cloud.documentClient.send(
      new DeleteCommand({ TableName: service.cloud.table, Key: { ...VERSION, SK: 'VERSION#000001' } }),
    );
    expect(await service.verify()).toEqual({
      signed: 1,
      altered: [
        { report: `${COUNTY}/${MONTH}`, version: 1, fault: 'it was signed, and is gone or no longer signed' },
      ],
    });
  });
});
