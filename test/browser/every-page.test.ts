import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { pages } from '../../functions/portal/web/pages/index.ts';
import type { Page } from '../../functions/portal/web/pages/page.ts';
import { LOCAL_USERS } from '../../infra/local/users.ts';
import {
  DARK,
  inspect,
  seriousViolations,
  settled,
  sidewaysScroll,
  signedIn,
  type Visit,
  visit,
} from '../support/browser.ts';
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

/** No journey comes by these pages; the others are looked at and pictured there. */
const NOT_INSPECTED: readonly string[] = [
  '/agency/projects/new',
  '/resources/new',
  '/ledger/places/:division',
  '/contests/:id/edit',
  '/fairs/:id/edit',
  '/monthly',
  '/platforms/:township/monthly',
  '/platforms/:township/operation',
];

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
 * What a mouse can use and the keyboard cannot, or without a sign of where it is; what answers to the mouse alone; hints that
 * nobody hears. Of a group of choices Tab comes to one.
 */
const AMISS = `(() => {
  const told = (all) => all.map((one) => one.outerHTML.slice(0, 120));
  const usable = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter(
    (one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled);
  const unreached = usable.filter((one) => {
    one.focus();
    return one.tabIndex < 0 || document.activeElement !== one;
  });
  const unseen = usable.filter((one) => {
    one.focus();
    const { outlineStyle, boxShadow } = getComputedStyle(one);
    return outlineStyle === 'none' && boxShadow === 'none';
  });
  document.activeElement.blur();
  const mouse = [...document.querySelectorAll('main *')].filter((one) =>
    getComputedStyle(one).cursor === 'pointer' && !one.closest('a, button, label, summary, select, input'));
  const described = new Set([...document.querySelectorAll('[aria-describedby]')].flatMap((one) => one.getAttribute('aria-describedby').split(' ')));
  const unheard = [...document.querySelectorAll('.field > .hint')].filter(({ id }) => !described.has(id));
  return { unreached: told(unreached), unseen: told(unseen), mouse: told(mouse), unheard: told(unheard) };
})()`;
/** What Tab comes to. */
const FOCUSED = '[...document.querySelectorAll("*")].indexOf(document.activeElement)';
/** As by a link: the application is not loaded anew for each page. */
const open = (path: string) => `(() => {
  history.pushState(null, '', '/app/' + ${JSON.stringify(path)});
  dispatchEvent(new PopStateEvent('popstate', { state: null }));
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
      await page.route('**/v1/**', async (route) => {
        const request = route.request();
        const { pathname } = new URL(request.url());
        asked.push(request.url());
        const json = answer(request.method(), pathname);
        await (json === undefined ? route.continue() : route.fulfill({ json, headers: { etag: '"1"' } }));
      });
      // Signing in ends at the first page, which is read there and then.
      if (user) await signedIn(page, user.subject, own[0]!.path);
      else await page.goto('home');
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
        await page.evaluate(open(addressOf(one).slice(1)));
        await eventually(
          () => page.title(),
          (title) => title.startsWith(one.title),
        );
        await page.locator('main h1').waitFor();
        await settled(page);

        const written = async () => (await page.locator('main').innerText()).includes(MARKUP);
        const holds = !NOTHING_WRITTEN.includes(path);
        expect({ path, written: await eventually(written, (is) => is === holds, 20_000) }).toEqual({
          path,
          written: holds,
        });
        expect(await page.locator('img[src="x"], svg[onload]').count()).toBe(0);
        expect(await page.evaluate('String(window.ran)')).toBe('undefined');
        expect(faults).toEqual([]);
        expect([page.url(), ...asked].filter((url) => /onerror|%3Cimg/i.test(url))).toEqual([]);

        // Signs of the focus are for whoever goes by keyboard; no control holds it.
        await page.keyboard.press('Tab');
        const first = await page.evaluate(FOCUSED);
        await page.keyboard.press('Tab');
        expect(await page.evaluate(FOCUSED)).not.toBe(first);
        expect(await page.evaluate(AMISS)).toEqual({ unreached: [], unseen: [], mouse: [], unheard: [] });
        if (NOT_INSPECTED.includes(path)) await inspect(page, `every${path.replaceAll(/[/:]+/g, '-')}`);
        await page.emulateMedia({ colorScheme: 'dark' });
        expect(await seriousViolations(page, DARK)).toEqual([]);
        await page.emulateMedia({ colorScheme: 'light' });
        await page.setViewportSize({ width: 375, height: 812 });
        // A chart takes its new width a moment later.
        expect(
          await eventually(
            () => sidewaysScroll(page),
            (pixels) => pixels === 0,
            20_000,
          ),
        ).toBe(0);
        await page.setViewportSize({ width: 1440, height: 900 });
      },
    );
  },
);
