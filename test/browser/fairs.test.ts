import { beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '../../shared/calendar/index.ts';
import { today } from '../../shared/calendar/today.ts';
import { inspect, signedIn } from '../support/browser.ts';
import { eachVisit } from '../support/each-visit.ts';
import { as, type Call, idOf, listed, managed, published, VILLAGE } from '../support/matching-journey.ts';

const TOWNSHIP = 'township-330302025';
const TITLE = '南汇街道冬季项目对接会';
const TEAM = '温州市鹿城区南汇街道南塘社区剪纸队';
const NEED = '新春剪纸课堂';
const FUNDS = '剪纸材料资金';
const day = today(new Date());

const here = eachVisit();
let village: Call;
let provider: Call;
let need: string;
let funds: string;
beforeAll(async () => {
  const [zhou, owner, giver] = await Promise.all([
    as('applicant', '330302', 'zhou'),
    as('community', VILLAGE, 'portal-fair-village'),
    as('provider', '330302', 'portal-fair-giver'),
  ]);
  [village, provider] = [owner, giver];
  [, need, funds] = await Promise.all([
    managed(zhou, village, TEAM, ['culture']),
    published(village, { title: NEED, budgetFen: 100_000 }),
    listed(provider, '/v1/resources', {
      title: FUNDS,
      division: '330302',
      period: { from: day, to: addDays(day, 300) },
      openUntil: addDays(day, 200),
      donor: 'enterprise',
      donorName: '某文具公司',
      gift: { type: 'funds', source: 'donation', fen: 80_000 },
    }),
  ]);
}, 60_000);

/** Where the fair's page is, once it is announced. */
let fair: string;

describe('项目对接会: from the announcement to what is agreed there, in the portal (M1.5)', () => {
  it('a township announces a fair, told what is missing beside its field, and moves it to today', async () => {
    const { page } = here;
    await signedIn(page, TOWNSHIP, '/fairs');
    await page.getByRole('link', { name: '公告对接会' }).click();
    await page.getByLabel('对接会名称').fill(TITLE);
    await page.getByLabel('举行日期').fill(addDays(day, 3));
    await page.getByRole('button', { name: '公告', exact: true }).click();
    await page.locator('.field.wrong').filter({ hasText: '地点' }).waitFor();
    await inspect(page, 'fair-new');
    await page.getByLabel('地点').fill('街道文化中心');
    await page.getByRole('button', { name: '公告', exact: true }).click();
    await page.getByText('当天起记录对接结果').waitFor();
    fair = new URL(page.url()).pathname.split('/').at(-1)!;
    await page.getByRole('link', { name: '修改对接会' }).click();
    await page.getByLabel('举行日期').fill(addDays(day, -1));
    await page.getByRole('button', { name: '保存修改' }).click();
    await page.locator('.field.wrong').getByText('应不早于今天').waitFor();
    await page.getByLabel('举行日期').fill(day);
    await page.getByRole('button', { name: '保存修改' }).click();
    await page.getByRole('heading', { level: 2, name: '记录对接结果' }).waitFor();
  });

  it('a team comes, stays away after all, and comes', async () => {
    const { page } = here;
    await signedIn(page, 'zhou', '/fairs');
    await page.getByRole('link', { name: TITLE }).click();
    await page.getByRole('button', { name: `为“${TEAM}”报名` }).click();
    await page.getByRole('button', { name: `取消“${TEAM}”的报名` }).click();
    await page.getByRole('button', { name: `为“${TEAM}”报名` }).click();
    await page.getByRole('cell', { name: TEAM }).waitFor();
    // What was agreed is for authorities.
    expect(await page.getByRole('heading', { name: '会上达成的对接' }).count()).toBe(0);
    await inspect(page, 'fair-team');
  });

  it('the township records what was agreed with the money that came, not more than there is, and closes it', async () => {
    const attendees = `/v1/fairs/${fair}/attendees`;
    await village('POST', attendees, { type: 'need', of: need });
    await provider('POST', attendees, { type: 'resource', of: funds });
    const { page } = here;
    await signedIn(page, TOWNSHIP, `/fairs/${fair}`);
    await page.getByLabel('需求', { exact: true }).selectOption({ label: NEED });
    await page.getByLabel('承接组织', { exact: true }).selectOption({ label: TEAM });
    const amount = page.getByLabel(`${FUNDS}（某文具公司，资金）`);
    await amount.fill('900');
    await page.getByRole('button', { name: '记录', exact: true }).click();
    await page.getByRole('alert').getByText('只剩').first().waitFor();
    await amount.fill('600');
    await page.getByRole('button', { name: '记录', exact: true }).click();
    await page.getByText('已记录，待乡镇（街道）确认承接。').waitFor();
    const agreed = page.getByRole('region', { name: '会上达成的对接' });
    await agreed.getByRole('row').filter({ hasText: NEED }).getByText(TEAM).waitFor();
    expect((await provider('GET', `/v1/resources/${funds}`)).json).toMatchObject({ used: { fen: 60_000 } });
    await inspect(page, 'fair');
    await page.getByRole('button', { name: '结束对接会' }).click();
    await page.getByText('已结束', { exact: true }).waitFor();
    await page.getByRole('link', { name: '回到对接会清单' }).click();
    await page.getByLabel('状态').selectOption({ label: '已结束' });
    await page.getByRole('link', { name: TITLE }).waitFor();
    await inspect(page, 'fairs');
  });

  it('a township calls off a fair that cannot be held, with the reason', async () => {
    const township = await as('township', '330302025', TOWNSHIP);
    const facts = { title: '南汇街道雨天对接会', division: '330302025', place: '街道广场', day };
    const announced = idOf(await township('POST', '/v1/fairs', facts));
    const { page } = here;
    await signedIn(page, TOWNSHIP, `/fairs/${announced}`);
    await page.getByRole('button', { name: '取消对接会' }).click();
    await page.getByLabel('取消的理由').fill('台风');
    await page.getByRole('button', { name: '取消对接会' }).click();
    await page.getByText('已取消，理由：台风').waitFor();
  });
});
