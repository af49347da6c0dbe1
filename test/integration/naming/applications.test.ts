import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  holdForApplication,
  releaseForApplication,
  reservationOf,
} from '../../../functions/naming/applications.ts';
import { record, recordRegistered } from '../../../functions/naming/organisations.ts';
import type { EventData } from '../../../shared/events/catalogue.ts';
import { PermanentFailure } from '../../../shared/events/index.ts';
import { AlreadyDone } from '../../../shared/store/index.ts';
import { type NamingService, namingService, rulesIn } from './service.ts';

let naming: NamingService;
beforeAll(async () => {
  naming = await namingService();
});
afterAll(() => naming.close());

const submitted = (
  applicationId: string,
  name: string,
  more: Partial<EventData<'registration.application.submitted'>> = {},
) =>
  naming.event('registration.application.submitted', {
    applicationId,
    name,
    kind: 'association',
    division: '330302025',
    appliedOn: '2026-11-23',
    submission: 1,
    ...more,
  });

describe('申请提交后核名: the name of an application is checked and held (C2)', () => {
  it('holds the name for the application and says so once, however often the message comes', async () => {
    const event = submitted('A1', '温州市鹿城区南汇街道志愿者协会');
    await holdForApplication(event, naming.deps);
    await expect(holdForApplication(event, naming.deps)).rejects.toBeInstanceOf(AlreadyDone);
    const held = await naming.outbox('naming.name.held', 'A1');
    expect(held).toHaveLength(1);
    expect(held[0]?.data).toMatchObject({
      applicationId: 'A1',
      reservationId: reservationOf('A1'),
      heldUntil: '2027-02-21T02:00:00.000Z',
      policy: 'naming.v1',
    });
    expect(rulesIn((await naming.check('温州市鹿城区南汇街道志愿者协会')).json)).toEqual(['N30']);
  });

  it('keeps the name for the application: no authority and nobody of that id lets it go by hand', async () => {
    const path = `/v1/names/reservations/${reservationOf('A1')}`;
    const of = async (method: 'GET' | 'DELETE', role: string, division: string, subject?: string) =>
      naming.call(method, path, { token: await naming.issuer.token(role as 'county', division, subject) });
    expect((await of('GET', 'township', '330302025')).json).toMatchObject({
      holder: { kind: 'application' },
    });
    const refused = await of('DELETE', 'township', '330302025');
    expect(refused.status).toBe(403);
    expect(refused.json).toMatchObject({ detail: expect.stringContaining('撤回申请') });
    expect((await of('DELETE', 'county', '330302')).status).toBe(403);
    expect((await of('GET', 'applicant', '330304', 'A1')).status).toBe(404);
    expect((await of('DELETE', 'applicant', '330304', 'A1')).status).toBe(404);
    expect(await naming.deps.store.reservation(reservationOf('A1'))).toMatchObject({ state: 'held' });
  });

  it('refuses a name that breaks a rule, with findings and suggestions', async () => {
    await holdForApplication(submitted('A2', '鹿城区南汇街道书画协会'), naming.deps);
    const [refused] = await naming.outbox('naming.name.refused', 'A2');
    expect(rulesIn(refused?.data)).toEqual(['N04']);
    expect(refused?.data.suggestions).toContain('温州市鹿城区南汇街道书画协会');
  });

  it('refuses a name that another holds (N30)', async () => {
    await naming.reserve('温州市鹿城区南汇街道合唱协会', { subject: 'wang' });
    await holdForApplication(submitted('A3', '温州市鹿城区南汇街道合唱协会'), naming.deps);
    const [refused] = await naming.outbox('naming.name.refused', 'A3');
    expect(rulesIn(refused?.data)).toEqual(['N30']);
  });

  const heldBy = async (subject: string, name: string) => {
    const { json } = await naming.reserve(name, { subject });
    return (json as { id: string }).id;
  };
  const by = (id: string, kind: 'applicant', holder: string) => ({
    reservation: { id, holder: { kind, id: holder } },
  });

  it("takes over the applicant's own hold, and leaves a trail in it", async () => {
    const name = '温州市鹿城区南汇街道舞蹈协会';
    const id = await heldBy('li', name);
    await holdForApplication(submitted('A4', name, by(id, 'applicant', 'li')), naming.deps);
    expect(await naming.outbox('naming.name.held', 'A4')).toHaveLength(1);
    expect(await naming.deps.store.reservation(id)).toMatchObject({ state: 'used' });
    expect(await naming.chain(`RESERVATION#${id}`)).toEqual(['held', 'used']);
  });

  it('an organisation that goes up a track is not refused over the name that it bears (C2: old names stay)', async () => {
    const name = '温州市鹿城区南汇街道晨光书画协会';
    const fact = { fact: 'registered' as const, name, division: '330302025', on: '2025-01-06' };
    await record({ organisationId: 'O-晨光', fact: { ...fact, kind: 'association' } }, naming.deps);
    await holdForApplication(submitted('A-other', name), naming.deps);
    expect(rulesIn((await naming.outbox('naming.name.refused', 'A-other'))[0]?.data)).toContain('N30');
    await holdForApplication(submitted('A-own', name, { organisationId: 'O-晨光' }), naming.deps);
    expect(await naming.outbox('naming.name.held', 'A-own')).toHaveLength(1);
  });

  it("takes over nobody else's hold, whoever names it: the name is taken (N30)", async () => {
    const name = '温州市鹿城区南汇街道柔力球协会';
    const id = await heldBy('wang', name);
    await holdForApplication(submitted('A4b', name, by(id, 'applicant', 'li')), naming.deps);
    expect(rulesIn((await naming.outbox('naming.name.refused', 'A4b'))[0]?.data)).toEqual(['N30']);
    expect(await naming.deps.store.reservation(id)).toMatchObject({ state: 'held' });
  });

  it("lets no application take over another's hold", async () => {
    const name = '温州市鹿城区南汇街道毽球协会';
    await holdForApplication(submitted('A4c', name), naming.deps);
    const id = reservationOf('A4c');
    await holdForApplication(submitted('A4d', name, by(id, 'applicant', 'A4c')), naming.deps);
    expect(await naming.outbox('naming.name.refused', 'A4d')).toHaveLength(1);
    expect(await naming.deps.store.reservation(id)).toMatchObject({ state: 'held' });
  });

  it("leaves the applicant's hold of another name alone", async () => {
    const id = await heldBy('li', '温州市鹿城区南汇街道空竹协会');
    await holdForApplication(
      submitted('A4e', '温州市鹿城区南汇街道风筝协会', by(id, 'applicant', 'li')),
      naming.deps,
    );
    expect(await naming.outbox('naming.name.held', 'A4e')).toHaveLength(1);
    expect(await naming.deps.store.reservation(id)).toMatchObject({ state: 'held' });
  });

  it('gives up the earlier name when the application comes again with another', async () => {
    await holdForApplication(submitted('A5', '温州市鹿城区南汇街道围棋协会'), naming.deps);
    await holdForApplication(submitted('A5', '温州市鹿城区南汇街道象棋协会', { submission: 2 }), naming.deps);
    expect(await naming.outbox('naming.name.held', 'A5')).toHaveLength(2);
    expect((await naming.reserve('温州市鹿城区南汇街道围棋协会')).status).toBe(201);
    expect((await naming.reserve('温州市鹿城区南汇街道象棋协会')).status).toBe(409);
  });

  it('holds the same name on when the application comes again with it', async () => {
    const name = '温州市鹿城区南汇街道登山协会';
    await holdForApplication(submitted('A6', name), naming.deps);
    naming.pass(1);
    await holdForApplication(submitted('A6', name, { submission: 2 }), naming.deps);
    expect(await naming.outbox('naming.name.refused', 'A6')).toEqual([]);
    expect(await naming.deps.store.reservation(reservationOf('A6'))).toMatchObject({
      state: 'held',
      version: 2,
    });
  });

  it('answers a submission that is asked for again with the same hold', async () => {
    const name = '温州市鹿城区南汇街道轮滑协会';
    await holdForApplication(submitted('A6b', name), naming.deps);
    naming.pass(1);
    await holdForApplication(submitted('A6b', name), naming.deps);
    const [first, again, ...more] = await naming.outbox('naming.name.held', 'A6b');
    expect(more).toEqual([]);
    expect(again?.data).toEqual(first?.data);
    expect(await naming.chain(`RESERVATION#${reservationOf('A6b')}`)).toEqual(['held']);
  });

  const STREETS = [
    ['五马', '330302006'],
    ['七都', '330302023'],
    ['滨江', '330302024'],
    ['松台', '330302026'],
    ['双屿', '330302027'],
    ['仰义', '330302028'],
  ] as const;
  const orders = [
    [1, 2, 3],
    [1, 3, 2],
    [2, 1, 3],
    [2, 3, 1],
    [3, 1, 2],
    [3, 2, 1],
  ];
  it.each(orders)(
    'holds the name of the last submission when they arrive as %i, %i, %i',
    async (...order) => {
      const id = `ORDER-${order.join('')}`;
      const [street, division] = STREETS[orders.findIndex((one) => `${one}` === `${order}`)]!;
      const name = (submission: number) =>
        `温州市鹿城区${street}街道${['围棋', '象棋', '桥牌'][submission - 1]}协会`;
      for (const submission of order) {
        await holdForApplication(submitted(id, name(submission), { submission, division }), naming.deps);
      }
      const hold = await naming.deps.store.reservation(reservationOf(id));
      expect(hold).toMatchObject({ state: 'held', name: name(3) });
      const conflicts = await Promise.all(
        [1, 2, 3].map(async (submission) => rulesIn((await naming.check(name(submission))).json)),
      );
      expect(conflicts).toEqual([[], [], ['N30']]);
    },
  );

  it('a refused submission gives up the name held before; an older one that comes late takes none', async () => {
    const name = '温州市鹿城区南汇街道信鸽协会';
    await holdForApplication(submitted('A6c', name), naming.deps);
    await holdForApplication(submitted('A6c', '南汇街道信鸽协会', { submission: 2 }), naming.deps);
    expect(await naming.outbox('naming.name.refused', 'A6c')).toHaveLength(1);
    expect(await naming.deps.store.reservation(reservationOf('A6c'))).toMatchObject({ state: 'released' });
    await holdForApplication(submitted('A6c', name), naming.deps);
    expect(await naming.outbox('naming.name.held', 'A6c')).toHaveLength(1);
    expect(rulesIn((await naming.check(name)).json)).toEqual([]);
  });

  it("a hold whose days are over is no longer the application's: the name is checked anew", async () => {
    const name = '温州市鹿城区南汇街道陀螺协会';
    await holdForApplication(submitted('A6d', name), naming.deps);
    naming.pass(91);
    await naming.reserve(name, { subject: 'wang' });
    await holdForApplication(submitted('A6d', name), naming.deps);
    expect(rulesIn((await naming.outbox('naming.name.refused', 'A6d'))[0]?.data)).toEqual(['N30']);
  });

  it.each(['registration.application.withdrawn', 'registration.application.refused'] as const)(
    'frees the name when it hears of %s, whichever comes first',
    async (type) => {
      const name = `温州市鹿城区南汇街道${type.endsWith('withdrawn') ? '皮影' : '木偶'}协会`;
      const [late, early] = [`LATE-${type}`, `EARLY-${type}`];
      const over = (applicationId: string) => naming.event(type, { applicationId, submission: 1 });
      await holdForApplication(submitted(late, name), naming.deps);
      await releaseForApplication(over(late), naming.deps);
      expect(rulesIn((await naming.check(name)).json)).toEqual([]);
      expect(await naming.chain(`RESERVATION#${reservationOf(late)}`)).toEqual(['held', 'released']);
      await releaseForApplication(over(early), naming.deps);
      await holdForApplication(submitted(early, name), naming.deps);
      expect(await naming.outbox('naming.name.held', early)).toEqual([]);
      expect(rulesIn((await naming.check(name)).json)).toEqual([]);
    },
  );

  it('lets one of several applications for one name win, the others are refused', async () => {
    const ids = Array.from({ length: 10 }, (_, index) => `RACE-${index}`);
    await Promise.all(
      ids.map((id) => holdForApplication(submitted(id, '温州市鹿城区南汇街道骑行协会'), naming.deps)),
    );
    const held = await Promise.all(ids.map((id) => naming.outbox('naming.name.held', id)));
    const refused = await Promise.all(ids.map((id) => naming.outbox('naming.name.refused', id)));
    expect(held.flat()).toHaveLength(1);
    expect(refused.flat()).toHaveLength(9);
  });

  it('gives up at once on an application of a day for which there are no rules', async () => {
    const event = submitted('A0', '温州市鹿城区南汇街道太极协会', { appliedOn: '1999-01-01' });
    await expect(holdForApplication(event, naming.deps)).rejects.toEqual(
      new PermanentFailure(
        'No version of policy "naming" is in force on 1999-01-01; the first is of 1999-12-28',
      ),
    );
  });

  it("makes the held name the organisation's when it is registered", async () => {
    await holdForApplication(submitted('A7', '温州市鹿城区南汇街道民乐协会'), naming.deps);
    await recordRegistered(
      naming.event('registration.organisation.registered', {
        organisationId: 'ORG-A7',
        applicationId: 'A7',
        name: '温州市鹿城区南汇街道民乐协会',
        kind: 'association',
        division: '330302025',
        registeredOn: '2026-12-01',
      }),
      naming.deps,
    );
    expect(await naming.deps.store.reservation(reservationOf('A7'))).toMatchObject({ state: 'used' });
    naming.pass(400);
    expect(rulesIn((await naming.check('温州市鹿城区南汇街道民乐协会')).json)).toEqual(['N30']);
  });

  it("makes the held name the organisation's also when an import told of it first", async () => {
    const name = '温州市鹿城区南汇街道锣鼓协会';
    await holdForApplication(submitted('A8', name), naming.deps);
    const fact = {
      fact: 'registered',
      name,
      kind: 'association',
      division: '330302025',
      on: '2026-12-01',
    } as const;
    expect((await record({ organisationId: 'ORG-A8', fact }, naming.deps)).outcome).toBe('recorded');
    const told = await record({ organisationId: 'ORG-A8', fact, applicationId: 'A8' }, naming.deps);
    expect(told.outcome).toBe('unchanged');
    expect(await naming.deps.store.reservation(reservationOf('A8'))).toMatchObject({ state: 'used' });
    expect(await naming.chain('NAME#ORG-A8')).toEqual(['registered']);
    expect(await naming.chain(`RESERVATION#${reservationOf('A8')}`)).toEqual(['held', 'used']);
  });
});
