import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHOIR, type RegistrationService, registrationService } from './service.ts';

let registration: RegistrationService;
beforeAll(async () => {
  registration = await registrationService();
});
afterAll(() => registration.close());

interface Entry {
  sequence: number;
  action: string;
  actor: { role: string; subject: string };
  detail: object;
}
const wu = () => registration.as('township', '330302025', 'wu');

describe('办理记录: who did what to an application', () => {
  it('is read from the beginning, page by page, by the applicant, the township and those above', async () => {
    const id = await registration.submitted(CHOIR);
    await wu().post(`/v1/reviews/${id}/take`);
    await wu().post(`/v1/reviews/${id}/refuse`, { reason: '没有场所', clause: 'C1.4' });
    for (const reader of [registration.li, wu(), registration.as('county', '330302')]) {
      const entries: Entry[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined; ) {
        const more: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
        const { json } = await reader.get(`/v1/applications/${id}/audit?limit=2${more}`);
        const page = json as { items: Entry[]; next?: string };
        entries.push(...page.items);
        cursor = page.next;
      }
      expect(entries.map(({ sequence, action, actor }) => `${sequence} ${action} ${actor.subject}`)).toEqual([
        '1 begun li',
        '2 submitted li',
        '3 name-held naming',
        '4 taken wu',
        '5 refused wu',
      ]);
    }
  });

  it('is for nobody else to see (404)', async () => {
    const id = await registration.submitted(CHOIR);
    for (const other of [
      registration.as('applicant', '330302', 'wang'),
      registration.as('township', '330302026'),
      registration.as('county', '330304'),
    ]) {
      expect((await other.get(`/v1/applications/${id}/audit`)).status).toBe(404);
    }
  });
});

describe('查看个人信息原文: looking at the people of an application leaves a trace', () => {
  it('the township sees them in clear for a reason, which the applicant finds in the trail', async () => {
    const id = await registration.submitted(CHOIR);
    const seen = await wu().post(`/v1/applications/${id}/unmask`, { reason: '核对身份证件' });
    expect(seen.json).toEqual({
      founders: CHOIR.founders,
      leaders: CHOIR.leaders,
      premises: CHOIR.premises,
    });
    expect(seen.headers['cache-control']).toContain('no-store');
    const { json } = await registration.li.get(`/v1/applications/${id}/audit`);
    expect((json as { items: Entry[] }).items.at(-1)).toMatchObject({
      action: 'unmasked',
      actor: { role: 'township', subject: 'wu' },
      detail: { reason: '核对身份证件' },
    });
    expect(await registration.everything()).not.toMatch(/张三丰|11010519491231002X/);
  });

  it('shows nothing without a reason (400), nor to the county above (403), the village (404), another township (404)', async () => {
    const id = await registration.submitted(CHOIR);
    const path = `/v1/applications/${id}/unmask`;
    expect((await wu().post(path, { reason: ' ' })).status).toBe(400);
    const reason = { reason: '看看' };
    expect((await registration.as('county', '330302').post(path, reason)).status).toBe(403);
    expect((await registration.as('community', '330302025010').post(path, reason)).status).toBe(404);
    expect((await registration.as('township', '330302026').post(path, reason)).status).toBe(404);
    expect((await registration.li.post(path, reason)).status).toBe(403);
    const { json } = await registration.li.get(`/v1/applications/${id}/audit`);
    expect((json as { items: Entry[] }).items.map(({ action }) => action)).not.toContain('unmasked');
  });
});
