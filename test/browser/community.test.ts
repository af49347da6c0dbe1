import { beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '../../shared/calendar/index.ts';
import { today } from '../../shared/calendar/today.ts';
import { CHOIR } from '../integration/registration/service.ts';
import { inspect, settled, signedIn, visit } from '../support/browser.ts';
import { eachVisit } from '../support/each-visit.ts';
import { as, type Call, type Items, idOf, managed } from '../support/matching-journey.ts';
import { eventually } from '../support/stack.ts';

const VILLAGE = '330302025004';
const US = 'community-330302025004';
const day = today(new Date());

const here = eachVisit();
let us: Call;
let resident: Call;
beforeAll(async () => {
  [us, resident] = await Promise.all([
    as('community', VILLAGE, US),
    as('applicant', '330302', 'portal-founder'),
  ]);
});

describe('门户: a community', () => {
  it('drafts a need, is told what is missing beside each field, and publishes it', async () => {
    const { page } = here;
    await signedIn(page, US, '/community/needs');
    await page.getByRole('heading', { level: 1, name: '发布需求' }).waitFor();
    await settled(page);
    await inspect(page, 'community-needs');
    await page.getByRole('link', { name: '新建需求' }).click();
    await page.getByLabel('需求名称').fill('独居老人每周探访');
    await inspect(page, 'community-need-new');
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.getByText('草稿已保存。').waitFor();

    await page.getByRole('button', { name: '保存并发布' }).click();
    await page.getByText('“起止日期”须填写').waitFor();
    await page.getByLabel('救助').check();
    await page.getByLabel('亲情陪伴').check();
    await page.getByLabel('空巢老人').check();
    await page.getByLabel('开始日期').fill(addDays(day, 7));
    await page.getByLabel('结束日期').fill(addDays(day, 60));
    await page.getByLabel('征集截止日期').fill(addDays(day, 20));
    await page.getByRole('button', { name: '保存并发布' }).click();
    await page.getByText('已发布，正在匹配组织。').waitFor();
    await page.getByRole('heading', { name: '候选组织' }).waitFor();
    await inspect(page, 'community-need');
    const { items } = (await us('GET', '/v1/needs/mine')).json as Items<object>;
    expect(items).toContainEqual(
      expect.objectContaining({
        title: '独居老人每周探访',
        state: 'open',
        kinds: ['companionship'],
        groups: ['empty-nest'],
      }),
    );
  }, 90_000);

  it('takes a small organisation under its management, which then stands in its ledger', async () => {
    const { page } = here;
    const name = '温州市鹿城区南汇街道清风社区书画队';
    const application = idOf(
      await resident('POST', '/v1/applications', { ...CHOIR, track: 'managed', division: VILLAGE, name }),
    );
    await resident('POST', `/v1/applications/${application}/submit`);
    await eventually(
      () => resident('GET', `/v1/applications/${application}`),
      ({ json }) => (json as { state: string }).state === 'pending',
    );
    await signedIn(page, US, '/community/organisations');
    await page.getByRole('link', { name: '去办理申请' }).click();
    await page.getByRole('link', { name }).click();
    await page.getByRole('button', { name: '领办' }).click();
    await page.getByText('由我领办。').waitFor();
    await inspect(page, 'community-review');
    await page.getByRole('button', { name: '批准', exact: true }).click();
    await page.getByText('已批准，组织已进入台账。').waitFor();
    expect((await resident('GET', `/v1/applications/${application}`)).json).toMatchObject({
      state: 'approved',
    });
    await page.getByRole('link', { name: '小微组织管理' }).click();
    await page.getByRole('region', { name: '本村（社区）的组织' }).getByRole('link', { name }).waitFor();
    await inspect(page, 'community-organisations');
    await page.getByRole('region', { name: '本村（社区）的组织' }).getByRole('link', { name }).click();
    await page.getByRole('button', { name: '登记报到' }).click();
    await page.getByRole('button', { name: '登记报到' }).waitFor({ state: 'detached' });
    await inspect(page, 'community-organisation');
  }, 90_000);

  it('confirms an activity with a rating, and disputes another, on which the township rules (T2)', async () => {
    const { page } = here;
    const team = await as('applicant', '330302', 'portal-confirmed');
    const organisation = await managed(team, us, '温州市鹿城区南汇街道清风社区舞蹈队', ['culture'], VILLAGE);
    const list = `/v1/organisations/${organisation}/activities`;
    const known = () =>
      team('GET', list).then(
        () => true,
        () => false,
      );
    expect(await eventually(known, (is) => is, 30_000)).toBe(true);
    const record = (title: string, from: string, to: string) =>
      team('POST', '/v1/activities', {
        organisation,
        title,
        on: day,
        from,
        to,
        division: VILLAGE,
        action: 'culture',
        kinds: ['dance'],
        participants: 20,
        volunteers: 2,
        minutes: 100,
      });
    const [right, wrong] = [
      idOf(await record('广场舞会', '00:00', '00:10')),
      idOf(await record('舞蹈教学', '00:10', '00:20')),
    ];
    await signedIn(page, US, '/community/activities');
    const card = (title: string) => page.getByRole('article').filter({ hasText: title });
    await card('广场舞会').waitFor();
    await inspect(page, 'community-activities');
    await card('广场舞会').getByLabel('评分').selectOption('5');
    await page.getByRole('button', { name: '确认“广场舞会”' }).click();
    await page.getByText('已确认“广场舞会”。').waitFor();
    expect((await us('GET', `/v1/activities/${right}`)).json).toMatchObject({
      state: 'confirmed',
      rating: 5,
    });

    await card('舞蹈教学').getByRole('button', { name: '提出异议' }).click();
    await card('舞蹈教学').getByLabel('哪里不符').fill('当天文化礼堂没有开放');
    await card('舞蹈教学').getByRole('button', { name: '提出异议' }).click();
    await card('舞蹈教学').getByText('有异议', { exact: true }).waitFor();
    expect((await us('GET', `/v1/activities/${wrong}`)).json).toMatchObject({
      state: 'disputed',
      reason: '当天文化礼堂没有开放',
    });

    // The township rules.
    const above = await visit(page.context().browser()!);
    await signedIn(above.page, 'township-330302025', '/activities-to-judge');
    const disputed = above.page.getByRole('article').filter({ hasText: '舞蹈教学' });
    await disputed.getByRole('button', { name: '裁定作废' }).click();
    await inspect(above.page, 'activities-to-judge');
    await disputed.getByLabel('裁定的理由').fill('查看门禁记录，当天未开放');
    await disputed.getByRole('button', { name: '裁定作废' }).click();
    await above.page.getByText('“舞蹈教学”已裁定作废。').waitFor();
    expect((await us('GET', `/v1/activities/${wrong}`)).json).toMatchObject({ state: 'void' });
    expect(above.faults).toEqual([]);
    await above.close();
  }, 90_000);
});
