import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { creditCode } from '../../../infra/ledger-workbook.ts';
import { ASSOCIATION, CHOIR, type RegistrationService, registrationService } from './service.ts';

let registration: RegistrationService;
beforeAll(async () => {
  registration = await registrationService();
});
afterAll(() => registration.close());

const township = (subject: string, division = '330302025') => registration.as('township', division, subject);
const county = (subject: string, division = '330302') => registration.as('county', division, subject);
const review = (id: string, step: string) => `/v1/reviews/${id}/${step}`;
const MANAGED = {
  ...CHOIR,
  track: 'managed',
  division: '330302025010',
  members: { individuals: 5, units: 0 },
};

describe('登记审查: the county registers, with four eyes (C1.2)', () => {
  it('one officer accepts, another approves with the credit code; the organisation enters the ledger once', async () => {
    const id = await registration.submitted(ASSOCIATION);
    const [chen, zhou] = [county('chen'), county('zhou')];
    await chen.post(review(id, 'take'));
    const accepted = await chen.post(review(id, 'accept'));
    expect(accepted.json).toMatchObject({ state: 'accepted', accepted: { by: 'chen' }, dueOn: '2027-01-23' });
    const told = await registration.outbox('registration.application.accepted', id);
    expect(told.map(({ data }) => data)).toEqual([{ applicationId: id, submission: 1 }]);
    expect((await chen.post(review(id, 'approve'), { creditCode: creditCode('12345678') })).status).toBe(409);
    await chen.post(review(id, 'take'));
    const own = await chen.post(review(id, 'approve'), { creditCode: creditCode('12345678') });
    expect(own.json).toMatchObject({ status: 409, detail: expect.stringContaining('受理人不能批准') });
    await zhou.post(review(id, 'take'));
    const approved = await zhou.post(review(id, 'approve'), { creditCode: creditCode('12345678') });
    expect(approved.json).toMatchObject({
      state: 'approved',
      decision: { outcome: 'approved', by: 'zhou', certificateBy: '2026-12-08' },
    });
    const { organisationId } = approved.json as { organisationId: string };
    const organisation = await zhou.get(`/v1/organisations/${organisationId}`);
    expect(organisation.json).toMatchObject({
      name: ASSOCIATION.name,
      track: 'registered',
      class: 'mature',
      creditCode: creditCode('12345678'),
      since: '2026-11-24',
      applicationId: id,
    });
    const events = await registration.outbox('registration.organisation.registered', organisationId);
    expect(events.map(({ data }) => data)).toEqual([
      {
        organisationId,
        name: ASSOCIATION.name,
        kind: 'association',
        division: '330302025',
        registeredOn: '2026-11-24',
        applicationId: id,
        standing: {
          version: 1,
          track: 'registered',
          class: 'mature',
          status: 'active',
          actions: ['culture'],
          hub: false,
          reportedIn: false,
          leaders: 1,
          partyLeaders: 1,
          contact: { role: 'applicant', subject: 'li' },
        },
      },
    ]);
    expect((await zhou.post(review(id, 'approve'), { creditCode: creditCode('12345678') })).status).toBe(409);
  });

  it.each([
    [undefined, '须填写'],
    ['12345', '18 位'],
    [`${creditCode('12345678').slice(0, 17)}0`, '校验码'],
    [creditCode('12345678', '52330302'), '前两位'],
    [creditCode('12345678', '51330304'), '行政区划'],
  ])('refuses the credit code %s (GB 32100)', async (code, said) => {
    const id = await registration.submitted(ASSOCIATION);
    await county('chen').post(review(id, 'take'));
    await county('chen').post(review(id, 'accept'));
    await county('zhou').post(review(id, 'take'));
    const reply = await county('zhou').post(
      review(id, 'approve'),
      code === undefined ? {} : { creditCode: code },
    );
    expect(reply.status).toBe(422);
    expect(reply.json).toMatchObject({
      errors: [{ pointer: '#/body/creditCode', detail: expect.stringContaining(said) }],
    });
  });
});

describe('备案审查: the township files (C1.4)', () => {
  it('what waits for it is sorted by due date, and shows what is due soon and overdue', async () => {
    const filings = registration.as('township', '330302026', 'wu');
    const draft = { ...CHOIR, division: '330302026', name: '温州市鹿城区松台街道红枫合唱队' };
    const first = await registration.submitted(draft);
    registration.pass({ hours: 48 });
    const second = await registration.submitted({ ...draft, name: '温州市鹿城区松台街道白桦合唱队' });
    const inbox = async (state: string) => {
      const { json } = await filings.get(`/v1/reviews?state=${state}`);
      return (json as { items: { id: string; dueOn: string; standing: string }[] }).items;
    };
    expect(await inbox('open')).toMatchObject([
      { id: first, dueOn: '2026-12-08', standing: 'open' },
      { id: second, dueOn: '2026-12-10', standing: 'open' },
    ]);
    expect(await inbox('soon')).toEqual([]);
    registration.pass({ hours: 24 * 9 });
    expect(await inbox('soon')).toMatchObject([{ id: first, standing: 'soon' }]);
    registration.pass({ hours: 24 * 4 });
    expect((await inbox('overdue')).map(({ id }) => id)).toEqual([first]);
    registration.pass({ hours: -24 * 15 });
  });

  it('is decided by who took it, in one step; each gets the next filing number of the county and year', async () => {
    const ids = await Promise.all(
      ['红梅', '蜡梅', '春梅'].map((word) =>
        registration.submitted({ ...CHOIR, name: `温州市鹿城区南汇街道${word}合唱队` }),
      ),
    );
    const wu = township('wu');
    await Promise.all(ids.map((id) => wu.post(review(id, 'take'))));
    const replies = await Promise.all(ids.map((id) => wu.post(review(id, 'approve'), {})));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    const numbers = await Promise.all(
      replies.map(async ({ json }) => {
        const { organisationId } = json as { organisationId: string };
        const { json: organisation } = await wu.get(`/v1/organisations/${organisationId}`);
        return (organisation as { filingNumber: string }).filingNumber;
      }),
    );
    expect(numbers.sort()).toEqual(['33030220260001', '33030220260002', '33030220260003']);
  });

  it('lets one of two officers at once take it; the other hears that it is taken (409)', async () => {
    const id = await registration.submitted(CHOIR);
    const replies = await Promise.all(
      ['wu', 'he'].map((officer) => township(officer).post(review(id, 'take'))),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(replies.find(({ status }) => status === 409)?.json).toMatchObject({ detail: '已由他人领办' });
  });

  it('asks for everything to be corrected at once, and decides after the last round', async () => {
    const id = await registration.submitted(CHOIR);
    const wu = township('wu');
    await wu.post(review(id, 'take'));
    const correction = {
      reason: '场所不清',
      fields: [{ pointer: '#/draft/premises', detail: '请写明门牌号' }],
    };
    for (let round = 1; round <= 3; round++) {
      const asked = await wu.post(review(id, 'correction'), correction);
      expect(asked.json).toMatchObject({ state: 'correcting' });
      expect((asked.json as { corrections: object[] }).corrections).toHaveLength(round);
      await registration.li.post(`/v1/applications/${id}/resubmit`);
      await registration.answer(id, 'held');
    }
    const more = await wu.post(review(id, 'correction'), correction);
    expect(more.json).toMatchObject({ status: 409, detail: '补正次数已用完，应作出决定' });
    const refused = await wu.post(review(id, 'refuse'), { reason: '没有场所', clause: 'C1.4' });
    expect(refused.json).toMatchObject({
      state: 'refused',
      decision: { outcome: 'refused', reason: '没有场所', clause: 'C1.4' },
    });
    expect(await registration.outbox('registration.application.refused', id)).toHaveLength(1);
  });

  it('moved to another street while it is corrected, it is that street’s to begin anew; the track stays', async () => {
    const id = await registration.submitted(CHOIR);
    await township('wu').post(review(id, 'take'));
    const fields = [{ pointer: '#/draft/division', detail: '活动地点不在南汇街道' }];
    await township('wu').post(review(id, 'correction'), { reason: '所在地不符', fields });
    const { headers } = await registration.li.get(`/v1/applications/${id}`);
    const patch = (body: object) =>
      registration.li.call('PATCH', `/v1/applications/${id}`, body, { 'if-match': headers.etag! });
    const other = await patch({ track: 'managed' });
    expect(other.json).toMatchObject({ status: 422, errors: [{ pointer: '#/body/track' }] });
    await patch({ division: '330302006', name: '温州市鹿城区五马街道红枫合唱队' });
    await registration.li.post(`/v1/applications/${id}/resubmit`);
    await registration.answer(id, 'held');
    expect((await township('wu').post(review(id, 'approve'), {})).status).toBe(404);
    const five = township('ma', '330302006');
    expect((await five.post(review(id, 'approve'), {})).json).toMatchObject({
      detail: expect.stringContaining('请先领办'),
    });
    await five.post(review(id, 'take'));
    expect((await five.post(review(id, 'approve'), {})).json).toMatchObject({ state: 'approved' });
  });

  it('refuses nothing without reason and clause (400)', async () => {
    const id = await registration.submitted(CHOIR);
    await township('wu').post(review(id, 'take'));
    const reply = await township('wu').post(review(id, 'refuse'), { reason: '' });
    expect(reply.status).toBe(400);
    expect((reply.json as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)).toEqual([
      '#/body/reason',
      '#/body/clause',
    ]);
  });

  it('approves nothing under a name that is no longer held (409)', async () => {
    const id = await registration.submitted(CHOIR);
    await township('wu').post(review(id, 'take'));
    registration.pass({ hours: 24 * 91 });
    const late = await township('wu').post(review(id, 'approve'), {});
    registration.pass({ hours: -24 * 91 });
    expect(late.json).toMatchObject({ status: 409, detail: expect.stringContaining('名称保留已到期') });
  });
});

describe('村居管理: the village looks after small ones (C1.5)', () => {
  it('approves in one step; the organisation has neither credit code nor filing number', async () => {
    const id = await registration.submitted(MANAGED);
    const village = registration.as('community', '330302025010', 'village');
    await village.post(review(id, 'take'));
    const { json } = await village.post(review(id, 'approve'), {});
    const { organisationId } = json as { organisationId: string };
    const organisation = (await village.get(`/v1/organisations/${organisationId}`)).json;
    expect(organisation).toMatchObject({ track: 'managed', class: 'start-up' });
    expect(organisation).not.toHaveProperty('creditCode');
    expect(organisation).not.toHaveProperty('filingNumber');
    expect(await registration.outbox('registration.organisation.managed', organisationId)).toHaveLength(1);
  });
});

describe('管辖: everybody sees and decides what is his', () => {
  it.each([
    ['township', '330302026', 404],
    ['county', '330304', 404],
    ['community', '330302025010', 404],
    ['county', '330302', 403],
    ['city', '3303', 403],
  ] as const)('%s %s does not decide a filing of 南汇街道 (%i)', async (role, division, status) => {
    const id = await registration.submitted(CHOIR);
    const other = registration.as(role, division, 'other');
    for (const step of ['take', 'accept']) expect((await other.post(review(id, step))).status).toBe(status);
    expect((await other.post(review(id, 'approve'), {})).status).toBe(status);
    expect((await other.get(`/v1/applications/${id}`)).status).toBe(status === 403 ? 200 : 404);
  });

  it('龙港市 has no townships: the city of county level files itself', async () => {
    const id = await registration.submitted(
      { ...CHOIR, division: '330383198002', name: '龙港市龙城社区红枫合唱队' },
      registration.as('applicant', '330383', 'lin'),
    );
    const reply = await county('fang', '330383').post(review(id, 'take'));
    expect(reply.status).toBe(200);
  });

  it('lists the ledger of a subtree, filtered, page by page', async () => {
    const wu = township('wu', '330302025');
    const all: string[] = [];
    let cursor: string | undefined;
    do {
      const query = `division=330302025&track=filed&limit=2${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
      const { json } = await wu.get(`/v1/organisations?${query}`);
      const page = json as { items: { id: string; track: string }[]; next?: string };
      expect(page.items.every(({ track }) => track === 'filed')).toBe(true);
      all.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor);
    expect(all).toHaveLength(3);
    expect(new Set(all).size).toBe(3);
    expect((await wu.get('/v1/organisations?division=330302026')).status).toBe(403);
    expect((await wu.get('/v1/organisations?division=330302026')).json).toMatchObject({
      errors: [{ pointer: '#/query/division' }],
    });
  });
});

describe('期限: nobody guesses a working day', () => {
  it('beyond the years whose holidays are known there is no due date, and the operators are told', async () => {
    registration.pass({ hours: 24 * 30 });
    registration.alarms.length = 0;
    const id = await registration.submitted({ ...CHOIR, name: '温州市鹿城区南汇街道腊梅合唱队' });
    const { json } = await registration.li.get(`/v1/applications/${id}`);
    registration.pass({ hours: -24 * 30 });
    expect(json).toMatchObject({ state: 'pending' });
    expect(json).not.toHaveProperty('dueOn');
    expect(registration.alarms).toEqual(['calendarNotLoaded']);
  });
});

describe('功能区: 浙南产业集聚区 is an authority of its own', () => {
  it('浙南产业集聚区 registers in its streets; 龙湾区 looks on and decides nothing (403)', async () => {
    const lin = registration.as('applicant', '330303', 'lin');
    const id = await registration.submitted(
      { ...ASSOCIATION, name: '温州市龙湾区海城街道丙一协会', division: '330303012' },
      lin,
    );
    const longwan = registration.as('county', '330303', 'longwan');
    expect((await longwan.get(`/v1/applications/${id}`)).status).toBe(200);
    expect((await longwan.post(`/v1/reviews/${id}/take`)).status).toBe(403);
    const zone = registration.as('county', '330303Z1', 'zone');
    expect((await zone.post(`/v1/reviews/${id}/take`)).status).toBe(200);
  });

  it('is no seat: an organisation sits in one of its streets (422)', async () => {
    const lin = registration.as('applicant', '330303', 'lin');
    const { json } = await lin.post('/v1/applications', {
      ...ASSOCIATION,
      name: '温州市龙湾区丙二协会',
      division: '330303Z1',
    });
    const reply = await lin.post(`/v1/applications/${(json as { id: string }).id}/submit`);
    expect((reply.json as { errors: object[] }).errors).toContainEqual({
      pointer: '#/draft/division',
      detail: '所在地应为县（市、区）或其以下的代码；在功能区的，应为所在街道的代码',
    });
  });
});
