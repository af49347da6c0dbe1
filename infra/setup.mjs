/**
 * setup.mjs [--browser]: run before start and test, by whatever Node there is: installs what is missing, so that a fresh clone needs only git,
 * Node 20 and npm. Has no dependencies, and is no TypeScript, for that reason.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const WEB = 'functions/portal/web';

if (changedAt('package-lock.json') > changedAt('node_modules/.package-lock.json')) {
  say('Installing the packages of package-lock.json (npm ci) …');
  run(['npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

if (!works(['java', '-version'])) install('a Java runtime', 'DynamoDB Local', ['default-jre-headless']);
if (process.argv.includes('--browser') && !works(['chromium-headless-shell', '--version']))
  install('Chromium and a Chinese font', 'Browser tests', ['chromium-headless-shell', 'fonts-noto-cjk']);

const sources = [
  'package-lock.json',
  'functions/portal/openapi.json',
  ...readdirSync(root + WEB, { recursive: true }).map((path) => `${WEB}/${path}`),
].filter((path) => !path.includes('/generated'));
if (Math.max(...sources.map(changedAt)) > changedAt('functions/portal/dist/index.html')) {
  say('Building the web application …');
  run(['npm', 'run', '--silent', 'portal:build']);
}

function install(what, user, packages) {
  const apt = ['apt-get', 'install', '-y', '--no-install-recommends', ...packages];
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (!works(['apt-get', '--version']) || (sudo.length > 0 && !works([...sudo, 'true'])))
    fail(`${user} cannot do without ${what}. Install it, then try again:\n\n  sudo ${apt.join(' ')}\n`);
  say(`Installing ${what} (apt-get) …`);
  run([...sudo, 'apt-get', 'update', '-qq']);
  run([...sudo, ...apt, '-qq']);
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
