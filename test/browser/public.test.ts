import { describe, expect, it } from '@jest/globals';
import { inspect, settled } from '../support/browser.ts';
import { eachVisit } from '../support/each-visit.ts';

const here = eachVisit();

describe('门户: anybody', () => {
  it('comes by the root to the home page and finds what can be done here', async () => {
    const { page } = here;
    await page.goto('/');
    await page.waitForURL('**/app/home');
    await page.getByRole('heading', { level: 1, name: '温州市社区社会组织培优平台' }).waitFor();
    await inspect(page, 'home');
  });

  it('checks a name while typing it: the parts coloured, each finding with its clause, a suggestion taken by a click', async () => {
    const { page } = here;
    await page.goto('names');
    await page.getByLabel('拟用名称').fill('鹿城区南汇街道志愿者协会');
    const finding = page.getByRole('listitem').filter({ hasText: '前面应加“温州市”' });
    await finding.getByText('依据 C2').waitFor();
    expect(await page.locator('.mark-error').allInnerTexts()).toEqual(['鹿', '城', '区']);
    await inspect(page, 'names');
    await finding.getByRole('button', { name: '改为“温州市鹿城区' }).click();
    await page.getByText('未发现问题。').waitFor();
    expect(await page.getByLabel('拟用名称').inputValue()).toBe('温州市鹿城区南汇街道志愿者协会');
    expect(await page.locator('.mark-error').count()).toBe(0);
  });

  it.each([
    ['directory', '组织名录'],
    ['map', '全市地图'],
    ['figures', '数据与目标'],
  ])('opens %s', async (path, title) => {
    const { page } = here;
    await page.goto(path);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await settled(page);
    await inspect(page, path);
  });

  it('reads the targets of the plan where nothing is published yet (T1, T2)', async () => {
    const { page } = here;
    await page.goto('figures');
    const targets = page.getByRole('region', { name: '方案的年度目标' });
    await targets.getByRole('row').filter({ hasText: '2023' }).first().waitFor();
    expect(await page.locator('.note.bad').count()).toBe(0);
  });

  it('goes by the map from a county to a township, and to the organisations there', async () => {
    const { page } = here;
    await page.goto('map');
    await page.getByRole('button', { name: /^鹿城区/ }).click();
    await page.getByRole('link', { name: '南汇街道' }).click();
    await page.getByRole('heading', { level: 1, name: '组织名录' }).waitFor();
    expect(new URL(page.url()).searchParams.get('division')).toBe('330302025');
    expect(await page.getByLabel('乡镇（街道）').inputValue()).toBe('330302025');
    // And on to the figures, which read the same.
    await page.getByRole('link', { name: '全市地图' }).click();
    await page.getByRole('link', { name: '数据与目标' }).click();
    await page.getByRole('heading', { level: 2, name: '方案的年度目标' }).waitFor();
  });

  it('learns of an address that is none', async () => {
    await here.page.goto('nothing/here');
    await here.page.getByRole('heading', { level: 1, name: '没有这个页面' }).waitFor();
    await inspect(here.page, 'not-found');
  });
});
