import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { today } from '../../shared/calendar/today.ts';
import { inspect, signedIn, type Visit, visit } from '../support/browser.ts';
import { openBrowser } from '../support/chromium.ts';
import { as, type Call } from '../support/matching-journey.ts';

/** 广化街道: no other journey has its platform. */
const TOWNSHIP = '330302032';
const LAST_YEAR = String(Number(today(new Date()).slice(0, 4)) - 1);
const PATH = `/v1/platforms/${TOWNSHIP}/assessments/${LAST_YEAR}`;

let browser: Browser;
let here: Visit;
let township: Call;
beforeAll(async () => {
  browser = await openBrowser();
  township = await as('township', TOWNSHIP, 'assessed-township');
  await township('PUT', `/v1/platforms/${TOWNSHIP}`, {
    name: '广化街道社会组织服务平台',
    base: {
      kind: 'social-work-station',
      name: '广化街道社工站',
      address: '广化街道文化中心一楼',
      areaM2: 120,
      tenure: 'own',
    },
  });
  // It assesses itself on one of the three indicators that are judged.
  await township('PUT', PATH, {
    claims: { party: { points: 13, text: '建立功能型党组织两个', evidence: [] } },
  });
  await township('POST', `${PATH}/submit`);
}, 120_000);
afterAll(() => browser.close());
beforeEach(async () => {
  here = await visit(browser);
});
afterEach(async () => {
  expect(here.faults).toEqual([]);
  await here.close();
});

describe('平台测评: reviewed by one, published by another, in the portal (C3)', () => {
  it('the county finds it by the name of the township, and judges also what the township left out', async () => {
    const { page } = here;
    await signedIn(page, 'county-330302', '/assessments');
    const year = page.getByLabel('年份');
    expect(await year.locator('option').last().innerText()).toBe('2021');
    await year.selectOption(LAST_YEAR);
    const row = page.getByRole('row').filter({ hasText: '鹿城区广化街道' });
    await row.getByText('待审核').waitFor();
    await inspect(page, 'assessments');
    await row.getByRole('link').click();
    await page
      .getByRole('heading', { level: 1, name: `平台测评 鹿城区广化街道（${LAST_YEAR} 年）` })
      .waitFor();
    const party = page.getByLabel('党建引领');
    expect(await party.inputValue()).toBe('13');
    await page.getByText('自评 13 分：建立功能型党组织两个；满分 15 分').waitFor();
    const order = page.getByLabel('制度执行和档案');
    const open = page.getByLabel('公众评价的广泛性和整改');
    expect([await order.inputValue(), await open.inputValue()]).toEqual(['', '']);
    expect(await page.getByText('没有自评；满分 5 分').count()).toBe(2);
    await inspect(page, 'assessment');
    await party.fill('12');
    await order.fill('4');
    await open.fill('3');
    await page.getByLabel('审核意见').fill('佐证齐全');
    await page.getByRole('button', { name: '审核', exact: true }).click();
    await page.getByText('已审核，可提异议').waitFor();
    await page.getByText('审核意见：佐证齐全').waitFor();
    expect((await township('GET', PATH)).json).toMatchObject({
      state: 'reviewed',
      comment: '佐证齐全',
      indicators: expect.arrayContaining([
        expect.objectContaining({ id: 'party', points: 12 }),
        expect.objectContaining({ id: 'order', points: 4 }),
        expect.objectContaining({ id: 'public', points: 3 }),
      ]),
    });
    await inspect(page, 'assessment-reviewed');
  });

  it('is not published while the township may object; the page says so', async () => {
    const { page } = here;
    await signedIn(page, 'county-330302-chen', `/assessments/${TOWNSHIP}/${LAST_YEAR}`);
    await page.getByRole('button', { name: '公布结果' }).click();
    await page.getByRole('alert').getByText('前可提出异议，其后公布').waitFor();
    expect((await township('GET', PATH)).json).toMatchObject({ state: 'reviewed' });
  });

  it('an objection is answered with other points and published by a second person', async () => {
    await township('POST', `${PATH}/objection`, { reason: '党建佐证漏看一份' });
    const { page } = here;
    await signedIn(page, 'county-330302', `/assessments/${TOWNSHIP}/${LAST_YEAR}`);
    await page.getByText('异议：党建佐证漏看一份').waitFor();
    await page.getByLabel('对异议的答复').fill('已核对');
    await page.getByRole('button', { name: '公布结果' }).click();
    // The reviewer may not.
    await page.getByRole('alert').getByText('应由两人分别办理').waitFor();
    await here.close();
    here = await visit(browser);
    const other = here.page;
    await signedIn(other, 'county-330302-chen', `/assessments/${TOWNSHIP}/${LAST_YEAR}`);
    expect(await other.getByLabel('党建引领').inputValue()).toBe('12');
    await other.getByLabel('党建引领').fill('13');
    await other.getByLabel('对异议的答复').fill('已核对，党建加一分');
    await inspect(other, 'assessment-objected');
    await other.getByRole('button', { name: '公布结果' }).click();
    await other.getByText('对异议的答复：已核对，党建加一分').waitFor();
    expect((await township('GET', PATH)).json).toMatchObject({
      state: 'final',
      answer: '已核对，党建加一分',
      points: 20,
    });
  });

  it('the city reads it among those of all its counties, and has nothing to decide', async () => {
    const { page } = here;
    await signedIn(page, 'city-3303', '/assessments');
    await page.getByLabel('年份').selectOption(LAST_YEAR);
    await page.getByLabel('状态').selectOption({ label: '已公布' });
    await page.getByRole('row').filter({ hasText: '鹿城区广化街道' }).getByRole('link').click();
    await page.getByText('总分 20').waitFor();
    expect(await page.getByRole('button', { name: /审核|公布结果/ }).count()).toBe(0);
    await inspect(page, 'assessment-city');
  });
});
