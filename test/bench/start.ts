import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BenchCloud } from './cloud.ts';
import { type Figure, median } from './measure.ts';

const ROUNDS = 9;
const LARGEST = 1_500_000;

/** Settings that let every function start; nothing is called. */
const ENV = {
  // In Lambda the SDK of X-Ray is loaded as well.
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_REGION: 'cn-north-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  AUTH_ISSUER: 'https://issuer.example',
  AUTH_AUDIENCE: 'peiyou-api',
  AUTH_JWKS_URL: 'https://issuer.example/jwks.json',
  TABLE_NAME: 'peiyou-naming-table',
  CURSOR_SECRET: 'signs the cursors of the benchmark',
  FIELD_KEY_ID: 'alias/bench',
  FILES_BUCKET: 'peiyou-registration-files',
  QUEUE_URLS: '{"registration":"https://sqs.example/registration","naming":"https://sqs.example/naming"}',
  INBOX_QUEUE_URL: 'https://sqs.example/inbox',
  DEAD_LETTER_QUEUE_URL: 'https://sqs.example/dead-letters',
};

/** Size of each function's bundle, and the time to load it in a fresh process, against an empty middy handler. */
export async function measureStart({ bundles }: BenchCloud): Promise<Figure[]> {
  const files = bundlesIn(bundles.product);
  const empty = bundlesIn(bundles.bare).find((file) => file.endsWith('empty.mjs'));
  if (!empty || files.length === 0) throw new Error(`No bundles in ${bundles.product} or ${bundles.bare}`);
  const times = new Map<string, number[]>([empty, ...files].map((file) => [file, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [file, taken] of times) taken.push(await loadTime(file));
  }
  const floor = median(times.get(empty)!);
  return files.flatMap((file) => {
    const name = file.slice(bundles.product.length + 1).replace(/^(.*\/)?functions\//, '');
    return [
      { name: `size of ${name}`, value: statSync(file).size, unit: 'B', aim: { atMost: LARGEST } },
      { name: `start of ${name}`, value: median(times.get(file)!), unit: 'ms', floor },
    ];
  });
}

function bundlesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith('.mjs') && !entry.parentPath.includes('node_modules'),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Milliseconds that a fresh process takes to import a bundle. */
function loadTime(file: string): Promise<number> {
  const script = `const t = performance.now(); await import('${pathToFileURL(file)}'); console.log(performance.now() - t)`;
  return new Promise((done, fail) => {
    execFile(process.execPath, ['--input-type=module', '-e', script], { env: ENV }, (error, out) =>
      error ? fail(error) : done(Number(out)),
    );
  });
}
