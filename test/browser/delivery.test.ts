import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { addDays } from '../../shared/calendar/index.ts';
import { today } from '../../shared/calendar/today.ts';
import { inspect, signedIn, type Visit, visit } from '../support/browser.ts';
import { openBrowser } from '../support/chromium.ts';
import { as, type Call, funded, type Items, idOf, listed, managed } from '../support/matching-journey.ts';
import { eventually } from '../support/stack.ts';

const VILLAGE = '330302025004';
const TOWNSHIP = '330302025';
const NAME = '温州市鹿城区南汇街道清风社区探访队';
const TITLE = '独居老人探访';
const day = today(new Date());

let browser: Browser;
let li: Call;
let village: Call;
let organisation: string;
let match: string;

/** As somebody in a browser of his own, in which nothing goes wrong. */
async function inBrowser(
  subject: string,
  size: 'desk' | 'phone',
  path: string,
  act: (page: Visit['page'], faults: string[]) => Promise<void>,
) {
  const here = await visit(browser, size);
  here.page.setDefaultTimeout(15_000);
  await signedIn(here.page, subject, path);
  await act(here.page, here.faults);
  expect(here.faults).toEqual([]);
  await here.close();
}
const state = async () => (await village('GET', match)).json;

beforeAll(async () => {
  browser = await openBrowser();
  const [township, provider] = await Promise.all([
    as('township', TOWNSHIP, 'township-330302025'),
    as('provider', '330302', 'portal-delivery-giver'),
  ]);
  [li, village] = await Promise.all([
    as('applicant', '330302', 'li'),
    as('community', VILLAGE, 'community-330302025004'),
  ]);
  const period = { from: day, to: addDays(day, 60) };
  const [team, need, funds] = await Promise.all([
    managed(li, village, NAME, ['relief'], VILLAGE),
    listed(village, '/v1/needs', {
      title: TITLE,
      division: VILLAGE,
      action: 'relief',
      kinds: ['companionship'],
      groups: ['empty-nest'],
      period,
      openUntil: addDays(day, 20),
      urgency: 'normal',
      demand: 1,
      budgetFen: 100_000,
    }),
    funded(provider, 300_000),
  ]);
  organisation = team;
  const offer = idOf(await li('POST', `/v1/needs/${need}/claim`, { organisation }));
  const supply = { fundings: [{ resource: funds, fen: 100_000 }], goods: [], people: [] };
  await township('POST', `/v1/offers/${offer}/confirm`, { supply });
  match = `/v1/matches/${offer}`;
  await li('POST', `${match}/start`);
}, 90_000);
afterAll(() => browser.close());

describe('门户: from the delivery to its evaluation (M1.4, M2.3)', () => {
  it('an organisation records what it spent, not more than there is', async () => {
    await inBrowser('li', 'phone', `/organisation/matches/${match.slice(12)}`, async (page, faults) => {
      await page.getByLabel('金额（元）').fill('1200');
      await page.getByLabel('用途').fill('慰问品');
      await page.getByRole('button', { name: '记录这笔支出' }).click();
      await page.locator('.field.wrong').filter({ hasText: '金额（元）' }).waitFor();
      await inspect(page, 'organisation-spending');
      await page.getByLabel('金额（元）').fill('120.5');
      // It is taken, and the answer does not come: told again it is the same one.
      let lost = 0;
      await page.route('**/spending', async (route) => {
        if (route.request().method() !== 'POST' || lost > 0) return route.continue();
        lost += 1;
        await route.fetch();
        await route.abort('connectionreset');
      });
      await page.getByRole('button', { name: '记录这笔支出' }).click();
      await page.getByText('没有连上服务器，请检查网络后再试').waitFor();
      expect(faults.splice(0)).toEqual([expect.stringContaining('ERR_CONNECTION_RESET')]);
      await page.getByRole('button', { name: '记录这笔支出' }).click();
      await page.getByText('支出已记录。').waitFor();
      await page.getByText('慰问品，120.5 元').waitFor();
    });
    expect(await state()).toMatchObject({ budget: [{ fen: 100_000, spent: 12_050, left: 87_950 }] });
  }, 90_000);

  it('the community objects to what is delivered, and the township rules', async () => {
    await li('POST', `${match}/progress`, {
      phase: 0,
      on: day,
      note: '上门探访，陪聊、读报',
      minutes: 240,
      participants: 4,
      served: { 'empty-nest': 6 },
      evidence: [],
    });
    await li('POST', `${match}/phases/0/done`);
    await li('POST', `${match}/complete`);

    await inBrowser('community-330302025004', 'desk', '/matches', async (page) => {
      const row = page.getByRole('row').filter({ hasText: NAME });
      await row.getByText('待验收').waitFor();
      await inspect(page, 'matches');
      await row.getByRole('link', { name: TITLE }).click();
      await page.getByLabel('提出争议').selectOption('completion');
      await page.getByRole('button', { name: '提出争议' }).click();
      await page.getByLabel('争议的内容').fill('第二周没有上门');
      await page.getByRole('button', { name: '提出争议' }).click();
      await page.getByText('争议解决后才能验收。').waitFor();
      expect(await page.getByRole('button', { name: '通过验收' }).isDisabled()).toBe(true);
    });
    await li('POST', `${match}/disputes/1/answer`, { text: '改在第三周补上' });
    await inBrowser('township-330302025', 'desk', `/matches/${match.slice(12)}`, async (page) => {
      await page.getByText('答复：改在第三周补上').waitFor();
      await page.getByLabel('裁定的理由').fill('已补足，维持现状');
      await inspect(page, 'match-ruling');
      await page.getByRole('button', { name: '裁定' }).click();
      await page.getByText('裁定：已补足，维持现状').waitFor();
    });
    expect(await state()).toMatchObject({ state: 'delivered', disputes: 0 });
  }, 90_000);

  it('the community accepts what is delivered, and evaluates it', async () => {
    await inBrowser('community-330302025004', 'desk', `/matches/${match.slice(12)}`, async (page) => {
      await page.getByRole('button', { name: '通过验收' }).click();
      await page.getByText('已通过验收，请作出评价。').waitFor();
      expect(await state()).toMatchObject({ state: 'completed' });
      await page.getByLabel('服务成效').selectOption('5');
      await page.getByRole('button', { name: '提交评价' }).click();
      await page.getByText('“规范程度”须评分').waitFor();
      for (const [name, points] of [
        ['规范程度', '4'],
        ['按期完成', '3'],
        ['沟通配合', '5'],
      ] as const)
        await page.getByLabel(name).selectOption(points);
      await page.getByRole('button', { name: '提交评价' }).click();
      await page.getByText('评价已记录，计入组织的评价。').waitFor();
      await page.getByLabel('5 分的人数').fill('6');
      await page.getByLabel('4 分的人数').fill('1');
      await page.getByRole('button', { name: '提交服务对象评价' }).click();
      await page.getByText('评价人数 7 不能更多').waitFor();
      await page.getByLabel('5 分的人数').fill('4');
      await page.getByRole('button', { name: '提交服务对象评价' }).click();
      await page.getByRole('button', { name: '更正服务对象评价' }).waitFor();
      await inspect(page, 'match-evaluated');
    });
    expect(await state()).toMatchObject({ state: 'evaluated' });
    const { items } = (await village('GET', `${match}/evaluation`)).json as Items<object>;
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          by: 'community',
          points: { effect: 5, standard: 4, timeliness: 3, cooperation: 5 },
        }),
        expect.objectContaining({ by: 'served', counts: { 'empty-nest': [0, 0, 0, 1, 4] } }),
      ]),
    );
  }, 90_000);
});

describe('门户: an organisation changes (C1.5)', () => {
  it('begins a change that the ledger has filled in, changes its purpose and hands it in', async () => {
    await inBrowser('li', 'desk', '/organisation/matters', async (page) => {
      const select = page.getByLabel('组织', { exact: true });
      await page.getByLabel('变更').waitFor();
      if (await select.isVisible()) await select.selectOption(organisation);
      await page.getByLabel('变更').check();
      await page.getByLabel('原因').fill('增加服务内容');
      await inspect(page, 'organisation-matters');
      await page.getByRole('button', { name: '开始填写申请' }).click();
      await page.getByRole('heading', { level: 1, name: NAME }).waitFor();
      await page.getByRole('link', { name: '宗旨与业务' }).click();
      expect(await page.getByLabel('申请的原因').inputValue()).toBe('增加服务内容');
      await page.getByLabel('宗旨', { exact: true }).fill('探访独居老人，组织邻里互助');
      await inspect(page, 'application-change');
      await page.getByRole('button', { name: '保存并继续' }).click();
      await page.getByRole('heading', { level: 2, name: '发起人和负责人' }).waitFor();
      await page.getByRole('link', { name: '核对并提交' }).click();
      await page.getByText('内容齐全，可以提交。').waitFor();
      await page.getByRole('button', { name: '提交申请' }).click();
      await page.getByRole('heading', { name: '现在到哪一步' }).waitFor();
      const id = new URL(page.url()).pathname.split('/').at(-1);
      const held = await eventually(
        async () => (await li('GET', `/v1/applications/${id}`)).json,
        (answer) => (answer as { state: string }).state === 'pending',
      );
      expect(held).toMatchObject({
        matter: 'change',
        state: 'pending',
        about: { organisationId: organisation },
        draft: { name: NAME, purpose: '探访独居老人，组织邻里互助', reason: '增加服务内容' },
      });
    });
  }, 90_000);
});
