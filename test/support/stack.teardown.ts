import { rmSync } from 'node:fs';

export default async function tearDown() {
  await (globalThis as unknown as { stopStack: () => Promise<void> }).stopStack();
  rmSync(`.cache/journeys-${process.pid}`, { recursive: true, force: true });
}
