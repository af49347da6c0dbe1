import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../../..');
const PACKAGES = [
  '@aws-sdk/client-dynamodb',
  '@aws-sdk/lib-dynamodb',
  '@aws-sdk/client-sqs',
  '@aws-sdk/client-s3',
  '@aws-sdk/s3-presigned-post',
  '@middy/core',
  '@asteasolutions/zod-to-openapi',
];

/** Who imports what in a small copy of our folders, and the rule that it breaks; none when it is allowed. */
const IMPORTS: readonly [from: string, to: string, rule: string | undefined][] = [
  ['functions/naming/other.ts', '../matching/index.ts', 'services-do-not-know-each-other'],
  [
    'functions/portal/web/pages/county/other.ts',
    '../township/index.ts',
    'page-groups-do-not-know-each-other',
  ],
  ['functions/portal/web/pages/county/own.ts', './index.ts', undefined],
  ['functions/portal/web/pages/county/shared.ts', '../../components/index.ts', undefined],
  ['functions/naming/tools.ts', '../../infra/index.ts', 'services-use-only-shared'],
  ['functions/naming/tested.ts', '../../test/index.ts', 'services-use-only-shared'],
  ['shared/store/service.ts', '../../functions/naming/index.ts', 'shared-knows-no-service'],
  ['shared/http/tools.ts', '../../infra/index.ts', 'shared-knows-no-service'],
  ['functions/naming/rules/stored.ts', '../../../shared/store/index.ts', 'rules-do-no-io'],
  ['functions/naming/rules/answered.ts', '../../../shared/http/index.ts', 'rules-do-no-io'],
  ['functions/naming/rules/sent.ts', '../../../shared/events/index.ts', 'rules-do-no-io'],
  ['functions/naming/rules/read.ts', 'node:fs', 'rules-do-no-io'],
  ['functions/naming/rules/random.ts', 'node:crypto', 'rules-do-no-io'],
  ['functions/naming/rules/indirect.ts', '../../../shared/policy/file.ts', 'rules-do-no-io'],
  ['functions/matching/model/wrapped.ts', '@middy/core', 'rules-do-no-io'],
  ['functions/naming/api.ts', '../../shared/http/openapi.ts', 'no-generator-in-a-bundle'],
  ['functions/naming/direct.ts', '@aws-sdk/client-dynamodb', 'dynamodb-only-in-the-store'],
  ['shared/events/direct.ts', '@aws-sdk/lib-dynamodb', 'dynamodb-only-in-the-store'],
  ['functions/naming/queue.ts', '@aws-sdk/client-sqs', 'sqs-only-in-events'],
  ['shared/store/queue.ts', '@aws-sdk/client-sqs', 'sqs-only-in-events'],
  ['functions/naming/upload.ts', '@aws-sdk/client-s3', 's3-only-in-files'],
  ['shared/store/upload.ts', '@aws-sdk/s3-presigned-post', 's3-only-in-files'],
  ['functions/naming/rules/kept.ts', '../../../shared/files/index.ts', 'rules-do-no-io'],
  ['shared/calendar/a.ts', './b.ts', 'no-circles'],
  ['shared/calendar/lost.ts', './nowhere.ts', 'resolvable'],

  ['functions/naming/use.ts', '../../shared/store/index.ts', undefined],
  ['functions/naming/store/index.ts', '@aws-sdk/lib-dynamodb', undefined],
  ['functions/naming/rules/shape.ts', '../../../shared/events/shapes.ts', undefined],
  ['shared/store/client.ts', '@aws-sdk/client-dynamodb', undefined],
  ['shared/events/send.ts', '@aws-sdk/client-sqs', undefined],
  ['shared/files/bucket.ts', '@aws-sdk/client-s3', undefined],
  ['infra/local/seed.ts', '../../functions/naming/index.ts', undefined],
];
const TARGETS = [
  ...['functions/naming', 'functions/matching', 'infra', 'test'].map((folder) => `${folder}/index.ts`),
  ...['store', 'http', 'events', 'files'].map((part) => `shared/${part}/index.ts`),
  'shared/events/shapes.ts',
  ...['pages/county', 'pages/township', 'components'].map((part) => `functions/portal/web/${part}/index.ts`),
];

let folder: string;
let broken: Map<string, string[]>;

function write(file: string, text: string) {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'peiyou-arrows-'));
  write('tsconfig.json', '{"compilerOptions":{"module":"nodenext","noEmit":true}}');
  for (const name of PACKAGES) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, exports: './index.js' }));
    write(`node_modules/${name}/index.js`, 'export const value = 1;\n');
  }
  for (const file of TARGETS) write(file, 'export const value = 1;\n');
  write('shared/calendar/b.ts', "export { value } from './a.ts';\n");
  write('shared/policy/file.ts', "export { readFileSync as value } from 'node:fs';\n");
  write('shared/http/openapi.ts', "export { value } from '@asteasolutions/zod-to-openapi';\n");
  for (const [from, to] of IMPORTS) write(from, `export { value } from '${to}';\n`);
  const { summary } = await cruise();
  broken = new Map();
  for (const { from, rule } of summary.violations) broken.set(from, [...(broken.get(from) ?? []), rule.name]);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Cruise {
  summary: { violations: { from: string; rule: { name: string; severity: string } }[] };
}

/** One run of dependency-cruiser with the project's own rules; it ends with an error code, as there are violations. */
function cruise(): Promise<Cruise> {
  const bin = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = ['--config', join(ROOT, '.dependency-cruiser.cjs'), '--output-type', 'json'];
  return new Promise((done, fail) => {
    execFile(
      process.execPath,
      [bin, ...args, 'functions', 'shared', 'infra', 'test'],
      { cwd: folder, maxBuffer: 10_000_000 },
      (error, out, said) => {
        try {
          done(JSON.parse(out));
        } catch {
          fail(new Error(`dependency-cruiser: ${error?.message ?? ''} ${said}`));
        }
      },
    );
  });
}

describe('The arrows of the architecture', () => {
  it.each(IMPORTS.filter(([, , rule]) => rule))('%s may not import %s: %s', (from, _, rule) => {
    expect(broken.get(from)).toContain(rule);
  });

  it.each(IMPORTS.filter(([, , rule]) => !rule))('%s may import %s', (from) => {
    expect(broken.get(from)).toBeUndefined();
  });
});
