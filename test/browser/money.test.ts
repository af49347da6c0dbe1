import { beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '../../shared/calendar/index.ts';
import { today } from '../../shared/calendar/today.ts';
import { inspect, signedIn } from '../support/browser.ts';
import { eachVisit } from '../support/each-visit.ts';
import {
  as,
  type Items,
  listed,
  managed,
  published,
  TOWNSHIP,
  VILLAGE,
} from '../support/matching-journey.ts';
import { eventually } from '../support/stack.ts';

const GIVER = 'township-330302025';
const FUNDS = '南塘社区陪伴资金';
const MATCH = '独居老人陪伴';
/** 泰顺县司前畲族镇: nobody else buys in its county. */
const COUNTY = '330329';
const BUREAU = 'county-330329';
const BOUGHT_IN = '330329101200';
const TEAM = '温州市泰顺县司前畲族镇司前村陪伴队';
const BOUGHT = '社会组织服务平台运营';
const day = today(new Date());

const here = eachVisit();

describe('资金台账: whose money a project has, to the last entry (M2.3)', () => {
  beforeAll(async () => {
    const [resident, village, township] = await Promise.all([
      as('applicant', '330302', 'money-resident'),
      as('community', VILLAGE, 'money-village'),
      as('township', TOWNSHIP, GIVER),
    ]);
    const name = '温州市鹿城区南汇街道南塘社区陪伴队';
    const organisation = await managed(resident, village, name, ['relief']);
    const need = await published(village, {
      title: MATCH,
      action: 'relief',
      kinds: ['companionship'],
      groups: ['empty-nest'],
      budgetFen: 90_000,
    });
    const claim = await eventually(
      () => resident('POST', `/v1/needs/${need}/claim`, { organisation }).catch(() => undefined),
      (answer) => answer !== undefined,
      30_000,
    );
    const funds = await listed(township, '/v1/resources', {
      title: FUNDS,
      division: VILLAGE,
      period: { from: day, to: addDays(day, 300) },
      openUntil: addDays(day, 200),
      actions: ['relief'],
      donor: 'department',
      donorName: '南汇街道办事处',
      gift: { type: 'funds', source: 'village-collective', fen: 120_000 },
    });
    const supply = { fundings: [{ resource: funds, fen: 80_050 }], goods: [], people: [] };
    await township('POST', `/v1/offers/${(claim!.json as { id: string }).id}/confirm`, { supply });
  }, 90_000);

  it('who gives finds what a project got of it, entry by entry, and comes from the project to its money', async () => {
    const { page } = here;
    await signedIn(page, GIVER, '/resources');
    await page.getByRole('link', { name: '资金账户' }).click();
    await page.getByRole('heading', { level: 1, name: '资金账户' }).waitFor();
    const account = page.getByRole('row').filter({ hasText: FUNDS });
    await account.getByRole('cell', { name: '800.5', exact: true }).waitFor();
    await inspect(page, 'accounts');
    await account.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: FUNDS }).waitFor();
    const entry = page.getByRole('row').filter({ hasText: '村集体' }).filter({ hasText: '安排' });
    await entry.getByText('借 已安排未支出（鹿城区南汇街道）800.5；贷 可用（鹿城区南汇街道）800.5').waitFor();
    await inspect(page, 'account');
    await entry.getByRole('link', { name: '看项目资金' }).click();
    await page.getByRole('heading', { level: 1, name: MATCH }).waitFor();
    await page.getByRole('row').filter({ hasText: '南汇街道办事处' }).getByText('800.5').waitFor();
    await inspect(page, 'match-money');
    await page.getByRole('link', { name: '回到项目' }).click();
    await page.getByRole('link', { name: '看项目资金和分录' }).click();
    await page.getByRole('heading', { level: 2, name: '分录' }).waitFor();
  });

  it('the township sees its channels, and that its books balance', async () => {
    const { page } = here;
    await signedIn(page, GIVER, '/ledger');
    await page.getByRole('heading', { level: 2, name: '温州市鹿城区南汇街道' }).waitFor();
    await page.getByLabel('资金渠道').selectOption({ label: '村集体' });
    const channel = page.getByRole('region', { name: '按渠道汇总' }).getByRole('row');
    await channel.filter({ hasText: '社会资本' }).waitFor({ state: 'detached' });
    await channel.filter({ hasText: '村集体' }).getByText('1,200', { exact: true }).waitFor();
    await page.getByText('平衡', { exact: true }).waitFor();
    await inspect(page, 'ledger');
  });
});

describe('政府购买: what counties buy, and the share that social organisations get (O2)', () => {
  let team: string;
  beforeAll(async () => {
    const [resident, village] = await Promise.all([
      as('applicant', COUNTY, 'money-founder'),
      as('community', BOUGHT_IN, 'money-buyers'),
    ]);
    team = await managed(resident, village, TEAM, ['relief'], BOUGHT_IN);
  }, 60_000);

  it('a county that left something out is told where, records it, and takes back what it recorded by mistake', async () => {
    const { page } = here;
    await signedIn(page, BUREAU, '/purchases');
    await page.getByText('没有新增公共服务支出，不计算占比').waitFor();
    await page.getByRole('link', { name: '登记政府购买' }).click();
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.locator('.field.wrong').filter({ hasText: '金额（元）' }).waitFor();
    await inspect(page, 'purchase-new');
    await page.getByLabel('项目名称').fill(BOUGHT);
    await page.getByLabel('购买日期').fill(day);
    await page.getByLabel('金额（元）').fill('300,000.50');
    await page.getByLabel('合同或成交公告编号').fill('泰政采〔2026〕17号');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.locator('.field.wrong').filter({ hasText: '组织' }).getByText('须填写承接主体名称').waitFor();
    await page.getByLabel('乡镇（街道）').selectOption({ label: '司前畲族镇' });
    await page.getByLabel('组织', { exact: true }).selectOption({ label: TEAM });
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: BOUGHT }).waitFor();
    await page.getByText('300,000.5 元').waitFor();
    await inspect(page, 'purchase');
    const bureau = await as('county', COUNTY, BUREAU);
    const { items } = (await bureau('GET', `/v1/purchases?division=${COUNTY}`)).json as Items<object>;
    expect(items).toMatchObject([{ organisation: team, fen: 30_000_050, purpose: 'platform', isNew: true }]);

    await page.getByRole('link', { name: '回到政府购买' }).click();
    await page.getByText('100%', { exact: true }).waitFor();
    await page.getByText('达到目标', { exact: true }).waitFor();
    await inspect(page, 'purchases');
    await page.getByRole('link', { name: BOUGHT }).click();
    await page.getByRole('button', { name: '冲销' }).click();
    await page.getByLabel('冲销的理由').fill('金额登记有误');
    await page.getByRole('button', { name: '冲销' }).click();
    await page.getByText('已冲销，不再计入。理由：金额登记有误').waitFor();
    await page.getByRole('link', { name: '看账户和分录' }).click();
    await page.getByRole('cell', { name: '冲销政府购买', exact: true }).waitFor();
  });

  it('the city compares its counties, reads what was taken back, and goes down from its ledger to a county', async () => {
    const { page } = here;
    await signedIn(page, 'city-3303', '/purchases');
    const counties = page.getByRole('region', { name: '各县（市、区）占比' });
    await counties.getByRole('row').filter({ hasText: '泰顺县' }).waitFor();
    const bought = page.getByRole('row').filter({ hasText: BOUGHT }).filter({ hasText: '泰顺县' });
    await bought.getByText('已冲销').waitFor();
    expect(await page.getByRole('link', { name: '登记政府购买' }).count()).toBe(0);
    await inspect(page, 'purchases-city');
    await page.getByRole('link', { name: '资金台账' }).click();
    await page.getByRole('link', { name: '泰顺县', exact: true }).click();
    await page.getByRole('heading', { level: 2, name: '温州市泰顺县' }).waitFor();
    await page.getByRole('link', { name: '回到本级台账' }).click();
    await page.getByRole('heading', { level: 2, name: '温州市', exact: true }).waitFor();
  });
});
