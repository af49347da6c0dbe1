import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { pages } from '../../functions/portal/web/pages/index.ts';
import type { Page } from '../../functions/portal/web/pages/page.ts';
import { LOCAL_USERS } from '../../infra/local/users.ts';
import { seriousViolations, sidewaysScroll, signedIn, type Visit, visit } from '../support/browser.ts';
import { openBrowser } from '../support/chromium.ts';
import { MARKUP, samplesOf } from '../support/samples.ts';
import { eventually } from '../support/stack.ts';

const answer = samplesOf(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../functions/portal/openapi.json'), 'utf8')),
);
const PARAMETERS: Readonly<Record<string, string>> = {
  division: '330302',
  township: '330302025',
  period: '2026',
  year: '2026',
  indicator: 'T1',
  version: '1',
  kind: 'ledger',
};
/** What somebody wrote is on no such page: they hold forms, or what the plan itself says. */
const NOTHING_WRITTEN: readonly string[] = [
  '/home',
  '/community/needs/new',
  '/monthly',
  '/platforms/:township/monthly',
  '/platforms/:township/evidence',
  '/platforms/:township/ratings',
  '/rounds',
  '/assessments',
  // Only what one's own needs got: these samples are another's.
  '/matches',
];

/** No journey comes by these pages; axe looks at the others there. */
const NOT_INSPECTED: readonly string[] = ['/platform', '/monthly', '/platforms/:township/monthly'];

/** What a page takes from behind the #. */
const FRAGMENTS: Readonly<Record<string, string>> = { '/rate': `#${'a'.repeat(32)}` };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const addressOf = ({ path }: Page) =>
  path.replaceAll(
    /:(\w+)(\([^)]*\)\??)?/g,
    (_, name) => PARAMETERS[name] ?? '01980000-0000-7000-8000-000000000001',
  ) + (FRAGMENTS[path] ?? '');

/**
 * Marks what a mouse can use, one of each group of choices, and takes the mark off whatever the keyboard comes to; marks,
 * too, what it comes to without a sign of it.
 */
const MARK = `(() => {
  const groups = new Set();
  for (const one of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.disabled) continue;
    if (one.type === 'radio' && groups.has(one.name)) continue;
    if (one.type === 'radio') groups.add(one.name);
    one.dataset.usable = '';
  }
  document.activeElement.blur();
  document.addEventListener('focusin', ({ target: one }) => {
    const group = one.type === 'radio' && one.name ? document.getElementsByName(one.name) : [one];
    for (const each of group) delete each.dataset.usable;
    const { outlineStyle, boxShadow } = getComputedStyle(one);
    if (outlineStyle === 'none' && boxShadow === 'none') one.dataset.unseen = '';
  });
})()`;
/** What it never came to, or came to without a sign of it; and what answers to the mouse alone. */
const LEFT = `(() => {
  const told = (selector) => [...document.querySelectorAll(selector)].map((one) => one.outerHTML.slice(0, 120));
  const mouse = [...document.querySelectorAll('main *')].filter((one) =>
    getComputedStyle(one).cursor === 'pointer' && !one.closest('a, button, label, summary, select, input'));
  const described = new Set([...document.querySelectorAll('[aria-describedby]')].flatMap((one) => one.getAttribute('aria-describedby').split(' ')));
  const unheard = [...document.querySelectorAll('.field > .hint')].filter(({ id }) => !described.has(id)).map((one) => one.outerHTML.slice(0, 120));
  return { unheard, unreached: told('[data-usable]'), unseen: told('[data-unseen]'), mouse: mouse.map((one) => one.outerHTML.slice(0, 120)) };
})()`;

describe.each([...Map.groupBy(pages, ({ roles }) => roles?.[0] ?? 'anybody')])(
  '门户: every page of %s, full of all that the API may answer, and whoever wrote it wrote markup',
  (role, own) => {
    const user = LOCAL_USERS.find((one) => one.role === role);
    let here: Visit;
    const asked: string[] = [];

    beforeAll(async () => {
      here = await visit(browser);
      const { page } = here;
      if (user) await signedIn(page, user.subject, own[0]!.path);
      await page.route('**/v1/**', async (route) => {
        const request = route.request();
        const { pathname } = new URL(request.url());
        asked.push(request.url());
        const json = answer(request.method(), pathname);
        await (json === undefined ? route.continue() : route.fulfill({ json, headers: { etag: '"1"' } }));
      });
    });
    afterEach(() => {
      here.faults.length = 0;
      asked.length = 0;
    });
    afterAll(() => here.close());

    it.each(own.map((page) => [page.path, page] as const))(
      '%s runs no markup, asks for nothing by what was written, and needs no mouse',
      async (path, one) => {
        const { page, faults } = here;
        await page.goto(addressOf(one).slice(1));
        await page.locator('main h1').waitFor();
        await page.getByText('正在读取…').first().waitFor({ state: 'detached' });

        const written = (await page.locator('main').innerText()).includes(MARKUP);
        expect({ path, written }).toEqual({ path, written: !NOTHING_WRITTEN.includes(path) });
        expect(await page.locator('img[src="x"], svg[onload]').count()).toBe(0);
        expect(await page.evaluate('String(window.ran)')).toBe('undefined');
        expect(faults).toEqual([]);
        expect([page.url(), ...asked].filter((url) => /onerror|%3Cimg/i.test(url))).toEqual([]);

        await page.evaluate(MARK);
        // Days and times take several.
        for (let pressed = 0; pressed < 300; pressed++) {
          await page.keyboard.press('Tab');
          if (pressed % 10 === 9 && (await page.locator('[data-usable]').count()) === 0) break;
        }
        expect(await page.evaluate(LEFT)).toEqual({ unheard: [], unreached: [], unseen: [], mouse: [] });
        if (NOT_INSPECTED.includes(path)) expect(await seriousViolations(page)).toEqual([]);
        await page.setViewportSize({ width: 375, height: 812 });
        // A chart takes its new width a moment later.
        expect(
          await eventually(
            () => sidewaysScroll(page),
            (pixels) => pixels === 0,
            3_000,
          ),
        ).toBe(0);
        await page.setViewportSize({ width: 1440, height: 900 });
      },
    );
  },
);
