import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type Visit, visit } from './browser.ts';
import { openBrowser } from './chromium.ts';

/** A browser for the tests of a file, and in each of them a visit of its own, in which nothing goes wrong. */
export function eachVisit(size: 'desk' | 'phone' = 'desk'): Omit<Visit, 'close'> {
  let browser: Browser;
  let now: Visit;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    now = await visit(browser, size);
  });
  afterEach(async () => {
    expect(now.faults).toEqual([]);
    await now.close();
  });
  return {
    get page() {
      return now.page;
    },
    get context() {
      return now.context;
    },
    get faults() {
      return now.faults;
    },
  };
}
