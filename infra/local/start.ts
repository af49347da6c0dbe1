/**
 * npm start [-- --data DIR] [--port N] ...: runs the whole system on this machine until Ctrl-C. A second one beside it
 * needs ports and a --work-dir of its own.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readKey } from '../../functions/reporting/pushes/signature.ts';
import { PORT_OPTIONS, type Ports, type Stack, startStack } from './stack.ts';

const HELP = `npm start [-- options]: the whole system on this machine, until Ctrl-C
  --data DIR                       keeps the data there; else it is in memory
  --work-dir DIR                   of a second system beside the first (.cache)
  --receiver URL                   pushes to this receiver, with
  --receiver-secret whsec_...      the secret that it knows
  --cors-origins URL,...           pages elsewhere that may ask the API
${Object.values(PORT_OPTIONS)
  .map(({ option, default: standard }) => `  ${`${option} N`.padEnd(32)} ${standard}`)
  .join('\n')}`;
const begun = performance.now();
let stack: Stack | undefined;
let stopping = false;
const starting = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());

try {
  const { ports, dataDir, workDir, corsOrigins, receiver } = options();
  stack = await startStack({
    ports,
    workDir,
    ...(corsOrigins !== undefined && { corsOrigins }),
    ...(receiver && { receiver }),
    ...(dataDir !== undefined && { dataDir: resolve(dataDir) }),
    signal: starting.signal,
    log: show,
  });
  if (stopping) {
    await stack.stop();
    process.exit(0);
  }
  greet(stack);
  stack.ended.then(() => stop(1));
} catch (error) {
  if (stopping) process.exit(0);
  console.error(`start: ${(error as Error).message}`);
  process.exit(1);
}

/** The functions' own log lines and errors; not what the gateway's emulator says of every request. */
function show(line: string) {
  if (!stopping && /^(\{"|×|✖|Error|\S*Error:)/.test(line)) console.error(line);
}

async function stop(code = 0) {
  if (stopping) return;
  stopping = true;
  if (code !== 0) console.error('start: a part of the local cloud has ended by itself');
  process.stdout.write('\nStopping …\n');
  if (!stack) return starting.abort();
  await stack.stop();
  process.exit(code);
}

function options() {
  const {
    values: { help, ...values },
  } = parseArgs({
    options: {
      help: { type: 'boolean', default: false },
      data: { type: 'string' },
      'work-dir': { type: 'string', default: process.env.PEIYOU_WORK_DIR ?? '.cache' },
      'cors-origins': { type: 'string' },
      receiver: { type: 'string' },
      'receiver-secret': { type: 'string' },
      ...Object.fromEntries(
        Object.values(PORT_OPTIONS).map(({ option }) => [option.slice(2), { type: 'string' as const }]),
      ),
    },
  });
  if (help) {
    console.log(HELP);
    process.exit(0);
  }
  const given = values as Record<string, string | undefined>;
  const ports = Object.fromEntries(
    Object.entries(PORT_OPTIONS).map(([name, { option, default: standard }]) => {
      const text =
        given[option.slice(2)] ?? process.env[`PEIYOU_${option.slice(2).replaceAll('-', '_').toUpperCase()}`];
      const port = Number(text ?? standard);
      if (!Number.isInteger(port) || port < 1 || port > 65_535)
        throw new Error(`${option} ${text} is no port`);
      return [name, port];
    }),
  ) as unknown as Ports;
  for (const [name, port] of Object.entries(ports)) {
    const other = PORT_OPTIONS[Object.entries(ports).find(([, one]) => one === port)![0] as keyof Ports];
    const { option } = PORT_OPTIONS[name as keyof Ports];
    if (other.option !== option)
      throw new Error(`${option} and ${other.option} are both ${port}: each needs its own`);
  }
  const receiver = receiverGiven(given.receiver, given['receiver-secret']);
  return {
    ports,
    dataDir: given.data,
    workDir: given['work-dir']!,
    corsOrigins: given['cors-origins'],
    receiver,
  };
}

/** Where pushes go: to the local province, or to any receiver with whom a secret is shared. */
function receiverGiven(url: string | undefined, secret: string | undefined) {
  if (url === undefined && secret === undefined) return undefined;
  if (url === undefined || secret === undefined)
    throw new Error('--receiver and --receiver-secret go together');
  if (!URL.canParse(url)) throw new Error(`--receiver ${url} is no address`);
  if (!/^https?:$/.test(new URL(url).protocol))
    throw new Error(`--receiver ${url} has to begin with http:// or https://`);
  const { scheme } = keyGiven(secret);
  // Both sides sign with it: we what is pushed, the receiver its receipts.
  if (scheme === 'v1a') throw new Error('--receiver-secret has to be one that signs: whsec_ or whsm3_');
  return { url, secret };
}

function keyGiven(secret: string) {
  try {
    return readKey(secret);
  } catch (error) {
    const why = (error as Error).message.split(': ')[1];
    throw new Error(`--receiver-secret cannot be read: ${why}`, { cause: error });
  }
}

function greet({ baseUrl, docsUrl, receiverUrl }: Stack) {
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  process.stdout.write(`
Peiyou runs (ready in ${seconds} s). Ctrl-C stops it.

  Portal  ${baseUrl}/app
  API     ${baseUrl}
  Docs    ${docsUrl}
  Pushes  ${receiverUrl}
  Token   npm run -s token -- --role county --division 330302

  Try     curl -s ${baseUrl}/v1/names/check -H 'content-type: application/json' \\
            -d '{"name":"温州市鹿城区南汇街道志愿者协会","kind":"association"}'
`);
}
