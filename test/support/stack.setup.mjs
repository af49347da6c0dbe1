import { freePort } from '../../infra/local/engines.ts';
import { startStack } from '../../infra/local/stack.ts';

/** Starts one whole local cloud for all journeys of the run, on ports and in a folder of its own. */
export default async function setUp() {
  const [http, lambda, dynamodb, sqs, issuer, receiver] = await Promise.all(
    Array.from({ length: 6 }, freePort),
  );
  const {
    stop,
    ended: _,
    ...description
  } = await startStack({
    ports: { http, lambda, dynamodb, sqs, issuer, receiver },
    workDir: `.cache/journeys-${process.pid}`,
    // Journeys call what is scheduled; every quarter of an hour it would take the machine from the tests for minutes.
    schedules: false,
    log: () => {},
  });
  process.env.PEIYOU_STACK = JSON.stringify(description);
  globalThis.stopStack = stop;
}
