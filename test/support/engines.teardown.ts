export default async function tearDown() {
  await (globalThis as unknown as { stopEngines: () => Promise<unknown> }).stopEngines();
}
