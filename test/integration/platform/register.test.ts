import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NANHUI, type PlatformService, platformService, WHOLE } from './service.ts';

let service: PlatformService;
beforeAll(async () => {
  service = await platformService();
});
afterAll(() => service.close());

const path = (township: string) => `/v1/platforms/${township}`;

describe('登记平台: a township registers its platform and keeps it (C3)', () => {
  it('whole it is registered once; another version needs the one that was read', async () => {
    const wu = service.township();
    const first = await wu.call('PUT', path(NANHUI), WHOLE);
    expect(first.status).toBe(201);
    expect(first.json).toMatchObject({
      township: NANHUI,
      division: '温州市鹿城区南汇街道',
      since: '2026-11-25',
      staff: { total: 3, people: [{ name: '欧阳**', phone: '138****5678' }] },
    });
    expect((await wu.call('PUT', path(NANHUI), WHOLE)).status).toBe(428);
    expect((await wu.call('PUT', path(NANHUI), WHOLE, { 'if-match': '"7"' })).status).toBe(412);
    const again = { ...WHOLE, name: '南汇街道平台' };
    const second = await wu.call('PUT', path(NANHUI), again, { 'if-match': '"1"' });
    expect(second.status).toBe(200);
    expect(second.headers.etag).toBe('"2"');
    expect(await service.audit(NANHUI)).toEqual([
      `registered by wu-${NANHUI}`,
      'judged by schedule',
      `changed by wu-${NANHUI}`,
    ]);
  });

  it('a part is changed, null takes it away, and the rest stays with its people', async () => {
    const township = '330302026';
    const wu = service.township(township);
    await wu.call('PUT', path(township), WHOLE);
    const patched = await wu.call(
      'PATCH',
      path(township),
      { operator: null, opening: { daysAWeek: 4, hours: '上午' } },
      { 'if-match': '"1"' },
    );
    expect(patched.json).toMatchObject({
      opening: { daysAWeek: 4 },
      staff: { people: [{ name: '欧阳**' }] },
    });
    expect(patched.json).not.toHaveProperty('operator');
    const unmasked = await wu.post(`${path(township)}/unmask`, { reason: '核对值班表' });
    expect(unmasked.json).toEqual({ people: WHOLE.staff.people });
    expect(await service.audit(township)).toContain(`unmasked by wu-${township}`);
  });

  it('as it stood on any day: the last version of that day, none before its registration', async () => {
    const township = '330302027';
    const wu = service.township(township);
    service.at('2026-12-31', '23:59:59');
    await wu.call('PUT', path(township), WHOLE);
    await wu.call('PATCH', path(township), { name: '年末' }, { 'if-match': '"1"' });
    service.at('2027-01-01', '00:00:00');
    await wu.call('PATCH', path(township), { name: '年初' }, { 'if-match': '"2"' });
    const on = async (day: string) => (await wu.get(`${path(township)}?on=${day}`)).json;
    expect(await on('2026-12-30')).toMatchObject({ status: 404 });
    expect(await on('2026-12-31')).toMatchObject({ name: '年末', from: '2026-12-31' });
    expect(await on('2027-01-01')).toMatchObject({ name: '年初', since: '2026-12-31' });
    expect(await on('2030-01-01')).toMatchObject({ name: '年初' });
    service.at('2026-11-25');
  });

  it('the public sees no people, no money, no contract; names and telephones are nowhere in the table', async () => {
    const seen = await service.call('GET', path(NANHUI));
    expect(seen.json).toMatchObject({
      staff: { total: 3, socialWorkers: 1 },
      rules: [{ title: '平台管理办法' }],
    });
    for (const hidden of ['people', '欧阳', 'funds', 'contract', 'creditCode'])
      expect(seen.text).not.toContain(hidden);
    const beside = await service.township('330302028').get(path(NANHUI));
    expect(beside.text).not.toContain('funds');
    const county = await service.as('county', '330302').get(path(NANHUI));
    expect(county.json).toMatchObject({ funds: expect.any(Array), staff: { people: [{ name: '欧阳**' }] } });
    const everything = await service.everything();
    expect(everything).toContain('南汇街道社工站');
    expect(everything).not.toMatch(/欧阳晓燕|13812345678/);
  });

  it('what contradicts itself is refused, with where and what would be right', async () => {
    const township = '330302028';
    const { json } = await service.township(township).call('PUT', path(township), {
      ...WHOLE,
      staff: { total: 1, socialWorkers: 2 },
      operator: {
        ...WHOLE.operator,
        contract: { from: '2026-02-01', to: '2026-01-31', document: 'a'.repeat(64) },
      },
      rules: [{ title: '办法', publishedOn: '2026-11-26' }],
      mechanism: { guide: '指导', lead: '主导', communities: ['330302026001'], resources: [] },
    });
    expect((json as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer).sort()).toEqual([
      '#/body/mechanism/communities/0',
      '#/body/operator/contract/document',
      '#/body/operator/contract/to',
      '#/body/rules/0/publishedOn',
      '#/body/staff/socialWorkers',
    ]);
  });

  it('where there is no township, the county registers what its communities share', async () => {
    const county = service.as('county', '330383');
    expect((await county.call('PUT', path('330383'), { ...WHOLE, name: '龙港共享平台' })).status).toBe(201);
    expect((await county.call('PUT', path('330383198001'), WHOLE)).status).toBe(404);
    expect((await service.as('county', '330302').call('PUT', path('330302'), WHOLE)).status).toBe(403);
    expect((await service.as('township', '330302').call('PUT', path('330302'), WHOLE)).status).toBe(404);
  });

  it('listed by subtree, base and operation, page by page', async () => {
    const names = async (query: string) => {
      const { json } = await service.call('GET', `/v1/platforms?${query}`);
      return (json as { items: { township: string }[] }).items.map(({ township }) => township);
    };
    expect(await names('division=330302')).toEqual(['330302025', '330302026', '330302027']);
    expect(await names('division=330383')).toEqual(['330383']);
    expect(await names('division=330302&kind=party-mass-centre')).toEqual([]);
    expect(await names('operating=true')).toEqual([]);
    const first = (await service.call('GET', '/v1/platforms?limit=3&operating=false')).json as {
      next: string;
    };
    const next = encodeURIComponent(first.next);
    expect(await names(`limit=3&operating=false&cursor=${next}`)).toEqual(['330383']);
    expect((await service.call('GET', `/v1/platforms?limit=3&cursor=${next}`)).status).toBe(400);
  });
});
