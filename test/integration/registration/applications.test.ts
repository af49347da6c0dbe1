import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askAgain } from '../../../functions/registration/applications/ask-again.ts';
import { Draft } from '../../../functions/registration/schema.ts';
import { ASSOCIATION, CHOIR, person, type RegistrationService, registrationService } from './service.ts';

let registration: RegistrationService;
beforeAll(async () => {
  registration = await registrationService();
});
afterAll(() => registration.close());

interface Shown {
  id: string;
  state: string;
  submission: number;
  dueOn?: string;
  draft: { founders: { name: string; idCard: string; phone: string }[]; premises: { address: string } };
}

describe('办理方式建议: a resident asks which track fits, before he has an account (C1.1, C1.2, C1.4, C1.5)', () => {
  const ask = (body: object) => registration.call('POST', '/v1/applications/advice', { body });

  it('hears the track, the class, and what the next track up still asks for, each with its clause', async () => {
    const { status, json } = await ask({ kind: 'team', division: '330302025', individualMembers: 7 });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      track: 'managed',
      class: 'start-up',
      next: {
        track: 'filed',
        missing: [
          { id: 'members-or-staff', met: false, clause: 'C1.4' },
          { id: 'premises', met: false, clause: 'C1.4' },
        ],
      },
    });
  });

  it('hears what is wrong in his question, at its field (400)', async () => {
    const { status, json } = await ask({
      kind: 'club',
      division: '110101',
      individualMembers: -1,
      founders: 3,
    });
    expect(status).toBe(400);
    const { errors } = json as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer)).toEqual([
      '#/body/kind',
      '#/body/division',
      '#/body/individualMembers',
      '#/body/founders',
    ]);
  });
});

describe('填写申请: a resident fills in an application step by step (C1.4)', () => {
  it('keeps whatever is filled in so far, and checks only that', async () => {
    const { reply, id, etag } = await registration.begin({ track: 'filed' });
    expect(reply.status).toBe(201);
    expect(reply.headers.location).toBe(`/v1/applications/${id}`);
    const edited = await registration.li.call(
      'PATCH',
      `/v1/applications/${id}`,
      { kind: 'team', purpose: '丰富居民文化生活', track: null },
      { 'if-match': etag },
    );
    expect(edited.json).toMatchObject({
      state: 'draft',
      draft: { kind: 'team', purpose: '丰富居民文化生活' },
    });
    expect((edited.json as Shown).draft).not.toHaveProperty('track');
  });

  it('lets nobody overwrite what has changed meanwhile (412), nor without saying which version (428)', async () => {
    const { id, etag } = await registration.begin({});
    const patch = (headers: Record<string, string>) =>
      registration.li.call('PATCH', `/v1/applications/${id}`, { staff: 3 }, headers);
    expect((await patch({})).status).toBe(428);
    expect((await patch({ 'if-match': etag })).status).toBe(200);
    expect((await patch({ 'if-match': etag })).status).toBe(412);
  });

  it('shows personal data masked and stores it encrypted', async () => {
    const { id } = await registration.begin(CHOIR);
    const { json } = await registration.li.get(`/v1/applications/${id}`);
    const { founders, premises } = (json as Shown).draft;
    expect(founders[0]).toMatchObject({ name: '张**', idCard: '1101************2X', phone: '138****8000' });
    expect(premises.address).toBe('浙江省温州市鹿城区南汇街道****');
    expect(await registration.everything()).not.toMatch(
      /张三丰|11010519491231002X|13800138000|春秋社区文化礼堂/,
    );
  });

  it.each([
    ['a wrong check character', { idCard: '110105194912310021' }, 'founders/0/idCard', '校验码'],
    ['a birth date to come', { idCard: '110105203001010010' }, 'founders/0/idCard', '晚于今天'],
    ['a name that nobody sees', { name: '\u200b' }, 'founders/0/name', '不可见'],
    ['a control character in the name', { name: '张\u0000三' }, 'founders/0/name', '不可见'],
    ['a name of two lines', { name: '张\n三' }, 'founders/0/name', '不可见'],
    ['no phone number', { phone: '12345' }, 'founders/0/phone', '手机号码'],
    ['no background', { backgrounds: [] }, 'founders/0/backgrounds', '不能为空'],
    ['an unknown background', { backgrounds: ['spy'] }, 'founders/0/backgrounds/0', '以下之一'],
  ])('refuses a person with %s, at its field', async (_what, wrong, pointer, said) => {
    const { reply } = await registration.begin({ founders: [{ ...person('李四', '会长'), ...wrong }] });
    expect(reply.status).toBe(400);
    const { errors } = reply.json as { errors: { pointer: string; detail: string }[] };
    expect(errors[0]?.pointer).toBe(`#/body/${pointer}`);
    expect(errors[0]?.detail).toContain(said);
  });

  it('refuses characters that no document can hold, but takes a purpose of several lines', async () => {
    const { reply } = await registration.begin({
      name: '甲\u202e乙',
      purpose: '甲\uffff',
      scope: '乙\u0001',
    });
    const { errors } = reply.json as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer)).toEqual(['#/body/name', '#/body/purpose', '#/body/scope']);
    expect((await registration.begin({ purpose: '一、唱歌\n二、跳舞' })).reply.status).toBe(201);
  });

  it('lists my applications, the newest first, and nobody else’s', async () => {
    const wang = registration.as('applicant', '330302', 'wang');
    for (const staff of [1, 2, 3]) {
      registration.pass({ hours: 0.01 });
      await registration.begin({ staff }, wang);
    }
    const { json } = await wang.get('/v1/applications?limit=2');
    const { items, next } = json as { items: { draft: { staff: number } }[]; next: string };
    expect(items.map(({ draft }) => draft.staff)).toEqual([3, 2]);
    const more = await wang.get(`/v1/applications?limit=2&cursor=${encodeURIComponent(next)}`);
    expect((more.json as { items: object[] }).items).toHaveLength(1);
  });

  it('is for nobody else to see (404)', async () => {
    const { id } = await registration.begin({});
    for (const other of [
      registration.as('applicant', '330302', 'wang'),
      registration.as('organisation', '330302', 'li'),
      registration.as('county', '330302'),
    ]) {
      expect((await other.get(`/v1/applications/${id}`)).status).toBe(404);
    }
  });
});

describe('提交申请: everything that the track needs (C1.2, C1.4, C1.5)', () => {
  it('names everything that is missing at once, each at its field (422)', async () => {
    const { id } = await registration.begin({
      track: 'registered',
      kind: 'association',
      division: '330302025',
    });
    const reply = await registration.li.post(`/v1/applications/${id}/submit`);
    expect(reply.status).toBe(422);
    const { errors } = reply.json as { errors: { pointer: string }[] };
    const pointers = errors.map(({ pointer }) => pointer);
    const fields = pointers
      .filter((pointer) => pointer.startsWith('#/draft/'))
      .map((pointer) => pointer.slice('#/draft/'.length));
    const filled = ['track', 'kind', 'division', 'reservationId', 'reason'];
    expect(fields.sort()).toEqual(
      Object.keys(Draft.shape)
        .filter((field) => !filled.includes(field))
        .sort(),
    );
    expect(pointers.filter((pointer) => !pointer.startsWith('#/draft/'))).toEqual(
      ['application-form', 'charter', 'member-list', 'premises-proof'].map((type) => `#/attachments/${type}`),
    );
    // The draft has said so before.
    expect((await registration.li.get(`/v1/applications/${id}`)).json).toMatchObject({ missing: errors });
  });

  it('says no longer what is missing once the application is out of the applicant’s hands', async () => {
    const { id } = await registration.prepared(CHOIR);
    expect((await registration.li.get(`/v1/applications/${id}`)).json).toMatchObject({ missing: [] });
    const submitted = await registration.li.post(`/v1/applications/${id}/submit`);
    expect(submitted.json).toMatchObject({ state: 'naming' });
    expect(submitted.json).not.toHaveProperty('missing');
  });

  it('holds the conditions of the track against what is filled in, with their clause', async () => {
    const { id } = await registration.prepared({ ...CHOIR, members: { individuals: 6, units: 0 } });
    const reply = await registration.li.post(`/v1/applications/${id}/submit`);
    expect(reply.json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/draft/members', detail: expect.stringContaining('C1.4') }],
    });
  });

  it('asks the naming service for the name, with the number of the submission and the hold of the applicant', async () => {
    const { id } = await registration.prepared({ ...CHOIR, reservationId: 'R-1' });
    const reply = await registration.li.post(`/v1/applications/${id}/submit`);
    expect(reply.json).toMatchObject({ state: 'naming', submission: 1, policy: 'registration.v1' });
    const [event] = await registration.outbox('registration.application.submitted', id);
    expect(event?.data).toEqual({
      applicationId: id,
      submission: 1,
      name: CHOIR.name,
      kind: 'team',
      division: '330302025',
      scope: CHOIR.scope,
      appliedOn: '2026-11-24',
      reservation: { id: 'R-1', holder: { kind: 'applicant', id: 'li' } },
    });
  });

  it('lets one of many simultaneous submissions of one draft through, the others hear how it stands (409)', async () => {
    const { id } = await registration.prepared(CHOIR);
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => registration.li.post(`/v1/applications/${id}/submit`)),
    );
    const statuses = replies.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
    expect(replies.find(({ status }) => status === 409)?.json).toMatchObject({ state: 'naming' });
    expect(await registration.outbox('registration.application.submitted', id)).toHaveLength(1);
  });

  it('lets a submission or the withdrawal that races it win, not both in part', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await registration.prepared(CHOIR);
      await Promise.all([
        registration.li.post(`/v1/applications/${id}/submit`),
        registration.li.post(`/v1/applications/${id}/withdraw`),
      ]);
      const { json } = await registration.li.get(`/v1/applications/${id}`);
      const submitted = await registration.outbox('registration.application.submitted', id);
      const withdrawn = await registration.outbox('registration.application.withdrawn', id);
      expect((json as Shown).state).toBe('withdrawn');
      // Withdrawn first: nobody was asked. Submitted first: the name is let go again.
      expect(withdrawn).toHaveLength(submitted.length);
    }
  });
});

describe('核名答复: the name is answered by event (C2)', () => {
  it('held: the application goes to its authority, with five working days for a registration to be accepted', async () => {
    const id = await registration.submitted(ASSOCIATION);
    const { json } = await registration.li.get(`/v1/applications/${id}`);
    expect(json).toMatchObject({
      state: 'pending',
      authority: { role: 'county', division: '330302' },
      dueOn: '2026-12-01',
      nameAnswer: { outcome: 'held' },
    });
  });

  it('refused: it comes back with the findings and names that would pass; corrected it is asked for again', async () => {
    const { id } = await registration.prepared(CHOIR);
    await registration.li.post(`/v1/applications/${id}/submit`);
    await registration.answer(id, 'refused');
    const back = await registration.li.get(`/v1/applications/${id}`);
    expect(back.json).toMatchObject({
      state: 'correcting',
      nameAnswer: { outcome: 'refused', suggestions: ['另一个名称'] },
    });
    expect(await registration.outbox('registration.application.returned', id)).toHaveLength(1);
    const name = '温州市鹿城区南汇街道白桦合唱队';
    await registration.li.call(
      'PATCH',
      `/v1/applications/${id}`,
      { name },
      { 'if-match': back.headers.etag! },
    );
    const again = await registration.li.post(`/v1/applications/${id}/resubmit`);
    expect(again.json).toMatchObject({ state: 'naming', submission: 2 });
    const asked = await registration.outbox('registration.application.submitted', id);
    expect(asked.map(({ data }) => `${data.submission} ${data.name}`).sort()).toEqual([
      `1 ${CHOIR.name}`,
      `2 ${name}`,
    ]);
  });

  it('passes over a late answer to an earlier submission, and one to an application withdrawn meanwhile', async () => {
    const { id } = await registration.prepared(CHOIR);
    await registration.li.post(`/v1/applications/${id}/submit`);
    await registration.answer(id, 'refused');
    await registration.li.post(`/v1/applications/${id}/resubmit`);
    await registration.answer(id, 'held', { submission: 1 });
    expect((await registration.li.get(`/v1/applications/${id}`)).json).toMatchObject({ state: 'naming' });
    await registration.li.post(`/v1/applications/${id}/withdraw`);
    await registration.answer(id, 'held');
    expect((await registration.li.get(`/v1/applications/${id}`)).json).toMatchObject({ state: 'withdrawn' });
  });

  it('not answered within the hour of the policy: the operators are told and the name is asked for again', async () => {
    const { id } = await registration.prepared(CHOIR);
    await registration.li.post(`/v1/applications/${id}/submit`);
    registration.alarms.length = 0;
    registration.pass({ hours: 0.9 });
    await askAgain(registration.deps);
    expect(await registration.outbox('registration.application.submitted', id)).toHaveLength(1);
    registration.pass({ hours: 0.2 });
    expect(await askAgain(registration.deps)).toBeGreaterThan(0);
    const asked = await registration.outbox('registration.application.submitted', id);
    expect(asked.map(({ data }) => data.submission)).toEqual([1, 1]);
    expect(registration.alarms).toContain('nameUnanswered');
    expect(await askAgain(registration.deps)).toBe(0);
  });
});
