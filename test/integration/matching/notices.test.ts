import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { notice, toOrganisation, toOwner } from '../../../functions/matching/model/notice.ts';
import { putNotice } from '../../../functions/matching/store/notices.ts';
import { type MatchingService, matchingService } from './service.ts';

let matching: MatchingService;
beforeAll(async () => {
  matching = await matchingService();
});
afterAll(() => matching.close());

interface Shown {
  id: string;
  text: string;
  organisation?: string;
  readAt?: string;
}
type Who = ReturnType<MatchingService['as']>;

/** Tells a recipient something at a minute of the day. */
async function tell(recipient: string, text: string, minute = 0) {
  const said = notice(recipient, {
    key: text,
    kind: 'word',
    text,
    link: '/v1/needs/1',
    at: new Date(Date.UTC(2026, 10, 25, 2, minute)).toISOString(),
  });
  await matching.deps.store.save({ writes: [putNotice(said)] });
  return said;
}
const read = async (who: Who, query = '') => {
  const reply = await who.get(`/v1/notices${query}`);
  expect(reply.status).toBe(200);
  return reply.json as { items: Shown[]; unread: number };
};
const texts = async (who: Who, query = '') => (await read(who, query)).items.map(({ text }) => text);
const markRead = (who: Who, { id }: { id: string }) => who.post(`/v1/notices/${encodeURIComponent(id)}/read`);

describe('消息: both sides are told what concerns them (M1.4)', () => {
  it('whoever acts for a division reads what it is told; nobody of another does', async () => {
    const division = '330302025010';
    await tell(toOwner({ role: 'community', subject: 'wang', division }), '给春秋社区');
    for (const subject of ['wang', 'chen'])
      expect(await texts(matching.as('community', division, subject))).toEqual(['给春秋社区']);
    for (const other of [
      matching.as('community', '330302025019', 'wang'),
      matching.as('township', '330302025', 'wang'),
      matching.as('county', '330302', 'wang'),
      matching.as('provider', division, 'wang'),
      matching.as('organisation', division, 'wang'),
    ])
      expect(await texts(other)).toEqual([]);
  });

  it('an agency or a provider reads what its own account is told', async () => {
    for (const role of ['agency', 'provider'] as const) {
      await tell(toOwner({ role, subject: 'hope', division: '330302' }), `给${role}`);
      expect(await texts(matching.as(role, '330302', 'hope'))).toEqual([`给${role}`]);
      expect(await texts(matching.as(role, '330302', 'other'))).toEqual([]);
    }
  });

  it('who speaks for several organisations reads what each is told, and which it is', async () => {
    const contact = { role: 'applicant' as const, subject: 'founder' };
    for (const id of ['N-1', 'N-2', 'N/3']) {
      await matching.enrol(id, { standing: { contact } });
      await tell(toOrganisation(id), '附近有适合的需求', 5);
    }
    const founder = matching.as('applicant', '330302', 'founder');
    const { items, unread } = await read(founder);
    expect(items.map(({ organisation }) => organisation).sort()).toEqual(['N-1', 'N-2', 'N/3']);
    expect(unread).toBe(3);
    expect(new Set(items.map(({ id }) => id)).size).toBe(3);
    for (const item of items) expect((await markRead(founder, item)).status).toBe(200);
    expect((await read(founder)).unread).toBe(0);
  });

  it('the former contact of an organisation reads nothing of it any more', async () => {
    const before = await matching.enrol('N-4');
    await tell(toOrganisation('N-4'), '给服务队');
    expect(await texts(before)).toEqual(['给服务队']);
    await matching.enrol('N-4', {
      standing: { version: 2, contact: { role: 'organisation', subject: 'successor' } },
    });
    expect(await texts(before)).toEqual([]);
    expect(await texts(matching.as('organisation', '330302', 'successor'))).toEqual(['给服务队']);
  });

  it('all of them can be read, page by page, each once, the latest first, however many came at one instant', async () => {
    const contact = { role: 'organisation' as const, subject: 'busy' };
    await matching.enrol('B-1', { standing: { contact } });
    await matching.enrol('B-2', { standing: { contact } });
    const told: string[] = [];
    for (let index = 0; index < 130; index++) {
      const text = `第${String(index).padStart(3, '0')}条`;
      await tell(toOrganisation(index % 2 === 0 ? 'B-1' : 'B-2'), text, Math.floor(index / 20));
      told.push(text);
    }
    const busy = matching.as('organisation', '330302', 'busy');
    const found: Shown[] = [];
    for (let before = ''; ; ) {
      const { items, unread } = await read(busy, `?limit=7${before}`);
      expect(unread).toBe(130);
      if (items.length === 0) break;
      found.push(...items);
      before = `&before=${encodeURIComponent(items.at(-1)!.id)}`;
    }
    expect(found.map(({ text }) => text).sort()).toEqual(told);
    expect(found.map(({ id }) => id)).toEqual(
      found
        .map(({ id }) => id)
        .toSorted()
        .reverse(),
    );
  });

  it('read once it stays read, at the time of the first reading; nobody reads for another', async () => {
    const township = matching.as('township', '330302026', 'li');
    const said = await tell(toOwner({ role: 'township', subject: 'li', division: '330302026' }), '给街道');
    expect((await markRead(matching.as('township', '330302025'), said)).status).toBe(404);
    expect((await read(township)).unread).toBe(1);
    const first = (await markRead(township, said)).json as Shown;
    matching.pass({ hours: 1 });
    const again = (await markRead(township, said)).json as Shown;
    matching.pass({ hours: -1 });
    expect(again).toEqual(first);
    expect(await read(township)).toMatchObject({ unread: 0, items: [{ readAt: first.readAt }] });
  });

  it('what is not there is not found; wrong questions are answered with what would be right', async () => {
    const wang = matching.as('community', '330302025010', 'wang');
    expect((await markRead(wang, { id: 'none' })).status).toBe(404);
    for (const query of ['limit=0', 'limit=101', 'limit=x', 'before=', 'cursor=x'])
      expect((await wang.get(`/v1/notices?${query}`)).json).toMatchObject({
        status: 400,
        errors: [{ pointer: `#/query/${query.split('=')[0]}` }],
      });
    expect(await texts(wang, '?before=0')).toEqual([]);
  });

  it('is forgotten after 180 days', async () => {
    await tell('ACCOUNT#provider#shoes', '给供给方');
    const { documentClient, table } = matching.cloud;
    const { GetCommand } = await import('@aws-sdk/lib-dynamodb');
    const said = await tell('ACCOUNT#provider#shoes', '给供给方');
    const { Item } = await documentClient.send(
      new GetCommand({ TableName: table, Key: { PK: 'NOTICE#ACCOUNT#provider#shoes', SK: said.id } }),
    );
    expect(Item!.expiresAt).toBe(Date.parse('2026-11-25T02:00:00Z') / 1000 + 180 * 86_400);
    expect(await texts(matching.as('provider', '330302', 'shoes'))).toEqual(['给供给方']);
  });
});
