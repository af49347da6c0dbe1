import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { pdf } from '../support/attach.ts';
import { inspect, signedIn } from '../support/browser.ts';
import { eachVisit } from '../support/each-visit.ts';
import { eventually, http, stack, token } from '../support/stack.ts';

interface Shown {
  id: string;
  state: string;
  draft: Record<string, unknown>;
  attachments: { type: string; fileName: string }[];
  committed?: object;
}

const here = eachVisit();
beforeEach(() => {
  here.page.setDefaultTimeout(15_000);
});

const NAME = '温州市鹿城区南汇街道藤编协会';
/** A text as an attacker would write it: it has to be shown as it is. */
const PURPOSE = '传承瓯越藤编手艺<img src=x onerror="document.title=1">，服务社区老人';
const li = async () => token('applicant', '330302', 'li');

async function applicationAt(page: Page): Promise<Shown> {
  const id = new URL(page.url()).pathname.split('/')[3]!;
  return (await http('GET', `/v1/applications/${id}`, { token: await li() })).json as Shown;
}

const heading = (page: Page, name: string, level = 2) => page.getByRole('heading', { level, name }).waitFor();
const save = (page: Page) => page.getByRole('button', { name: '保存并继续' }).click();

async function facts(page: Page) {
  await page.getByLabel('组织类别').selectOption('association');
  await page.getByLabel('县（市、区）').selectOption('330302');
  await page.getByLabel('乡镇（街道）').selectOption('330302025');
  await page.getByLabel('个人会员（成员）数').fill('25');
  await page.getByLabel('专职和兼职工作人员数').fill('2');
  await page.getByLabel('活动资金（元）').fill('10000');
}

async function person(page: Page, legend: string) {
  const group = page.getByRole('group', { name: legend, exact: true });
  await group.getByLabel('姓名').fill('张三丰');
  await group.getByLabel('拟任职务（如会长）').fill('会长');
  await group.getByLabel('身份证号码').fill('11010519491231002x');
  await group.getByLabel('电话').fill('13800138000');
  await group.getByLabel('社区党员').check();
}

async function upload(page: Page, type: string) {
  await page
    .getByLabel(`选择文件：${type}`)
    .setInputFiles({ name: `${type}.pdf`, mimeType: 'application/pdf', buffer: pdf() });
  await page.getByText(`${type}.pdf 已入卷`).waitFor();
}

describe('门户: a resident founds an organisation', () => {
  it('is advised, fills in step by step, signs, uploads, submits, corrects, and sees where it is (C1.2)', async () => {
    const { page } = here;
    await signedIn(page, 'li', 'applications/new');
    await heading(page, '申请成立组织', 1);
    await facts(page);
    await page.getByText('建议办理：村居管理').waitFor();
    await page.getByLabel('有固定的活动场所').check();
    await page.getByText('建议办理：登记').waitFor();
    expect(await page.getByRole('radio', { name: '登记' }).isChecked()).toBe(true);
    await page.getByText('依据 C1.2').first().waitFor();
    await inspect(page, 'application-new');
    await save(page);

    await heading(page, '名称');
    expect((await applicationAt(page)).draft).toMatchObject({ track: 'registered', capitalFen: 1_000_000 });
    await page.getByLabel('拟用名称').fill(NAME);
    await page.getByText('未发现问题。').waitFor();
    await page.getByRole('button', { name: '保留这个名称' }).click();
    await page.getByText(/名称已为您保留至 \d{4}年/).waitFor();
    await inspect(page, 'application-name');
    await save(page);
    await heading(page, '宗旨与业务');
    const { draft } = await applicationAt(page);
    expect(draft).toMatchObject({ name: NAME, reservationId: expect.any(String) });

    await heading(page, '宗旨与业务');
    await page.getByLabel('宗旨').fill(PURPOSE);
    await page.getByLabel('业务范围（活动内容）').fill('藤编教学、展示和义卖');
    await page.getByLabel('文化').check();
    await inspect(page, 'application-purpose');
    await save(page);

    await heading(page, '发起人和负责人');
    await person(page, '发起人 1');
    await page
      .getByRole('group', { name: '发起人 1', exact: true })
      .getByLabel('身份证号码')
      .fill('110105194912310021');
    await page.getByRole('button', { name: '与发起人相同' }).click();
    await save(page);
    // The refusal stands beside its field, and the focus is there.
    const idCard = page.getByRole('group', { name: '发起人 1', exact: true }).getByLabel('身份证号码');
    await page.getByText('身份证号码的校验码不对，请核对').first().waitFor();
    expect(await idCard.getAttribute('aria-invalid')).toBe('true');
    await inspect(page, 'application-people');
    await person(page, '发起人 1');
    await person(page, '拟任负责人 1');
    await save(page);

    await heading(page, '场所与资金');
    await page.getByLabel('地址').fill('浙江省温州市鹿城区南汇街道春秋社区文化礼堂');
    await page.getByLabel('面积（平方米）').fill('80');
    await page.getByLabel('告知承诺').check();
    await inspect(page, 'application-place');
    await save(page);

    await heading(page, '附件');
    for (const type of ['申请书（申请表）', '章程', '会员名册', '场所使用权证明']) await upload(page, type);
    await page.getByLabel('选择文件：其他材料').setInputFiles({
      name: '照片.gif',
      mimeType: 'image/gif',
      buffer: Buffer.from('GIF89a'),
    });
    await page.getByText('文件类型不在可收之列').waitFor();
    await upload(page, '其他材料');
    await inspect(page, 'application-papers');
    await page.getByRole('button', { name: '删去 其他材料.pdf' }).click();
    await page.getByText('其他材料.pdf（').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '继续' }).click();

    await heading(page, '承诺书');
    await page.getByRole('heading', { name: '临时存款账户资金缴存情况承诺书' }).waitFor();
    expect(await page.getByRole('article').innerText()).toContain(NAME);
    await inspect(page, 'application-commitment');
    await page.getByLabel('我已阅读并同意以上承诺').check();
    await page.getByRole('button', { name: '确认承诺' }).click();
    await page.getByText(/已于 .* 确认。/).waitFor();
    const [document] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载承诺书（.docx）' }).click(),
    ]);
    expect(document.suggestedFilename()).toBe('临时存款账户资金缴存情况承诺书.docx');
    await page.getByRole('button', { name: '继续' }).click();

    await heading(page, '核对并提交');
    await page.getByText('内容齐全，可以提交。').waitFor();
    await page.getByText(PURPOSE).waitFor();
    await page.getByText('鹿城区南汇街道', { exact: true }).waitFor();
    await inspect(page, 'application-check');
    const ready = await applicationAt(page);
    expect(ready.committed).toBeDefined();
    expect(ready.attachments.map(({ fileName }) => fileName).sort()).toEqual(
      ['申请书（申请表）.pdf', '章程.pdf', '会员名册.pdf', '场所使用权证明.pdf'].sort(),
    );
    await page.getByRole('button', { name: '提交申请' }).click();

    await heading(page, '申请进度', 1);
    await page.getByRole('status').filter({ hasText: '待受理' }).waitFor();
    await page.getByText(/办理机关下一步应于 .* 前完成。/).waitFor();
    await page.getByText(/名称已为您保留至/).waitFor();
    await page.getByRole('listitem').filter({ hasText: '名称通过，已保留' }).waitFor();
    await inspect(page, 'application-status');

    const { id } = await applicationAt(page);
    const county = await token('county', '330302', 'county-330302');
    const review = (step: string, body?: object) =>
      http('POST', `/v1/reviews/${id}/${step}`, { token: county, ...(body && { body }) });
    await review('take');
    const asked = await review('correction', {
      reason: '场所地址不详',
      fields: [{ pointer: '#/draft/premises/address', detail: '请写明门牌号' }],
    });
    expect(asked.status).toBe(200);
    // After a reload the issuer's session signs in again without a question.
    await page.reload();
    await page.getByText('请写明门牌号').waitFor();
    await inspect(page, 'application-correcting');
    await page.getByRole('link', { name: '改正：场所与资金' }).click();
    await heading(page, '场所与资金');
    await page.getByText('须补正：请写明门牌号').waitFor();
    await page.getByRole('button', { name: '重新填写场所' }).click();
    const address = page.getByLabel('地址');
    expect(await address.getAttribute('aria-invalid')).toBe('true');
    await inspect(page, 'application-correction');
    await address.fill('浙江省温州市鹿城区南汇街道春秋路 8 号');
    await save(page);
    await heading(page, '附件');
    await page.getByRole('link', { name: /核对并提交/ }).click();
    await page.getByRole('button', { name: '补正完毕，再次提交' }).click();
    await page.getByRole('status').filter({ hasText: '待受理' }).waitFor();
    const again = await eventually(
      () => applicationAt(page),
      ({ state }) => state === 'pending',
    );
    expect(again).toMatchObject({ state: 'pending', submission: 2 });

    await page.getByRole('link', { name: '我的申请' }).click();
    await page.getByRole('link', { name: NAME }).waitFor();
    await inspect(page, 'applications');
    await page.getByRole('link', { name: NAME }).click();
    await page.getByRole('button', { name: '撤回申请' }).click();
    await page.getByRole('button', { name: '确定撤回' }).click();
    await page.getByText('申请已撤回，名称不再保留。').waitFor();
    expect((await applicationAt(page)).state).toBe('withdrawn');
  });

  it('loses nothing that is typed when it leaves a step: it is saved on the way, or it stays', async () => {
    const { page } = here;
    await signedIn(page, 'li', 'applications/new');
    await heading(page, '申请成立组织', 1);
    await page.getByLabel('组织类别').selectOption('team');
    await page.getByRole('link', { name: '我的申请' }).click();
    await page.getByRole('alert').getByText('填写的内容还没有保存。').waitFor();
    await inspect(page, 'application-leaving');
    await page.getByLabel('县（市、区）').selectOption('330302');
    await save(page);
    await heading(page, '名称');
    await page.getByLabel('拟用名称').fill('温州市鹿城区南汇街道棋友队');
    await page.getByRole('link', { name: /宗旨与业务/ }).click();
    await heading(page, '宗旨与业务');
    expect((await applicationAt(page)).draft).toMatchObject({ name: '温州市鹿城区南汇街道棋友队' });

    await page.getByRole('link', { name: /发起人和负责人/ }).click();
    await heading(page, '发起人和负责人');
    const { id } = await applicationAt(page);
    await page.getByRole('group', { name: '拟任负责人 1', exact: true }).getByLabel('姓名').fill('张三丰');
    await page.getByRole('link', { name: '我的申请' }).click();
    await page.getByRole('alert').getByText('这一步的内容还不能保存').waitFor();
    expect(page.url()).toContain('/edit/people');
    await page.getByRole('button', { name: '不保存，离开' }).click();
    await heading(page, '我的申请', 1);
    const kept = (await http('GET', `/v1/applications/${id}`, { token: await li() })).json as Shown;
    expect(kept.draft.leaders).toBeUndefined();
  });

  it('begins one application, and loses nothing typed, when network, answer or session are lost (C1.2)', async () => {
    const { page, context, faults } = here;
    const applications = async () =>
      ((await http('GET', '/v1/applications?limit=100', { token: await li() })).json as { items: object[] })
        .items.length;
    const before = await applications();
    await signedIn(page, 'li', 'applications/new');
    await facts(page);
    // The advice is part of what is sent.
    await page.getByText(/建议办理：/).waitFor();
    await context.setOffline(true);
    await save(page);
    await page.getByText('没有连上服务器，请检查网络后再试').waitFor();
    await context.setOffline(false);

    let sent = 0;
    await page.route('**/v1/applications', async (route) => {
      sent += route.request().method() === 'POST' ? 1 : 0;
      if (route.request().method() !== 'POST' || sent > 1) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await save(page);
    await eventually(
      async () => sent,
      (times) => times === 1,
    );
    await page.getByText('没有连上服务器，请检查网络后再试').waitFor();
    await save(page);
    await heading(page, '名称');
    expect([sent, await applications()]).toEqual([2, before + 1]);

    // The issuer has ended the session, and the access token is refused.
    await page.getByLabel('拟用名称').fill('温州市鹿城区南汇街道蓝夹缬协会');
    const issuer = `${new URL(stack.jwksUrl).origin}/token`;
    await page.route(issuer, (route) => route.fulfill({ status: 400, json: { error: 'invalid_grant' } }));
    await page.route('**/v1/applications/*', (route) =>
      route.fulfill({
        status: 401,
        json: { title: '未登录或登录已失效', status: 401, detail: '请重新登录' },
      }),
    );
    await save(page);
    await page.getByText('请重新登录').waitFor();
    await page.unroute(issuer);
    await page.unroute('**/v1/applications/*');
    const beside = page.waitForEvent('popup');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    const popup = await beside;
    if (!popup.isClosed()) await popup.waitForEvent('close');
    await page.getByText('李居民（申请人').waitFor();
    expect(await page.getByLabel('拟用名称').inputValue()).toBe('温州市鹿城区南汇街道蓝夹缬协会');
    await save(page);
    await heading(page, '宗旨与业务');
    expect((await applicationAt(page)).draft).toMatchObject({ name: '温州市鹿城区南汇街道蓝夹缬协会' });

    // What another window saved meanwhile is not undone unseen: one is told, and decides.
    await page.getByLabel('宗旨').fill('传承蓝夹缬');
    const id = new URL(page.url()).pathname.split('/')[3]!;
    const { headers } = await http('GET', `/v1/applications/${id}`, { token: await li() });
    await http('PATCH', `/v1/applications/${id}`, {
      token: await li(),
      body: { purpose: '另一个窗口写的宗旨' },
      headers: { 'if-match': headers.get('etag')! },
    });
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    await save(page);
    await page.getByText('这一项刚在别处').first().waitFor();
    expect((await applicationAt(page)).draft).toMatchObject({ purpose: '另一个窗口写的宗旨' });
    expect(await page.getByLabel('宗旨').inputValue()).toBe('传承蓝夹缬');

    // A paper whose answer was lost is there once.
    await page.goto(`applications/${id}/edit/papers`);
    await heading(page, '附件');
    let confirmed = 0;
    await page.route('**/attachments/*/confirm', async (route) => {
      confirmed += 1;
      if (confirmed > 1) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });
    const charter = page.getByLabel('选择文件：章程');
    const file = { name: '章程.pdf', mimeType: 'application/pdf', buffer: pdf() };
    await charter.setInputFiles(file);
    await page.getByText('没有连上服务器，请检查网络后再试').waitFor();
    await page.getByText('章程.pdf（').waitFor();
    await charter.setInputFiles(file);
    await page.getByText('章程.pdf 已入卷').waitFor();
    expect((await applicationAt(page)).attachments).toHaveLength(1);
    faults.splice(0, faults.length, ...faults.filter((one) => !/ERR_(INTERNET|CONNECTION)/.test(one)));
  }, 120_000);

  it('learns before submitting what is missing, and where; the keyboard alone suffices', async () => {
    const { page } = here;
    await signedIn(page, 'li', 'applications/new');
    await heading(page, '申请成立组织', 1);
    await tabTo(page, '组织类别');
    // The last of the list: a team, which cannot be registered.
    await page.keyboard.press('End');
    await downTo(page, '县（市、区）', '330302');
    await downTo(page, '乡镇（街道）', '330302025');
    await tabTo(page, '个人会员（成员）数');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('12');
    await page.getByText('建议办理：村居管理').waitFor();
    await page.keyboard.press('Enter');
    await heading(page, '名称');
    await page.getByRole('link', { name: /核对并提交/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(/还有 \d+ 处须填写或改正/).waitFor();
    await page.getByText('请填写宗旨').waitFor();
    expect(await page.getByRole('button', { name: '提交申请' }).isDisabled()).toBe(true);
    await inspect(page, 'application-missing');
    expect((await applicationAt(page)).draft).toMatchObject({
      kind: 'team',
      division: '330302025',
      members: { individuals: 12 },
    });
  });
});

/** Presses Tab until the control of a label has the focus. */
async function tabTo(page: Page, label: string): Promise<void> {
  const control = page.getByLabel(label, { exact: true });
  await control.waitFor();
  for (let presses = 0; presses < 60; presses += 1) {
    if (
      await control.evaluate((element) => element === (globalThis as unknown as Dom).document.activeElement)
    )
      return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${label}`);
}

/** Goes down a list by the arrow key to a value. */
async function downTo(page: Page, label: string, value: string): Promise<void> {
  await tabTo(page, label);
  const list = page.getByLabel(label, { exact: true });
  for (let presses = 0; presses < 60 && (await list.inputValue()) !== value; presses += 1)
    await page.keyboard.press('ArrowDown');
  expect(await list.inputValue()).toBe(value);
}

interface Dom {
  document: { activeElement: unknown };
}
