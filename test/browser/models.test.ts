import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { localTable } from '../../infra/local/resources.ts';
import { addDays } from '../../shared/calendar/index.ts';
import { today } from '../../shared/calendar/today.ts';
import { inspect, signedIn } from '../support/browser.ts';
import { eachVisit } from '../support/each-visit.ts';
import { as, managed, VILLAGE } from '../support/matching-journey.ts';
import { stack } from '../support/stack.ts';

const TOWNSHIP = 'township-330302025';
const NOMINEE = '温州市鹿城区南汇街道南塘社区义剪队';
const day = today(new Date());

/** Lets the public notice pass, which a running system cannot be asked to do. */
async function noticePasses(model: string): Promise<void> {
  const { dynamodbEndpoint, region } = stack;
  const table = stack.tables.platform!;
  const client = localTable({ dynamodb: dynamodbEndpoint, region }, table);
  await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: marshall({ PK: `HONOUR#${model}`, SK: 'HONOUR' }),
      UpdateExpression: 'SET notice = :notice',
      ExpressionAttributeValues: marshall({
        ':notice': { from: addDays(day, -8), until: addDays(day, -1) },
      }),
    }),
  );
  client.destroy();
}

const here = eachVisit();
beforeAll(async () => {
  const [resident, village] = await Promise.all([
    as('applicant', '330302', 'portal-models-founder'),
    as('community', VILLAGE, 'portal-models-village'),
  ]);
  await managed(resident, village, NOMINEE, ['culture']);
}, 60_000);

/** Where the nomination's page is, once it is made. */
let model: string;

describe('示范和优秀名单: from the nomination to the award, in the portal (O3)', () => {
  it('a township nominates an organisation, told what is missing beside its field', async () => {
    const { page } = here;
    await signedIn(page, TOWNSHIP, '/models');
    await page.getByRole('link', { name: '推荐', exact: true }).click();
    // The list that is left has such a field as well.
    await page.getByRole('heading', { level: 1, name: '推荐示范和优秀' }).waitFor();
    await page.getByLabel('类别').selectOption({ label: '优秀社会组织' });
    await page.getByRole('button', { name: '推荐', exact: true }).click();
    await page.locator('.field.wrong').filter({ hasText: '主要事迹' }).waitFor();
    await inspect(page, 'model-new');
    await page
      .getByRole('group', { name: '推荐的社会组织' })
      .getByLabel('组织')
      .selectOption({ label: NOMINEE });
    await page.getByLabel('主要事迹').fill('三年为老人义务理发两千人次');
    await page.getByRole('button', { name: '推荐', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: NOMINEE }).waitFor();
    await page.getByText('已推荐', { exact: true }).waitFor();
    model = new URL(page.url()).pathname.split('/').at(-1)!;
  });

  it('the county approves it, which begins the public notice', async () => {
    const { page } = here;
    await signedIn(page, 'county-330302', '/models');
    await page.getByRole('link', { name: NOMINEE }).click();
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.locator('.field.wrong').filter({ hasText: '审核意见' }).waitFor();
    await inspect(page, 'model-review');
    await page.getByLabel('审核意见').fill('事迹属实');
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.getByText('公示中', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: '命名', exact: true }).isDisabled()).toBe(true);
  });

  it('the public reads the notice, and whoever signs in objects once', async () => {
    const { page } = here;
    await page.goto('models');
    await page.getByLabel('状态').selectOption({ label: '公示中' });
    await page.getByRole('link', { name: NOMINEE }).waitFor();
    await inspect(page, 'models');
    await signedIn(page, 'zhou', `/models/${model}`);
    await page.getByRole('button', { name: '提出异议' }).click();
    await page.getByLabel('异议的内容').fill('人次与实际不符');
    await page.getByRole('button', { name: '提出异议' }).click();
    await page.getByText('异议已收到').waitFor();
    await page.reload();
    await page.getByRole('button', { name: '提出异议' }).click();
    await page.getByLabel('异议的内容').fill('再次提出');
    await page.getByRole('button', { name: '提出异议' }).click();
    await page.getByText('您已提出过异议，请等待答复').waitFor();
    // What others object to is not public.
    expect(await page.getByText('人次与实际不符').count()).toBe(0);
  });

  it('another officer of the county answers the objection, awards it after the notice, and withdraws it', async () => {
    await noticePasses(model);
    const { page } = here;
    await signedIn(page, 'county-330302-chen', `/models/${model}`);
    await page.getByText('人次与实际不符').waitFor();
    await page.getByRole('button', { name: '命名', exact: true }).click();
    await page.getByText('还有 1 件异议没有答复').waitFor();
    await page.getByLabel('答复', { exact: true }).fill('已核对台账，人次无误');
    await inspect(page, 'model-notice');
    await page.getByRole('button', { name: '答复异议' }).click();
    await page.getByText('答复：已核对台账，人次无误').waitFor();
    await page.getByRole('button', { name: '命名', exact: true }).click();
    await page.getByText('已命名', { exact: true }).waitFor();
    await page.getByRole('button', { name: '撤销命名' }).click();
    await page.getByLabel('撤销的理由').fill('事迹不实');
    await page.getByRole('button', { name: '撤销命名' }).click();
    await page.getByText(`${day} 撤销命名，理由：事迹不实`).waitFor();
    await inspect(page, 'model');
  });
});
