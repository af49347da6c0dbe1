import { describe, expect, it } from '@jest/globals';
import { ledger, workbookOf } from '../../infra/ledger-workbook.ts';
import { inspect, signedIn } from '../support/browser.ts';
import { eachVisit } from '../support/each-visit.ts';

const TOWNSHIP = '330302025';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const here = eachVisit();

describe('门户: 批量导入', () => {
  it('a township imports its ledger, leaves, comes back, and gets what has to be put right', async () => {
    const { page } = here;
    const made = ledger({ rows: 24, division: TOWNSHIP, mistakes: 0.15, seed: 41 });
    const bad = made.mistakes.length;
    expect(bad).toBeGreaterThan(0);
    await signedIn(page, `township-${TOWNSHIP}`, '/imports');
    await page.getByRole('heading', { level: 1, name: '批量导入' }).waitFor();
    await page.getByText('暂无内容').waitFor();
    await inspect(page, 'imports');
    const template = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载模板' }).click();
    expect((await template).suggestedFilename()).toBe(`组织台账-${TOWNSHIP}.xlsx`);

    const file = { name: '南汇街道台账.xlsx', mimeType: XLSX, buffer: Buffer.from(await workbookOf(made)) };
    await page.getByLabel('填好的文件').setInputFiles(file);
    await page.getByRole('heading', { level: 1, name: '组织台账“南汇街道台账.xlsx”' }).waitFor();
    await page.getByRole('link', { name: '批量导入' }).first().click();
    await page.getByRole('link', { name: '南汇街道台账.xlsx' }).click();
    await page.getByText('已完成').waitFor({ timeout: 60_000 });
    const facts = await page.locator('dl.facts').innerText();
    expect(facts.replace(/\s+/g, ' ')).toContain(`共有行数 24 已导入 ${24 - bad} 原已有 0 须改正 ${bad}`);
    const first = page.getByRole('row').nth(1);
    expect(await first.getByRole('cell').first().innerText()).toBe(String(made.mistakes[0]!.row));
    await inspect(page, 'import');
    const problems = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载须改正的行' }).click();
    await (await problems).path();

    // The same file again is the same import.
    await page.getByRole('link', { name: '批量导入' }).first().click();
    const before = page.url();
    await page.getByLabel('填好的文件').setInputFiles(file);
    await page.waitForURL((url) => url.href !== before);
    await page.getByText('已完成').waitFor();
    expect((await page.locator('dl.facts').innerText()).replace(/\s+/g, ' ')).toContain('原已有 0');
  });

  it('a file that is none is refused beside its field, and activities have records of their own', async () => {
    const { page } = here;
    await signedIn(page, `township-${TOWNSHIP}`, '/imports');
    await page.getByLabel('导入什么').selectOption('活动记录');
    await page.getByText('暂无内容').waitFor();
    await page
      .getByLabel('填好的文件')
      .setInputFiles({ name: '活动.docx', mimeType: 'application/msword', buffer: Buffer.from('x') });
    await page.locator('.field.wrong').getByText('应为 .xlsx 或 .csv 文件').waitFor();
    await page
      .getByLabel('填好的文件')
      .setInputFiles({ name: '活动.csv', mimeType: 'text/csv', buffer: Buffer.from('一,二\n1,2\n') });
    await page.getByText('不能导入').waitFor({ timeout: 60_000 });
    expect(await page.locator('.note.bad').innerText()).toMatch(/表头|列/);
  });
});
