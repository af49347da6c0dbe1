import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countDue } from '../../../functions/registration/applications/count-due.ts';
import { oweReports } from '../../../functions/registration/organisations/owe-reports.ts';
import { creditCode } from '../../../infra/ledger-workbook.ts';
import { ASSOCIATION, CHOIR, person, type RegistrationService, registrationService } from './service.ts';

let registration: RegistrationService;
beforeAll(async () => {
  registration = await registrationService();
});
afterAll(() => registration.close());

const COMMUNITY = '330302025010';
const choir = (word: string, more: object = {}) => ({
  ...CHOIR,
  name: `温州市鹿城区南汇街道${word}合唱队`,
  ...more,
});
const association = (word: string, more: object = {}) => ({
  ...ASSOCIATION,
  name: `温州市鹿城区南汇街道${word}协会`,
  ...more,
});
type Who = RegistrationService['li'];
const wu = () => registration.as('township', '330302025', 'wu');
const chen = () => registration.as('county', '330302', 'chen');
const at = (id: string, step = '') => `/v1/organisations/${id}${step}`;
const organisation = async (id: string) => (await registration.li.get(at(id))).json;
const change = async (who: Who, id: string, body: object) => {
  const { headers } = await registration.li.get(at(id));
  return who.call('PATCH', at(id), body, { 'if-match': headers.etag! });
};
const told = async (type: 'changed' | 'suspended' | 'resumed' | 'graded' | 'dissolved', id: string) =>
  (await registration.outbox(`registration.organisation.${type}`, id)).map(({ data }) => data);
const RULING = { reason: '长期未开展活动', clause: 'C1.4' };
const REPORT = {
  summary: '开展书画活动二十四次',
  activities: 24,
  members: { individuals: 26, units: 0 },
  staff: 2,
  incomeFen: 1_200_000,
  expenditureFen: 900_000,
};

describe('台账: what needs no review changes at once', () => {
  it('the organisation tells its members, staff and actions, and agrees to be public', async () => {
    const id = await registration.approved(choir('春江'));
    const { status, json } = await change(registration.li, id, {
      members: { individuals: 18, units: 1 },
      actions: ['culture', 'relief'],
      public: true,
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({ members: { individuals: 18, units: 1 }, public: true });
    expect(await told('changed', id)).toMatchObject([
      { organisationId: id, fields: ['actions', 'members', 'public'], changedOn: '2026-11-24' },
    ]);
  });

  it('an authority learns the names of those in its division by their ids, and of no others', async () => {
    const [ours, other] = [
      await registration.approved(choir('丁香')),
      await registration.approved(choir('蔷薇')),
    ];
    const path = `/v1/organisations/names?ids=${ours},${other},nobody,${ours}`;
    const { status, json } = await wu().get(path);
    expect(status).toBe(200);
    expect((json as { items: { name: string }[] }).items.map(({ name }) => name).sort()).toEqual(
      [choir('丁香').name, choir('蔷薇').name].sort(),
    );
    expect((await registration.as('township', '330329100', 'li').get(path)).json).toEqual({ items: [] });
    expect((await wu().get('/v1/organisations/names?ids=')).status).toBe(400);
  });

  it('hubs, their social workers (M3.2), stations (M3.3) and contacts are the authorities’ to record', async () => {
    const id = await registration.approved(choir('秋江'));
    const hub = {
      hub: true,
      socialWorkers: { fullTime: 1, partTime: 1 },
      station: { name: '南汇街道社会工作站', division: '330302025' },
    };
    const own = await change(registration.li, id, { ...hub, staff: 1 });
    expect(own.json).toMatchObject({
      status: 403,
      errors: [{ pointer: '#/body/hub' }, { pointer: '#/body/socialWorkers' }, { pointer: '#/body/station' }],
    });
    expect((await change(wu(), id, hub)).json).toMatchObject(hub);
    expect((await change(wu(), id, { hub: false })).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/socialWorkers' }],
    });
    const gone = await change(wu(), id, { hub: false, socialWorkers: null, station: null });
    expect(gone.json).not.toHaveProperty('station');
    // Only who speaks for it agrees to be public.
    expect((await change(wu(), id, { public: true })).status).toBe(403);
    const contact = { role: 'organisation', subject: 'choir-account' };
    expect((await change(wu(), id, { contact })).status).toBe(200);
    const account = registration.as('organisation', '330302', 'choir-account');
    expect((await account.get(at(id))).status).toBe(200);
    expect((await registration.li.get(at(id))).status).toBe(404);
  });

  it('a village says nothing of what the county registered in it; the township only what platforms know', async () => {
    const id = await registration.approved(association('皮雕', { division: COMMUNITY }));
    const etag = (await registration.li.get(at(id))).headers.etag!;
    const patch = (who: Who, body: object) => who.call('PATCH', at(id), body, { 'if-match': etag });
    const village = registration.as('community', COMMUNITY);
    for (const body of [{ hub: true }, { staff: 9 }]) expect((await patch(village, body)).status).toBe(403);
    expect((await patch(wu(), { staff: 9 })).json).toMatchObject({ errors: [{ pointer: '#/body/staff' }] });
    const station = { name: '南汇街道社会工作站', division: '330302025' };
    expect((await patch(wu(), { station })).json).toMatchObject({ station });
    expect((await change(chen(), id, { staff: 9 })).json).toMatchObject({ staff: 9 });
  });

  it('two at once: one wins, the other has to look again (412); without If-Match nothing changes (428)', async () => {
    const id = await registration.approved(choir('冬江'));
    const { headers } = await registration.li.get(at(id));
    const replies = await Promise.all(
      [1, 2].map((staff) => registration.li.call('PATCH', at(id), { staff }, { 'if-match': headers.etag! })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await registration.li.call('PATCH', at(id), { staff: 3 })).status).toBe(428);
  });

  it('refuses what is no change: nothing at all, unknown fields, numbers that cannot be (400)', async () => {
    const id = await registration.approved(choir('夏江'));
    for (const body of [
      {},
      { name: '另一个名称' },
      { staff: -1 },
      { actions: [] },
      { contact: { role: 'city' } },
    ])
      expect((await change(registration.li, id, body)).status).toBe(400);
  });

  it('is listed by track, class, kind, action, hub and status, inside a subtree', async () => {
    const id = await registration.approved(choir('星河', { actions: ['safety'] }));
    await change(wu(), id, { hub: true });
    const ids = async (query: string) => {
      const { json } = await wu().get(`/v1/organisations?division=330302025&limit=100&${query}`);
      return (json as { items: { id: string }[] }).items.map((one) => one.id);
    };
    expect(await ids('action=safety')).toEqual([id]);
    expect(await ids('hub=true')).toEqual([id]);
    expect(await ids('hub=true&action=culture')).toEqual([]);
    expect(await ids('status=active&kind=team')).toContain(id);
    expect(await ids('class=growing')).toEqual([]);
    await wu().post(at(id, '/dissolve'), RULING);
    expect(await ids('status=dissolved')).toEqual([id]);
    expect(await ids('status=active')).not.toContain(id);
  });

  it('hub=false lists who is no hub (M3.2)', async () => {
    const id = await registration.approved(choir('戊一'));
    const { json } = await wu().get('/v1/organisations?division=330302025&hub=false&limit=100');
    expect((json as { items: { id: string }[] }).items.map((one) => one.id)).toContain(id);
  });

  it('who follows the pages of a filtered list gets each organisation once', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { json } = await wu().get(
        `/v1/organisations?division=330302025&kind=team&limit=2${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      );
      const page = json as { items: { id: string }[]; next?: string };
      seen.push(...page.items.map((one) => one.id));
      cursor = page.next;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(5);
    const { json } = await wu().get('/v1/organisations?division=330302025&kind=team&limit=100');
    expect(seen.sort()).toEqual((json as { items: { id: string }[] }).items.map((one) => one.id).sort());
  });

  it('an action is said once (400)', async () => {
    const id = await registration.approved(choir('戊二'));
    expect((await change(registration.li, id, { actions: ['culture', 'culture'] })).status).toBe(400);
    const draft = await registration.li.post('/v1/applications', { actions: ['culture', 'culture'] });
    expect(draft.json).toMatchObject({ status: 400, errors: [{ pointer: '#/body/actions' }] });
  });

  it('a change to the same values tells nobody', async () => {
    const id = await registration.approved(choir('戊四'));
    await change(registration.li, id, { members: { units: 0, individuals: 15 } });
    expect(await registration.outbox('registration.organisation.changed', id)).toEqual([]);
  });
});

describe('统一社会信用代码 and names are one organisation’s', () => {
  it('a credit code that another has is refused (422)', async () => {
    const first = await registration.approved(association('棋艺'));
    const { creditCode: taken } = (await organisation(first)) as { creditCode: string };
    const id = await registration.submitted(association('茶艺'));
    await chen().post(`/v1/reviews/${id}/take`);
    await chen().post(`/v1/reviews/${id}/accept`);
    const zhou = registration.as('county', '330302', 'zhou');
    await zhou.post(`/v1/reviews/${id}/take`);
    const refused = await zhou.post(`/v1/reviews/${id}/approve`, { creditCode: taken });
    expect(refused.json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/creditCode', detail: '台账中已有组织使用这个统一社会信用代码，请核对' }],
    });
    const other = { creditCode: creditCode('MJ799001') };
    expect((await zhou.post(`/v1/reviews/${id}/approve`, other)).status).toBe(200);
  });

  it('of two that the village looks after, one bears a name; when it is dissolved the name is free', async () => {
    const managed = {
      ...CHOIR,
      track: 'managed',
      division: COMMUNITY,
      name: '温州市鹿城区南汇街道春秋社区早春合唱队',
    };
    const id = await registration.approved(managed);
    await expect(registration.approved(managed)).rejects.toThrow('已有同名的组织');
    const village = registration.as('community', COMMUNITY, 'village');
    expect((await village.post(at(id, '/dissolve'), RULING)).status).toBe(200);
    expect(await registration.approved(managed)).not.toBe(id);
  });
});

describe('停止活动、恢复、注销、撤销: by the authority that registered, filed or manages it', () => {
  it('suspends and resumes with reason and clause; saying so again changes nothing', async () => {
    const id = await registration.approved(choir('晨星'));
    expect((await wu().post(at(id, '/suspend'), RULING)).json).toMatchObject({ status: 'suspended' });
    const again = await wu().post(at(id, '/suspend'), RULING);
    expect(again.headers.etag).toBe((await registration.li.get(at(id))).headers.etag);
    expect((await wu().post(at(id, '/resume'), { reason: '已整改' })).json).toMatchObject({
      status: 'active',
    });
    expect(await told('suspended', id)).toMatchObject([{ cause: 'decided', suspendedOn: '2026-11-24' }]);
    expect(await told('resumed', id)).toHaveLength(1);
  });

  it.each([
    ['township', '330302026', 404],
    ['county', '330302', 403],
    ['city', '3303', 403],
    ['community', COMMUNITY, 404],
  ] as const)('%s %s does not end what 南汇街道 filed (%i)', async (role, division, status) => {
    const id = await registration.approved(choir('晚星'));
    const other = registration.as(role, division, 'other');
    for (const step of ['suspend', 'dissolve', 'revoke'])
      expect((await other.post(at(id, `/${step}`), RULING)).status).toBe(status);
    expect((await other.post(at(id, '/resume'), { reason: '已整改' })).status).toBe(status);
    expect((await other.post(at(id, '/grade'), { class: 'growing', reason: '好' })).status).toBe(status);
  });

  it('revoked is told apart from deregistered, for names stay protected longer (N31); nothing happens to it any more', async () => {
    const id = await registration.approved(choir('启明'));
    const early = await wu().post(at(id, '/revoke'), { ...RULING, on: '2026-11-01' });
    expect(early.json).toMatchObject({ status: 422, errors: [{ pointer: '#/body/on' }] });
    expect((await wu().post(at(id, '/revoke'), RULING)).json).toMatchObject({
      status: 'revoked',
      ended: { on: '2026-11-24', ...RULING },
    });
    expect(await told('dissolved', id)).toMatchObject([
      { cause: 'revoked', standing: { version: 2, status: 'revoked' } },
    ]);
    for (const step of ['suspend', 'dissolve', 'revoke'])
      expect((await wu().post(at(id, `/${step}`), RULING)).json).toMatchObject({
        status: 409,
        state: 'revoked',
        detail: '组织已撤销，不能再办理',
      });
    expect((await change(registration.li, id, { staff: 9 })).status).toBe(409);
  });

  it('two officers who end it at once: one does, the other hears that it is over (409)', async () => {
    const id = await registration.approved(choir('长庚'));
    const replies = await Promise.all(
      ['dissolve', 'revoke'].map((step) => wu().post(at(id, `/${step}`), RULING)),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await told('dissolved', id)).toHaveLength(1);
  });
});

describe('类型: start-up, growing, mature (C1.1)', () => {
  it('a filed organisation is growing after half a year with ten members, by its authority; the registered are mature', async () => {
    const id = await registration.approved(
      choir('雨燕', { members: { individuals: 8, units: 0 }, staff: 3 }),
    );
    const body = { class: 'growing', reason: '活动经常，作用明显' };
    const early = await wu().post(at(id, '/grade'), body);
    expect((early.json as { errors: object[] }).errors).toMatchObject([
      { pointer: '#/body/class', detail: expect.stringMatching(/^成立应满 6 个月.*C1\.1$/) },
      { pointer: '#/body/class', detail: expect.stringMatching(/^成员应不少于 10 个（现有 8 个）.*C1\.1$/) },
    ]);
    await change(registration.li, id, { members: { individuals: 12, units: 0 } });
    registration.pass({ hours: 24 * 181 });
    const graded = await wu().post(at(id, '/grade'), body);
    registration.pass({ hours: -24 * 181 });
    expect(graded.json).toMatchObject({ class: 'growing' });
    expect(await told('graded', id)).toMatchObject([
      { class: 'growing', formerClass: 'start-up', standing: { version: 3, class: 'growing' } },
    ]);
    const mature = await registration.approved(association('雨燕'));
    const refused = await chen().post(at(mature, '/grade'), { class: 'start-up', reason: '人少' });
    expect(refused.json).toMatchObject({
      status: 422,
      errors: [{ detail: expect.stringContaining('成熟型') }],
    });
  });
});

describe('报到: an organisation reports to its community party organisation (O1)', () => {
  it('says so itself, or the community records it, with its party members among who leads it', async () => {
    const id = await registration.approved(
      choir('红船', { leaders: [person('张三丰', '会长'), person('李四光', '副会长')] }),
    );
    const { json } = await registration.li.post(at(id, '/report-in'), { community: COMMUNITY });
    expect(json).toMatchObject({ reportedIn: { community: COMMUNITY, on: '2026-11-24' } });
    const again = await registration.as('community', COMMUNITY).post(at(id, '/report-in'), {
      community: COMMUNITY,
    });
    expect(again.status).toBe(404);
    const events = await registration.outbox('registration.organisation.reported-in', id);
    expect(events.map(({ data }) => data)).toMatchObject([
      {
        community: COMMUNITY,
        reportedOn: '2026-11-24',
        leaders: 2,
        partyMembers: 2,
        retiredOfficials: 0,
        standing: {
          version: 2,
          status: 'active',
          reportedIn: true,
          leaders: 2,
          partyLeaders: 2,
          contact: { role: 'applicant', subject: 'li' },
        },
      },
    ]);
    const managed = await registration.approved({
      ...choir('红旗', { track: 'managed', division: COMMUNITY }),
      name: '温州市鹿城区南汇街道春秋社区红旗合唱队',
    });
    const recorded = await registration
      .as('community', COMMUNITY)
      .post(at(managed, '/report-in'), { community: COMMUNITY, on: '2026-11-20' });
    expect(recorded.json).toMatchObject({ reportedIn: { on: '2026-11-20' } });
    expect((await wu().post(at(id, '/report-in'), { community: COMMUNITY })).status).toBe(403);
  });

  it.each([
    [{ community: '330302025' }, '#/body/community', '12 位'],
    [{ community: '330302026001' }, '#/body/community', ''],
    [{ community: COMMUNITY, on: '2026-11-25' }, '#/body/on', '不能晚于今天'],
  ])('refuses %j', async (body, pointer, detail) => {
    const id = await registration.approved(choir('红星'));
    const { json, status } = await registration.li.post(at(id, '/report-in'), body);
    expect([400, 422]).toContain(status);
    expect(json).toMatchObject({ errors: [{ pointer, detail: expect.stringContaining(detail) }] });
  });
});

describe('年度报告: in by 31 March, accepted by 31 May', () => {
  it('is owed by the registered from their first year on, handed in, given back, accepted; then the next is owed', async () => {
    const id = await registration.approved(association('诗词'));
    const duties = async () =>
      (await registration.li.get(at(id, '/duties'))).json as { items: Record<string, unknown>[] };
    expect((await duties()).items.filter(({ type }) => type === 'yearly-report')).toMatchObject([
      { year: 2026, state: 'owed', dueOn: '2027-03-31', standing: 'open' },
    ]);
    const report = at(id, '/yearly-reports/2026');
    expect((await registration.li.post(report, REPORT)).json).toMatchObject({
      status: 409,
      detail: '2026 年还没有结束，请在次年提交',
    });
    registration.pass({ hours: 24 * 60 });
    expect((await registration.li.post(report, REPORT)).json).toMatchObject({
      state: 'handed-in',
      dueOn: '2027-05-31',
      report: { activities: 24, incomeFen: 1_200_000 },
    });
    const returned = await chen().post(`${report}/return`, { reason: '请补充收支情况' });
    expect(returned.json).toMatchObject({ state: 'owed', returned: { reason: '请补充收支情况' } });
    expect((await chen().post(`${report}/accept`)).status).toBe(409);
    await registration.li.post(report, { ...REPORT, summary: '补充了收支情况' });
    expect((await chen().post(`${report}/accept`)).json).toMatchObject({ state: 'settled' });
    expect((await chen().post(`${report}/accept`)).status).toBe(200);
    expect((await registration.li.post(report, REPORT)).status).toBe(409);
    const { items } = await duties();
    registration.pass({ hours: -24 * 60 });
    expect(items.filter(({ type }) => type === 'yearly-report')).toMatchObject([
      { year: 2026, state: 'settled' },
      { year: 2027, state: 'owed', dueOn: '2028-03-31' },
    ]);
  });

  it('is nobody else’s to hand in or accept; what is filed owes none (404)', async () => {
    const id = await registration.approved(association('楹联'));
    const report = at(id, '/yearly-reports/2026');
    expect((await registration.as('organisation', '330302', 'other').post(report, REPORT)).status).toBe(404);
    expect((await registration.as('city', '3303').post(`${report}/accept`)).status).toBe(403);
    const filed = await registration.approved(choir('楹联'));
    expect((await registration.li.post(at(filed, '/yearly-reports/2026'), REPORT)).status).toBe(404);
    expect((await registration.li.post(at(id, '/yearly-reports/1999'), REPORT)).status).toBe(400);
  });

  it('is in the inbox of the county, first soon, then overdue, and counted over all authorities', async () => {
    const ouhai = { ...association('曲艺'), name: '温州市瓯海区娄桥街道曲艺协会', division: '330304006' };
    const id = await registration.approved(
      { ...ouhai, capitalProof: 'report' },
      registration.as('applicant', '330304', 'lin'),
    );
    const county = registration.as('county', '330304', 'chen');
    const inbox = async (state: string) =>
      ((await county.get(`/v1/reviews?state=${state}&type=yearly-report`)).json as { items: object[] }).items;
    expect(await inbox('open')).toMatchObject([
      { type: 'yearly-report', organisationId: id, year: 2026, dueOn: '2027-03-31', standing: 'open' },
    ]);
    expect(((await county.get('/v1/reviews?type=application')).json as { items: object[] }).items).toEqual(
      [],
    );
    const until = (day: string) =>
      (Date.parse(`${day}T02:00:00Z`) - registration.deps.now().getTime()) / 3_600_000;
    const there = until('2027-03-30');
    registration.pass({ hours: there });
    expect(await inbox('soon')).toMatchObject([{ organisationId: id, standing: 'soon' }]);
    expect(await inbox('overdue')).toEqual([]);
    const soon = await countDue(registration.deps);
    registration.pass({ hours: 48 });
    expect(await inbox('overdue')).toMatchObject([{ organisationId: id, standing: 'overdue' }]);
    const late = await countDue(registration.deps);
    registration.pass({ hours: -48 - there });
    expect(soon.dueSoon).toBeGreaterThanOrEqual(1);
    expect(late.overdue).toBeGreaterThanOrEqual(soon.dueSoon);
    expect(registration.measured.get('reviewsOverdue')).toBe(late.overdue);
  });

  it('bears the name that the organisation has now, and ends with it', async () => {
    const id = await registration.approved(association('灯谜'));
    const begun = await registration.li.post(at(id, '/applications'), { matter: 'change', reason: '更名' });
    const { id: application } = begun.json as { id: string };
    const name = '温州市鹿城区南汇街道谜语协会';
    await registration.li.call(
      'PATCH',
      `/v1/applications/${application}`,
      { name },
      { 'if-match': begun.headers.etag! },
    );
    await registration.withAttachments(application);
    await registration.li.post(`/v1/applications/${application}/submit`);
    await registration.answer(application, 'held');
    await registration.decide(application, ASSOCIATION);
    const duties = async () =>
      ((await registration.li.get(at(id, '/duties'))).json as { items: { state: string }[] }).items;
    expect(await duties()).toEqual([
      expect.objectContaining({ type: 'commitment', name }),
      expect.objectContaining({ type: 'yearly-report', name }),
    ]);
    await chen().post(at(id, '/dissolve'), RULING);
    expect((await duties()).map(({ state }) => state)).toEqual(['lapsed', 'lapsed']);
    const { json } = await chen().get('/v1/reviews?limit=100');
    expect(JSON.stringify(json)).not.toContain(id);
  });

  it('the same report again changes nothing, handed in or accepted; another one is refused once it is accepted (409)', async () => {
    const id = await registration.approved(association('丁一'));
    registration.pass({ hours: 24 * 60 });
    const path = at(id, '/yearly-reports/2026');
    const first = await registration.li.post(path, REPORT);
    registration.pass({ hours: 1 });
    const again = await registration.li.post(path, REPORT);
    await chen().post(`${path}/accept`);
    const late = await registration.li.post(path, REPORT);
    const other = await registration.li.post(path, { ...REPORT, staff: 3 });
    registration.pass({ hours: -24 * 60 - 1 });
    expect(again.json).toEqual(first.json);
    expect(late.status).toBe(200);
    expect(other.status).toBe(409);
  });
});

describe('年度报告 not handed in', () => {
  it('who is behind with one owes the next all the same, once, and as long as the organisation is there', async () => {
    const id = await registration.approved(association('丁三'));
    const gone = await registration.approved(association('丁四'));
    await chen().post(at(gone, '/dissolve'), RULING);
    const reports = async (of: string) =>
      ((await registration.li.get(at(of, '/duties'))).json as { items: { type: string }[] }).items.filter(
        ({ type }) => type === 'yearly-report',
      );
    const before = await oweReports(registration.deps);
    const there = 24 * 130;
    registration.pass({ hours: there });
    const owed = await oweReports(registration.deps);
    const again = await oweReports(registration.deps);
    await registration.li.post(at(id, '/yearly-reports/2026'), REPORT);
    const accepted = await chen().post(at(id, '/yearly-reports/2026/accept'));
    const found = await reports(id);
    registration.pass({ hours: -there });
    expect([before, owed > 0, again]).toEqual([0, true, 0]);
    expect(accepted.status).toBe(200);
    expect(found).toMatchObject([
      { year: 2026, state: 'settled' },
      { year: 2027, state: 'owed', dueOn: '2028-03-31' },
    ]);
    expect(await reports(gone)).toMatchObject([{ year: 2026, state: 'lapsed' }]);
    const { items } = (await chen().get(at(id, '/audit'))).json as { items: { action: string }[] };
    expect(items.map(({ action }) => action)).toContain('yearly-report-owed');
  });
});

describe('告知承诺: what became of the commitment (C1.2)', () => {
  const duty = async (id: string) =>
    ((await registration.li.get(at(id, '/duties'))).json as { items: object[] }).items[0];
  const outcome = (id: string, body: object, who = chen()) => who.post(at(id, '/commitment/outcome'), body);

  it('is followed up within 60 days of the registration; paid, it is settled', async () => {
    const id = await registration.approved(association('篆刻'));
    expect(await duty(id)).toMatchObject({
      type: 'commitment',
      state: 'owed',
      capitalFen: 1_000_000,
      dueOn: '2027-01-23',
    });
    const { json } = await chen().get('/v1/reviews?type=commitment&limit=100');
    expect((json as { items: object[] }).items).toContainEqual(
      expect.objectContaining({ type: 'commitment', organisationId: id, dueOn: '2027-01-23' }),
    );
    expect((await outcome(id, { paid: true, on: '2026-11-25' })).json).toMatchObject({ status: 422 });
    expect((await outcome(id, { paid: true, note: '回单已核对' })).json).toMatchObject({
      state: 'settled',
      outcome: { paid: true, on: '2026-11-24', note: '回单已核对' },
    });
    expect((await outcome(id, { paid: true })).status).toBe(200);
    expect((await outcome(id, { paid: false })).status).toBe(409);
    expect((await chen().post(at(id, '/commitment/revoke'), RULING)).status).toBe(409);
  });

  it('not paid, it stays until it is revoked: then the organisation is suspended until it has paid, and others are told', async () => {
    const id = await registration.approved(association('剪纸'));
    expect((await outcome(id, { paid: false })).json).toMatchObject({ state: 'owed', dueOn: '2027-01-23' });
    const revoked = await chen().post(at(id, '/commitment/revoke'), { reason: '逾期未缴存', clause: 'C1.2' });
    expect(revoked.json).toMatchObject({ state: 'broken', revoked: { by: 'chen', clause: 'C1.2' } });
    expect((await chen().post(at(id, '/commitment/revoke'), RULING)).status).toBe(200);
    expect(await organisation(id)).toMatchObject({ status: 'suspended' });
    expect(await told('suspended', id)).toMatchObject([
      { cause: 'false-commitment', standing: { version: 2, status: 'suspended' } },
    ]);
    expect((await chen().post(at(id, '/resume'), { reason: '求情' })).json).toMatchObject({
      status: 409,
      detail: expect.stringContaining('缴存'),
    });
    expect((await outcome(id, { paid: true })).json).toMatchObject({ state: 'settled' });
    expect((await chen().post(at(id, '/resume'), { reason: '已缴存' })).json).toMatchObject({
      status: 'active',
    });
    const trail = (await chen().get(at(id, '/audit'))).json as { items: { action: string }[] };
    expect(trail.items.map(({ action }) => action)).toEqual([
      'registered',
      'commitment-unpaid',
      'commitment-revoked',
      'commitment-kept',
      'resumed',
    ]);
  });

  it('there is none where the capital was verified (404), and it is nobody else’s to record', async () => {
    const id = await registration.approved(association('盆景', { capitalProof: 'report' }));
    expect((await outcome(id, { paid: true })).status).toBe(404);
    const promised = await registration.approved(association('奇石'));
    expect((await outcome(promised, { paid: true }, registration.as('city', '3303'))).status).toBe(403);
    expect((await outcome(promised, { paid: true }, registration.as('county', '330304'))).status).toBe(404);
  });

  it('the same outcome again changes nothing; a check before the registration cannot be (422)', async () => {
    const id = await registration.approved(association('丁二'));
    const first = await outcome(id, { paid: false });
    expect((await outcome(id, { paid: false })).json).toEqual(first.json);
    expect((await outcome(id, { paid: true, on: '2026-11-23' })).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/on' }],
    });
  });
});

describe('台账: what other services hear', () => {
  it('all that is told of an organisation says how it stands with it, in the order of its versions', async () => {
    const id = await registration.approved(choir('冬江'));
    const socialWorkers = { fullTime: 1, partTime: 2 };
    await change(wu(), id, { hub: true, socialWorkers, contact: { role: 'organisation', subject: 'zhang' } });
    await wu().post(at(id, '/suspend'), RULING);
    await wu().post(at(id, '/resume'), { reason: '已整改' });
    await wu().post(at(id, '/dissolve'), RULING);
    const types = ['filed', 'changed', 'suspended', 'resumed', 'dissolved'] as const;
    const standings = await Promise.all(
      types.map(
        async (type) => (await registration.outbox(`registration.organisation.${type}`, id))[0]!.data,
      ),
    );
    const li = { role: 'applicant', subject: 'li' };
    const zhang = { role: 'organisation', subject: 'zhang' };
    expect(standings.map(({ standing }) => standing)).toMatchObject([
      {
        version: 1,
        class: 'start-up',
        status: 'active',
        hub: false,
        reportedIn: false,
        leaders: 1,
        contact: li,
      },
      { version: 2, hub: true, socialWorkers: 3, contact: zhang },
      { version: 3, status: 'suspended', contact: zhang },
      { version: 4, status: 'active' },
      { version: 5, status: 'dissolved', hub: true },
    ]);
  });

  it.each([
    ['who speaks for it', { contact: { role: 'organisation', subject: 'zhao' } }],
    ['that it is a hub (M3.2)', { hub: true }],
    ['what it does', { actions: ['relief', 'safety'] }],
  ])('%s, changed alone, is told with the version that the ledger then has', async (_, facts) => {
    const id = await registration.approved(choir('鹭江'));
    const { headers } = await change('actions' in facts ? registration.li : wu(), id, facts);
    expect(headers.etag).toBe('"2"');
    expect(await told('changed', id)).toMatchObject([
      { fields: Object.keys(facts), standing: { version: 2, ...facts } },
    ]);
  });
});
