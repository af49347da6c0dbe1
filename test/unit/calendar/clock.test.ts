import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { clock } from '../../../shared/clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'clock-'));
const file = join(folder, 'clock');
afterEach(() => {
  delete process.env.LOCAL_CLOCK;
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('时钟: the time of the functions', () => {
  it('is now in the cloud, and locally as long as nobody has set it', () => {
    expect(Math.abs(clock().getTime() - Date.now())).toBeLessThan(1000);
    process.env.LOCAL_CLOCK = join(folder, 'none');
    expect(Math.abs(clock().getTime() - Date.now())).toBeLessThan(1000);
  });

  it('goes on from the instant to which it was set', () => {
    process.env.LOCAL_CLOCK = file;
    writeFileSync(file, '2021-12-31T23:59:00.000+08:00');
    const anHourAgo = Date.now() / 1000 - 3600;
    utimesSync(file, anHourAgo, anHourAgo);
    const past = clock().getTime() - Date.parse('2022-01-01T00:59:00.000+08:00');
    expect(past).toBeGreaterThanOrEqual(-1);
    expect(past).toBeLessThan(5000);
  });
});
