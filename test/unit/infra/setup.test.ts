import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const SCRIPT = join(import.meta.dirname, '../../../infra/setup.mjs');

/** A checkout with nothing but the script, and a machine whose commands only write down how they were called. */
let folder: string;
const path = (name: string) => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'peiyou-setup-'));
  mkdirSync(path('infra'));
  mkdirSync(path('bin'));
  copyFileSync(SCRIPT, path('infra/setup.mjs'));
  writeFileSync(path('package-lock.json'), '{}');
  packagesOf(1);
  mkdirSync(path('functions/portal/web'), { recursive: true });
  mkdirSync(path('functions/portal/dist'));
  writeFileSync(path('functions/portal/web/main.ts'), '');
  builtAfter(1);
  command('npm');
  command('java');
  command('apt-get');
  // Where the test is not run by root.
  command('true', '');
  command('sudo', 'shift; exec "$@"');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Installed packages that are so many minutes younger than the lock file. */
function packagesOf(minutes: number) {
  mkdirSync(path('node_modules'), { recursive: true });
  writeFileSync(path('node_modules/.package-lock.json'), '{}');
  const now = Date.now() / 1000;
  utimesSync(path('package-lock.json'), now, now);
  utimesSync(path('node_modules/.package-lock.json'), now, now + minutes * 60);
}

/** A web application built so many minutes after its sources were last changed. */
function builtAfter(minutes: number) {
  writeFileSync(path('functions/portal/dist/index.html'), '');
  const then = Date.now() / 1000 + minutes * 60;
  utimesSync(path('functions/portal/dist/index.html'), then, then);
}

function command(name: string, does = `echo "${name} $*" >> '${path('calls')}'`) {
  writeFileSync(path(`bin/${name}`), `#!/bin/sh\n${does}\n`, { mode: 0o755 });
}

function setUp() {
  const { status, stderr } = spawnSync(process.execPath, [path('infra/setup.mjs')], {
    env: { PATH: path('bin') },
    encoding: 'utf8',
  });
  const calls = existsSync(path('calls')) ? readFileSync(path('calls'), 'utf8').trim().split('\n') : [];
  const asked = ['java -version', 'apt-get --version'];
  return { status, stderr, did: calls.filter((call) => !asked.includes(call)) };
}

describe('Set-up before start and test', () => {
  it('does nothing and says nothing where all is there', () => {
    expect(setUp()).toEqual({ status: 0, stderr: '', did: [] });
  });

  it.each([
    ['the lock file is newer than what is installed', () => packagesOf(-1)],
    ['nothing is installed', () => rmSync(path('node_modules'), { recursive: true })],
  ])('installs the packages where %s', (_, given) => {
    given();
    const { status, stderr, did } = setUp();
    expect({ status, did }).toEqual({ status: 0, did: [expect.stringMatching(/^npm ci /)] });
    expect(stderr).toContain('npm ci');
  });

  it.each([
    ['is older than its sources', () => builtAfter(-1)],
    ['was never built', () => rmSync(path('functions/portal/dist'), { recursive: true })],
  ])('builds the web application where it %s', (_, given) => {
    given();
    const { status, stderr, did } = setUp();
    expect({ status, did }).toEqual({ status: 0, did: ['npm run --silent portal:build'] });
    expect(stderr).toContain('web application');
  });

  it('installs a Java runtime where there is none', () => {
    rmSync(path('bin/java'));
    const { status, stderr, did } = setUp();
    expect({ status, did }).toEqual({
      status: 0,
      did: [
        expect.stringMatching(/^apt-get update/),
        expect.stringMatching(/^apt-get install -y .*default-jre-headless/),
      ],
    });
    expect(stderr).toContain('Java');
  });

  it('where it may not install Java it says the one command to type, and stops', () => {
    rmSync(path('bin/java'));
    rmSync(path('bin/apt-get'));
    const { status, stderr, did } = setUp();
    expect({ status, did }).toEqual({ status: 1, did: [] });
    expect(stderr).toMatch(/^ {2}sudo apt-get install -y --no-install-recommends default-jre-headless$/m);
  });

  it('stops at what does not work, and says what it was', () => {
    packagesOf(-1);
    command('npm', 'exit 7');
    expect(setUp()).toMatchObject({ status: 1, stderr: expect.stringContaining('did not work: npm ci') });
  });
});
