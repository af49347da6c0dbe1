/**
 * Sets the clock of the running local cloud, so that what happens at month ends can be seen at once.
 *
 * Usage: npm run -s clock -- 2026-12-31T23:59:00+08:00, or npm run -s clock -- now
 */
import * as z from 'zod';
import { resetClock, setClock } from '../local/clock.ts';
import { CannotRun, localStack, run, WORK_DIR } from './target.ts';

const Instant = z.iso.datetime({ offset: true });

await run('clock', async () => {
  const [instant, ...more] = process.argv.slice(2);
  const isNow = instant === 'now';
  if (more.length > 0 || !(isNow || Instant.safeParse(instant).success))
    throw new CannotRun('give an instant with its offset, such as 2026-12-31T23:59:00+08:00, or now');
  localStack('PEIYOU_WORK_DIR');
  if (isNow) resetClock(WORK_DIR);
  else setClock(WORK_DIR, new Date(instant!));
  return 0;
});
