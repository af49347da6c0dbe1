/** A real browser against the local stack: people of each role at a desk or on a phone, what axe says, and pictures. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { LOCAL_USERS } from '../../infra/local/users.ts';
import { stack } from './stack.ts';

const SCREENS = join(import.meta.dirname, '../../out/screens');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 375, height: 812 };

/** What a page did that it must not: errors on the console, and breaches of its Content-Security-Policy among them. */
export interface Visit {
  page: Page;
  context: BrowserContext;
  faults: string[];
  close(): Promise<void>;
}

/** A page of its own, as for a person who comes for the first time. */
export async function visit(browser: Browser, size: 'desk' | 'phone' = 'desk'): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: `${stack.baseUrl}/app/`,
    locale: 'zh-CN',
    viewport: size === 'desk' ? DESK : PHONE,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    // A refusal of the API is shown to the user; the browser writes it down as well.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(message.text());
  });
  return { page, context, faults, close: () => context.close() };
}

/** Opens a page and signs in on the way, by the button of a local user. */
export async function signedIn(page: Page, subject: string, path: string): Promise<void> {
  const user = LOCAL_USERS.find((one) => one.subject === subject)!;
  await page.goto(path.replace(/^\//, ''));
  const choice = page.getByRole('button', { name: user.name });
  // A page of a role leads to the issuer by itself, one for everybody stands there.
  await choice.or(page.locator('main h1')).first().waitFor();
  if (!(await choice.isVisible())) await page.getByRole('button', { name: '登录', exact: true }).click();
  await choice.click();
  await page.waitForURL((url) => url.pathname.startsWith('/app/') && !url.pathname.endsWith('/signed-in'));
}

/** Pictures in the dark as well: they take minutes over all pages, and are for looking at alone. */
const SCHEMES = process.env.SCREENS === 'all' ? (['light', 'dark'] as const) : (['light'] as const);

/** Looks at a page as it stands: axe finds nothing serious (WCAG 2.2 AA); pictures at both widths. */
export async function inspect(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENS, { recursive: true });
  await settled(page);
  const before = page.viewportSize()!;
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    for (const [size, viewport] of [
      ['1440', DESK],
      ['375', PHONE],
    ] as const) {
      await page.setViewportSize(viewport);
      await page.screenshot({ path: join(SCREENS, `${name}-${size}-${colorScheme}.png`), fullPage: true });
      if (size === '375')
        expect({ name, sideways: await sidewaysScroll(page) }).toEqual({ name, sideways: 0 });
    }
    const serious = await seriousViolations(page, colorScheme === 'dark' ? DARK : LIGHT);
    expect({ name, colorScheme, serious }).toEqual({ name, colorScheme, serious: [] });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(before);
}

/** Until the page has read what it asked for: first() waits for all, and does not mind that there are several. */
export const settled = (page: Page): Promise<void> =>
  page.getByText('正在读取…').first().waitFor({ state: 'detached' });

/** Pixels by which the page is wider than the window. */
export const sidewaysScroll = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** What axe finds serious or critical, with the element it is about. */
export async function seriousViolations(page: Page, rules: readonly string[] = LIGHT): Promise<string[]> {
  // Evaluated, not added as a script: the page's policy takes none but its own.
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(AXE);
  return page.evaluate(async (runOnly) => {
    const { violations } = await (
      globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }
    ).axe.run({
      runOnly,
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  }, rules);
}

const LIGHT = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** In the dark only colours are other. */
export const DARK = ['color-contrast'];

interface AxeResults {
  violations: { id: string; impact: string; nodes: { html: string }[] }[];
}
