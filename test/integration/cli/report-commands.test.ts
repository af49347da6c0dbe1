/** The operators' commands over signed reports, as processes. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportingPolicyOn } from '../../../functions/reporting/policy/index.ts';
import { draftFirst } from '../../../functions/reporting/reports/draft.ts';
import { MONTH, type ReportService, reportService } from '../reporting/report-service.ts';
import { activity, BESIDE, COUNTY, VILLAGE } from '../reporting/service.ts';

const ROOT = join(import.meta.dirname, '../../..');
let service: ReportService;
let where: string[];
let report: { contentKey: string; contentHash: string };

beforeAll(async () => {
  service = await reportService();
  where = ['--table', service.cloud.table, '--bucket', service.cloud.bucket];
  for (const id of ['a-1', 'a-2']) await service.tell('activity.record.counted', activity(id));
  service.at('2023-02-13');
  // The commands go by the policy as it is, with figures from 2021 on.
  service.deps.policyOn = reportingPolicyOn;
  for (const division of [COUNTY, BESIDE]) {
    await draftFirst({ division, period: MONTH }, service.deps);
    await service.signed(division);
  }
  report = (await service.deps.store.report(COUNTY, MONTH))!;
});
afterAll(() => service.stop());

/** Runs a command as npm does. */
function command(file: string, args: readonly string[]) {
  return new Promise<{ code: number | null; out: string; err: string }>((done, fail) => {
    const child = spawn(process.execPath, [join(ROOT, 'infra/cli', file), ...args], {
      cwd: ROOT,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const said = Promise.all([buffer(child.stdout), buffer(child.stderr)]);
    child.once('error', fail);
    child.once('close', async (code) => {
      const [out, err] = await said;
      done({ code, out: out.toString(), err: err.toString() });
    });
  });
}

describe('npm run audit:verify -- --table reporting', () => {
  const verify = () => command('audit-verify.ts', where);

  it('healthy it ends with 0, and says how many signed reports it looked at', async () => {
    const { code, out, err } = await verify();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/ chains with \d+ entries, 0 broken\n.*: 2 signed reports, 0 faults\n$/);
  });

  it('one byte of a content altered: it ends with 1, and says of which report', async () => {
    const { files } = service.deps;
    const bytes = await buffer((await files.read(report.contentKey))!.stream);
    const altered = Buffer.from(bytes);
    altered[altered.length - 2]! ^= 1;
    await files.write(report.contentKey, 'application/json', altered);
    const { code, out, err } = await verify();
    expect(code).toBe(1);
    expect(out).toContain('2 signed reports, 1 faults');
    expect(err).toMatch(
      new RegExp(
        `^report ${COUNTY}/${MONTH} version 1: its content has hash \\w{64}, not ${report.contentHash}\\n$`,
      ),
    );
    await files.write(report.contentKey, 'application/json', bytes);
    expect(await verify()).toMatchObject({ code: 0 });
  });

  it('without the bucket it cannot say, and asks for it', async () => {
    expect(await command('audit-verify.ts', where.slice(0, 2))).toMatchObject({
      code: 2,
      err: expect.stringContaining('which bucket holds the contents of reports? Name it by --bucket'),
    });
  });
});

describe('npm run reports:verify', () => {
  const verify = (...more: string[]) => command('reports-verify.ts', [...where, ...more]);

  it('healthy it ends with 0: the facts come to what was signed', async () => {
    expect(await verify()).toEqual({
      code: 0,
      out: `${service.cloud.table}: 2 signed reports made anew, 0 come to something else\n`,
      err: '',
    });
  });

  it('a fact altered: it ends with 1, and says which report comes to something else', async () => {
    const { PK, SK } = (await service.items(`FACTS#${COUNTY}#${MONTH}`)).find(
      ({ subject }) => subject === 'a-1',
    ) as {
      PK: string;
      SK: string;
    };
    expect(SK).toContain(VILLAGE);
    await service.cloud.documentClient.send(
      new UpdateCommand({
        TableName: service.cloud.table,
        Key: { PK, SK },
        UpdateExpression: 'SET #counted.#values.#minutes = :more',
        ExpressionAttributeNames: { '#counted': 'counted', '#values': 'values', '#minutes': 'minutes' },
        ExpressionAttributeValues: { ':more': 9000 },
      }),
    );
    const { code, out, err } = await verify();
    expect(code).toBe(1);
    expect(out).toContain('2 signed reports made anew, 1 come to something else');
    expect(err).toMatch(
      new RegExp(
        `^${COUNTY}/${MONTH} version 1: its facts come to \\w{64}, signed was ${report.contentHash}\\n$`,
      ),
    );
    expect(await verify('--division', BESIDE)).toMatchObject({ code: 0 });
  });

  it.each([
    ['a division elsewhere', ['--division', '110101'], /there is no division 110101/],
    ['a period that is none', ['--period', '2023-13'], /--period has to be such as 2023-05/],
    ['an option that it does not know', ['--perod', '2023'], /--perod/],
  ])('says what is wrong: %s', async (_, args, told) => {
    expect(await verify(...args)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(told) });
  });
});
