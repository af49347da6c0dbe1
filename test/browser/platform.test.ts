import { describe, expect, it } from '@jest/globals';
import { today } from '../../shared/calendar/today.ts';
import { pdf } from '../support/attach.ts';
import { inspect, signedIn, visit } from '../support/browser.ts';
import { eachVisit } from '../support/each-visit.ts';
import { http, stack, token } from '../support/stack.ts';

/** 泗溪镇: no other journey has its platform. */
const TOWNSHIP = '330329104';
const USER = 'township-330329104';
const PATH = `/v1/platforms/${TOWNSHIP}`;
const TODAY = today(new Date());

const here = eachVisit();
const read = async (path: string) =>
  (await http('GET', path, { token: await token('township', TOWNSHIP, USER) })).json;

describe('平台登记: the township registers its platform, in the portal (C3, T1)', () => {
  it('is led there by its page of the platform, and registers; what is missing stands beside its field', async () => {
    const { page } = here;
    await signedIn(page, USER, '/platform');
    await page.getByText('这个乡镇（街道）还没有登记平台。').waitFor();
    await page.getByRole('link', { name: '登记平台' }).click();
    await page.getByRole('heading', { level: 1, name: '登记平台' }).waitFor();
    await page.getByLabel('平台名称').fill('泗溪镇社会组织服务平台');
    await page.getByLabel('依托').selectOption({ label: '社工站' });
    await page.getByLabel('场所名称').fill('泗溪镇社工站');
    await page.getByLabel('面积（平方米）').fill('160');
    await page.getByLabel('使用方式').selectOption({ label: '专用' });
    await page.getByLabel('由谁运营').selectOption({ label: '乡镇（街道）专人运营' });
    await page.getByLabel('由哪个岗位运营').fill('社会事务办公室民政干部');
    await page.getByLabel('工作人员（人）').fill('2');
    await page.getByLabel('其中社会工作者（人）').fill('1');
    await page.getByRole('button', { name: '增加一位' }).click();
    await page.getByLabel('姓名').fill('吴晓燕');
    await page.getByLabel('岗位', { exact: true }).fill('站长');
    await page.getByLabel('电话').fill('13800138000');
    await page.getByRole('button', { name: '增加一笔经费' }).click();
    await page.getByLabel('年度').fill(TODAY.slice(0, 4));
    await page.getByLabel('金额（元）').fill('80000');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page
      .locator('.field.wrong')
      .filter({ hasText: '地址' })
      .getByText(/^必须填写$/)
      .waitFor();
    await inspect(page, 'platform-register');
    await page.getByLabel('地址').fill('泗溪镇文化中心二楼');
    // The network loses the answer: what was registered stays, and once more changes it.
    await page.route(`**${PATH}`, async (route) => {
      if (route.request().method() !== 'PUT') return route.continue();
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByText('没有连上服务器，请检查网络后再试').waitFor();
    expect(here.faults.splice(0)).toEqual([expect.stringContaining('ERR_CONNECTION_RESET')]);
    await page.unroute(`**${PATH}`);
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByRole('alert').getByText('别处刚改过').waitFor();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存，并已重新判定是否实体化运作。').waitFor();
    expect(await read(PATH)).toMatchObject({
      name: '泗溪镇社会组织服务平台',
      staff: { total: 2, people: [{ role: '站长' }] },
      funds: [{ year: TODAY.slice(0, 4), fen: 8_000_000, source: 'budget' }],
    });
  });

  it('uploads evidence with progress, and refuses what is no photo and no PDF before it is sent', async () => {
    const { page } = here;
    await signedIn(page, USER, `/platforms/${TOWNSHIP}/evidence`);
    const field = page.getByLabel('选择文件');
    await field.setInputFiles({ name: '台账.xlsx', mimeType: 'application/zip', buffer: Buffer.from('PK') });
    await page.getByRole('alert').getByText('应为 PDF、JPEG 或 PNG').waitFor();
    await field.setInputFiles({ name: '制度.pdf', mimeType: 'application/pdf', buffer: pdf() });
    await page.getByText('制度.pdf 已保存').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: /^下载 PDF/ }).click();
    expect((await download).suggestedFilename()).toMatch(/\.pdf$/);
    await inspect(page, 'platform-evidence');
  });

  it('changes it: a rule with its evidence; people stay masked until it says why it wants to see them', async () => {
    const { page } = here;
    await signedIn(page, USER, `/platforms/${TOWNSHIP}`);
    await page.getByText('吴**').waitFor();
    await inspect(page, 'platform-facts');
    await page.getByRole('link', { name: '修改登记内容' }).click();
    await page.getByText('要修改工作人员，请先在上面查看原文。').waitFor();
    await page.getByRole('button', { name: '增加一件制度' }).click();
    await page.getByLabel('制度名称').fill('平台管理制度');
    await page.getByLabel('公布日期').fill(TODAY);
    await page.getByLabel('佐证文件').first().selectOption({ index: 1 });
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存，并已重新判定是否实体化运作。').waitFor();
    expect(await read(PATH)).toMatchObject({
      staff: { total: 2, people: [{ name: '吴**', role: '站长' }] },
      rules: [{ title: '平台管理制度', publishedOn: TODAY, document: expect.any(String) }],
    });
    await page.getByRole('button', { name: '查看原文' }).click();
    await page.getByLabel('查看的理由').fill('人员调整');
    await page.getByRole('button', { name: '查看原文' }).click();
    await page.getByRole('cell', { name: '吴晓燕' }).waitFor();
    await page.getByLabel('岗位', { exact: true }).fill('社工');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存，并已重新判定是否实体化运作。').waitFor();
    expect(await read(PATH)).toMatchObject({ staff: { people: [{ name: '吴**', role: '社工' }] } });
    const { json } = await http('POST', `${PATH}/unmask`, {
      token: await token('township', TOWNSHIP, USER),
      body: { reason: '核对' },
    });
    expect(json).toMatchObject({ people: [{ name: '吴晓燕', phone: '13800138000' }] });
  });
});

describe('年度测评: the township assesses itself and objects, in the portal (C3)', () => {
  const YEAR = String(Number(TODAY.slice(0, 4)) - 1);
  const ASSESSMENT = `${PATH}/assessments/${YEAR}`;

  it('says what it did for each indicator that is judged, with its evidence, and hands that in', async () => {
    const { page } = here;
    await signedIn(page, USER, '/platform');
    await page.getByRole('link', { name: '年度测评' }).click();
    await page.getByText(`${YEAR} 年还没有自评。`).waitFor();
    await page.getByRole('button', { name: '开始自评' }).click();
    const party = page.getByRole('group', { name: '党建引领' });
    await party.getByLabel('自评分').fill('16');
    await party.getByLabel('自评说明').fill('建立功能型党组织两个');
    await party.getByRole('checkbox', { name: /^PDF/ }).check();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await party.getByText('应不超过 15 分').waitFor();
    await inspect(page, 'self-assessment');
    await party.getByLabel('自评分').fill('13');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存', { exact: true }).waitFor();
    await page.getByRole('button', { name: '保存并提交' }).click();
    await page.getByText('待审核').waitFor();
    await page.getByText('自评 13 分：建立功能型党组织两个').waitFor();
    expect(await read(ASSESSMENT)).toMatchObject({
      state: 'submitted',
      claims: { party: { points: 13, evidence: [expect.any(String)] } },
    });
  });

  it('reads how the county reviewed it, and objects while it may', async () => {
    await http('POST', `${ASSESSMENT}/review`, {
      token: await token('county', '330329'),
      body: { points: { party: 10, order: 4, public: 3 }, comment: '佐证不全' },
    });
    const { page } = here;
    await signedIn(page, USER, `/assessments/${TOWNSHIP}/${YEAR}`);
    await page.getByText('审核意见：佐证不全').waitFor();
    await page.getByRole('button', { name: '提出异议' }).click();
    await page.getByLabel('异议的理由').fill('党建佐证漏看一份');
    await page.getByRole('button', { name: '提出异议' }).click();
    await page.getByText('异议：党建佐证漏看一份').waitFor();
    expect(await read(ASSESSMENT)).toMatchObject({ state: 'objected', objection: '党建佐证漏看一份' });
  });
});

describe('公众评价: links that the township gives out, and the resident who rates (C3)', () => {
  let links: string[];

  it('the township gives out links, copies one, and has them as a workbook', async () => {
    const { page, context } = here;
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await signedIn(page, USER, `/platforms/${TOWNSHIP}/ratings`);
    await page.getByText('评价数量太少，暂不显示分数。').waitFor();
    await page.getByLabel('链接数').fill('51');
    await page.getByRole('button', { name: '生成链接' }).click();
    await page.locator('.field.wrong').getByText('一次最多 50 个').waitFor();
    await page.getByLabel('链接数').fill('3');
    await page.getByRole('button', { name: '生成链接' }).click();
    await page.getByRole('button', { name: '复制第 1 个' }).click();
    await page.getByText('已复制。').waitFor();
    links = await page.locator('code').allInnerTexts();
    expect(links).toHaveLength(3);
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(links[0]);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出 Excel' }).click();
    expect((await download).suggestedFilename()).toBe(`发放评价链接-${TOWNSHIP}.xlsx`);
    await inspect(page, 'rating-links');
  });

  it('a resident opens one on a phone without signing in, and rates once; the token goes to no page and no referrer', async () => {
    const [link] = links as [string];
    const secret = link.split('#')[1]!;
    const phone = await visit(here.context.browser()!, 'phone');
    const told: string[] = [];
    phone.page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      // The API takes it as a part of its path, and logs the operation alone.
      if (!pathname.startsWith('/v1/ratings/')) told.push(request.url());
      told.push(request.headers().referer ?? '');
    });
    await phone.page.goto(link);
    await phone.page.getByText('您对“泗溪镇社会组织服务平台”的服务满意吗？').waitFor();
    await inspect(phone.page, 'rate');
    await phone.page.getByLabel('非常满意').press('Space');
    await phone.page.getByRole('button', { name: '提交评价' }).press('Enter');
    await phone.page.getByText('谢谢，您的评价已经收到。').waitFor();
    expect(phone.page.url()).not.toContain(secret);
    expect(told.filter((one) => one.includes(secret))).toEqual([]);
    await phone.page.goto(link);
    await phone.page.getByRole('alert').getByText('只能评价一次').waitFor();
    expect(phone.faults).toEqual([]);
    await phone.close();
  });

  it('whoever is signed in may open one as well: the link outlives the way to the issuer and back', async () => {
    const { page } = here;
    await signedIn(page, USER, `/platforms/${TOWNSHIP}/ratings`);
    await page.goto(links[1]!);
    await page.getByLabel('一般').check();
    await page.getByRole('button', { name: '提交评价' }).click();
    await page.getByText('谢谢，您的评价已经收到。').waitFor();
    await page.goto(`${new URL(links[2]!).pathname}#${'x'.repeat(12)}`);
    await page.getByText('这个地址不完整，请打开收到的整个链接。').waitFor();
  });

  it('the township sees how it was rated once three have', async () => {
    const { page } = here;
    const third = `${stack.baseUrl}/v1/ratings/${links[2]!.split('#')[1]}`;
    expect((await page.request.post(third, { data: { points: 4 } })).status()).toBe(204);
    await signedIn(page, USER, `/platforms/${TOWNSHIP}/ratings`);
    await page.getByText('平均分（满分 5 分）').waitFor();
    await page.getByText('4.0', { exact: true }).waitFor();
  });
});

describe('平台清单: the county and the city see all of their platforms, in the portal (T1)', () => {
  it('the county reads who operates, who has not reported, and how far the targets are; all of it as a workbook', async () => {
    const { page } = here;
    await signedIn(page, 'county-330329', '/platforms');
    await page.getByText(/^实体化运作率 0\/19（0%）/).waitFor();
    const row = page.getByRole('row').filter({ hasText: '泗溪镇' });
    await row.getByText('尚未实体化运作').waitFor();
    await row.getByText('泗溪镇社会组织服务平台').waitFor();
    await page.getByRole('row').filter({ hasText: '2023' }).getByText('100%', { exact: true }).waitFor();
    await inspect(page, 'platforms');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出 Excel' }).first().click();
    expect((await download).suggestedFilename()).toMatch(/^平台清单-330329-20\d\d-\d\d\.xlsx$/);
    await page.getByLabel('状态').selectOption({ label: '未登记' });
    await row.waitFor({ state: 'detached' });
    await page.getByLabel('状态').selectOption({ label: '尚未实体化运作' });
    await row.getByRole('link', { name: '泰顺县泗溪镇' }).click();
    await page.getByText('泗溪镇文化中心二楼').waitFor();
    // Who works there is for its own township to see.
    expect(await page.getByRole('button', { name: /查看原文|修改/ }).count()).toBe(0);
    await page.getByRole('link', { name: '佐证' }).click();
    await page.getByRole('button', { name: /^下载 PDF/ }).waitFor();
    expect(await page.getByLabel('选择文件').count()).toBe(0);
  });

  it('the city narrows the same list to a county; one without townships has a shared platform (C3)', async () => {
    const { page } = here;
    await signedIn(page, 'city-3303', '/platforms');
    await page
      .getByRole('link', { name: /^鹿城区/ })
      .first()
      .waitFor();
    await page.getByLabel('县（市、区）').selectOption({ label: '龙港市' });
    await page.getByText(/^实体化运作率 0\/1（0%）/).waitFor();
    // Where there are no townships the county keeps a platform that its communities share.
    await page.getByRole('link', { name: '龙港市社区共享平台' }).click();
    await page.getByText('这个乡镇（街道）还没有登记平台。').waitFor();
  });
});
