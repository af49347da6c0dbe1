/**
 * Run before start and test, by whatever Node there is: installs what is missing, so that a fresh clone needs only git,
 * Node 20 and npm. Has no dependencies, and is no TypeScript, for that reason.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const APT = ['apt-get', 'install', '-y', '--no-install-recommends', 'default-jre-headless'];

if (changedAt('package-lock.json') > changedAt('node_modules/.package-lock.json')) {
  say('Installing the packages of package-lock.json (npm ci) …');
  run(['npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

if (!works(['java', '-version'])) {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (!works(['apt-get', '--version']) || (sudo.length > 0 && !works([...sudo, 'true']))) {
    fail(`DynamoDB Local needs a Java runtime. Install one, then try again:\n\n  sudo ${APT.join(' ')}\n`);
  }
  say('Installing a Java runtime for DynamoDB Local (apt-get) …');
  run([...sudo, 'apt-get', 'update', '-qq']);
  run([...sudo, ...APT, '-qq']);
}

function changedAt(path) {
  return statSync(root + path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function works([command, ...args]) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function run([command, ...args]) {
  try {
    execFileSync(command, args, {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } catch {
    fail(`This did not work: ${[command, ...args].join(' ')}`);
  }
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function fail(message) {
  say(message);
  process.exit(1);
}
