/**
 * npm test [-- jest arguments]: lint, types, import arrows and unused code at once, then the tests. All are run even
 * when one fails; the run fails when any did.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const bin = (name: string) => join(ROOT, 'node_modules/.bin', name);

const CHECKS: readonly [string, string[]][] = [
  ['lint and format', [bin('biome'), 'ci', '--error-on-warnings', '--colors=off']],
  ['types', [bin('tsc')]],
  ['types of the web application', [bin('vue-tsc'), '--noEmit', '-p', 'functions/portal/web']],
  ['import arrows', [bin('depcruise'), 'functions', 'shared', 'infra', 'test']],
  ['unused code', [bin('knip')]],
];
const JEST = [
  process.execPath,
  join(ROOT, 'node_modules/jest/bin/jest.js'),
  '--json',
  '--outputFile=.cache/jest.json',
  ...process.argv.slice(2),
];

mkdirSync(join(ROOT, '.cache'), { recursive: true });
const checks = await Promise.all(
  CHECKS.map(async ([name, command]) => ({ name, ...(await run(command, 'quiet')) })),
);
for (const { name, code, said } of checks) {
  console.error(`${code === 0 ? '✓' : '✗'} ${name}`);
  if (code !== 0) console.error(said);
}
// Jest reports to standard error; its JSON goes to the file.
const tests = await run(JEST, 'shown');
process.exitCode = checks.every(({ code }) => code === 0) && tests.code === 0 ? 0 : 1;

function run([command, ...args]: string[], mode: 'quiet' | 'shown'): Promise<{ code: number; said: string }> {
  return new Promise((done) => {
    let said = '';
    const child = spawn(command!, args, {
      // Jest needs vm modules for ESM, in its workers as well.
      env: {
        ...process.env,
        NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
        // Commands that the tests start begin sooner.
        NODE_COMPILE_CACHE: join(ROOT, '.cache/node'),
      },
      cwd: ROOT,
      stdio: ['ignore', 'pipe', mode === 'quiet' ? 'pipe' : 'inherit'],
    });
    child.stdout?.on('data', (chunk) => {
      said += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    child.on('error', (error) => done({ code: 1, said: error.message }));
    child.on('close', (code) => done({ code: code ?? 1, said }));
  });
}
