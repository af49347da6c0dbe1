import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { holdForApplication, reservationOf } from '../../../functions/naming/applications.ts';
import { recordDissolved, recordRegistered, recordRenamed } from '../../../functions/naming/organisations.ts';
import { PermanentFailure } from '../../../shared/events/index.ts';
import { type NamingService, namingService, rulesIn } from './service.ts';

let naming: NamingService;
beforeAll(async () => {
  naming = await namingService();
});
afterAll(() => naming.close());

const seat = { kind: 'association' as const, division: '330383198002' };

/** News of an organisation, told at an instant. */
const told = (organisationId: string) => ({
  registered: (name: string, registeredOn: string, time: string) =>
    recordRegistered(
      {
        ...naming.event('registration.organisation.registered', {
          organisationId,
          ...seat,
          name,
          registeredOn,
        }),
        time,
      },
      naming.deps,
    ),
  renamed: (formerName: string, name: string, renamedOn: string, time: string) =>
    recordRenamed(
      {
        ...naming.event('registration.organisation.renamed', {
          organisationId,
          ...seat,
          formerName,
          name,
          renamedOn,
        }),
        time,
      },
      naming.deps,
    ),
  revoked: (name: string, dissolvedOn: string, time: string) =>
    recordDissolved(
      {
        ...naming.event('registration.organisation.dissolved', {
          organisationId,
          ...seat,
          name,
          dissolvedOn,
          cause: 'revoked',
        }),
        time,
      },
      naming.deps,
    ),
});

const namesOf = async (organisationId: string) =>
  (await naming.deps.store.organisation(organisationId))?.names.map(
    ({ name, status, since }) => `${name} ${status} ${since}`,
  );

describe('同日多次登记: what happened on one day is recorded in the order in which it was told', () => {
  it('records a name given up and taken back on one day, whichever news comes first', async () => {
    const [name, other] = ['龙港市龙城社区剪纸协会', '龙港市龙城社区剪纸艺术协会'];
    for (const organisationId of ['BACK-1', 'BACK-2']) {
      const { registered, renamed } = told(organisationId);
      await registered(name, '2020-01-01', '2020-01-01T01:00:00Z');
      // 09:30 in Shanghai is before 02:00 in UTC, though not as text.
      const news = [
        () => renamed(name, other, '2026-10-01', '2026-10-01T09:30:00+08:00'),
        () => renamed(other, name, '2026-10-01', '2026-10-01T02:00:00Z'),
      ];
      if (organisationId === 'BACK-2') news.reverse();
      for (const tell of news) await tell();
      expect(await namesOf(organisationId)).toEqual([
        `${name} registered 2026-10-01`,
        `${other} renamed 2026-10-01`,
      ]);
    }
  });

  it('keeps a correction when the old list is imported once more', async () => {
    const token = await naming.issuer.token('county', '330383');
    const imported = async (name: string) => {
      naming.pass(1);
      const row = { organisationId: 'CORRECTED', ...seat, name, registeredOn: '2018-01-01' };
      const { json } = await naming.call('POST', '/v1/names/imports', { token, body: { names: [row] } });
      return (json as { recorded: { outcome: string }[] }).recorded[0]?.outcome;
    };
    const [wrong, right] = ['龙港市龙城社区合唱学会', '龙港市龙城社区合唱协会'];
    expect(await imported(wrong)).toBe('recorded');
    expect(await imported(right)).toBe('recorded');
    expect(await imported(wrong)).toBe('unchanged');
    expect(await namesOf('CORRECTED')).toEqual([`${right} registered 2018-01-01`]);
    expect(rulesIn((await naming.check(wrong)).json)).toEqual([]);
    expect(await naming.chain('NAME#CORRECTED')).toEqual(['registered', 'registered']);
  });
});

describe('撤销登记后另行登记: the name of the revoked registration stays protected (N31, M16)', () => {
  it('keeps it beside the name registered anew, for three years from the revocation', async () => {
    const [old, anew] = ['龙港市龙城社区盆景协会', '龙港市龙城社区园艺协会'];
    const { registered, revoked } = told('ANEW');
    await registered(old, '2020-01-01', '2020-01-01T01:00:00Z');
    await revoked(old, '2024-06-01', '2024-06-01T01:00:00Z');
    await registered(anew, '2024-07-01', '2024-07-01T01:00:00Z');
    expect(await namesOf('ANEW')).toEqual([`${anew} registered 2024-07-01`, `${old} revoked 2024-06-01`]);
    expect(rulesIn((await naming.check(anew)).json)).toEqual(['N30']);
    const { json } = await naming.check(old);
    expect(rulesIn(json)).toEqual(['N31']);
    expect(JSON.stringify(json)).toContain('2027-06-01');
    const token = await naming.issuer.token('county', '330383');
    const listed = await naming.call('GET', '/v1/names?division=330383&limit=100', { token });
    expect((listed.json as { items: object[] }).items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: anew, status: 'registered' }),
        expect.objectContaining({ name: old, status: 'revoked', freeFrom: '2027-05-31T16:00:00.000Z' }),
      ]),
    );
  });
});

describe('日期有误: days that cannot be are slips of the pen', () => {
  it.each([
    ['0206-01-01', '1899-12-31'],
    ['9998-01-01', '2999-12-31'],
  ])('gives up at once on an event of %s or %s, with the reason', async (...days) => {
    const { registered, renamed, revoked } = told('SLIP');
    const name = '龙港市龙城社区茶艺协会';
    const time = '2026-11-23T01:00:00Z';
    for (const day of days) {
      for (const [fact, tell] of [
        ['registered', () => registered(name, day, time)],
        ['renamed', () => renamed(name, '龙港市龙城社区花艺协会', day, time)],
        ['revoked', () => revoked(name, day, time)],
      ] as const) {
        const failure = await tell().catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(PermanentFailure);
        expect((failure as Error).message).toMatch(`${fact} on ${day}: not from 1900-01-01 to 20`);
      }
    }
    expect(await namesOf('SLIP')).toBeUndefined();
  });

  it('takes a decision for the month to come, and not for a day later', async () => {
    const { registered } = told('SOON');
    const inDays = (days: number) =>
      new Date(naming.deps.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
    const tell = (day: string) => registered('龙港市龙城社区古琴协会', day, '2026-11-23T01:00:00Z');
    await expect(tell(inDays(32))).rejects.toThrow(PermanentFailure);
    await tell(inDays(31));
    expect(await namesOf('SOON')).toEqual([`龙港市龙城社区古琴协会 registered ${inDays(31)}`]);
  });

  it('imports none when one was registered before there were registers (400), and says which', async () => {
    const token = await naming.issuer.token('county', '330383');
    const row = (organisationId: string, registeredOn: string) => ({
      organisationId,
      ...seat,
      name: '龙港市龙城社区围棋协会',
      registeredOn,
    });
    const imported = (...names: object[]) =>
      naming.call('POST', '/v1/names/imports', { token, body: { names } });
    const reply = await imported(row('EARLY-1', '1900-01-01'), row('EARLY-2', '0206-01-01'));
    expect(reply.status).toBe(400);
    expect(reply.json).toMatchObject({ errors: [{ pointer: '#/body/names/1/registeredOn' }] });
    expect(await namesOf('EARLY-1')).toBeUndefined();
    expect((await imported(row('EARLY-1', '1900-01-01'))).status).toBe(200);
  });
});

describe('保留到期后才登记: a hold is used up by the registration that it was made for', () => {
  it('also when its time is over', async () => {
    const name = '龙港市龙城社区摄影协会';
    const application = { applicationId: 'OVERDUE', ...seat, name };
    await holdForApplication(
      naming.event('registration.application.submitted', {
        ...application,
        appliedOn: '2026-11-23',
        submission: 1,
      }),
      naming.deps,
    );
    const held = await naming.deps.store.reservation(reservationOf('OVERDUE'));
    naming.pass(91);
    expect(held!.heldUntil < naming.deps.now().toISOString()).toBe(true);
    await recordRegistered(
      naming.event('registration.organisation.registered', {
        ...application,
        organisationId: 'ORG-OVERDUE',
        registeredOn: '2027-02-01',
      }),
      naming.deps,
    );
    expect(await naming.deps.store.reservation(reservationOf('OVERDUE'))).toMatchObject({ state: 'used' });
    expect(await naming.chain(`RESERVATION#${reservationOf('OVERDUE')}`)).toEqual(['held', 'used']);
    const { place } = (await naming.deps.store.organisation('ORG-OVERDUE'))!.names[0]!;
    const taken = await naming.deps.store.taken(place.authority, [place.whole]);
    expect(taken.map(({ status }) => status)).toEqual(['registered']);
  });
});
