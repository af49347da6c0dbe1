import { describe, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { definitionOf, firstDraft } from '../../functions/portal/web/pages/county/what-if.ts';
import { inspect, signedIn } from '../support/browser.ts';
import { eachVisit } from '../support/each-visit.ts';
import { as } from '../support/matching-journey.ts';

const YEAR = '2022';

const here = eachVisit();

/** The form of the what-if; the periods of the catalogue stand above it. */
const form = (page: Page) => page.locator('section.card').filter({ hasText: '按草案测算活跃率' });

describe('口径与测算: what counts, and what would, in the portal (T2)', () => {
  it('the catalogue is that of the version in force in the period that is asked for', async () => {
    const { page } = here;
    await signedIn(page, 'county-330302', '/policy');
    await page.getByRole('heading', { level: 1, name: '口径与测算' }).waitFor();
    await page.getByLabel('年份').first().selectOption(YEAR);
    const { json } = await (await as('county', '330302', 'county-330302'))(
      'GET',
      `/v1/indicators?period=${YEAR}`,
    );
    const { policy, items } = json as { policy: string; items: { name: string }[] };
    await page.getByText(`适用口径版本 ${policy}`).waitFor();
    await page.getByRole('cell', { name: items[0]!.name, exact: true }).first().waitFor();
    await inspect(page, 'policy');
  });

  it('a draft by monthly score: parts that are not 100 together are refused, others computed and kept nowhere', async () => {
    const { page } = here;
    await signedIn(page, 'county-330302', '/policy');
    const draft = form(page);
    await draft.getByLabel('活跃的认定方式').selectOption({ label: '按月评分' });
    await draft.getByText('各项分值合计 100，应为 100').waitFor();
    await draft.getByLabel('公众评价分值').fill('20');
    await draft.getByText('各项分值合计 105，应为 100').waitFor();
    await draft.getByRole('button', { name: '测算' }).click();
    await draft.getByRole('alert').getByText('有 1 处不符合要求').waitFor();
    await inspect(page, 'policy-score-refused');
    await draft.getByLabel('公众评价分值').fill('15');
    await draft.getByLabel('达到多少分为活跃').fill('50');
    await draft.getByRole('button', { name: '测算' }).click();
    await draft.getByRole('heading', { level: 3, name: /^测算结果/ }).waitFor();
    const period = /（(.*)）/.exec(await draft.getByRole('heading', { level: 3 }).innerText())![1]!;
    const definition = { ...definitionOf({ ...firstDraft(), by: 'score-a-month' }, '草案'), activeFrom: 50 };
    const { json } = await (await as('county', '330302', 'county-330302'))('POST', '/v1/activity/what-if', {
      division: '330302',
      period,
      definition,
    });
    const asked = json as { draft: { numerator: number; denominator: number }; below: object[] };
    const row = draft.getByRole('row').filter({ hasText: '鹿城区' }).first();
    await row.getByText(`（${asked.draft.numerator}/${asked.draft.denominator}）`).last().waitFor();
    await inspect(page, 'policy-score');
  });

  it('the city tries a whole year of one of its counties; by whole years a month is refused in words', async () => {
    const { page } = here;
    await signedIn(page, 'city-3303', '/policy');
    const draft = form(page);
    await draft.getByLabel('活跃的认定方式').selectOption({ label: '全年活动场次' });
    await draft.getByLabel('至少场次').fill('4');
    await draft.getByRole('button', { name: '测算' }).click();
    await draft.locator('.field.wrong').getByText('县（市、区）').first().waitFor();
    await draft.getByLabel('县（市、区）').selectOption({ label: '鹿城区' });
    await draft.getByRole('button', { name: '测算' }).click();
    await draft.locator('p.error').getByText('按年的口径只有年度数字').waitFor();
    await draft.getByLabel('期间').selectOption({ label: '全年' });
    await draft.getByRole('button', { name: '测算' }).click();
    await draft.getByRole('heading', { level: 3, name: /^测算结果（\d{4}）/ }).waitFor();
    await draft.getByRole('cell', { name: '鹿城区', exact: true }).waitFor();
    await inspect(page, 'policy-city');
  });
});
