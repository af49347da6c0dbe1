import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { addDays } from '../../shared/calendar/index.ts';
import { today } from '../../shared/calendar/today.ts';
import { inspect, signedIn, visit } from '../support/browser.ts';
import { openBrowser } from '../support/chromium.ts';
import { as, type Call, type Items, idOf, managed, published, VILLAGE } from '../support/matching-journey.ts';
import { eventually } from '../support/stack.ts';

const US = 'provider-330302';
const TITLE = '锣鼓进社区';
const day = today(new Date());

let browser: Browser;
let us: Call;
beforeAll(async () => {
  browser = await openBrowser();
  us = await as('provider', '330302', US);
});
afterAll(() => browser.close());

/** As somebody in a browser of his own, in which nothing goes wrong. */
async function inBrowser(subject: string, path: string, act: (page: Page) => Promise<void>) {
  const here = await visit(browser);
  await signedIn(here.page, subject, path);
  await act(here.page);
  expect(here.faults).toEqual([]);
  await here.close();
}
const mine = async () =>
  ((await us('GET', '/v1/resources/mine?limit=100')).json as Items<{ id: string; title: string }>).items;

describe('门户: who gives, and the township that allots it (M2.1, M1.3)', () => {
  it('an enterprise offers a venue, then money in its place', async () => {
    await inBrowser(US, '/resources/new', async (page) => {
      await page.getByLabel('资源名称').fill('社区锣鼓资金');
      await page.getByLabel('供给方类型').selectOption('enterprise');
      await page.getByLabel('供给方名称').fill('某鞋业有限公司');
      await page.getByLabel('资源类别').selectOption('venue');
      await page.getByLabel('场地地址').fill('南汇街道文化中心二楼');
      await page.getByLabel('开放开始').fill(`${addDays(day, 8)}T14:00`);
      await page.getByLabel('开放结束').fill(`${addDays(day, 8)}T17:30`);
      await page.getByRole('button', { name: '保存草稿' }).click();
      await page.getByText('草稿已保存。').waitFor();
      await page.getByRole('button', { name: '保存并发布' }).click();
      await page.getByText('“起止日期”须填写').waitFor();
      await inspect(page, 'resource-new');
      await page.getByLabel('开始日期').fill(day);
      await page.getByLabel('结束日期').fill(addDays(day, 90));
      await page.getByLabel('征集截止日期').fill(addDays(day, 60));
      await page.getByRole('button', { name: '保存并发布' }).click();
      await page.getByText('已发布，合适的需求会收到通知。').waitFor();
      expect((await mine())[0]).toMatchObject({
        state: 'open',
        gift: {
          type: 'venue',
          slots: [{ from: `${addDays(day, 8)}T14:00:00+08:00`, to: `${addDays(day, 8)}T17:30:00+08:00` }],
        },
      });
      await page.getByLabel('资源类别').selectOption('funds');
      await page.getByLabel('金额（元）').fill('3000');
      await page.getByRole('button', { name: '保存修改' }).click();
      await page.getByText('修改已保存。').waitFor();
      expect((await mine())[0]).toMatchObject({
        gift: { type: 'funds', source: 'social-capital', fen: 300_000 },
      });
    });
  }, 90_000);

  it('the township gives of it to a match, not more than there is, and the giver sees what is in use', async () => {
    const [resident, village, township] = await Promise.all([
      as('applicant', '330302', 'portal-drums'),
      as('community', VILLAGE, 'portal-drums-village'),
      as('township', '330302025', 'township-330302025'),
    ]);
    const organisation = await managed(resident, village, '温州市鹿城区南汇街道南塘社区锣鼓队');
    const need = await published(village, { title: TITLE, budgetFen: 200_000 });
    const claim = await eventually(
      () => resident('POST', `/v1/needs/${need}/claim`, { organisation }).catch(() => undefined),
      (answer) => answer !== undefined,
      30_000,
    );
    const funds = (await mine()).find(({ title }) => title === '社区锣鼓资金')!.id;
    await inBrowser('township-330302025', '/confirmations', async (page) => {
      const offer = page.getByRole('article', { name: TITLE });
      await offer.getByRole('button', { name: '选配资源' }).click();
      const amount = offer.getByLabel('社区锣鼓资金（某鞋业有限公司，资金）');
      await amount.fill('3500');
      await offer.getByRole('button', { name: '按所选资源确认' }).click();
      await offer.locator('.field.wrong').getByText('只剩').waitFor();
      await inspect(page, 'confirmation-supply');
      await amount.fill('1800');
      await offer.getByRole('button', { name: '按所选资源确认' }).click();
      await offer.waitFor({ state: 'detached' });
    });
    expect((await township('GET', `/v1/matches/${idOf(claim!)}`)).json).toMatchObject({
      budget: [{ resource: funds, fen: 180_000, left: 180_000 }],
    });
    await inBrowser(US, '/resources', async (page) => {
      await page.getByRole('row').filter({ hasText: '社区锣鼓资金' }).getByText('1,800 元').waitFor();
      await inspect(page, 'resources');
      await page.getByRole('link', { name: '社区锣鼓资金' }).click();
      await page.getByRole('heading', { name: '使用情况' }).waitFor();
      await page.getByRole('button', { name: '撤回' }).click();
      await page.getByLabel('撤回的理由').fill('今年的已安排完');
      await page.getByRole('button', { name: '撤回' }).click();
      await page.getByText('撤回的理由：今年的已安排完').waitFor();
      await inspect(page, 'resource');
    });
    expect((await mine()).find(({ id }) => id === funds)).toMatchObject({ state: 'withdrawn' });
  }, 90_000);
});
