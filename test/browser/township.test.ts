import { beforeAll, describe, expect, it } from '@jest/globals';
import { monthOf, monthsAfter } from '../../shared/calendar/months.ts';
import { today } from '../../shared/calendar/today.ts';
import { CHOIR } from '../integration/registration/service.ts';
import { attach } from '../support/attach.ts';
import { inspect, signedIn } from '../support/browser.ts';
import { eachVisit } from '../support/each-visit.ts';
import {
  as,
  type Call,
  funded,
  idOf,
  managed,
  published,
  registered,
  TOWNSHIP,
  VILLAGE,
} from '../support/matching-journey.ts';
import { eventually, http, token } from '../support/stack.ts';

const USER = 'township-330302025';
const LAST_MONTH = monthsAfter(monthOf(today(new Date())), -1);

const here = eachVisit();

/** A choir that has asked to be filed; its name is held, its papers are there. */
async function waiting(resident: Call, name: string): Promise<string> {
  const id = idOf(await resident('POST', '/v1/applications', { ...CHOIR, name }));
  await attach(resident, id, ['application-form', 'charter', 'member-list']);
  await resident('POST', `/v1/applications/${id}/submit`);
  const { json } = await eventually(
    () => resident('GET', `/v1/applications/${id}`),
    (answer) => (answer.json as { state: string }).state === 'pending',
  );
  expect(json).toMatchObject({ state: 'pending' });
  return id;
}
const reviewed = async (id: string) =>
  (await http('GET', `/v1/applications/${id}`, { token: await token('township', TOWNSHIP, USER) })).json;

describe('审查: the township, in the portal (C1.2, C2)', () => {
  it('finds an application in its inbox, takes it, and files the team', async () => {
    const name = '温州市鹿城区南汇街道银杏合唱队';
    const id = await waiting(await as('applicant', '330302', 'portal-ginkgo'), name);
    const { page } = here;
    await signedIn(page, USER, '/reviews');
    await page.getByRole('heading', { level: 1, name: '待办审查' }).waitFor();
    const link = page.getByRole('link', { name, exact: true });
    await link.waitFor();
    await inspect(page, 'reviews');
    await link.click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    expect(page.url()).toContain(id);
    await page.getByText('章程：charter.pdf').waitFor();
    await page.getByRole('button', { name: '领办' }).click();
    await page.getByText('由我领办。').waitFor();
    await inspect(page, 'review');
    await page.getByRole('button', { name: '批准', exact: true }).click();
    await page.getByText('已批准，组织已进入台账。').waitFor();
    expect(await reviewed(id)).toMatchObject({ state: 'approved', organisationId: expect.any(String) });
  });

  it('sends another back with what is wrong at each place, by the keyboard alone', async () => {
    const name = '温州市鹿城区南汇街道海棠合唱队';
    const id = await waiting(await as('applicant', '330302', 'portal-begonia'), name);
    const { page } = here;
    await signedIn(page, USER, `/reviews/${id}`);
    await page.getByRole('button', { name: '领办' }).press('Enter');
    await page.getByRole('button', { name: '要求补正' }).press('Enter');
    await page.getByLabel('补正原因').fill('章程和宗旨不一致');
    await page.getByRole('checkbox', { name: '宗旨' }).press('Space');
    await page.getByRole('checkbox', { name: '章程' }).press('Space');
    await page.getByLabel('宗旨：须怎样补正').fill('按章程第二条写明');
    await page.getByLabel('章程：须怎样补正').fill('请上传盖章的章程');
    await inspect(page, 'review-correction');
    await page.getByRole('button', { name: '发出补正通知' }).press('Enter');
    await page.getByText('请上传盖章的章程').waitFor();
    expect(await reviewed(id)).toMatchObject({
      state: 'correcting',
      corrections: [
        {
          reason: '章程和宗旨不一致',
          fields: [
            { pointer: '#/draft/purpose', detail: '按章程第二条写明' },
            { pointer: '#/attachments/charter', detail: '请上传盖章的章程' },
          ],
        },
      ],
    });
  });

  it('refuses one with a reason and its clause', async () => {
    const id = await waiting(
      await as('applicant', '330302', 'portal-plum'),
      '温州市鹿城区南汇街道梅花合唱队',
    );
    const { page } = here;
    await signedIn(page, USER, `/reviews/${id}`);
    await page.getByRole('button', { name: '领办' }).click();
    await page.getByRole('button', { name: '不予批准' }).click();
    await page.getByLabel('不予批准的理由').fill('同一社区已有同类团队');
    await page.getByLabel('依据条款').fill('C2');
    await page.getByRole('button', { name: '不予批准' }).last().click();
    await page.getByText('不予批准：同一社区已有同类团队').waitFor();
    expect(await reviewed(id)).toMatchObject({ state: 'refused', decision: { clause: 'C2' } });
  });
});

describe('供需确认: the township, in the portal (M1.3)', () => {
  it('reads why an organisation suits a need, and confirms its claim; the pair stands in the resource list', async () => {
    const [resident, village, provider] = await Promise.all([
      as('applicant', '330302', 'portal-team'),
      as('community', VILLAGE, 'portal-village'),
      as('provider', '330302', 'portal-provider'),
    ]);
    await funded(provider, 300_000);
    const organisation = await managed(resident, village, '温州市鹿城区南汇街道南塘社区鼓词队');
    const need = await published(village, { title: '鼓词进社区' });
    const claimed = await eventually(
      () => resident('POST', `/v1/needs/${need}/claim`, { organisation }).catch(() => undefined),
      (answer) => answer !== undefined,
      30_000,
    );
    const { page } = here;
    await signedIn(page, USER, '/confirmations');
    const offer = page.getByRole('article', { name: '鼓词进社区' });
    await offer.getByText(/南塘社区鼓词队/).waitFor();
    await inspect(page, 'confirmations');
    await offer.getByRole('button', { name: '确认承接' }).click();
    await offer.waitFor({ state: 'detached' });
    const bearer = await token('township', TOWNSHIP, USER);
    expect((await http('GET', `/v1/offers/${idOf(claimed!)}`, { token: bearer })).json).toMatchObject({
      state: 'confirmed',
    });
    await page.goto('resource-list');
    await page.getByText('鼓词进社区').waitFor();
    await inspect(page, 'resource-list');
  }, 90_000);
});

describe('平台: the township, in the portal (T1, C3)', () => {
  beforeAll(async () => registered(await as('township', TOWNSHIP, USER)));

  it('sees which criteria its platform meets, and what to mend', async () => {
    const { page } = here;
    await signedIn(page, USER, '/platform');
    await page.getByRole('heading', { level: 1, name: '平台实体化运作' }).waitFor();
    await page
      .getByText(/尚未实体化运作/)
      .first()
      .waitFor();
    await page
      .getByText(/^整改：/)
      .first()
      .waitFor();
    await inspect(page, 'operation');
  });

  it('sends the report of last month, of which the figures stand there, and corrects it', async () => {
    const { page } = here;
    await signedIn(page, USER, '/monthly');
    await page.getByRole('link', { name: `填报 ${LAST_MONTH}` }).click();
    await page.getByText('活动场次').waitFor();
    await page.getByLabel('指导组织数（个）').fill('6');
    await page.getByLabel('开放天数').fill('32');
    await page.getByLabel('主要工作').fill('举办项目对接会一次');
    await inspect(page, 'monthly');
    await page.getByLabel('开放天数').evaluate((field) => field.removeAttribute('max'));
    await page.getByRole('button', { name: '报送月报' }).click();
    // What the API does not take stands beside its field.
    await page.locator('.field.wrong').getByText(/天/).first().waitFor();
    await page.getByLabel('开放天数').fill('24');
    await page.getByRole('button', { name: '报送月报' }).click();
    await page.getByRole('heading', { name: '更正月报' }).waitFor();
    await page.getByLabel('开放天数').fill('25');
    await page.getByLabel('更正原因').fill('漏计一天');
    await page.getByRole('button', { name: '更正月报' }).click();
    await page.getByText(/：漏计一天$/).waitFor();
    const { json } = await http('GET', `/v1/platforms/${TOWNSHIP}/reports/${LAST_MONTH}`, {
      token: await token('township', TOWNSHIP, USER),
    });
    expect(json).toMatchObject({
      said: { guided: 6, daysOpen: 25 },
      corrections: [{ reason: '漏计一天', before: { daysOpen: 24 } }],
    });
  });
});
