/** The clock of a local cloud (`shared/clock.ts`), by a file in its work folder. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** @param workDir below the project's root */
export const clockFile = (workDir: string) => join(ROOT, workDir, 'clock');

/** Sets the clock; from then on it goes on. */
export function setClock(workDir: string, instant: Date): void {
  const file = clockFile(workDir);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, instant.toISOString());
}

/** It is now again. */
export const resetClock = (workDir: string): void => rmSync(clockFile(workDir), { force: true });
