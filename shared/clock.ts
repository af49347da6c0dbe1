import { readFileSync, statSync } from 'node:fs';

/**
 * The time. The local cloud has it set by the file that LOCAL_CLOCK names, as if it had been written at the instant that
 * it holds, so that years can be played in minutes; where there is no such file it is now.
 */
export function clock(): Date {
  const file = process.env.LOCAL_CLOCK;
  const written = file === undefined ? undefined : statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (written === undefined) return new Date();
  return new Date(Date.parse(readFileSync(file!, 'utf8')) + Date.now() - written);
}
