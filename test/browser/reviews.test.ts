import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { yearlyReport } from '../../functions/registration/model/duty.ts';
import { registrationPolicyOn } from '../../functions/registration/policy/index.ts';
import { registrationStore } from '../../functions/registration/store/index.ts';
import { creditCode } from '../../infra/ledger-workbook.ts';
import { localTable } from '../../infra/local/resources.ts';
import { today } from '../../shared/calendar/today.ts';
import { createStore } from '../../shared/store/index.ts';
import { ASSOCIATION, CHOIR } from '../integration/registration/service.ts';
import { attach, commit } from '../support/attach.ts';
import { inspect, signedIn, type Visit, visit } from '../support/browser.ts';
import { openBrowser } from '../support/chromium.ts';
import { as, type Call, idOf } from '../support/matching-journey.ts';
import { eventually, stack } from '../support/stack.ts';

const VILLAGE = '330302025004';
const COMMUNITY = 'community-330302025004';
const LAST_YEAR = Number(today(new Date()).slice(0, 4)) - 1;

let browser: Browser;
let visits: Visit[];
let li: Call;
let village: Call;
beforeAll(async () => {
  [browser, li, village] = await Promise.all([
    openBrowser(),
    as('applicant', '330302', 'li'),
    as('community', VILLAGE, COMMUNITY),
  ]);
});
afterAll(() => browser.close());
beforeEach(() => {
  visits = [];
});
afterEach(async () => {
  expect(visits.flatMap(({ faults }) => faults)).toEqual([]);
  await Promise.all(visits.map((one) => one.close()));
});

/** A person at a desk of his own. */
async function opened(subject: string, path: string): Promise<Page> {
  const one = await visit(browser);
  visits.push(one);
  one.page.setDefaultTimeout(15_000);
  await signedIn(one.page, subject, path);
  return one.page;
}

interface Shown {
  state: string;
  organisationId: string;
  draft: object;
}
const shown = async (id: string) => (await li('GET', `/v1/applications/${id}`)).json as Shown;

/** Submits an application; its authority has it once its name is held. */
async function submitted(id: string): Promise<string> {
  await li('POST', `/v1/applications/${id}/submit`);
  const { state } = await eventually(
    () => shown(id),
    (one) => one.state !== 'naming',
  );
  expect(state).toBe('pending');
  return id;
}
const founding = async (name: string) =>
  submitted(
    idOf(await li('POST', '/v1/applications', { ...CHOIR, track: 'managed', division: VILLAGE, name })),
  );

describe('门户: what an authority decides, and what the applicant sees of it (C2)', () => {
  it('refused by a clause: the applicant reads why, and by which', async () => {
    const name = '温州市鹿城区南汇街道清风社区太极队';
    const id = await founding(name);
    const page = await opened(COMMUNITY, '/reviews');
    await page.getByRole('link', { name }).click();
    await page.getByText('鹿城区南汇街道清风社区', { exact: true }).waitFor();
    await page.getByRole('button', { name: '领办' }).click();
    await page.getByRole('button', { name: '不予批准' }).click();
    await page.getByLabel('不予批准的理由').fill('同一社区已有太极队');
    await page.getByLabel('依据条款').fill('C1.5');
    await page.getByRole('button', { name: '不予批准' }).last().click();
    await page.getByText('不予批准：同一社区已有太极队（C1.5）').waitFor();

    const applicant = await opened('li', `/applications/${id}`);
    await applicant.getByText('不予批准：同一社区已有太极队（依据：C1.5）').waitFor();
    await inspect(applicant, 'application-refused');
    expect(await shown(id)).toMatchObject({ state: 'refused' });
  });

  it('sent back, corrected beside the field, approved; it stands in the directory, and changes later', async () => {
    const name = '温州市鹿城区南汇街道清风社区剪纸队';
    const id = await founding(name);
    const page = await opened(COMMUNITY, `/reviews/${id}`);
    await page.getByRole('button', { name: '领办' }).click();
    await page.getByRole('button', { name: '要求补正' }).click();
    await page.getByLabel('补正原因').fill('宗旨太笼统');
    await page.getByRole('checkbox', { name: '宗旨' }).check();
    await page.getByLabel('宗旨：须怎样补正').fill('写明为谁服务');
    await page.getByRole('button', { name: '发出补正通知' }).click();
    await page.getByText('待补正').waitFor();

    const applicant = await opened('li', `/applications/${id}`);
    await applicant.getByRole('link', { name: '改正：宗旨与业务' }).click();
    const purpose = applicant.getByLabel('宗旨', { exact: true });
    expect(await purpose.getAttribute('aria-invalid')).toBe('true');
    await applicant.getByText('须补正：写明为谁服务').waitFor();
    await purpose.fill('教社区老人和孩子剪纸');
    // Not by the form's button: what is typed is saved on the way.
    await applicant.getByRole('link', { name: /核对并提交/ }).click();
    await applicant.getByText('教社区老人和孩子剪纸').waitFor();
    await applicant.getByRole('button', { name: '补正完毕，再次提交' }).click();
    await eventually(
      () => shown(id),
      ({ state }) => state === 'pending',
    );

    await page.reload();
    await page.getByText('教社区老人和孩子剪纸').waitFor();
    await page.getByRole('button', { name: '批准', exact: true }).click();
    await page.getByText('已批准，组织已进入台账。').waitFor();
    const { organisationId } = await shown(id);
    const organisation = `/v1/organisations/${organisationId}`;
    const { headers } = await li('GET', organisation);
    await li('PATCH', organisation, { public: true }, { 'if-match': headers.get('etag')! });
    await applicant.goto('directory');
    await applicant.getByLabel('名称').fill('剪纸队');
    await applicant.getByText(name).waitFor();

    const begun = await li('POST', `${organisation}/applications`, { matter: 'change', reason: '兼教刺绣' });
    const change = idOf(begun);
    await li(
      'PATCH',
      `/v1/applications/${change}`,
      { purpose: '教社区居民剪纸和刺绣' },
      { 'if-match': begun.headers.get('etag')! },
    );
    await submitted(change);
    await page.goto(`reviews/${change}`);
    await page.getByText('原：教社区老人和孩子剪纸').waitFor();
    await page.getByRole('button', { name: '领办' }).click();
    await page.getByText('由我领办。').waitFor();
    await inspect(page, 'review-change');
    await page.getByRole('button', { name: '批准', exact: true }).click();
    await page.getByText('已批准，台账已更新。').waitFor();
    expect((await village('GET', organisation)).json).toMatchObject({ purpose: '教社区居民剪纸和刺绣' });
  }, 120_000);
});

describe('门户: what the registered owe (C1.2)', () => {
  it('four eyes register by commitment; its payment is recorded, its yearly report returned, then accepted', async () => {
    const wang = await as('county', '330302', 'county-330302');
    const name = '温州市鹿城区南汇街道竹编协会';
    const id = idOf(await li('POST', '/v1/applications', { ...ASSOCIATION, name }));
    await attach(li, id, ['application-form', 'charter', 'member-list', 'premises-proof']);
    await commit(li, id);
    await submitted(id);
    await wang('POST', `/v1/reviews/${id}/take`);
    await wang('POST', `/v1/reviews/${id}/accept`);

    const page = await opened('county-330302-chen', `/reviews/${id}`);
    await page.getByRole('button', { name: '领办' }).click();
    await page.getByRole('button', { name: '批准', exact: true }).click();
    // What the API asks for stands beside its field.
    await page.locator('.field.wrong').waitFor();
    await page.getByLabel('统一社会信用代码').fill(creditCode('MJ9P0RT1'));
    await page.getByRole('button', { name: '批准', exact: true }).click();
    await page.getByText('已批准，组织已进入台账。').waitFor();
    const { organisationId } = await shown(id);

    await page.goto('reviews');
    await page.getByLabel('事项').selectOption('commitment');
    await page.getByRole('link', { name }).click();
    await page.getByText('10,000 元').waitFor();
    await inspect(page, 'commitment-review');
    await page.getByRole('radio', { name: '已足额缴存' }).check();
    await page.getByLabel('凭证等说明').fill('银行回单已核对');
    await page.getByRole('button', { name: '记录查核结果' }).click();
    await page.getByText(/查核：已足额缴存/).waitFor();
    await page.getByRole('status').filter({ hasText: '已办结' }).waitFor();

    await owes(organisationId, LAST_YEAR);
    const report = `/v1/organisations/${organisationId}/yearly-reports/${LAST_YEAR}`;
    const handIn = (activities: number) =>
      li('POST', report, {
        summary: '办竹编课、义卖',
        activities,
        members: { individuals: 25, units: 0 },
        staff: 2,
        incomeFen: 1_200_000,
        expenditureFen: 950_050,
      });
    const own = await opened('li', '/organisation/profile');
    await own.getByRole('heading', { name: '修改资料' }).waitFor();
    const several = own.getByLabel('组织', { exact: true });
    if (await several.isVisible()) await several.selectOption({ label: name });
    await own.getByText(`${LAST_YEAR} 年度报告`).first().waitFor();
    await own.getByLabel('一年的工作和活动').fill('办竹编课、义卖');
    await own.getByLabel('开展活动次数').fill('12');
    await own.getByLabel('收入（元）').fill('12000');
    await own.getByLabel('支出（元）').fill('9500.50');
    await inspect(own, 'yearly-report');
    await own.getByRole('button', { name: '提交年度报告' }).click();
    await own.getByRole('button', { name: '提交年度报告' }).waitFor({ state: 'detached' });
    await page.goto(`reviews/${organisationId}/yearly-reports/${LAST_YEAR}`);
    await page.getByText('9,500.50 元').waitFor();
    await inspect(page, 'yearly-report-review');
    await page.getByRole('button', { name: '退回' }).click();
    await page.getByLabel('须补充或改正什么').fill('活动次数与活动记录不符');
    await page.getByRole('button', { name: '退回' }).click();
    await page.getByText(/退回：活动次数与活动记录不符/).waitFor();
    await handIn(14);
    await page.reload();
    await page.getByText('14 次').waitFor();
    await page.getByRole('button', { name: '接收报告' }).click();
    await page.getByText(/已于 .* 接收。/).waitFor();
    const { items } = (await li('GET', `/v1/organisations/${organisationId}/duties`)).json as {
      items: object[];
    };
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'commitment', state: 'settled' }),
        expect.objectContaining({ type: 'yearly-report', year: LAST_YEAR, state: 'settled' }),
      ]),
    );
  }, 120_000);
});

/** Has an organisation owe the report on a year that is over, as if it had been registered then: no clock is turned here. */
async function owes(organisationId: string, year: number): Promise<void> {
  const { dynamodbEndpoint, region } = stack;
  const table = stack.tables.registration!;
  const client = DynamoDBDocumentClient.from(localTable({ dynamodb: dynamodbEndpoint, region }, table), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const now = () => new Date();
  const store = registrationStore(createStore({ client, table, now, cursorSecret: 'x'.repeat(32) }));
  const organisation = (await store.organisation(organisationId))!;
  const { data } = registrationPolicyOn(today(now()));
  await store.save({ duties: [{ ...yearlyReport(organisation, year, data), followed: true }], audit: [] });
}
