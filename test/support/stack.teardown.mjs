import { rmSync } from 'node:fs';

export default async function tearDown() {
  await globalThis.stopStack();
  rmSync(`.cache/journeys-${process.pid}`, { recursive: true, force: true });
}
