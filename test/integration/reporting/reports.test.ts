import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MONTH, OF_CITY, REPORT, type ReportService, reportService } from './report-service.ts';
import { activity, BESIDE, CITY, COUNTY, organisation, VILLAGE } from './service.ts';

let service: ReportService;
beforeAll(async () => {
  service = await reportService();
  await service.tell('registration.organisation.filed', {
    ...organisation('o-1'),
    registeredOn: '2022-06-01',
  } as never);
  await service.tell('activity.record.counted', activity('a-1'));
});
afterAll(() => service.stop());

describe('起草: reports are drafted by schedule', () => {
  it('not before the days of the policy have passed after the end of the month', async () => {
    service.at('2023-02-11');
    expect(await service.runSchedule()).toEqual({ drafted: 0, held: 0 });
    expect((await service.city().get(REPORT)).status).toBe(404);
  });

  it('on that day one for each county and one for the city, once', async () => {
    service.at('2023-02-12');
    expect(await service.runSchedule()).toEqual({ drafted: 13, held: 0 });
    expect(await service.runSchedule()).toEqual({ drafted: 0, held: 0 });
    const { body } = await service.city().get('/v1/reports?limit=100');
    expect(body.items).toHaveLength(13);
    expect(body.items.every(({ state, version }) => state === 'draft' && version === 1)).toBe(true);
  });

  it('says what was recorded until a minute before, and by when the county checks it', async () => {
    const { body, headers } = await service.county().get(REPORT);
    expect(body).toMatchObject({
      division: COUNTY,
      name: '温州市鹿城区',
      period: MONTH,
      state: 'draft',
      standing: 'to-check',
      due: '2023-02-19',
      asOf: '2023-02-12T01:59:00.000Z',
      content: {
        form: 'peiyou.report.v1',
        lines: expect.arrayContaining([
          expect.objectContaining({ indicator: 'organisations.total', numerator: 1 }),
        ]),
      },
    });
    expect(headers.etag).toBe('"1-1"');
    expect((await service.city().get(OF_CITY)).body).toMatchObject({ level: 'city', standing: 'to-sign' });
  });
});

describe('查看: who sees which report', () => {
  it('a county sees its own, not another’s, and not the city’s before it is signed', async () => {
    const beside = service.county(BESIDE);
    expect((await beside.get(REPORT)).status).toBe(403);
    expect((await beside.get(`${REPORT}/versions`)).status).toBe(403);
    expect((await beside.get(`/v1/reports/${BESIDE}/${MONTH}`)).status).toBe(200);
    expect((await beside.get(OF_CITY)).status).toBe(404);
    expect((await beside.get(`${OF_CITY}?version=1`)).status).toBe(404);
    expect((await beside.get(`${OF_CITY}/versions`)).status).toBe(404);
    expect((await beside.get(`${OF_CITY}/preview`)).status).toBe(403);
    const own = await beside.get('/v1/reports');
    expect(own.body.items.map(({ division }) => division)).toEqual([BESIDE]);
    expect((await beside.get(`/v1/reports?division=${CITY}`)).body.items).toEqual([]);
    expect((await beside.get(`/v1/reports?division=${CITY}&state=draft`)).status).toBe(403);
  });

  it('lists go page by page, and by period and state', async () => {
    const city = service.city();
    const first = await city.get(`/v1/reports?period=${MONTH}&limit=8`);
    const rest = await city.get(`/v1/reports?period=${MONTH}&limit=8&cursor=${first.body.next}`);
    const all = [...first.body.items, ...rest.body.items].map(({ division }) => division);
    expect(all).toHaveLength(13);
    expect(new Set(all).size).toBe(13);
    expect((await city.get('/v1/reports?period=2023')).body.items).toEqual([]);
    expect((await city.get('/v1/reports?state=checked')).body.items).toEqual([]);
  });
});

describe('核对: a county checks the draft of its report', () => {
  it('an objection keeps it a draft, with what is wrong', async () => {
    const { status, body } = await service
      .county()
      .step(REPORT, 'check', { agreed: false, comment: '漏了南汇街道的一次活动' });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { state: 'draft', standing: 'objected', checks: [{ agreed: false, role: 'county' }] },
    });
    expect((await service.city().step(REPORT, 'sign')).body).toMatchObject({
      status: 409,
      state: 'draft',
      detail: expect.stringContaining('县级对本稿有异议'),
    });
    expect(JSON.stringify(body)).not.toContain('lin-');
  });

  it('nobody but the county itself, and no county the city’s report', async () => {
    expect((await service.city().call('POST', `${REPORT}/check`, { agreed: true })).status).toBe(403);
    expect((await service.county(BESIDE).call('POST', `${REPORT}/check`, { agreed: true })).status).toBe(403);
    expect((await service.county().call('POST', `${OF_CITY}/check`, { agreed: true })).status).toBe(403);
    const cityAsCounty = service.as('county', CITY, 'x');
    expect((await cityAsCounty.call('POST', `${OF_CITY}/check`, { agreed: true })).status).toBe(422);
  });

  it('late records come in by a new draft, which takes the check back', async () => {
    await service.tell('activity.record.counted', activity('a-2', { division: VILLAGE }));
    service.at('2023-02-13');
    await service.county().step(REPORT, 'check', { agreed: true, comment: '已补录' });
    const asked = await service.county().step(REPORT, 'redraft', { reason: '补录了一次活动' });
    expect(asked).toMatchObject({
      status: 202,
      body: { state: 'draft', standing: 'redrafting', checks: [] },
    });
    expect((await service.county().step(REPORT, 'check', { agreed: true })).body).toMatchObject({
      status: 409,
      detail: '新一稿正在起草，完成后才能核对',
    });
    expect((await service.city().step(REPORT, 'sign')).status).toBe(409);
    expect((await service.county().step(REPORT, 'redraft', { reason: '再来' })).status).toBe(409);
    expect(await service.runSchedule()).toMatchObject({ drafted: 1 });
    const { body } = await service.county().get(REPORT);
    expect(body).toMatchObject({ draft: 2, version: 1, standing: 'to-check', due: '2023-02-20', checks: [] });
    expect(
      (body.remarks as { kind: string; draft: number }[]).map(({ kind, draft }) => `${kind} ${draft}`),
    ).toEqual(['objected 1', 'agreed 1', 'redraft 1']);
    const { lines } = body.content as { lines: { indicator: string; numerator: number }[] };
    expect(lines.find(({ indicator }) => indicator === 'activities.count')?.numerator).toBe(2);
  });
});

describe('签发: the city signs off, and what is signed is frozen', () => {
  it('only what was checked, on the version that was read, by another than who checked it', async () => {
    await service.county(COUNTY, 'qian').step(REPORT, 'check', { agreed: true });
    const city = service.city();
    expect((await city.call('POST', `${REPORT}/sign`, {})).status).toBe(428);
    expect((await city.call('POST', `${REPORT}/sign`, {}, { 'if-match': '"1-1"' })).status).toBe(412);
    expect((await service.city('qian').step(REPORT, 'sign')).body).toMatchObject({
      status: 403,
      detail: '核对和签发应由两人分别办理',
    });
    expect((await service.county().call('POST', `${REPORT}/sign`, {}, { 'if-match': '"1-1"' })).status).toBe(
      403,
    );
  });

  it('seals content, checks and signature, with every step in the audit trail', async () => {
    const { status, body } = await service.city().step(REPORT, 'sign');
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { state: 'signed', standing: 'signed', signed: { role: 'city', at: '2023-02-13T02:00:00.000Z' } },
    });
    const trail = await service.trail(`${COUNTY}/${MONTH}`);
    expect(trail.map(({ action, actor }) => `${action} by ${actor.subject}`)).toEqual([
      'drafted by schedule',
      'objected by lin-330302',
      'checked by lin-330302',
      'redraft-asked by lin-330302',
      'drafted by schedule',
      'checked by qian',
      'signed by zhao',
    ]);
    expect(trail.at(-1)!.detail).toMatchObject({
      contentHash: body.contentHash,
      sealHash: body.sealHash,
      draft: 2,
    });
  });

  it('after that nothing more is done to it', async () => {
    for (const [step, body] of [
      ['sign', {}],
      ['redraft', { reason: '改' }],
    ] as const)
      expect((await service.city().step(REPORT, step, body)).body).toMatchObject({
        status: 409,
        state: 'signed',
        detail: expect.stringContaining('由系统起草新版本重述'),
      });
    expect((await service.county().step(REPORT, 'check', { agreed: true })).status).toBe(409);
  });

  it('what would be, and is, pushed are figures and hashes', async () => {
    const { body } = await service.county().get(`${REPORT}/preview`);
    expect(body).toMatchObject({
      body: {
        type: 'cn.wenzhou.peiyou.report.signed.v1',
        subject: `${COUNTY}/${MONTH}`,
        data: {
          version: 1,
          items: expect.arrayContaining([expect.objectContaining({ division: `${COUNTY}000000` })]),
        },
      },
      unmapped: [],
    });
    const pushes = await service.items('PUSH#');
    expect(pushes).toMatchObject([
      { county: COUNTY, sequence: 1, state: 'waiting', subject: `${COUNTY}/${MONTH}` },
    ]);
    const told = await service.pushed(pushes[0]!);
    const { contentHash, sealHash } = (await service.city().get(REPORT)).body;
    expect(told).toMatchObject({ version: 1, contentHash, sealHash });
    for (const said of [body, pushes, told])
      expect(JSON.stringify(said)).not.toMatch(/zhao|lin-|qian|漏了|补录/);
  });

  it('a county that does not check in time: overdue, and the city signs with a reason', async () => {
    const path = `/v1/reports/${BESIDE}/${MONTH}`;
    service.at('2023-02-19');
    expect((await service.city().step(path, 'sign', { reason: '急' })).body).toMatchObject({ status: 409 });
    service.at('2023-02-20');
    expect((await service.city().get(path)).body).toMatchObject({ standing: 'overdue', due: '2023-02-19' });
    expect((await service.city().step(path, 'sign')).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/reason', detail: '县级逾期（2023-02-19）未核对，签发须说明理由' }],
    });
    expect(await service.city().step(path, 'sign', { reason: '已电话确认' })).toMatchObject({
      status: 200,
      body: { signed: { reason: '已电话确认' }, checks: [] },
    });
  });

  it('the city’s report waits for those of all counties, or for a reason', async () => {
    const early = await service.city().step(OF_CITY, 'sign');
    expect(early.status).toBe(422);
    expect(early.body.errors).toMatchObject([
      {
        pointer: '#/body/reason',
        detail: expect.stringMatching(/^以下县（市、区）同期报告尚未签发：.*瓯海区.*须说明理由$/),
      },
    ]);
    expect(early.body.errors[0]!.detail).not.toContain('鹿城区');
    const { body } = await service.city().get(`/v1/reports?period=${MONTH}&state=draft&limit=100`);
    for (const { division } of body.items)
      if (division !== CITY)
        await service.city().step(`/v1/reports/${division}/${MONTH}`, 'sign', { reason: '逾期' });
    expect((await service.city().step(OF_CITY, 'sign')).status).toBe(200);
    const beside = service.county(BESIDE);
    expect((await beside.get(OF_CITY)).body).toMatchObject({ state: 'signed', level: 'city' });
    expect((await beside.get(`/v1/reports?division=${CITY}`)).body.items).toMatchObject([{ division: CITY }]);
    expect((await beside.get(`${OF_CITY}/versions`)).body.items).toMatchObject([
      { version: 1, state: 'signed' },
    ]);
  });

  it('nothing of what was signed is other than it was', async () => {
    expect(await service.verify()).toEqual({ signed: 13, altered: [] });
  });
});
