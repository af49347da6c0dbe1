import { beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '../../shared/calendar/index.ts';
import { today } from '../../shared/calendar/today.ts';
import { inspect, signedIn } from '../support/browser.ts';
import { eachVisit } from '../support/each-visit.ts';
import { entriesPass } from '../support/entries-pass.ts';
import { as, type Call, idOf, listed, managed, published, VILLAGE } from '../support/matching-journey.ts';

const COUNTY = 'county-330302-chen';
const AGENCY = 'agency-330302';
const JUDGE = 'provider-330302';
const TITLE = '鹿城区曲艺微创投大赛';
const TEAM = '温州市鹿城区南汇街道南塘社区评弹队';
const OTHERS = '温州市鹿城区南汇街道南塘社区快板队';
const NEED = '端午曲艺专场';
const FUNDS = '曲艺创投资金';
const day = today(new Date());
const period = { from: addDays(day, 30), to: addDays(day, 90) };
const openUntil = addDays(day, 60);

const here = eachVisit();
let other: Call;
let county: Call;
let need: string;
let others: string;
beforeAll(async () => {
  const [zhou, second, village, provider, agency, bureau] = await Promise.all([
    as('applicant', '330302', 'zhou'),
    as('applicant', '330302', 'portal-contest-other'),
    as('community', VILLAGE, 'portal-contest-village'),
    as('provider', '330302', 'portal-contest-giver'),
    as('agency', '330302', AGENCY),
    as('county', '330302', COUNTY),
  ]);
  [other, county] = [second, bureau];
  [, others, need] = await Promise.all([
    managed(zhou, village, TEAM, ['culture']),
    managed(second, village, OTHERS, ['culture']),
    published(village, { title: NEED, period, openUntil, budgetFen: 300_000 }),
    listed(provider, '/v1/resources', {
      title: FUNDS,
      division: '330302',
      period: { from: day, to: addDays(day, 300) },
      openUntil: addDays(day, 200),
      donor: 'enterprise',
      donorName: '某文化公司',
      gift: { type: 'funds', source: 'venture-philanthropy', fen: 500_000 },
    }),
  ]);
  await listed(agency, '/v1/projects', {
    title: '曲艺传承计划',
    division: VILLAGE,
    action: 'culture',
    kinds: ['choir'],
    period,
    openUntil,
    needs: [need],
    budgetFen: 100_000,
    phases: [{ title: '编排', ...period, budgetFen: 100_000 }],
  });
}, 90_000);

/** Where the contest's page is, once it is announced. */
let contest: string;

describe('公益创投大赛: from the announcement to the result, in the portal (M1.5)', () => {
  it('a county announces a contest, told what is missing beside its field, and changes it before entries end', async () => {
    const { page } = here;
    await signedIn(page, COUNTY, '/contests');
    await page.getByRole('link', { name: '公告大赛' }).click();
    await page.getByRole('button', { name: '公告', exact: true }).click();
    await page.locator('.field.wrong').filter({ hasText: '大赛名称' }).waitFor();
    await page.getByLabel('大赛名称').fill(TITLE);
    await page.getByLabel('申报截止日期').fill(addDays(day, 1));
    await page.getByLabel('评审截止日期').fill(day);
    const prize = page.getByRole('group', { name: '第 1 个奖项' });
    await prize.getByLabel('奖项名称').fill('一等奖');
    await prize.getByLabel('出资的资源').selectOption({ label: `${FUNDS}（剩余 5,000 元）` });
    await prize.getByLabel('每个名额的奖金（元）').fill('2000');
    for (const [nth, name, role, subject] of [
      [1, '评委甲', 'provider', JUDGE],
      [2, '评委乙', 'agency', 'portal-contest-judge-b'],
      [3, '评委丙', 'agency', 'portal-contest-judge-c'],
    ] as const) {
      const judge = page.getByRole('group', { name: `第 ${nth} 名评委` });
      await judge.getByLabel('姓名').fill(name);
      await judge.getByLabel('身份').selectOption(role);
      await judge.getByLabel('账号').fill(subject);
    }
    await page.getByRole('button', { name: '公告', exact: true }).click();
    await page.locator('.field.wrong').getByText('应晚于申报截止日期').waitFor();
    await inspect(page, 'contest-new');
    await page.getByLabel('评审截止日期').fill(addDays(day, 7));
    await page.getByRole('button', { name: '公告', exact: true }).click();
    await page.getByText('一等奖 1 名，每名 2,000 元').waitFor();
    contest = new URL(page.url()).pathname.split('/').at(-1)!;

    await page.getByRole('link', { name: '修改大赛' }).click();
    await page.getByLabel('申报截止日期').fill(addDays(day, 2));
    await page.getByRole('button', { name: '保存修改' }).click();
    await page.getByText(`${day} 至 ${addDays(day, 2)}`).waitFor();
  });

  it('an agency enters with its project and the team that will carry it out (M1.2)', async () => {
    const { page } = here;
    await signedIn(page, AGENCY, `/contests/${contest}`);
    await page.getByRole('link', { name: '申报参赛' }).click();
    await page.getByLabel('按哪个项目实施').selectOption({ label: '曲艺传承计划' });
    await page.getByLabel('为哪个需求').selectOption({ label: NEED });
    const team = page.getByRole('group', { name: '承接的组织' });
    await team.getByLabel('县（市、区）').selectOption({ label: '鹿城区' });
    await team.getByLabel('乡镇（街道）').selectOption({ label: '南汇街道' });
    await team.getByLabel('组织', { exact: true }).selectOption({ label: TEAM });
    await page.getByLabel('方案名称').fill('曲艺进万家');
    await page.getByRole('button', { name: '申报', exact: true }).click();
    await page.locator('.field.wrong').filter({ hasText: '实施方案' }).waitFor();
    await inspect(page, 'contest-enter');
    await page.getByLabel('实施方案').fill('教唱、编排、演出');
    await page.getByRole('button', { name: '申报', exact: true }).click();
    await page.getByText('待承接组织同意').waitFor();
  });

  it('the team agrees, then takes that back and enters with a plan of its own', async () => {
    const { page } = here;
    await signedIn(page, 'zhou', `/contests/${contest}`);
    await page.getByRole('link', { name: '曲艺进万家' }).click();
    await page.getByRole('button', { name: '同意承接' }).click();
    await page.getByText('参赛', { exact: true }).waitFor();
    await page.getByRole('button', { name: '退出大赛' }).click();
    await page.getByLabel('退出的理由').fill('改为自行申报');
    await page.getByRole('button', { name: '退出大赛' }).click();
    await page.getByText('已退出，理由：改为自行申报').waitFor();
    await page.getByRole('link', { name: '回到大赛' }).click();
    await page.getByRole('link', { name: '申报参赛' }).click();
    await page.getByLabel('为哪个需求').selectOption({ label: NEED });
    await page.getByLabel('方案名称').fill('评弹迎端午');
    await page.getByLabel('实施方案').fill('每周排练两次，端午演出');
    await page.getByLabel('申请的资金（元）').fill('4000');
    await page.getByRole('button', { name: '申报', exact: true }).click();
    await page.locator('.field.wrong').getByText('超出需求的预算').waitFor();
    await page.getByLabel('申请的资金（元）').fill('1500');
    await page.getByRole('button', { name: '申报', exact: true }).click();
    await page.getByText('参赛', { exact: true }).waitFor();
    await inspect(page, 'contest-entry');
  });

  it('a judge scores one entry by criterion, and stays away from another in which he has an interest', async () => {
    const path = `/v1/contests/${contest}/entries`;
    await other('POST', path, { title: '快板说端午', plan: '编排快板', need, organisation: others });
    await entriesPass(contest);
    const { items } = (await county('GET', path)).json as { items: { id: string; state: string }[] };
    for (const letter of ['b', 'c']) {
      const judge = await as('agency', '330302', `portal-contest-judge-${letter}`);
      for (const { id, state } of items)
        if (state === 'entered') await judge('PUT', `${path}/${id}/score`, { points: [25, 25, 20, 10] });
    }
    const { page } = here;
    await signedIn(page, JUDGE, `/contests/${contest}`);
    await page.getByRole('link', { name: '评弹迎端午' }).click();
    const points = ['贴合需求', '方案可行', '预期成效', '预算合理'];
    for (const name of points) await page.getByLabel(`${name}（`).fill('16');
    await page.getByRole('button', { name: '提交评分' }).click();
    await page.locator('.field.wrong').getByText('“预算合理”应为 0 至 15 的整数').waitFor();
    await inspect(page, 'contest-score');
    await page.getByLabel('预算合理（').fill('15');
    await page.getByRole('button', { name: '提交评分' }).click();
    await page.getByText('评分已记录').waitFor();
    await page.getByRole('link', { name: '回到大赛' }).click();
    await page.getByRole('row').filter({ hasText: '评弹迎端午' }).getByText('63', { exact: true }).waitFor();
    await page.getByRole('link', { name: '快板说端午' }).click();
    await page.getByRole('button', { name: '申报回避' }).click();
    await page.getByLabel('与项目的利害关系').fill('曾在该队任教');
    await page.getByRole('button', { name: '申报回避' }).click();
    await page.getByText('请回避：评委已申报与这个项目有利害关系').waitFor();
  });

  it('the county sees every score, publishes the result once, and calls another contest off', async () => {
    const { page } = here;
    await signedIn(page, COUNTY, `/contests/${contest}`);
    await page.getByRole('cell', { name: '评委乙' }).first().waitFor();
    await page.getByRole('button', { name: '公布结果' }).click();
    const winner = page.getByRole('region', { name: '排名' }).getByRole('row').filter({ hasText: '一等奖' });
    await winner.getByText('待乡镇（街道）确认').waitFor();
    expect(await page.getByRole('button', { name: '公布结果' }).count()).toBe(0);
    await inspect(page, 'contest-result');

    const judges = ['x', 'y', 'z'].map((letter) => ({ role: 'agency', subject: letter, name: letter }));
    const announced = await county('POST', '/v1/contests', {
      title: '鹿城区曲艺新人赛',
      division: '330302',
      entriesUntil: addDays(day, 1),
      judgingUntil: addDays(day, 7),
      prizes: [{ name: '一等奖', places: 1 }],
      judges,
    });
    await page.goto('contests');
    await page.getByLabel('阶段').selectOption({ label: '已公布结果' });
    await page.getByRole('link', { name: TITLE }).waitFor();
    await inspect(page, 'contests');
    await page.goto(`contests/${idOf(announced)}`);
    await page.getByRole('button', { name: '取消大赛' }).click();
    await page.getByLabel('取消的理由').fill('台风');
    await page.getByRole('button', { name: '取消大赛' }).click();
    await page.getByText('已取消，理由：台风').waitFor();
  });
});
