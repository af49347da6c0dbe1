import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type NamingService, namingService, rulesIn } from './service.ts';

let naming: NamingService;
beforeAll(async () => {
  naming = await namingService();
});
afterAll(() => naming.close());

interface Reservation {
  id: string;
  state: string;
  heldUntil: string;
}

describe('保留名称: a resident holds a name before applying (C2, N30)', () => {
  it('holds a name that breaks no rule, for 30 days, and shows neither who holds it nor how it is stored', async () => {
    const reply = await naming.reserve('温州市鹿城区南汇街道书画协会');
    expect(reply.status).toBe(201);
    expect(reply.headers.location).toBe(`/v1/names/reservations/${(reply.json as Reservation).id}`);
    expect(reply.json).toMatchObject({
      state: 'held',
      authority: '330302',
      division: '330302025',
      holder: { kind: 'applicant' },
      heldUntil: '2026-12-23T02:00:00.000Z',
      policy: 'naming.v1',
    });
    expect(reply.text).not.toContain('"li"');
  });

  it('tells the second that an applicant holds it, not who; the quick check shows the same conflict (N30)', async () => {
    await naming.reserve('温州市鹿城区五马街道合唱协会');
    const second = await naming.reserve('温州市鹿城区五马街道合唱协会', { subject: 'wang' });
    expect(second.status).toBe(409);
    expect(second.json).toMatchObject({ conflicts: [{ holder: 'applicant' }] });
    expect(second.text).not.toContain('li"');
    expect(rulesIn((await naming.check('温州市鹿城区五马街道合唱协会')).json)).toEqual(['N30']);
  });

  it('lets exactly one of 50 simultaneous holds of one name win', async () => {
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        naming.reserve('瑞安市塘下镇龙舟协会', { subject: `resident-${index}`, division: '330381' }),
      ),
    );
    const statuses = replies.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(49);
  });

  it('lets exactly one win also where a place word makes the difference: the trade name counts (M16)', async () => {
    const replies = await Promise.all(
      ['娄桥街道', '新桥街道', '梧田街道'].map((street) =>
        naming.reserve(`温州市瓯海区${street}春晖养老服务中心`, {
          kind: 'private-non-enterprise',
          division: '330304',
        }),
      ),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('lets exactly one win also of names that a place word tells apart and the rules do not (N30)', async () => {
    const replies = await Promise.all(
      ['', '清风社区', '春秋社区'].map((village) =>
        naming.reserve(`温州市鹿城区南汇街道${village}暖阳合唱协会`),
      ),
    );
    const statuses = replies.map(({ status }) => status);
    // Two villages may both have one, each beside none of the street.
    expect(statuses.filter((status) => status === 201).length).toBeLessThanOrEqual(2);
    expect(statuses[0] === 201 ? statuses.slice(1) : statuses.slice(0, 1)).not.toContain(201);
    for (const reply of replies.filter(({ status }) => status === 409))
      expect((reply.json as { conflicts: object[] }).conflicts).not.toEqual([]);
  });

  it('leaves it to the table to forget a reservation, 90 days after its end (TTL)', async () => {
    const { json } = await naming.reserve('永嘉县沙头镇舞龙协会', { division: '330324' });
    const { id, heldUntil } = json as Reservation;
    const { Item } = await naming.cloud.documentClient.send(
      new GetCommand({
        TableName: naming.cloud.table,
        Key: { PK: `RESERVATION#${id}`, SK: 'RESERVATION' },
      }),
    );
    expect(Item!.expiresAt).toBe(Date.parse(heldUntil) / 1000 + 90 * 86_400);
  });

  it('answers a repeated request under the same Idempotency-Key with the first answer, twins at once included', async () => {
    const headers = { 'idempotency-key': 'hold-the-choir-1' };
    const name = '温州市鹿城区大南街道京剧协会';
    const twins = await Promise.all([naming.reserve(name, { headers }), naming.reserve(name, { headers })]);
    const later = await naming.reserve(name, { headers });
    expect(twins.map(({ status }) => status)).toEqual([201, 201]);
    expect([twins[1]?.text, later.text]).toEqual([twins[0]?.text, twins[0]?.text]);
    expect(later.headers['idempotency-replayed']).toBe('true');
  });

  it('refuses the same Idempotency-Key with another body (422)', async () => {
    const headers = { 'idempotency-key': 'hold-the-choir-2' };
    await naming.reserve('温州市鹿城区松台街道京剧协会', { headers });
    expect((await naming.reserve('温州市鹿城区松台街道越剧协会', { headers })).status).toBe(422);
  });

  it('refuses a name that breaks a rule, with the findings and names that would pass (C2)', async () => {
    const reply = await naming.reserve('鹿城区南汇街道摄影协会');
    expect(reply.status).toBe(422);
    expect(rulesIn(reply.json)).toEqual(['N04']);
    const { suggestions } = reply.json as { suggestions: string[] };
    expect(suggestions).toContain('温州市鹿城区南汇街道摄影协会');
    expect((await naming.reserve(suggestions[0]!)).status).toBe(201);
  });

  it('suggests no name that is taken itself', async () => {
    await naming.reserve('温州市鹿城区南汇街道象棋协会');
    const { suggestions } = (await naming.check('鹿城区南汇街道象棋协会')).json as { suggestions: string[] };
    expect(suggestions).toEqual([]);
  });

  it('frees the name when the days are over, before the table forgets it', async () => {
    const { id } = (await naming.reserve('永嘉县桥头镇围棋协会', { division: '330324' })).json as Reservation;
    naming.pass(31);
    const token = await naming.issuer.token('applicant', '330324', 'li');
    expect((await naming.call('GET', `/v1/names/reservations/${id}`, { token })).json).toMatchObject({
      state: 'expired',
    });
    const stale = { token, headers: { 'if-none-match': '"1"' } };
    expect((await naming.call('GET', `/v1/names/reservations/${id}`, stale)).status).toBe(200);
    expect(rulesIn((await naming.check('永嘉县桥头镇围棋协会')).json)).toEqual([]);
    expect(
      (await naming.reserve('永嘉县桥头镇围棋协会', { division: '330324', subject: 'wang' })).status,
    ).toBe(201);
  });

  it('forgets of an index what is free again, when the next equal name is held', async () => {
    const name = '永嘉县枫林镇门球协会';
    const { json } = await naming.reserve(name, { division: '330324' });
    naming.pass(31);
    await naming.reserve(name, { division: '330324', subject: 'wang' });
    const place = (await naming.deps.store.reservation((json as Reservation).id))!.place;
    for (const signature of place.signatures) {
      const { Item } = await naming.cloud.documentClient.send(
        new GetCommand({
          TableName: naming.cloud.table,
          Key: { PK: `INDEX#${place.authority}#${signature}`, SK: 'INDEX' },
        }),
      );
      expect(Object.keys(Item!).filter((attribute) => attribute.startsWith('n#'))).toHaveLength(1);
    }
  });
});

describe('放弃保留: who holds a name lets it go', () => {
  const name = '平阳县鳌江镇太极拳协会';
  const held = async (subject = 'chen') => {
    const reply = await naming.reserve(name, { division: '330326', subject });
    return {
      id: (reply.json as Reservation).id,
      etag: reply.headers.etag!,
      token: await naming.issuer.token('applicant', '330326', subject),
    };
  };

  it('frees the name at once, may be repeated, and keeps a trail', async () => {
    const { id, token } = await held();
    const released = await naming.call('DELETE', `/v1/names/reservations/${id}`, { token });
    expect(released.json).toMatchObject({ state: 'released' });
    expect((await naming.call('DELETE', `/v1/names/reservations/${id}`, { token })).status).toBe(200);
    expect(rulesIn((await naming.check(name)).json)).toEqual([]);
    expect(await naming.chain(`RESERVATION#${id}`)).toEqual(['held', 'released']);
    const again = await held('wang');
    expect(again.id).not.toBe(id);
    await naming.call('DELETE', `/v1/names/reservations/${again.id}`, { token: again.token });
  });

  it('answers each of many that let it go at the same moment alike', async () => {
    const { id, token } = await held();
    const path = `/v1/names/reservations/${id}`;
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => naming.call('DELETE', path, { token })),
    );
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
    expect(replies.map(({ text }) => text)).toEqual(replies.map(() => replies[0]?.text));
    expect(await naming.chain(`RESERVATION#${id}`)).toEqual(['held', 'released']);
  });

  it('lets nobody but its holder let it go: authorities see it (403), others do not (404)', async () => {
    const { id, token } = await held();
    const path = `/v1/names/reservations/${id}`;
    for (const [role, division, subject, status] of [
      ['county', '330326', 'bureau', 403],
      ['city', '3303', 'bureau', 403],
      ['county', '330302', 'bureau', 404],
      ['applicant', '330326', 'somebody', 404],
      ['organisation', '330326', 'li', 404],
    ] as const) {
      const caller = await naming.issuer.token(role, division, subject);
      expect((await naming.call('DELETE', path, { token: caller })).status).toBe(status);
    }
    expect((await naming.call('GET', path, { token })).json).toMatchObject({ state: 'held' });
    await naming.call('DELETE', path, { token });
  });

  it('answers a repeat with the ETag of before alike', async () => {
    const { id, token, etag } = await held();
    const call = () =>
      naming.call('DELETE', `/v1/names/reservations/${id}`, { token, headers: { 'if-match': etag } });
    expect([(await call()).status, (await call()).status]).toEqual([200, 200]);
  });

  it('refuses an outdated If-Match (412) and takes the current ETag', async () => {
    const { id, token, etag } = await held();
    const path = `/v1/names/reservations/${id}`;
    expect((await naming.call('DELETE', path, { token, headers: { 'if-match': '"7"' } })).status).toBe(412);
    expect((await naming.call('DELETE', path, { token, headers: { 'if-match': etag } })).status).toBe(200);
  });

  it('shows a reservation to its holder and to the authorities above it, to nobody else (404)', async () => {
    const { id, token } = await held();
    const get = async (caller: string) =>
      (await naming.call('GET', `/v1/names/reservations/${id}`, { token: caller })).status;
    expect(await get(token)).toBe(200);
    expect(await get(await naming.issuer.token('county', '330326'))).toBe(200);
    expect(await get(await naming.issuer.token('city', '3303'))).toBe(200);
    expect(await get(await naming.issuer.token('county', '330302'))).toBe(404);
    expect(await get(await naming.issuer.token('applicant', '330326', 'somebody'))).toBe(404);
    expect(await get(await naming.issuer.token('agency', '330326', 'somebody'))).toBe(404);
    await naming.call('DELETE', `/v1/names/reservations/${id}`, { token });
  });
});

describe('管辖: everybody holds names where they may act', () => {
  it('refuses a county that holds a name of another county (403)', async () => {
    const reply = await naming.reserve('温州市鹿城区仰义街道乒乓球协会', {
      role: 'county',
      division: '330304',
      subject: 'bureau',
    });
    expect(reply.status).toBe(403);
  });

  it('lets a resident of a village hold a name of a township in the same county', async () => {
    const reply = await naming.reserve('温州市鹿城区仰义街道羽毛球协会', { division: '330302025010' });
    expect(reply.status).toBe(201);
  });

  it.each([
    ['applicant', '330303', '330303', 422],
    ['county', '330303', '330303', 422],
    ['county', '330303Z1', '330303Z1', 422],
    ['applicant', '330303', undefined, 403],
    ['applicant', '330303', '330302025', 403],
  ])(
    'lets no %s of %s hold a team name of 鹿城区 by giving %s as the seat (%i)',
    async (role, division, seat, status) => {
      const reply = await naming.reserve('温州市鹿城区南汇街道红枫合唱队', {
        kind: 'team',
        role,
        division,
        subject: 'eve',
        body: seat ? { division: seat } : {},
      });
      expect(reply.status).toBe(status);
    },
  );

  it.each([
    ['温州市鹿城区南汇街道晨曲合唱队', 'team', 'applicant', '330302', '330302', 'township', '330302025'],
    ['温州市鹿城区南汇街道晨练协会', 'association', 'city', '3303', '3303', 'county', '330302'],
  ])(
    'shows %s to the authority that files or registers it, however wide the seat given',
    async (name, kind, role, division, seat, authority, of) => {
      const reply = await naming.reserve(name, { kind, role, division, body: { division: seat } });
      expect(reply.json).toMatchObject({ division: '330302025', authority: of });
      const token = await naming.issuer.token(authority, of);
      const seen = await naming.call('GET', `/v1/names/reservations/${(reply.json as Reservation).id}`, {
        token,
      });
      expect(seen.status).toBe(200);
    },
  );

  it('asks for the place where name and request tell none (422)', async () => {
    const reply = await naming.reserve('阳光合唱团', { kind: 'team' });
    expect(reply.status).toBe(422);
    expect(reply.json).toMatchObject({ errors: [{ pointer: '#/body/division' }] });
  });
});
