import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordDissolved, recordRegistered, recordRenamed } from '../../../functions/naming/organisations.ts';
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
  await recordRegistered(
    naming.event('registration.organisation.registered', { ...organisation, registeredOn: '2019-05-01' }),
    naming.deps,
  );
  return organisation;
}

const namesOf = async (organisationId: string) =>
  (await naming.deps.store.organisation(organisationId))?.names ?? [];

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

  it('is not confused by news out of order, late or twice: what is in the register is what the days say', async () => {
    const organisation = { organisationId: 'LATE', kind: 'association' as const, division: '330305' };
    const renamed = naming.event('registration.organisation.renamed', {
      ...organisation,
      formerName: '温州市洞头区北岙街道渔业协会',
      name: '温州市洞头区北岙街道海洋渔业协会',
      renamedOn: '2026-10-01',
    });
    const dissolved = naming.event('registration.organisation.dissolved', {
      ...organisation,
      name: '温州市洞头区北岙街道海洋渔业协会',
      dissolvedOn: '2026-11-01',
      cause: 'revoked',
    });
    const registration = {
      ...organisation,
      name: '温州市洞头区北岙街道渔业协会',
      registeredOn: '2020-01-01',
    };
    const registeredAgain = () => naming.event('registration.organisation.registered', registration);
    await recordDissolved(dissolved, naming.deps);
    await recordRegistered(registeredAgain(), naming.deps);
    await recordRenamed(renamed, naming.deps);
    await recordRegistered(registeredAgain(), naming.deps);

    expect((await namesOf('LATE')).map(({ name, status, since }) => [name, status, since])).toEqual([
      ['温州市洞头区北岙街道海洋渔业协会', 'revoked', '2026-11-01'],
      ['温州市洞头区北岙街道渔业协会', 'renamed', '2026-10-01'],
    ]);
    const token = await naming.issuer.token('county', '330305');
    const { json } = await naming.call('GET', '/v1/names?division=330305', { token });
    const listed = (json as { items: { organisationId: string; name: string }[] }).items;
    expect(listed.filter(({ organisationId }) => organisationId === 'LATE').map(({ name }) => name)).toEqual([
      '温州市洞头区北岙街道海洋渔业协会',
      '温州市洞头区北岙街道渔业协会',
    ]);
    for (const name of ['温州市洞头区北岙街道海洋渔业协会', '温州市洞头区北岙街道渔业协会'])
      expect(rulesIn((await naming.check(name)).json)).toEqual(['N31']);
    naming.pass(340);
    expect(rulesIn((await naming.check('温州市洞头区北岙街道渔业协会')).json)).toEqual([]);
    expect(rulesIn((await naming.check('温州市洞头区北岙街道海洋渔业协会')).json)).toEqual(['N31']);
    naming.pass(-340);
  });

  it('records an organisation that moved to another township under its new seat only', async () => {
    const { name: formerName, organisationId, kind } = await registered('平阳县昆阳镇棋类协会', '330326100');
    await recordRenamed(
      naming.event('registration.organisation.renamed', {
        organisationId,
        kind,
        formerName,
        name: '平阳县鳌江镇棋类协会',
        division: '330326101',
        renamedOn: '2026-10-01',
      }),
      naming.deps,
    );
    const token = await naming.issuer.token('county', '330326');
    const { json } = await naming.call('GET', '/v1/names?division=330326', { token });
    expect((json as { items: object[] }).items).toMatchObject([
      { name: '平阳县昆阳镇棋类协会', status: 'renamed', division: '330326100' },
      { name: '平阳县鳌江镇棋类协会', status: 'registered', division: '330326101' },
    ]);
    expect(rulesIn((await naming.check('平阳县昆阳镇棋类协会')).json)).toEqual(['N31']);
    expect(rulesIn((await naming.check('平阳县鳌江镇棋类协会')).json)).toEqual(['N30']);
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

  it('takes each event once', async () => {
    const event = naming.event('registration.organisation.registered', {
      organisationId: 'ONCE',
      name: '洞头区北岙街道海霞书院',
      kind: 'private-non-enterprise',
      division: '330305001',
      registeredOn: '2026-01-01',
    });
    await recordRegistered(event, naming.deps);
    await expect(recordRegistered(event, naming.deps)).rejects.toBeInstanceOf(AlreadyDone);
    expect(await naming.chain('NAME#ONCE')).toEqual(['registered']);
  });
});

describe('旧名保留: names that organisations already bear are recorded, never refused', () => {
  it('records an old name with findings by the rules of today as notes', async () => {
    const { organisationId } = await registered('温州市仁爱义工协会', '330302025');
    const [entry] = await namesOf(organisationId);
    expect(entry).toMatchObject({ status: 'registered', policy: 'naming.v1' });
    expect(rulesIn(entry)).toEqual(['N01']);
  });

  it('records two organisations that bear the same old name: both keep it, nobody else gets it', async () => {
    const first = await registered('红日亭公益慈善会', '330302029');
    const second = await registered('红日亭公益慈善会', '330302029');
    for (const { organisationId } of [first, second]) {
      expect(await namesOf(organisationId)).toMatchObject([{ status: 'registered' }]);
    }
    expect(rulesIn((await naming.check('温州市鹿城区大南街道红日亭公益慈善会')).json)).toContain('N30');
    for (const organisation of [second, first]) {
      const { name: formerName, organisationId } = organisation;
      const name = `温州市鹿城区大南街道红日亭${organisationId === first.organisationId ? '慈善' : '公益'}会`;
      await recordRenamed(
        naming.event('registration.organisation.renamed', {
          ...organisation,
          formerName,
          name,
          renamedOn: '2026-11-01',
        }),
        naming.deps,
      );
      expect(await namesOf(organisationId)).toMatchObject([
        { name },
        { name: formerName, status: 'renamed' },
      ]);
    }
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

  it('leaves an organisation of another county to that county (403)', async () => {
    const { organisationId } = await registered('温州市瓯海区景山街道登山协会', '330304001');
    const token = await naming.issuer.token('county', '330383');
    const body = { names: [names[0], { ...names[1], organisationId }] };
    const reply = await naming.call('POST', '/v1/names/imports', { token, body });
    expect(reply.status).toBe(403);
    expect(reply.json).toMatchObject({ errors: [{ pointer: '#/body/names/1/organisationId' }] });
    expect(await namesOf(organisationId)).toMatchObject([{ division: '330304001' }]);
  });

  it('imports none when one is there twice or only to be registered (400), and says which', async () => {
    const token = await naming.issuer.token('county', '330383');
    const [first] = names;
    for (const [second, pointer] of [
      [first, '#/body/names/1/organisationId'],
      [{ ...first, organisationId: 'LATER', registeredOn: '2999-01-01' }, '#/body/names/1/registeredOn'],
      [{ ...first, organisationId: 'A#B' }, '#/body/names/1/organisationId'],
      [{ ...first, organisationId: 'A\u0000B' }, '#/body/names/1/organisationId'],
    ] as const) {
      const body = { names: [{ ...first, organisationId: first!.organisationId }, second] };
      const reply = await naming.call('POST', '/v1/names/imports', { token, body });
      expect(reply.status).toBe(400);
      expect(reply.json).toMatchObject({ errors: [{ pointer }] });
    }
    expect(await namesOf('LATER')).toEqual([]);
  });

  it('keeps the name of today when an old list is imported once more', async () => {
    const token = await naming.issuer.token('county', '330383');
    const entry = { ...names[0]!, organisationId: 'OLD-LIST', name: '龙港市龙城社区越剧协会' };
    const imported = async (registeredOn: string, name: string) => {
      const body = { names: [{ ...entry, registeredOn, name }] };
      const { json } = await naming.call('POST', '/v1/names/imports', { token, body });
      return (json as { recorded: { outcome: string }[] }).recorded[0]?.outcome;
    };
    expect(await imported('2018-01-01', '龙港市龙城社区越剧协会')).toBe('recorded');
    expect(await imported('2016-01-01', '龙港市龙城社区戏曲协会')).toBe('superseded');
    expect((await namesOf('OLD-LIST'))[0]).toMatchObject({ name: '龙港市龙城社区越剧协会' });
    expect(await imported('2018-01-01', '龙港市龙城社区越剧联合会')).toBe('recorded');
    expect((await namesOf('OLD-LIST'))[0]).toMatchObject({ name: '龙港市龙城社区越剧联合会' });
  });

  it('records each of many that bring news of one organisation at once', async () => {
    const token = await naming.issuer.token('county', '330383');
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, year) => {
        const entry = { ...names[0]!, organisationId: 'AT-ONCE', name: '龙港市龙城社区太极协会' };
        const body = { names: [{ ...entry, registeredOn: `20${String(10 + year)}-01-01` }] };
        return naming.call('POST', '/v1/names/imports', { token, body });
      }),
    );
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
    expect(await naming.deps.store.organisation('AT-ONCE')).toMatchObject({ version: 12 });
    expect(await namesOf('AT-ONCE')).toMatchObject([{ since: '2021-01-01' }]);
  });

  it('lists the names of a division page by page, each once', async () => {
    const token = await naming.issuer.token('county', '330383');
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = `division=330383&limit=3${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
      const { json } = await naming.call('GET', `/v1/names?${query}`, { token });
      const page = json as { items: { organisationId: string; name: string }[]; next?: string };
      seen.push(...page.items.map(({ organisationId, name }) => `${organisationId} ${name}`));
      cursor = page.next;
    } while (cursor);
    const imported = seen.filter((id) => id.startsWith('IMPORT-'));
    expect(imported).toEqual(names.map(({ organisationId, name }) => `${organisationId} ${name}`));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('lists what the city registers, and the whole city, to the city', async () => {
    const token = await naming.issuer.token('city', '3303');
    const foundation = { organisationId: 'CITY-1', name: '温州市社会组织发展基金会', kind: 'foundation' };
    const body = { names: [{ ...foundation, division: '3303', registeredOn: '2014-01-01' }] };
    expect((await naming.call('POST', '/v1/names/imports', { token, body })).status).toBe(200);
    const { json } = await naming.call('GET', '/v1/names?division=3303&limit=100', { token });
    const ids = (json as { items: { organisationId: string }[] }).items.map((one) => one.organisationId);
    expect(ids).toEqual(expect.arrayContaining(['CITY-1', 'IMPORT-0']));
  });

  it('lists the streets of a functional zone to it, one by one', async () => {
    const token = await naming.issuer.token('county', '330303Z1');
    const list = async (division: string) => naming.call('GET', `/v1/names?division=${division}`, { token });
    expect((await list('330303012')).status).toBe(200);
    const whole = await list('330303Z1');
    expect(whole.status).toBe(400);
    expect(whole.json).toMatchObject({ errors: [{ pointer: '#/query/division' }] });
    const other = await list('330303001');
    expect(other.status).toBe(403);
    expect(other.json).toMatchObject({ errors: [{ pointer: '#/query/division' }] });
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

describe('导入重试: an import whose answer got lost is sent again', () => {
  const entry = {
    name: '龙港市龙城社区舞蹈协会',
    kind: 'association',
    division: '330383198002',
    registeredOn: '2018-01-01',
  };
  // Keys are remembered for a day; the clock of the tests above has run on for years.
  let fresh: NamingService;
  beforeAll(async () => {
    fresh = await namingService();
  });
  afterAll(() => fresh.close());
  const keyed = async (index: number) => (await fresh.deps.store.organisation(`KEYED-${index}`))?.names ?? [];

  it('lets one of several different imports under one Idempotency-Key through, and records nothing of the others', async () => {
    const token = await fresh.issuer.token('county', '330383');
    const call = (index: number) =>
      fresh.call('POST', '/v1/names/imports', {
        token,
        headers: { 'idempotency-key': 'import-once-1' },
        body: { names: [{ ...entry, organisationId: `KEYED-${index}` }] },
      });
    const replies = await Promise.all([0, 1, 2, 3].map(call));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422]);
    const recorded = await Promise.all([0, 1, 2, 3].map((index) => keyed(index)));
    expect(recorded.map((one) => one.length)).toEqual(replies.map(({ status }) => (status === 200 ? 1 : 0)));
    const winner = replies.findIndex(({ status }) => status === 200);
    const again = await call(winner);
    expect(again.text).toBe(replies[winner]?.text);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('a refused import may be mended and sent again under the same key', async () => {
    const token = await fresh.issuer.token('county', '330383');
    const send = (division: string) =>
      fresh.call('POST', '/v1/names/imports', {
        token,
        headers: { 'idempotency-key': 'import-once-2' },
        body: { names: [{ ...entry, organisationId: 'MENDED', division }] },
      });
    expect((await send('330302')).status).toBe(403);
    expect((await send('330383198002')).status).toBe(200);
  });
});
