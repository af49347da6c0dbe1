import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { creditCode } from '../../../infra/ledger-workbook.ts';
import { ASSOCIATION, CHOIR, type RegistrationService, registrationService } from './service.ts';

let registration: RegistrationService;
beforeAll(async () => {
  registration = await registrationService();
});
afterAll(() => registration.close());

const COMMUNITY = '330302025010';
const named = (word: string, more: object = {}) => ({
  ...CHOIR,
  name: `温州市鹿城区南汇街道${word}合唱队`,
  ...more,
});
const village = (word: string) => ({
  ...CHOIR,
  track: 'managed',
  name: `温州市鹿城区南汇街道春秋社区${word}合唱队`,
  division: COMMUNITY,
});
const wu = () => registration.as('township', '330302025', 'wu');
const chen = () => registration.as('county', '330302', 'chen');
const zhou = () => registration.as('county', '330302', 'zhou');
const organisation = async (id: string) =>
  (await registration.li.get(`/v1/organisations/${id}`)).json as Record<string, unknown>;
const patch = async (id: string, body: object, who = registration.li) => {
  const { headers } = await registration.li.get(`/v1/organisations/${id}`);
  return who.call('PATCH', `/v1/organisations/${id}`, body, { 'if-match': headers.etag! });
};
const edit = async (id: string, body: object) => {
  const { headers } = await registration.li.get(`/v1/applications/${id}`);
  return registration.li.call('PATCH', `/v1/applications/${id}`, body, { 'if-match': headers.etag! });
};
const submit = (id: string) => registration.li.post(`/v1/applications/${id}/submit`);
/** Begins an application about an organisation, filled in as far as given. */
const begin = async (id: string, body: object, fields: object = {}) => {
  const { json } = await registration.li.post(`/v1/organisations/${id}/applications`, body);
  const { id: application } = json as { id: string };
  if (Object.keys(fields).length > 0) expect((await edit(application, fields)).status).toBe(200);
  return application;
};
/** One that waits for its authority. */
const pending = async (id: string, body: object, fields: object = {}) => {
  const application = await begin(id, body, fields);
  await registration.withAttachments(application);
  const { json } = await submit(application);
  if ((json as { state: string }).state === 'naming') await registration.answer(application, 'held');
  return application;
};
const UP = { kind: 'association', capitalFen: 1_000_000, members: { individuals: 25, units: 0 }, staff: 2 };
const upgrade = (id: string, word: string, more: object = {}) =>
  pending(
    id,
    { matter: 'upgrade', track: 'registered', reason: '符合登记条件' },
    { ...UP, name: `温州市鹿城区南汇街道${word}协会`, capitalProof: 'report', ...more },
  );
/** Both officers of the county go through it up to the approval. */
const byCounty = async (application: string, code: string) => {
  await chen().post(`/v1/reviews/${application}/take`);
  await chen().post(`/v1/reviews/${application}/accept`);
  await zhou().post(`/v1/reviews/${application}/take`);
  return zhou().post(`/v1/reviews/${application}/approve`, { creditCode: creditCode(code) });
};

describe('几件申请同时办理: an organisation may have several under way, and none undoes another (C1.2, C1.4, C2)', () => {
  it('what waits with the township does not touch an organisation that the county has registered meanwhile (409)', async () => {
    const id = await registration.approved(named('甲一'));
    const end = await pending(id, { matter: 'dissolution', reason: '成员已散' });
    const change = await pending(id, { matter: 'change', reason: '更新' }, { staff: 7 });
    const draft = await begin(id, { matter: 'dissolution', reason: '成员已散' });
    const up = await upgrade(id, '甲一');
    expect((await byCounty(up, 'MJ7A0001')).status).toBe(200);
    for (const one of [end, change]) {
      await wu().post(`/v1/reviews/${one}/take`);
      expect((await wu().post(`/v1/reviews/${one}/approve`, {})).json).toMatchObject({ status: 409 });
    }
    expect(await organisation(id)).toMatchObject({ track: 'registered', status: 'active' });
    expect((await submit(draft)).status).toBe(409);
  });

  it('of two upgrades the second neither leads down nor repeats (409)', async () => {
    const id = await registration.approved(village('甲二'));
    const filing = await pending(id, { matter: 'upgrade', track: 'filed', reason: '人数增加' });
    const first = await upgrade(id, '春秋社区甲二');
    const second = await upgrade(id, '春秋社区甲二甲');
    expect((await byCounty(first, 'MJ7A0002')).status).toBe(200);
    expect((await byCounty(second, 'MJ7A0003')).json).toMatchObject({ status: 409 });
    await wu().post(`/v1/reviews/${filing}/take`);
    expect((await wu().post(`/v1/reviews/${filing}/approve`, {})).json).toMatchObject({ status: 409 });
    expect(await organisation(id)).toMatchObject({ track: 'registered', class: 'mature' });
  });

  it('an upgrade does not undo what was changed at once meanwhile, nor a renaming', async () => {
    const id = await registration.approved(village('甲三'));
    const filing = await pending(id, { matter: 'upgrade', track: 'filed', reason: '人数增加' });
    await patch(id, { members: { individuals: 40, units: 0 }, actions: ['culture', 'relief'] });
    const name = village('甲三新').name;
    const rename = await pending(id, { matter: 'change', reason: '更名' }, { name });
    await registration.decide(rename, { track: 'managed', division: COMMUNITY });
    expect(await organisation(id)).toMatchObject({ name });
    await wu().post(`/v1/reviews/${filing}/take`);
    await wu().post(`/v1/reviews/${filing}/approve`, {});
    expect(await organisation(id)).toMatchObject({
      name,
      members: { individuals: 40 },
      actions: ['culture', 'relief'],
      track: 'filed',
    });
  });

  it('leaders that did not change are not told as changed by an upgrade', async () => {
    const id = await registration.approved(village('甲三乙'));
    const filing = await pending(id, { matter: 'upgrade', track: 'filed', reason: '人数增加' });
    await registration.decide(filing, { track: 'filed', division: COMMUNITY });
    expect(await registration.outbox('registration.organisation.changed', id)).toEqual([]);
  });

  it('a name that it gave up meanwhile does not come back unchecked (409)', async () => {
    const id = await registration.approved(named('甲四'));
    const back = await pending(
      id,
      { matter: 'change', reason: '更名' },
      { name: named('甲四').name, staff: 4 },
    );
    const name = named('甲四新').name;
    const rename = await pending(id, { matter: 'change', reason: '更名' }, { name });
    await registration.decide(rename, CHOIR);
    await wu().post(`/v1/reviews/${back}/take`);
    expect((await wu().post(`/v1/reviews/${back}/approve`, {})).json).toMatchObject({
      status: 409,
      detail: expect.stringContaining(`已更名为“${name}”`),
    });
    expect(await organisation(id)).toMatchObject({ name });
  });

  it('what has grown stays of its class when it goes up to the township (C1.1)', async () => {
    const id = await registration.approved(village('甲五'));
    registration.pass({ hours: 24 * 200 });
    const graded = await registration
      .as('community', COMMUNITY, 'village')
      .post(`/v1/organisations/${id}/grade`, { class: 'growing', reason: '活动经常' });
    expect(graded.status).toBe(200);
    const filing = await pending(id, { matter: 'upgrade', track: 'filed', reason: '人数增加' });
    await registration.decide(filing, { track: 'filed', division: COMMUNITY });
    registration.pass({ hours: -24 * 200 });
    expect(await organisation(id)).toMatchObject({ track: 'filed', class: 'growing' });
  });

  it('what one of two sets beside the ledger, the other does not undo: the next begins with it', async () => {
    const id = await registration.approved(named('甲七'));
    const late = await pending(id, { matter: 'change', reason: '更新' }, { staff: 3 });
    const premises = { ...CHOIR.premises, squareMetres: 300 };
    const moved = await pending(id, { matter: 'change', reason: '搬迁' }, { premises });
    await registration.decide(moved, CHOIR);
    await registration.decide(late, CHOIR);
    const { json } = await registration.li.post(`/v1/organisations/${id}/applications`, { matter: 'change' });
    expect(json).toMatchObject({ draft: { staff: 3, premises: { squareMetres: 300 } } });
  });

  it('suspended meanwhile, it does not go up (409)', async () => {
    const id = await registration.approved(village('甲六'));
    const filing = await pending(id, { matter: 'upgrade', track: 'filed', reason: '人数增加' });
    await registration
      .as('community', COMMUNITY, 'village')
      .post(`/v1/organisations/${id}/suspend`, { reason: '整改', clause: 'C1.5' });
    await wu().post(`/v1/reviews/${filing}/take`);
    expect((await wu().post(`/v1/reviews/${filing}/approve`, {})).status).toBe(409);
  });
});

describe('联系人变更: who speaks for an organisation, and who says so', () => {
  it('who no longer speaks for it does not submit its end (403)', async () => {
    const id = await registration.approved(named('乙一'));
    const draft = await begin(id, { matter: 'dissolution', reason: '成员已散' });
    await patch(id, { contact: { role: 'organisation', subject: 'new-account' } }, wu());
    expect((await submit(draft)).json).toMatchObject({
      status: 403,
      detail: '您已不是这个组织的联系人，请由现在的联系人申请',
    });
  });

  it('the village does not say who speaks for what the county registered (403)', async () => {
    const id = await registration.approved({
      ...ASSOCIATION,
      name: '温州市鹿城区南汇街道春秋社区乙二协会',
      division: COMMUNITY,
    });
    const officer = registration.as('community', COMMUNITY, 'village');
    const mine = { contact: { role: 'applicant', subject: 'village' } };
    expect((await patch(id, mine, officer)).status).toBe(403);
    expect((await patch(id, mine, chen())).status).toBe(200);
  });

  it('once it is over, nothing is submitted about it (409)', async () => {
    const id = await registration.approved(named('乙三'));
    const draft = await begin(id, { matter: 'change', reason: '更名' }, { name: named('乙三新').name });
    await registration.withAttachments(draft);
    await wu().post(`/v1/organisations/${id}/dissolve`, { reason: '解散', clause: 'C1.4' });
    expect((await submit(draft)).json).toMatchObject({ status: 409 });
    expect(await registration.outbox('registration.application.submitted', draft)).toEqual([]);
  });
});

describe('同时办理: an organisation keeps both of two steps, or one is told', () => {
  it('a change is approved while another fact changes at once: both are there, or the second is told (412)', async () => {
    for (let round = 0; round < 3; round++) {
      const id = await registration.approved(named(`己一${'甲乙丙'[round]}`));
      const change = await pending(id, { matter: 'change', reason: '更新' }, { purpose: '新的宗旨' });
      await wu().post(`/v1/reviews/${change}/take`);
      const { headers } = await registration.li.get(`/v1/organisations/${id}`);
      const [approval, patched] = await Promise.all([
        wu().post(`/v1/reviews/${change}/approve`, {}),
        registration.li.call('PATCH', `/v1/organisations/${id}`, { staff: 9 }, { 'if-match': headers.etag! }),
      ]);
      expect(approval.status).toBe(200);
      expect([200, 412]).toContain(patched.status);
      expect(await organisation(id)).toMatchObject({
        purpose: '新的宗旨',
        staff: patched.status === 200 ? 9 : 0,
      });
      const { json } = await registration.li.get(`/v1/organisations/${id}/versions`);
      expect((json as { items: object[] }).items).toHaveLength(patched.status === 200 ? 2 : 1);
    }
  });

  it('a change is approved while it is dissolved: dissolved it is, in any order', async () => {
    for (let round = 0; round < 3; round++) {
      const id = await registration.approved(named(`己二${'甲乙丙'[round]}`));
      const change = await pending(id, { matter: 'change', reason: '更新' }, { purpose: '新的宗旨' });
      await wu().post(`/v1/reviews/${change}/take`);
      const [approval, end] = await Promise.all([
        wu().post(`/v1/reviews/${change}/approve`, {}),
        wu().post(`/v1/organisations/${id}/dissolve`, { reason: '解散', clause: 'C1.4' }),
      ]);
      expect(end.status).toBe(200);
      expect([200, 409]).toContain(approval.status);
      expect(await organisation(id)).toMatchObject({ status: 'dissolved' });
    }
  });

  it('a commitment is revoked and found kept at once: it is suspended only if the revocation came first (C1.2)', async () => {
    for (let round = 0; round < 3; round++) {
      const id = await registration.approved({
        ...ASSOCIATION,
        name: `温州市鹿城区南汇街道己三${'甲乙丙'[round]}协会`,
      });
      const [revoked, paid] = await Promise.all([
        chen().post(`/v1/organisations/${id}/commitment/revoke`, { reason: '虚假', clause: 'C1.2' }),
        chen().post(`/v1/organisations/${id}/commitment/outcome`, { paid: true }),
      ]);
      expect(paid.status).toBe(200);
      expect([200, 409]).toContain(revoked.status);
      expect(await organisation(id)).toMatchObject({
        status: revoked.status === 200 ? 'suspended' : 'active',
      });
    }
  });

  it('it reports in three times at once: others are told once (O1)', async () => {
    const id = await registration.approved(named('己四'));
    const replies = await Promise.all(
      [1, 2, 3].map(() =>
        registration.li.post(`/v1/organisations/${id}/report-in`, { community: COMMUNITY }),
      ),
    );
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await registration.outbox('registration.organisation.reported-in', id)).toHaveLength(1);
  });

  it('a yearly report is accepted while it is renamed: the next report bears the new name', async () => {
    for (let round = 0; round < 3; round++) {
      const word = `己五${'甲乙丙'[round]}`;
      const id = await registration.approved({ ...ASSOCIATION, name: `温州市鹿城区南汇街道${word}协会` });
      const name = `温州市鹿城区南汇街道${word}新协会`;
      const rename = await pending(id, { matter: 'change', reason: '更名' }, { name });
      await chen().post(`/v1/reviews/${rename}/take`);
      await chen().post(`/v1/reviews/${rename}/accept`);
      await zhou().post(`/v1/reviews/${rename}/take`);
      registration.pass({ hours: 24 * 60 });
      const path = `/v1/organisations/${id}/yearly-reports/2026`;
      await registration.li.post(path, {
        summary: '开展书画活动',
        activities: 24,
        members: { individuals: 26, units: 0 },
        staff: 2,
        incomeFen: 0,
        expenditureFen: 0,
      });
      const replies = await Promise.all([
        chen().post(`${path}/accept`),
        zhou().post(`/v1/reviews/${rename}/approve`, {}),
      ]);
      registration.pass({ hours: -24 * 60 });
      expect(replies.map(({ status }) => status)).toEqual([200, 200]);
      const { json } = await registration.li.get(`/v1/organisations/${id}/duties`);
      const open = (json as { items: { state: string; name: string }[] }).items.filter(
        ({ state }) => state === 'owed',
      );
      expect(open.map((one) => one.name)).toEqual(open.map(() => name));
    }
  });
});
