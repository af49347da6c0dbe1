import { beforeAll, describe, expect, it } from '@jest/globals';
import { inspect, settled, signedIn } from '../support/browser.ts';
import { eachVisit } from '../support/each-visit.ts';
import { as, type Items, managed, published } from '../support/matching-journey.ts';
import { eventually } from '../support/stack.ts';

/** 泰顺县: a round takes up all open needs of its county, so it has one that no other journey uses. */
const COUNTY = '330329';
const VILLAGE = '330329100005';
const USER = 'county-330329';
const TEAM = '温州市泰顺县罗阳镇新北社区合唱队';
const PATIENCE_MS = 60_000;

const here = eachVisit();
let needs: string[];
beforeAll(async () => {
  const [resident, village] = await Promise.all([
    as('applicant', COUNTY, 'li'),
    as('community', VILLAGE, 'round-village'),
  ]);
  const team = await managed(resident, village, TEAM, ['culture'], VILLAGE);
  // One that can take on one need at a time, for two needs.
  const capacity = `/v1/capacities/${team}`;
  const { headers } = await resident('GET', capacity);
  await resident('PATCH', capacity, { atATime: 1 }, { 'if-match': headers.get('etag')! });
  needs = [
    await published(village, { title: '重阳合唱辅导', division: VILLAGE }),
    await published(village, { title: '春晚合唱排练', division: VILLAGE }),
  ];
  for (const need of needs)
    await eventually(
      async () => ((await village('GET', `/v1/needs/${need}/candidates`)).json as Items<object>).items,
      (candidates) => candidates.length > 0,
      PATIENCE_MS,
    );
}, 180_000);

const roundsOf = async () =>
  (
    (await (await as('county', COUNTY, USER))('GET', `/v1/rounds?county=${COUNTY}`)).json as Items<{
      id: string;
      state: string;
      objective: number;
      bound: number;
      channelCaps: object;
    }>
  ).items;

describe('统一分配: a county places all its needs at once, in the portal (M2.2)', () => {
  it('begins a round under a cap, leaves it, and comes back to what it did and how good that is', async () => {
    const { page } = here;
    await signedIn(page, USER, '/rounds');
    await page.getByRole('heading', { level: 1, name: '统一分配' }).waitFor();
    await page.getByText('还没有统一分配。').waitFor();
    await page.getByText('目标：').waitFor();
    await page.getByText('按资金渠道设限（选填）').click();
    await page
      .getByLabel(/社会资本.*上限（元）|.*上限（元）/)
      .first()
      .fill('2000');
    await inspect(page, 'rounds');
    await page.getByRole('button', { name: '开始一轮统一分配' }).click();
    await page.getByRole('heading', { level: 1, name: '一轮统一分配' }).waitFor();
    const address = page.url();
    // Leaves it at once; it is carried on, and stands in the list.
    await page.getByRole('link', { name: '统一分配', exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name: '统一分配' }).waitFor();
    const row = page.locator('tbody tr').first();
    await row.getByText('已完成').waitFor({ timeout: PATIENCE_MS });
    await row.getByRole('link').click();
    await page.getByText('已证明最优').waitFor();
    expect(page.url()).toBe(address);
    await page.getByText('2 项需求待匹配').waitFor();
    await page.getByText('分配 1 项，余 1 项').waitFor();
    await page.getByText('泰顺县', { exact: true }).waitFor();
    const team = page.getByRole('cell', { name: TEAM, exact: true });
    const chosen = page.getByRole('row').filter({ has: team });
    await chosen.getByText('泰顺县罗阳镇新北社区', { exact: true }).waitFor();
    await page.getByRole('cell', { name: '未分配' }).waitFor();
    expect(await page.locator('tbody tr td:first-child').allInnerTexts()).toEqual(['1', '2']);
    // What is announced is not rolled back any more.
    expect(await page.getByRole('button', { name: '撤销这一轮' }).count()).toBe(0);
    await inspect(page, 'round');
    const [round] = await roundsOf();
    expect(round).toMatchObject({
      state: 'done',
      channelCaps: { [Object.keys(round!.channelCaps)[0]!]: 200_000 },
    });
    expect(round!.objective).toBe(round!.bound);
    await page.getByText(String(round!.objective), { exact: true }).first().waitFor();
  });

  it('the city chooses the county and reads the round, and begins none', async () => {
    const { page } = here;
    await signedIn(page, 'city-3303', '/rounds');
    await page.getByLabel('县（市、区）').selectOption({ label: '泰顺县' });
    const row = page.locator('tbody tr').first();
    await row.getByText('已完成').waitFor();
    expect(await page.getByRole('button', { name: '开始一轮统一分配' }).count()).toBe(0);
    await inspect(page, 'rounds-city');
    await row.getByRole('link').click();
    await page.getByText('分配 1 项，余 1 项').waitFor();
  });

  it('the team accepts in its portal what the round has proposed to it (M2.2)', async () => {
    const { page } = here;
    await signedIn(page, 'li', '/organisation/offers');
    await page.getByRole('heading', { level: 1, name: '派单与认领' }).waitFor();
    await settled(page);
    // Whoever speaks for several chooses one.
    const several = page.getByLabel('组织', { exact: true });
    if (await several.isVisible()) await several.selectOption({ label: TEAM });
    await page.getByText('为什么派给您').click();
    await inspect(page, 'organisation-proposal');
    await page.getByRole('button', { name: /^接受“(重阳合唱辅导|春晚合唱排练)”$/ }).click();
    await page.getByText(/^已接受“.*”，等待乡镇（街道）确认。$/).waitFor();
    const states = await Promise.all(
      needs.map(async (need) => {
        const { json } = await (await as('county', COUNTY, USER))('GET', `/v1/needs/${need}/offers`);
        return (json as Items<{ state: string }>).items.map(({ state }) => state);
      }),
    );
    expect(states.flat()).toContain('accepted');
  });
});
