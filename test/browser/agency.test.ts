import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { addDays } from '../../shared/calendar/index.ts';
import { today } from '../../shared/calendar/today.ts';
import { inspect, signedIn, visit } from '../support/browser.ts';
import { openBrowser } from '../support/chromium.ts';
import { as, type Items, published } from '../support/matching-journey.ts';

const US = 'agency-330302';
const day = today(new Date());

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('门户: an agency (M1.2)', () => {
  it('designs a project for a need in two phases, publishes it, and withdraws it', async () => {
    const [us, village] = await Promise.all([
      as('agency', '330302', US),
      as('community', '330302025006', 'portal-agency-village'),
    ]);
    const need = await published(village, { title: '越剧进社区' });
    const [from, to] = [addDays(day, 7), addDays(day, 60)];
    const here = await visit(browser);
    const { page } = here;
    await signedIn(page, US, '/agency/projects');
    await page.getByRole('link', { name: '新建项目' }).click();
    await page.getByLabel('项目名称').fill('越音传唱计划');
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.getByText('草稿已保存。').waitFor();
    await page.getByRole('button', { name: '保存并发布' }).click();
    await page.getByText('“起止日期”须填写').waitFor();

    await page.getByLabel('乡镇（街道）').selectOption('330302025');
    await page.getByLabel('文化').check();
    await page.getByLabel('合唱').check();
    await page.getByLabel('越剧进社区').check();
    await page.getByLabel('开始日期').fill(from);
    await page.getByLabel('结束日期').fill(to);
    await page.getByLabel('征集截止日期').fill(addDays(day, 10));
    await page.getByRole('button', { name: '增加阶段' }).click();
    for (const [nth, title, until, yuan] of [
      [1, '摸底', addDays(day, 20), '500'],
      [2, '排练', addDays(to, 1), '1500.5'],
    ] as const) {
      const phase = page.getByRole('group', { name: `第 ${nth} 阶段` });
      await phase.getByLabel('阶段名称').fill(title);
      await phase.getByLabel('阶段开始').fill(from);
      await phase.getByLabel('阶段结束').fill(until);
      await phase.getByLabel('阶段预算（元）').fill(yuan);
    }
    await page.getByText('预算合计 2,000.5 元').waitFor();
    await page.getByRole('button', { name: '保存并发布' }).click();
    // The second phase ends a day after the project does; that stands with it.
    const second = page.getByRole('group', { name: '第 2 阶段' });
    await second.getByText('阶段的起止日期应在').waitFor();
    await inspect(page, 'agency-project');
    await second.getByLabel('阶段结束').fill(to);
    await page.getByRole('button', { name: '保存并发布' }).click();
    await page.getByText('已发布，需求发布方会收到通知。').waitFor();
    const { items } = (await us('GET', '/v1/projects/mine')).json as Items<object>;
    expect(items).toContainEqual(
      expect.objectContaining({
        title: '越音传唱计划',
        state: 'open',
        division: '330302025',
        needs: [need],
        budgetFen: 200_050,
        phases: [
          { title: '摸底', from, to: addDays(day, 20), budgetFen: 50_000 },
          { title: '排练', from, to, budgetFen: 150_050 },
        ],
      }),
    );

    await page.getByRole('link', { name: '回到项目设计' }).click();
    await page.getByRole('row').filter({ hasText: '越音传唱计划' }).getByText('已发布').waitFor();
    await inspect(page, 'agency-projects');
    await page.getByRole('link', { name: '越音传唱计划' }).click();
    await page.getByRole('button', { name: '撤回' }).click();
    await page.getByLabel('撤回的理由').fill('人手不足');
    await page.getByRole('button', { name: '撤回' }).click();
    await page.getByText('撤回的理由：人手不足').waitFor();
    expect(here.faults).toEqual([]);
    await here.close();
  }, 90_000);
});
