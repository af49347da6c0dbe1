import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readXlsx } from 'hucre/xlsx';
import type { Page } from 'playwright-core';
import { inspect, signedIn } from '../support/browser.ts';
import { eachVisit } from '../support/each-visit.ts';
import { as, type Call, type Items, managed } from '../support/matching-journey.ts';

const VILLAGE = '330302025004';
const OFFICER = 'community-330302025004';
const NAME = '温州市鹿城区南汇街道清风社区腰鼓队';

const here = eachVisit();
let village: Call;
let li: Call;
let id: string;
beforeAll(async () => {
  village = await as('community', VILLAGE, OFFICER);
  li = await as('applicant', '330302', 'li');
  id = await managed(await as('applicant', '330302', 'ledger-founder'), village, NAME, ['culture'], VILLAGE);
}, 60_000);

/** Whoever speaks for several chooses one. */
async function ours(page: Page): Promise<void> {
  await page.getByRole('heading', { name: '修改资料' }).waitFor();
  const select = page.getByLabel('组织', { exact: true });
  if (await select.isVisible()) await select.selectOption({ label: NAME });
}
const organisation = async () => (await village('GET', `/v1/organisations/${id}`)).json;

describe('台账: an organisation and its authority, in the portal (C1.3, C1.5)', () => {
  it('its community records who speaks for it and what it knows of it', async () => {
    const { page } = here;
    await signedIn(page, OFFICER, `/organisations/${id}`);
    await page.getByRole('heading', { level: 1, name: NAME }).waitFor();
    await page.getByLabel('账号的身份').selectOption('applicant');
    await page.getByLabel('登录账号').fill('li');
    await page.getByRole('button', { name: '登记联系人' }).click();
    await page.getByText('联系人已登记。').waitFor();

    await page.getByLabel('是枢纽型组织').check();
    await page.getByLabel('兼职社会工作者数').fill('-1');
    await page.getByLabel('专职社会工作者数').fill('2');
    await page.getByRole('button', { name: '保存资料' }).click();
    await page.locator('.field.wrong').filter({ hasText: '兼职社会工作者数' }).waitFor();
    await page.getByLabel('兼职社会工作者数').fill('1');
    await page.getByRole('button', { name: '保存资料' }).click();
    await page.getByText('资料已保存。').waitFor();
    await page.getByText('专职 2、兼职 1').waitFor();
    await inspect(page, 'organisation-in-ledger');
    expect(await organisation()).toMatchObject({ hub: true, socialWorkers: { fullTime: 2, partTime: 1 } });
    expect((await li('GET', `/v1/organisations/${id}`)).status).toBe(200);
  }, 60_000);

  it('says itself how many it is and that it is shown to everybody, and stands in the directory then', async () => {
    const { page } = here;
    await signedIn(page, 'li', '/organisation/profile');
    await ours(page);
    await page.getByText('未同意展示').waitFor();
    await page.getByLabel('个人成员数').fill('31');
    await page.getByLabel('同意在公开名录中展示').check();
    // Whoever leaves now is asked, and stays.
    page.once('dialog', (dialog) => dialog.dismiss());
    await page.getByRole('link', { name: '组织名录' }).click();
    await page.getByRole('button', { name: '保存资料' }).click();
    await page.getByText('资料已保存。').waitFor();
    await inspect(page, 'organisation-profile');
    await page.getByRole('link', { name: '组织名录' }).click();
    await page.getByLabel('名称').fill('清风社区腰鼓队');
    await page.getByText(NAME).waitFor();
    expect(await organisation()).toMatchObject({ public: true, members: { individuals: 31 } });
  }, 60_000);

  it('tells what it takes on, rests for a while, and takes needs on again (M1.4)', async () => {
    const { page } = here;
    await signedIn(page, 'li', '/organisation/profile');
    await ours(page);
    await page.getByLabel('同时承接的项目数').fill('3');
    await page.getByLabel('专长').fill('腰鼓、舞龙');
    await page.getByRole('button', { name: '保存承接能力' }).click();
    await page.getByText('承接能力已保存。').waitFor();
    await page.getByRole('button', { name: '暂不承接' }).click();
    await page.getByLabel('理由', { exact: true }).fill('排练比赛节目');
    await page.getByRole('button', { name: '暂不承接' }).click();
    await page.getByRole('button', { name: '恢复承接' }).waitFor();
    const capacity = `/v1/capacities/${id}`;
    expect((await li('GET', capacity)).json).toMatchObject({
      atATime: 3,
      skills: ['腰鼓', '舞龙'],
      state: 'withdrawn',
      reason: '排练比赛节目',
    });
    await page.getByRole('button', { name: '恢复承接' }).click();
    await page.getByRole('button', { name: '暂不承接' }).waitFor();
    expect((await li('GET', capacity)).json).toMatchObject({ state: 'open', own: true });
  }, 60_000);

  it('is suspended and resumed by its community alone, with reason and clause; leaders are seen for a reason', async () => {
    const { page } = here;
    await signedIn(page, OFFICER, `/organisations/${id}`);
    page.on('dialog', (dialog) => dialog.accept());
    await page.getByLabel('理由', { exact: true }).fill('场地整修');
    await page.getByLabel('依据的条款').fill('C1.5');
    await page.getByRole('button', { name: '办理', exact: true }).click();
    await page.getByText('停止活动', { exact: true }).first().waitFor();
    expect(await organisation()).toMatchObject({ status: 'suspended' });
    await page.getByLabel('办理什么').selectOption('resume');
    await page.getByLabel('理由', { exact: true }).fill('整修完毕');
    await page.getByRole('button', { name: '办理', exact: true }).click();
    await page.getByRole('cell', { name: '恢复活动' }).waitFor();
    expect(await organisation()).toMatchObject({ status: 'active' });

    await page.getByRole('button', { name: '查看负责人的姓名和电话' }).click();
    await page.getByLabel('为什么须查看').fill('通知整修安排');
    await page.getByRole('button', { name: '查看负责人的姓名和电话' }).click();
    await page
      .getByText(/1\d{10}/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: '收起' }).click();
    expect(await page.getByText(/1\d{10}/).count()).toBe(0);
    await page.getByRole('cell', { name: '查看负责人原文' }).waitFor();
  }, 60_000);

  it('goes out in the workbook with all of the ledger, not only with the page that was read', async () => {
    const { page } = here;
    await page.route('**/v1/organisations?**', async (route) => {
      const url = new URL(route.request().url());
      url.searchParams.set('limit', '1');
      await route.continue({ url: url.href });
    });
    await signedIn(page, OFFICER, '/community/organisations');
    await page.getByText('已列出 1 个').waitFor();
    const [workbook] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出 Excel' }).click(),
    ]);
    const { sheets } = await readXlsx(await readFile(await workbook.path()));
    const names = sheets[0]!.rows.map(([name]) => name);
    const { items } = (await village('GET', `/v1/organisations?division=${VILLAGE}&limit=100`))
      .json as Items<{ name: string }>;
    expect(names).toEqual(expect.arrayContaining(items.map(({ name }) => name)));
  }, 60_000);
});
