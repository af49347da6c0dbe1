import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ASSOCIATION, CHOIR, person, type RegistrationService, registrationService } from './service.ts';

let registration: RegistrationService;
beforeAll(async () => {
  registration = await registrationService();
});
afterAll(() => registration.close());

const named = (word: string) => ({ ...CHOIR, name: `温州市鹿城区南汇街道${word}合唱队` });
const wu = () => registration.as('township', '330302025', 'wu');
const organisation = async (id: string) =>
  (await registration.li.get(`/v1/organisations/${id}`)).json as Record<string, unknown>;

/** Begins an application about an organisation, as its contact. */
const begin = (id: string, body: object) =>
  registration.li.post(`/v1/organisations/${id}/applications`, body);
const edit = (id: string, body: object, version: string) =>
  registration.li.call('PATCH', `/v1/applications/${id}`, body, { 'if-match': version });
const submit = async (id: string) =>
  (await registration.li.post(`/v1/applications/${id}/submit`)).json as {
    state: string;
    errors?: { pointer: string; detail: string }[];
  };
const idOf = ({ json }: { json: unknown }) => (json as { id: string }).id;

describe('变更: name, leaders and charter change by application (C2)', () => {
  it('begins filled in with what the ledger says, and leaves what is not of the matter alone (422)', async () => {
    const id = await registration.approved(named('云雀'));
    const begun = await begin(id, { matter: 'change', reason: '换届' });
    expect(begun.status).toBe(201);
    expect(begun.json).toMatchObject({
      matter: 'change',
      organisationId: id,
      about: { organisationId: id, track: 'filed', fields: ['reason'] },
      draft: {
        track: 'filed',
        name: named('云雀').name,
        reason: '换届',
        leaders: [{ name: '张**', position: '会长' }],
      },
    });
    const refused = await edit(idOf(begun), { track: 'registered', division: '330302' }, begun.headers.etag!);
    expect(refused.json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/track' }, { pointer: '#/body/division' }],
    });
  });

  it('without a reason, and without anything that changes, it is not to be submitted (422)', async () => {
    const id = await registration.approved(named('黄莺'));
    const begun = await begin(id, { matter: 'change' });
    const { errors } = await submit(idOf(begun));
    expect(errors).toEqual([
      { pointer: '#/draft/reason', detail: '请填写变更的原因' },
      { pointer: '#/draft', detail: '没有要变更的内容，请先修改' },
    ]);
    const emptied = await edit(idOf(begun), { leaders: null, reason: '换届' }, begun.headers.etag!);
    expect(emptied.status).toBe(200);
    expect((await submit(idOf(begun))).errors).toEqual([
      { pointer: '#/draft/leaders', detail: '请填写负责人' },
    ]);
  });

  it('of leaders: the name is not checked again, the township decides, the next version keeps the rest', async () => {
    const id = await registration.approved(named('百灵'));
    const begun = await begin(id, { matter: 'change', reason: '换届' });
    const leaders = [person('王小明', '队长'), person('赵一', '副队长')];
    await edit(idOf(begun), { leaders }, begun.headers.etag!);
    // Meanwhile the organisation changes something at once: the decision does not undo it.
    const { headers } = await registration.li.get(`/v1/organisations/${id}`);
    await registration.li.call(
      'PATCH',
      `/v1/organisations/${id}`,
      { staff: 3 },
      { 'if-match': headers.etag! },
    );
    const submitted = await submit(idOf(begun));
    expect(submitted).toMatchObject({ state: 'pending', dueOn: '2026-12-08' });
    expect(await registration.outbox('registration.application.submitted', idOf(begun))).toEqual([]);
    expect(await registration.decide(idOf(begun), CHOIR)).toBe(id);
    expect(await organisation(id)).toMatchObject({
      name: named('百灵').name,
      staff: 3,
      leadership: { leaders: 2, partyMembers: 2 },
      applicationId: idOf(begun),
    });
    const told = await registration.outbox('registration.organisation.changed', id);
    expect(told.map(({ data }) => data.fields).sort()).toEqual([['leaders'], ['staff']]);
    expect(await registration.outbox('registration.organisation.renamed', id)).toEqual([]);
    const clear = await wu().post(`/v1/organisations/${id}/unmask`, { reason: '联系负责人' });
    expect(clear.json).toMatchObject({
      leaders: [{ name: '王小明', phone: '13800138000' }, { name: '赵一' }],
    });
    expect(await registration.everything()).not.toContain('王小明');
  });

  it('of the name: it is checked, held, then told as renamed under the same id; its history keeps the old one', async () => {
    const id = await registration.approved(named('杜鹃'));
    const begun = await begin(id, { matter: 'change', reason: '更名' });
    const name = named('画眉').name;
    await edit(idOf(begun), { name }, begun.headers.etag!);
    // The charter says the name, the purpose and the scope: the new one comes with a change of them, nothing else does.
    expect((await submit(idOf(begun))).errors).toEqual([
      { pointer: '#/attachments/charter', detail: expect.stringContaining('请上传章程') },
    ]);
    await registration.withAttachments(idOf(begun));
    expect(await submit(idOf(begun))).toMatchObject({ state: 'naming' });
    const [asked] = await registration.outbox('registration.application.submitted', idOf(begun));
    expect(asked?.data).toMatchObject({ name, organisationId: id });
    await registration.answer(idOf(begun), 'held');
    await registration.decide(idOf(begun), CHOIR);
    expect(await organisation(id)).toMatchObject({ name, filingNumber: expect.any(String) });
    expect((await registration.outbox('registration.organisation.renamed', id))[0]?.data).toMatchObject({
      name,
      formerName: named('杜鹃').name,
      applicationId: idOf(begun),
      standing: { version: 2, status: 'active' },
    });
    const versions = (await registration.li.get(`/v1/organisations/${id}/versions`)).json;
    expect(versions).toMatchObject({ items: [{ version: 1, name: named('杜鹃').name }] });
    const trail = (await wu().get(`/v1/organisations/${id}/audit`)).json as { items: { action: string }[] };
    expect(trail.items.map(({ action }) => action)).toEqual(['filed', 'change']);
  });

  it('is begun by who speaks for the organisation and by nobody else', async () => {
    const id = await registration.approved(named('喜鹊'));
    const other = registration.as('applicant', '330302', 'other');
    expect((await other.post(`/v1/organisations/${id}/applications`, { matter: 'change' })).status).toBe(404);
  });

  it('begun twice at once under one Idempotency-Key is one application', async () => {
    const id = await registration.approved(named('丁四'));
    const key = { 'idempotency-key': 'abcdefgh-1' };
    const path = `/v1/organisations/${id}/applications`;
    const replies = await Promise.all(
      [1, 2].map(() => registration.li.post(path, { matter: 'change' }, key)),
    );
    expect(replies.map(({ status }) => status)).toEqual([201, 201]);
    expect(new Set(replies.map(({ json }) => (json as { id: string }).id)).size).toBe(1);
  });

  it('a track is said for an upgrade and for nothing else (400)', async () => {
    const id = await registration.approved(named('戊三'));
    const { json } = await registration.li.post(`/v1/organisations/${id}/applications`, {
      matter: 'change',
      track: 'registered',
    });
    expect(json).toMatchObject({ status: 400, errors: [{ pointer: '#/body/track' }] });
  });
});

describe('升级: managed, filed, registered, with one id and one history (C1.2, C1.4, C1.5)', () => {
  it('goes up from the village to the township to the county', async () => {
    const village = {
      ...CHOIR,
      track: 'managed',
      name: '温州市鹿城区南汇街道春秋社区夜莺合唱队',
      division: '330302025010',
    };
    const id = await registration.approved(village);
    const filing = await begin(id, { matter: 'upgrade', track: 'filed', reason: '人数增加' });
    // The village's record was lighter than a filing: what the ledger lacks is papers, no fields.
    expect((await submit(idOf(filing))).errors?.map(({ pointer }) => pointer)).toEqual([
      '#/attachments/application-form',
      '#/attachments/charter',
      '#/attachments/member-list',
    ]);
    await registration.withAttachments(idOf(filing));
    expect(await submit(idOf(filing))).toMatchObject({ state: 'pending' });
    expect(await registration.decide(idOf(filing), { track: 'filed', division: '330302025010' })).toBe(id);
    const filed = await organisation(id);
    expect(filed).toMatchObject({ id, track: 'filed', filingNumber: expect.stringMatching(/^3303022026/) });

    const begun = await begin(id, { matter: 'upgrade', track: 'registered', reason: '符合登记条件' });
    expect((await submit(idOf(begun))).errors?.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['#/draft/kind']),
    );
    const name = '温州市鹿城区南汇街道春秋社区合唱协会';
    const { capitalFen, members, staff } = ASSOCIATION;
    const changes = { kind: 'association', name, capitalFen, capitalProof: 'report', members, staff };
    expect((await edit(idOf(begun), changes, begun.headers.etag!)).status).toBe(200);
    await registration.withAttachments(idOf(begun));
    expect(await submit(idOf(begun))).toMatchObject({ state: 'naming' });
    await registration.answer(idOf(begun), 'held');
    expect(await registration.decide(idOf(begun), { track: 'registered', division: '330302025010' })).toBe(
      id,
    );
    expect(await organisation(id)).toMatchObject({
      id,
      name,
      kind: 'association',
      track: 'registered',
      class: 'mature',
      creditCode: expect.stringMatching(/^51330302/),
      filingNumber: filed.filingNumber,
    });
    const { json } = await registration.li.get(`/v1/organisations/${id}/versions`);
    expect((json as { items: object[] }).items).toMatchObject([{ track: 'filed' }, { track: 'managed' }]);
    const [once, twice] = [
      { version: 2, track: 'filed' },
      { version: 3, track: 'registered', class: 'mature' },
    ];
    for (const [type, standing] of [
      ['managed', { version: 1, track: 'managed' }],
      ['filed', once],
      ['registered', twice],
      ['renamed', twice],
      ['graded', twice],
    ] as const) {
      const told = await registration.outbox(`registration.organisation.${type}`, id);
      expect(told.map(({ data }) => data.standing)).toEqual([expect.objectContaining(standing)]);
    }
  });

  it('goes up and never down or sideways (422)', async () => {
    const id = await registration.approved(named('鸿雁'));
    for (const track of ['managed', 'filed', undefined]) {
      const { json } = await begin(id, { matter: 'upgrade', ...(track && { track }) });
      expect(json).toMatchObject({
        status: 422,
        errors: [{ pointer: '#/body/track', detail: '应为 registered，比现在的办理方式高' }],
      });
    }
  });
});

describe('注销: an organisation ends at its own wish', () => {
  it('asks for the reason alone; approved, it is dissolved, and an application still open cannot be approved any more (409)', async () => {
    const id = await registration.approved(named('大雁'));
    const change = await begin(id, { matter: 'change', reason: '换届' });
    await edit(idOf(change), { staff: 1 }, change.headers.etag!);
    await submit(idOf(change));
    const begun = await begin(id, { matter: 'dissolution' });
    expect((await submit(idOf(begun))).errors).toEqual([
      { pointer: '#/draft/reason', detail: '请填写注销的原因' },
    ]);
    await edit(idOf(begun), { reason: '成员大会决议解散' }, begun.headers.etag!);
    expect(await submit(idOf(begun))).toMatchObject({ state: 'pending' });
    await registration.decide(idOf(begun), CHOIR);
    expect(await organisation(id)).toMatchObject({
      status: 'dissolved',
      ended: { on: '2026-11-24', reason: '成员大会决议解散' },
    });
    expect((await registration.outbox('registration.organisation.dissolved', id))[0]?.data).toMatchObject({
      cause: 'deregistered',
      dissolvedOn: '2026-11-24',
    });
    await wu().post(`/v1/reviews/${idOf(change)}/take`);
    const late = await wu().post(`/v1/reviews/${idOf(change)}/approve`, {});
    expect(late.json).toMatchObject({ status: 409, detail: expect.stringContaining('已注销') });
    expect((await begin(id, { matter: 'change' })).json).toMatchObject({
      status: 409,
      detail: '组织已注销，不能再办理',
    });
  });
});
