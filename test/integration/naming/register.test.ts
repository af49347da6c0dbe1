import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordDissolved, recordRenamed, registerEvent } from '../../../functions/naming/organisations.ts';
import { AlreadyDone } from '../../../shared/store/index.ts';
import { type NamingService, namingService, rulesIn } from './service.ts';

let naming: NamingService;
beforeAll(async () => {
  naming = await namingService();
});
afterAll(() => naming.close());

let serial = 0;
async function registered(
  name: string,
  division: string,
  kind = 'association' as 'association' | 'private-non-enterprise' | 'foundation' | 'team',
) {
  serial += 1;
  const organisation = { organisationId: `ORG-${serial}`, name, kind, division };
  await registerEvent(
    naming.event('registration.organisation.registered', { ...organisation, registeredOn: '2019-05-01' }),
    naming.deps,
  );
  return organisation;
}

describe('名称库: names of registered organisations keep others clear (N30-N33)', () => {
  it('refuses a name equal to a registered one (N30, M16)', async () => {
    await registered('温州市鹿城区南汇街道志愿者协会', '330302025');
    const { json } = await naming.check('温州市鹿城区南汇街道志愿者协会');
    expect(rulesIn(json)).toEqual(['N30']);
    expect(json).toMatchObject({
      ok: false,
      similar: [{ name: '温州市鹿城区南汇街道志愿者协会', kind: 'association', division: '330302025' }],
    });
  });

  it('finds the conflict also with traditional, full-width or spaced writing and without the divisions', async () => {
    await registered('温州市瓯海区梧田街道暖心社会工作服务中心', '330304002', 'private-non-enterprise');
    for (const name of [
      '温州市瓯海区梧田街道暖心社會工作服務中心',
      '温州市瓯海区梧田街道　暖心社会工作服务中心',
      '温州市瓯海区娄桥街道暖心社会工作服务中心',
      '瓯海暖心社会工作服务中心',
    ]) {
      const { json } = await naming.check(name, 'private-non-enterprise', { division: '330304002' });
      expect(rulesIn(json)).toContain('N30');
    }
  });

  it('warns of homophones, of names one character apart and of another order (N33), nearest first', async () => {
    await registered('瑞安市安阳街道启明星托养服务站', '330381001', 'private-non-enterprise');
    const warned = async (name: string) =>
      rulesIn((await naming.check(name, 'private-non-enterprise')).json, 'warning');
    expect(await warned('瑞安市安阳街道启明兴托养服务站')).toContain('N33');
    expect(await warned('瑞安市塘下镇启晨星托养服务站')).toContain('N33');
    expect(await warned('瑞安市塘下镇启明托养服务站')).toContain('N33');
    expect(await warned('瑞安市塘下镇星启明托养服务站')).toContain('N33');
    expect(await warned('瑞安市塘下镇大风车托养服务站')).toEqual([]);
  });

  it('warns of the same trade name with another form or a synonym of the field (N32), notes another field', async () => {
    await registered('乐清市柳市镇同心养老服务中心', '330382114', 'private-non-enterprise');
    const of = async (name: string, severity: string) =>
      rulesIn((await naming.check(name, 'private-non-enterprise')).json, severity);
    expect(await of('乐清市虹桥镇同心养老服务站', 'warning')).toEqual(['N32']);
    expect(await of('乐清市虹桥镇同心居家养老中心', 'warning')).toEqual(['N32']);
    expect(await of('乐清市虹桥镇同心舞蹈中心', 'info')).toContain('N32');
  });

  it('lets each township have its 志愿者协会: the place tells associations apart (C2)', async () => {
    await registered('永嘉县瓯北街道老年人协会', '330324009');
    const { json } = await naming.check('永嘉县桥头镇老年人协会');
    expect(json).toMatchObject({ ok: true, similar: [] });
  });

  it('warns that the county has one of the same field already: an added place word hides nothing', async () => {
    await registered('永嘉县书画协会', '330324');
    const { json } = await naming.check('永嘉县桥头镇书画协会');
    expect(json).toMatchObject({ ok: true, similar: [{ name: '永嘉县书画协会' }] });
    expect(rulesIn(json, 'warning')).toEqual(['N32']);
  });

  it('suggests another trade name where only the trade name is taken, and one that is free', async () => {
    await registered('泰顺县罗阳镇同心养老服务中心', '330329100', 'private-non-enterprise');
    const { json } = await naming.check('泰顺县罗阳镇同心养老服务中心', 'private-non-enterprise');
    expect(json).toMatchObject({ suggestions: expect.arrayContaining(['泰顺县罗阳镇暖阳养老服务中心']) });
    expect(json).not.toMatchObject({ suggestions: expect.arrayContaining(['泰顺县罗阳镇同心养老服务中心']) });
  });

  it('does not look into another authority: counties register for themselves', async () => {
    await registered('苍南县灵溪镇同舟公益服务中心', '330327100', 'private-non-enterprise');
    const { json } = await naming.check('平阳县鳌江镇同舟公益服务中心', 'private-non-enterprise');
    expect(json).toMatchObject({ ok: true, similar: [] });
  });

  it('compares foundations within the whole city, whose bureau registers them', async () => {
    await registered('瑞安市塘下镇罗凤慈善基金会', '330381101', 'foundation');
    expect(rulesIn((await naming.check('乐清市柳市镇罗凤慈善基金会', 'foundation')).json)).toEqual(['N30']);
  });
});

describe('保护期: names of former organisations stay protected (N31, M16)', () => {
  it('refuses the name of a deregistered organisation for a year and says from when it is free', async () => {
    const organisation = await registered('文成县大峃镇围棋协会', '330328100');
    await recordDissolved(
      naming.event('registration.organisation.dissolved', {
        ...organisation,
        dissolvedOn: '2026-11-01',
        cause: 'deregistered',
      }),
      naming.deps,
    );
    const { json } = await naming.check('文成县大峃镇围棋协会');
    expect(rulesIn(json)).toEqual(['N31']);
    expect(JSON.stringify(json)).toContain('2027-11-01');
    expect((await naming.reserve('文成县大峃镇围棋协会', { division: '330328' })).status).toBe(409);
  });

  it('refuses the name of a revoked one for three years, and frees it on the day', async () => {
    const organisation = await registered('文成县大峃镇象棋协会', '330328100');
    await recordDissolved(
      naming.event('registration.organisation.dissolved', {
        ...organisation,
        dissolvedOn: '2023-11-24',
        cause: 'revoked',
      }),
      naming.deps,
    );
    expect(rulesIn((await naming.check('文成县大峃镇象棋协会')).json)).toEqual(['N31']);
    naming.pass(1);
    expect(rulesIn((await naming.check('文成县大峃镇象棋协会')).json)).toEqual([]);
    expect((await naming.reserve('文成县大峃镇象棋协会', { division: '330328' })).status).toBe(201);
  });

  it('keeps the former name of a renamed one for a year and its new one for good', async () => {
    const { name: formerName, ...organisation } = await registered('泰顺县罗阳镇木偶协会', '330329100');
    await recordRenamed(
      naming.event('registration.organisation.renamed', {
        ...organisation,
        formerName,
        name: '泰顺县罗阳镇木偶戏研究会',
        renamedOn: '2026-10-01',
      }),
      naming.deps,
    );
    expect(rulesIn((await naming.check('泰顺县罗阳镇木偶协会')).json)).toEqual(['N31']);
    expect(rulesIn((await naming.check('泰顺县罗阳镇木偶戏研究会')).json)).toEqual(['N30']);
  });

  it('renames an organisation that only adds its township: the name stays its own', async () => {
    const { name: formerName, ...organisation } = await registered(
      '温州市洞头区海岛公益服务中心',
      '330305001',
      'private-non-enterprise',
    );
    const name = '温州市洞头区北岙街道海岛公益服务中心';
    await recordRenamed(
      naming.event('registration.organisation.renamed', {
        ...organisation,
        formerName,
        name,
        renamedOn: '2026-10-01',
      }),
      naming.deps,
    );
    naming.pass(400);
    expect(rulesIn((await naming.check(name, 'private-non-enterprise')).json)).toEqual(['N30']);
  });

  it('is not confused by news out of order: a late registration does not revive a dissolved organisation', async () => {
    const organisation = {
      organisationId: 'LATE',
      name: '洞头渔业协会',
      kind: 'association' as const,
      division: '330305',
    };
    await recordDissolved(
      naming.event('registration.organisation.dissolved', {
        ...organisation,
        dissolvedOn: '2026-11-20',
        cause: 'deregistered',
      }),
      naming.deps,
    );
    await registerEvent(
      naming.event('registration.organisation.registered', { ...organisation, registeredOn: '2020-01-01' }),
      naming.deps,
    );
    expect(await naming.deps.store.name('LATE', '330305')).toMatchObject({ status: 'deregistered' });
  });

  it('takes each event once', async () => {
    const event = naming.event('registration.organisation.registered', {
      organisationId: 'ONCE',
      name: '洞头区北岙街道海霞书院',
      kind: 'private-non-enterprise',
      division: '330305001',
      registeredOn: '2026-01-01',
    });
    await registerEvent(event, naming.deps);
    await expect(registerEvent(event, naming.deps)).rejects.toBeInstanceOf(AlreadyDone);
    expect(await naming.chain('NAME#ONCE')).toEqual(['registered']);
  });
});

describe('旧名保留: names that organisations already bear are recorded, never refused', () => {
  it('records an old name with findings by the rules of today as notes', async () => {
    const { organisationId } = await registered('温州市仁爱义工协会', '330302025');
    const entry = await naming.deps.store.name(organisationId, '330302025');
    expect(entry).toMatchObject({ status: 'registered', policy: 'naming.v1' });
    expect(rulesIn(entry)).toEqual(['N01']);
  });

  it('records two organisations that bear the same old name: both keep it, nobody else gets it', async () => {
    const first = await registered('红日亭公益慈善会', '330302029');
    const second = await registered('红日亭公益慈善会', '330302029');
    for (const { organisationId } of [first, second]) {
      expect(await naming.deps.store.name(organisationId, '330302029')).toMatchObject({
        status: 'registered',
      });
    }
    expect(rulesIn((await naming.check('温州市鹿城区大南街道红日亭公益慈善会')).json)).toContain('N30');
  });
});

describe('导入和名称库列表: the bureau brings its names in and reads them', () => {
  const names = Array.from({ length: 7 }, (_, index) => ({
    organisationId: `IMPORT-${index}`,
    name: `龙港市龙城社区${'一二三四五六七'[index]}号舞蹈协会`,
    kind: 'association',
    division: '330383198002',
    registeredOn: '2018-01-01',
  }));

  it('imports names with their findings; a repeat changes nothing', async () => {
    const token = await naming.issuer.token('county', '330383');
    const first = await naming.call('POST', '/v1/names/imports', { token, body: { names } });
    expect(first.status).toBe(200);
    expect(
      (first.json as { recorded: { outcome: string }[] }).recorded.map(({ outcome }) => outcome),
    ).toEqual(names.map(() => 'recorded'));
    const again = await naming.call('POST', '/v1/names/imports', { token, body: { names } });
    expect(
      (again.json as { recorded: { outcome: string }[] }).recorded.map(({ outcome }) => outcome),
    ).toEqual(names.map(() => 'unchanged'));
  });

  it('imports none when one lies outside the county (403), and says which', async () => {
    const token = await naming.issuer.token('county', '330383');
    const outside = [...names.slice(0, 1), { ...names[0], organisationId: 'X', division: '330302' }];
    const reply = await naming.call('POST', '/v1/names/imports', { token, body: { names: outside } });
    expect(reply.status).toBe(403);
    expect(reply.json).toMatchObject({ errors: [{ pointer: '#/body/names/1/division' }] });
  });

  it('lists the names of a division page by page, each once', async () => {
    const token = await naming.issuer.token('county', '330383');
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = `division=330383&limit=3${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
      const { json } = await naming.call('GET', `/v1/names?${query}`, { token });
      const page = json as { items: { organisationId: string }[]; next?: string };
      seen.push(...page.items.map(({ organisationId }) => organisationId));
      cursor = page.next;
    } while (cursor);
    expect(seen).toEqual(names.map(({ organisationId }) => organisationId));
  });

  it('takes no cursor that was forged or made for another caller (400)', async () => {
    const token = await naming.issuer.token('county', '330383');
    const { json } = await naming.call('GET', '/v1/names?division=330383&limit=3', { token });
    const { next } = json as { next: string };
    const other = await naming.issuer.token('county', '330383', 'another-officer');
    const path = (cursor: string) => `/v1/names?division=330383&limit=3&cursor=${encodeURIComponent(cursor)}`;
    expect((await naming.call('GET', path(`${next.slice(0, -2)}xx`), { token })).status).toBe(400);
    expect((await naming.call('GET', path(next), { token: other })).status).toBe(400);
  });
});
