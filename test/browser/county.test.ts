import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runScheduled } from '../../infra/local/invoke.ts';
import { monthOf, monthsAfter } from '../../shared/calendar/months.ts';
import { today } from '../../shared/calendar/today.ts';
import { inspect, settled, signedIn } from '../support/browser.ts';
import { eachVisit } from '../support/each-visit.ts';
import { as, managed, VILLAGE } from '../support/matching-journey.ts';
import { eventually, http, stack, token } from '../support/stack.ts';

const COUNTY = '330302';
/** A month of which no journey beside this one checks the report: they take the latest. */
const MONTH = monthsAfter(monthOf(today(new Date(Date.now() - 12 * 24 * 3600_000))), -2);
const REPORT = `/v1/reports/${COUNTY}/${MONTH}`;
const PATIENCE_MS = 240_000;

const here = eachVisit();
const leaving = new AbortController();

beforeAll(async () => {
  const city = await token('city', '3303');
  runScheduled('reportingSchedule', stack.lambdaEndpoint, leaving.signal).catch(() => {});
  const { status } = await eventually(
    () => http('GET', REPORT, { token: city }),
    (answer) => answer.status === 200,
    PATIENCE_MS,
  );
  expect(status).toBe(200);
}, PATIENCE_MS + 30_000);
afterAll(() => leaving.abort());

describe('成效报告: from the county to the province, in the portal', () => {
  it('the county finds the draft in its list, reads it, and says that it is right', async () => {
    const { page } = here;
    await signedIn(page, 'county-330302', '/reports');
    await page.getByRole('heading', { level: 1, name: '成效报告' }).waitFor();
    const row = page.getByRole('row').filter({ hasText: MONTH }).filter({ hasText: '月报' });
    await row.getByText(/待县级核对|逾期未核对/).waitFor();
    await inspect(page, 'reports');
    await row.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: `鹿城区 ${MONTH} 成效报告` }).waitFor();
    await inspect(page, 'report');
    await page.getByRole('button', { name: '有异议' }).click();
    // What is missing stands beside the field.
    await page.locator('.error').first().waitFor();
    await page.getByRole('textbox', { name: /^意见/ }).fill('与本县台账一致');
    await page.getByRole('button', { name: '属实，转市级签发' }).click();
    await page.getByText('待市级签发').waitFor();
    await page.getByText('与本县台账一致').waitFor();
    expect((await http('GET', REPORT, { token: await token('city', '3303') })).json).toMatchObject({
      state: 'checked',
      remarks: [{ kind: 'agreed', text: '与本县台账一致' }],
    });
  });

  it('the city sees what would be sent, signs, and nothing can be changed any more', async () => {
    const { page } = here;
    await signedIn(page, 'city-3303', `/reports/${COUNTY}/${MONTH}`);
    await page.getByText('签发时推送省级的内容').click();
    await page.getByText('cn.wenzhou.peiyou.report.signed.v1').first().waitFor();
    await page.getByRole('button', { name: '签发并封存' }).click();
    await page.getByText('签发校验值').waitFor();
    expect(await page.getByRole('button', { name: '签发并封存' }).count()).toBe(0);
    expect((await http('GET', REPORT, { token: await token('city', '3303') })).json).toMatchObject({
      state: 'signed',
    });
  });

  it('the workbook is made in the background and fetched', async () => {
    const { page } = here;
    await signedIn(page, 'county-330302', `/reports/${COUNTY}/${MONTH}`);
    await page.getByRole('button', { name: '生成 Excel 工作簿' }).click();
    const fetching = page.waitForEvent('download');
    await page.getByRole('button', { name: /^下载 .*\.xlsx$/ }).click({ timeout: 120_000 });
    const file = await fetching;
    // S3 gives it the name that the address says; the local server does not.
    expect(
      decodeURIComponent(new URL(file.url()).searchParams.get('response-content-disposition')!),
    ).toContain('鹿城区');
    expect((await readFile(await file.path())).subarray(0, 2).toString()).toBe('PK');
  });

  it('the push is followed to its receipt, and sent once more by the city', async () => {
    const { page } = here;
    await signedIn(page, 'city-3303', '/pushes');
    const row = page
      .getByRole('row')
      .filter({ hasText: `鹿城区 ${MONTH}` })
      .first();
    await row.getByText('已送达').waitFor({ timeout: 60_000 });
    await inspect(page, 'pushes');
    await row.getByRole('link').click();
    await page.getByRole('heading', { name: '对方回执' }).waitFor();
    await inspect(page, 'push');
    await page.getByRole('button', { name: '重新推送' }).click();
    await page.getByText('已列入队列，轮到时发送。').waitFor();
    await page.locator('tbody tr').nth(1).getByText('送达').waitFor({ timeout: 60_000 });
  });
});

describe('工作台: the figures of a county', () => {
  it('stand against their targets, and lead down to the events that they are made of (T1, T2)', async () => {
    const { page } = here;
    await signedIn(page, 'county-330302', '/dashboard');
    await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor();
    const indicator = page.getByRole('link', { name: '社区社会组织总数' });
    await indicator.waitFor({ timeout: 60_000 });
    await inspect(page, 'dashboard');
    await indicator.click();
    await page.getByRole('heading', { name: '构成这一数字的事项' }).waitFor();
    await settled(page);
    await inspect(page, 'indicator');

    const name = '温州市鹿城区南汇街道南塘社区月琴队';
    const organisation = await managed(
      await as('applicant', '330302', 'figures-founder'),
      await as('community', VILLAGE, 'figures-village'),
      name,
    );
    const link = page.locator(`a[href$="/organisations/${organisation}"]`);
    await eventually(
      async () => {
        await page.reload();
        await page.getByRole('heading', { name: '构成这一数字的事项' }).waitFor();
        await settled(page);
        return link.count();
      },
      (count) => count > 0,
      60_000,
    );
    await page.getByText('纳入村居管理').first().waitFor();
    // By its name, not by its number.
    await page.getByRole('link', { name }).waitFor();
    await link.click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await inspect(page, 'organisation');

    // What is added up month by month is read so.
    await page.goto(`dashboard/${COUNTY}/${MONTH.slice(0, 4)}/activities.count`);
    await page.getByLabel('月份').selectOption(MONTH);
    await settled(page);
    expect(await page.locator('.note.bad').count()).toBe(0);
  });

  it('are not for residents: the page says for whom it is', async () => {
    const { page } = here;
    await signedIn(page, 'li', '/pushes');
    await page.getByRole('heading', { level: 1, name: '您的身份不能使用此页' }).waitFor();
    await page.getByText('县（市、区）民政、市级部门').waitFor();
  });
});
