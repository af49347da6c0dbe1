import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { addDays } from '../../shared/calendar/index.ts';
import { today } from '../../shared/calendar/today.ts';
import { inspect, settled, signedIn } from '../support/browser.ts';
import { eachVisit } from '../support/each-visit.ts';
import { as, type Call, funded, type Items, listed, managed } from '../support/matching-journey.ts';
import { eventually, stack } from '../support/stack.ts';

const VILLAGE = '330302025004';
const TOWNSHIP = '330302025';
const NAME = '温州市鹿城区南汇街道清风社区民乐队';
const US = 'organisation-330302';
/** A red square, a picture as any camera's. */
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGP4z8CAFWEXHbQSACj/P8Fu7N9hAAAAAElFTkSuQmCC',
  'base64',
);
const day = today(new Date());

const here = eachVisit('phone');
let us: Call;
let village: Call;
let township: Call;
let organisation: string;

/** A need that the team may serve from today on. */
const need = (title: string) =>
  listed(village, '/v1/needs', {
    title,
    division: VILLAGE,
    action: 'culture',
    kinds: ['choir'],
    period: { from: day, to: addDays(day, 60) },
    openUntil: addDays(day, 10),
    urgency: 'normal',
    demand: 1,
  });
interface Activity {
  id: string;
  title: string;
  state: string;
  photos: number;
}
const activities = async () =>
  ((await us('GET', `/v1/organisations/${organisation}/activities?limit=100`)).json as Items<Activity>).items;

const run = promisify(execFile);

/** Has the services hear that the team is older: months before it was there do not count for it. */
const older = () =>
  run(
    process.execPath,
    [
      'infra/cli/send-event.ts',
      'registration.organisation.changed',
      '--data',
      JSON.stringify({
        organisationId: organisation,
        name: NAME,
        kind: 'team',
        division: VILLAGE,
        changedOn: addDays(day, -70),
        fields: ['contact'],
        standing: {
          version: 9,
          track: 'managed',
          class: 'start-up',
          status: 'active',
          actions: ['culture'],
          hub: false,
          contact: { role: 'organisation', subject: US },
        },
      }),
    ],
    {
      env: {
        ...process.env,
        QUEUE_URLS: JSON.stringify(
          Object.fromEntries(Object.entries(stack.queues).map(([name, { inbox }]) => [name, inbox])),
        ),
        AWS_ENDPOINT_URL_SQS: stack.sqsEndpoint,
        AWS_REGION: stack.region,
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
      },
    },
  );

beforeAll(async () => {
  [us, village, township] = await Promise.all([
    as('organisation', '330302', US),
    as('community', VILLAGE, 'community-330302025004'),
    as('township', TOWNSHIP, 'township-330302025'),
  ]);
  const resident = await as('applicant', '330302', 'portal-team');
  organisation = await managed(resident, village, NAME, ['culture'], VILLAGE);
  const { headers } = await village('GET', `/v1/organisations/${organisation}`);
  const contact = { role: 'organisation', subject: US };
  await village(
    'PATCH',
    `/v1/organisations/${organisation}`,
    { contact },
    { 'if-match': headers.get('etag')! },
  );
  const known = (path: string) => () =>
    us('GET', path).then(
      ({ json }) => (json as Items<unknown>).items.length > 0 || path.includes('activities'),
      () => false,
    );
  for (const path of ['/v1/capacities/mine', `/v1/organisations/${organisation}/activities`])
    expect(await eventually(known(path), (is) => is, 30_000)).toBe(true);
  await older();
  const counted = async () =>
    (await us('GET', `/v1/organisations/${organisation}/activity?period=${day.slice(0, 7)}`))
      .json as Items<object>;
  expect((await eventually(counted, ({ items }) => items.length > 0, 30_000)).items).toHaveLength(1);
}, 120_000);

async function fill(page: Page, title: string, on: string) {
  await page.getByLabel('活动名称').fill(title);
  await page.getByLabel('日期').fill(on);
  await page.getByLabel('开始时间').fill('00:00');
  await page.getByLabel('结束时间').fill('00:30');
  await page.getByLabel('合唱').check();
  await page.getByLabel('参加人数').fill('20');
  await page.getByLabel('服务时长合计（分钟）').fill('120');
  await page.getByLabel('选照片').setInputFiles({ name: 'p.png', mimeType: 'image/png', buffer: PHOTO });
  await page.getByRole('img', { name: '第 1 张照片' }).waitFor();
}

describe('门户: an organisation on its phone', () => {
  it('records an activity with a photo; without a network it is kept, and sent once when that is back', async () => {
    const { page, context } = here;
    // Read before the network goes: what has never been opened cannot be opened then.
    await signedIn(page, US, '/organisation/activities');
    await page.getByRole('heading', { level: 1, name: '我的活动' }).waitFor();
    await page.getByRole('button', { name: '菜单' }).click();
    await page.getByRole('link', { name: '填报活动' }).click();
    await page.getByRole('heading', { level: 1, name: '填报活动' }).waitFor();
    await page.getByLabel('活动名称').waitFor();

    // What is wrong stands beside the field, and may be sent again.
    await fill(page, '民乐排练', addDays(day, 3));
    await page.getByRole('button', { name: '保存并发送' }).click();
    await page.getByText('没有通过检查，请改正后再发送。').waitFor();
    await page.locator('.field.wrong').filter({ hasText: '日期' }).waitFor();
    await inspect(page, 'organisation-record');
    await page.getByLabel('日期').fill(day);
    await page.getByRole('button', { name: '保存并发送' }).click();
    await page.getByText('已填报。').waitFor();
    expect(await activities()).toMatchObject([{ title: '民乐排练', photos: 1 }]);

    await context.setOffline(true);
    await fill(page, '民乐专场', addDays(day, -1));
    await page.getByRole('button', { name: '保存并发送' }).click();
    await page.getByText('已存在本机，连上网络后自动发送。').waitFor();
    await page.getByRole('listitem').filter({ hasText: '民乐专场' }).getByText('等待发送').waitFor();
    expect(await activities()).toHaveLength(1);

    // On whatever page one is when the network comes back.
    await page.getByRole('button', { name: '菜单' }).click();
    await page.getByRole('link', { name: '我的活动' }).click();
    await page.getByRole('heading', { level: 1, name: '我的活动' }).waitFor();
    await context.setOffline(false);
    const after = await eventually(activities, (list) => list.length === 2, 30_000);
    expect(after.map(({ title }) => title).sort()).toEqual(['民乐专场', '民乐排练']);
    expect(await page.evaluate('localStorage.length')).toBe(0);
    here.faults.splice(0, here.faults.length, ...here.faults.filter((one) => !/ERR_INTERNET/.test(one)));
  }, 120_000);

  it('sends what the network lost the answer of once, and never what another user recorded', async () => {
    const { page } = here;
    await signedIn(page, US, '/organisation/record');
    await page.getByLabel('活动名称').waitFor();
    let lost = 0;
    await page.route('**/v1/activities/batch', async (route) => {
      lost += 1;
      if (lost === 1) {
        await route.fetch();
        await route.abort('connectionreset');
      } else await route.continue();
    });
    await fill(page, '民乐下乡', addDays(day, -2));
    await page.getByRole('button', { name: '保存并发送' }).click();
    await page.getByText('已存在本机，服务器现在没有回应，稍后自动再发。').waitFor();
    here.faults.splice(0, here.faults.length, ...here.faults.filter((one) => !/ERR_CONNECTION/.test(one)));

    // The founder signs in on the same device: nothing of the organisation's is his to send.
    await page.getByRole('button', { name: '菜单' }).click();
    await page.getByRole('button', { name: '换人登录' }).click();
    await page.getByRole('button', { name: '李居民' }).click();
    await page.waitForURL(/organisation\/record/);
    await page.getByRole('heading', { level: 1, name: '填报活动' }).waitFor();
    await settled(page);
    expect(lost).toBe(1);
    await page.getByRole('button', { name: '菜单' }).click();
    await page.getByRole('button', { name: '换人登录' }).click();
    await page.getByRole('button', { name: '鹿城社区志愿者协会' }).click();
    await page.getByText('没有等待发送的记录。').waitFor();
    expect(lost).toBe(2);
    const found = (await activities()).filter(({ title }) => title === '民乐下乡');
    expect(found).toMatchObject([{ photos: 1 }]);
  }, 120_000);

  it('sees its activities, corrects one, and what its community disputes', async () => {
    const { page } = here;
    const [first] = await activities();
    await village('POST', `/v1/activities/${first!.id}/dispute`, { reason: '当天没有开放' });
    await signedIn(page, US, '/organisation/activities');
    await page.getByText('有异议').first().waitFor();
    await inspect(page, 'organisation-activities');
    await page.getByRole('link', { name: first!.title }).click();
    await page.getByText('村（社区）有异议，等乡镇（街道）裁定').waitFor();
    await inspect(page, 'organisation-activity');
    await page.getByRole('button', { name: '更正' }).click();
    await page.getByLabel('参加人数').fill('18');
    await page.getByLabel('更正的理由').fill('核对签到表');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('18 人，其中').waitFor();
    expect((await us('GET', `/v1/activities/${first!.id}`)).json).toMatchObject({ participants: 18 });
  }, 120_000);

  it('claims a need nearby, serves it phase by phase, and asks for its acceptance', async () => {
    const { page } = here;
    const title = '社区合唱辅导';
    const [id] = await Promise.all([
      need(title),
      funded(await as('provider', '330302', 'portal-giver'), 10_000),
    ]);
    await signedIn(page, US, '/organisation/needs');
    const card = page.getByRole('article').filter({ hasText: title });
    await card.getByText('为什么是这个分数').click();
    await inspect(page, 'organisation-needs');
    await card.getByRole('button', { name: `认领“${title}”` }).click();
    await page.getByText(`已认领“${title}”`).waitFor();
    const { items } = (await township('GET', `/v1/needs/${id}/offers`)).json as Items<{
      id: string;
      state: string;
    }>;
    expect(items).toMatchObject([{ state: 'accepted' }]);
    const match = items[0]!.id;
    await township('POST', `/v1/offers/${match}/confirm`, {
      supply: { fundings: [], goods: [], people: [] },
    });

    await page.getByRole('link', { name: '看我的认领和派单' }).click();
    await page.getByRole('heading', { level: 1, name: '派单与认领' }).waitFor();
    await settled(page);
    await inspect(page, 'organisation-offers');
    await page.getByRole('link', { name: '进入项目' }).click();
    await page.getByRole('button', { name: '开始实施' }).click();
    await page.getByLabel('做了什么').fill('教唱两首歌');
    await page.getByLabel('参与人数').fill('4');
    await page.getByLabel('服务时长合计（分钟）').fill('240');
    await page.getByLabel('选照片').setInputFiles({ name: 'p.png', mimeType: 'image/png', buffer: PHOTO });
    await page.getByRole('img', { name: '第 1 张照片' }).waitFor();
    await page.getByRole('button', { name: '提交进展' }).click();
    await page.getByText('进展已提交。').waitFor();
    await inspect(page, 'organisation-match');
    await page.getByRole('button', { name: /完成这一阶段/ }).click();
    await page.getByRole('button', { name: '提请验收' }).click();
    await page.getByText('待验收').first().waitFor();
    expect((await us('GET', `/v1/matches/${match}`)).json).toMatchObject({
      state: 'delivered',
      done: { reports: 1, minutes: 240, participants: 4 },
      evidence: 1,
    });
    await page.getByRole('link', { name: '回到承接的项目' }).click();
    await page.getByText('已完成 1 / 1 个阶段').waitFor();
    await inspect(page, 'organisation-matches');
  }, 120_000);

  it('is told in its notices what came of its claim, and goes from there to the project (M2.2)', async () => {
    const { page } = here;
    await signedIn(page, US, '/notices');
    const told = page.getByRole('listitem').filter({ hasText: '社区合唱辅导' }).filter({ hasText: '确认' });
    await told.getByText('未读').waitFor();
    await inspect(page, 'notices');
    await page.getByRole('button', { name: '菜单' }).click();
    await page.getByRole('link', { name: /^消息（\d+ 条未读）$/ }).waitFor();
    await page.getByRole('button', { name: '菜单' }).click();
    await told.getByRole('link', { name: /^去看看/ }).click();
    await page.waitForURL(/organisation\/matches\//);
    await page.goBack();
    await told.getByText('未读').waitFor({ state: 'detached' });
    const { items } = (await us('GET', '/v1/notices')).json as Items<{ text: string; readAt?: string }>;
    expect(items.find(({ text }) => text.includes('确认'))).toHaveProperty('readAt');
  }, 60_000);

  it('learns how active it is, how that is made, and what would raise it', async () => {
    const { page } = here;
    await signedIn(page, US, '/organisation/score');
    await page.getByRole('heading', { name: '怎样算出来' }).waitFor();
    await page.getByRole('heading', { name: '怎样提高' }).waitFor();
    await page.getByText('当月有活动即为活跃').waitFor();
    await inspect(page, 'organisation-score');
  }, 60_000);
});
