import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SQSRecord } from 'aws-lambda';
import fc from 'fast-check';
import { becameDormant, dormantNoLonger } from '../../../functions/registration/class-proposals/told.ts';
import type { Deps } from '../../../functions/registration/deps.ts';
import { writeEvent } from '../../../shared/events/envelope.ts';
import { type CloudEvent, createConsumer, newEvent } from '../../../shared/events/index.ts';
import { ASSOCIATION, CHOIR, type RegistrationService, registrationService } from './service.ts';

let registration: RegistrationService;
beforeAll(async () => {
  registration = await registrationService();
});
afterAll(() => registration.close());

const TOWNSHIP = '330302025';
const wu = () => registration.as('township', TOWNSHIP, 'wu');
const chen = () => registration.as('county', '330302', 'chen');
const silent = () => {};

/** The service's worker on its real table and dead letters; gives what has to come again. */
let received = 0;
async function deliver(events: readonly CloudEvent[], deps: Deps = registration.deps): Promise<number> {
  const consume = createConsumer({
    client: registration.cloud.sqs,
    inboxUrl: registration.cloud.inboxUrl,
    deadLetterQueueUrl: registration.cloud.deadLetterUrl,
    handlers: {
      'activity.organisation.dormant': becameDormant,
      'activity.organisation.active': dormantNoLonger,
    },
    deps,
    log: { info: silent, warn: silent, error: silent },
  });
  const Records = events.map(
    (event) =>
      ({
        body: writeEvent(event),
        messageId: `m-${++received}`,
        attributes: { ApproximateReceiveCount: '1' },
      }) as unknown as SQSRecord,
  );
  return (await consume({ Records })).batchItemFailures.length;
}

const common = (organisationId: string, revision: number) => ({
  organisationId,
  division: TOWNSHIP,
  policy: 'activity.2021',
  judgedOn: '2026-11-24',
  revision,
});
const dormant = (id: string, revision = 1) =>
  newEvent(
    'activity.organisation.dormant',
    {
      subject: id,
      correlationId: 'test',
      data: {
        ...common(id, revision),
        class: 'growing',
        since: '2025-11',
        months: 12,
        lastActive: '2025-10',
        reason: '2025-11 起计入的 12 个月都没有已确认的活动（满 12 个月为沉寂），最近一次在 2025-10',
      },
    },
    registration.deps,
  );
const active = (id: string, revision = 2, state: 'regular' | 'falling' | 'unjudged' = 'regular') =>
  newEvent(
    'activity.organisation.active',
    { subject: id, correlationId: 'test', data: { ...common(id, revision), state } },
    registration.deps,
  );

const startUp = (word: string) =>
  registration.approved({ ...CHOIR, name: `温州市鹿城区南汇街道${word}合唱队` });
async function growing(word: string): Promise<string> {
  const id = await startUp(word);
  registration.pass({ hours: 24 * 200 });
  const { status } = await wu().post(`/v1/organisations/${id}/grade`, {
    class: 'growing',
    reason: '活动经常',
  });
  registration.pass({ hours: -24 * 200 });
  expect(status).toBe(200);
  return id;
}
const registered = (word: string) =>
  registration.approved({ ...ASSOCIATION, name: `温州市鹿城区南汇街道${word}协会` });

interface Proposal {
  id: string;
  state: string;
  organisation: { id: string; class: string };
  [field: string]: unknown;
}
const proposals = async (id: string, query = '') => {
  const { status, json } = await wu().get(
    `/v1/organisations/class-proposals?division=${TOWNSHIP}&limit=100${query}`,
  );
  expect({ status, json }).toMatchObject({ status: 200 });
  return (json as { items: Proposal[] }).items.filter(({ organisation }) => organisation.id === id);
};
const states = async (id: string) => (await proposals(id)).map((one) => `${one.id} ${one.state}`);
const classOf = async (id: string) => (await registration.deps.store.organisation(id))!.class;
const graded = async (id: string) =>
  (await registration.outbox('registration.organisation.graded', id)).map(({ data }) => data.class);
const at = (id: string, step: string, proposal = 'dormant-1') =>
  `/v1/organisations/${id}/class-proposals/${proposal}/${step}`;
const LOWER = { class: 'start-up', reason: '一年没有活动，走访核实' };

describe('类型核定建议: a dormant organisation is proposed for review, and nothing is done by itself (C1.1)', () => {
  it('a growing one: whether it is lowered to start-up; its class stays until the township decides', async () => {
    const id = await growing('春晓');
    expect(await deliver([dormant(id)])).toBe(0);
    expect(await proposals(id, '&state=open')).toEqual([
      {
        id: 'dormant-1',
        state: 'open',
        review: 'lower-class',
        organisation: {
          id,
          name: '温州市鹿城区南汇街道春晓合唱队',
          division: TOWNSHIP,
          track: 'filed',
          class: 'growing',
          status: 'active',
        },
        class: 'growing',
        since: '2025-11',
        months: 12,
        reason: expect.stringContaining('没有已确认的活动'),
        policy: 'activity.2021',
        judgedOn: '2026-11-24',
        version: 1,
      },
    ]);
    expect(await classOf(id)).toBe('growing');
    expect(await registration.audit(`ORGANISATION#${id}`)).toContain('class-review-proposed by activity');
  });

  it('a start-up, which has no class below, and a registered one: whether it goes on', async () => {
    const [small, mature] = [await startUp('夏荷'), await registered('夏荷书画')];
    await deliver([dormant(small), dormant(mature)]);
    expect(await proposals(small)).toMatchObject([{ review: 'going-on', class: 'start-up' }]);
    expect(await proposals(mature)).toMatchObject([{ review: 'going-on', class: 'mature' }]);
  });

  it('graded meanwhile, what is to be reviewed is what still can be', async () => {
    const id = await growing('晚晴');
    await deliver([dormant(id)]);
    expect(await proposals(id)).toMatchObject([{ review: 'lower-class' }]);
    await wu().post(`/v1/organisations/${id}/grade`, LOWER);
    expect(await proposals(id)).toMatchObject([{ state: 'open', review: 'going-on', class: 'growing' }]);
  });

  it('active again, an open proposal is withdrawn, and says why', async () => {
    const id = await growing('秋月');
    await deliver([dormant(id)]);
    await deliver([active(id, 2, 'falling')]);
    expect(await proposals(id)).toMatchObject([
      { state: 'withdrawn', withdrawn: { why: '已恢复活动，但仍比此前明显减少' } },
    ]);
    expect(await proposals(id, '&state=open')).toEqual([]);
    expect((await wu().post(at(id, 'accept'), LOWER)).json).toMatchObject({
      status: 409,
      state: 'withdrawn',
      detail: '这项建议已撤回，不能再处理',
    });
    expect(await classOf(id)).toBe('growing');
  });

  it('what was decided stays decided when it is active again, and is proposed again when it is dormant again', async () => {
    const id = await growing('冬青');
    await deliver([dormant(id)]);
    await wu().post(at(id, 'dismiss'), { reason: '活动照常，只是没有填报' });
    await deliver([active(id)]);
    await deliver([dormant(id, 3)]);
    expect(await states(id)).toEqual(['dormant-1 dismissed', 'dormant-3 open']);
  });

  it('one that has ended is not proposed', async () => {
    const id = await startUp('长庚');
    await wu().post(`/v1/organisations/${id}/dissolve`, { reason: '解散', clause: '组织章程' });
    expect(await deliver([dormant(id)])).toBe(0);
    expect(await proposals(id)).toEqual([]);
  });

  it('of an organisation that nobody knows nothing is kept that anybody sees', async () => {
    expect(await deliver([dormant('nobody')])).toBe(0);
    expect(await proposals('nobody')).toEqual([]);
  });
});

describe('采纳和不予采纳: its authority decides, as in grading (C1.1)', () => {
  it('accepted, it is of the class chosen, and others hear of it; the same again changes nothing', async () => {
    const id = await growing('立春');
    await deliver([dormant(id)]);
    const first = await wu().post(at(id, 'accept'), LOWER);
    expect(first.json).toMatchObject({
      state: 'accepted',
      decision: { by: 'wu', ...LOWER },
      organisation: { class: 'start-up' },
      class: 'growing',
    });
    expect(first.headers.etag).toBe('"2"');
    expect((await wu().post(at(id, 'accept'), LOWER)).json).toEqual(first.json);
    expect(await classOf(id)).toBe('start-up');
    expect((await graded(id)).sort()).toEqual(['growing', 'start-up']);
    const trail = await registration.audit(`ORGANISATION#${id}`);
    expect(trail.slice(-2)).toEqual(['graded by wu', 'class-review-accepted by wu']);
  });

  it('it may keep the class that it has', async () => {
    const id = await growing('雨水');
    await deliver([dormant(id)]);
    registration.pass({ hours: 24 * 200 });
    const kept = await wu().post(at(id, 'accept'), { class: 'growing', reason: '仍有作用，限期整改' });
    registration.pass({ hours: -24 * 200 });
    expect(kept.json).toMatchObject({ state: 'accepted', organisation: { class: 'growing' } });
    expect(await graded(id)).toEqual(['growing']);
  });

  it('a class has to be chosen for the filed, none can be for the registered; the answer says so', async () => {
    const [id, mature] = [await growing('惊蛰'), await registered('惊蛰书画')];
    await deliver([dormant(id), dormant(mature)]);
    expect((await wu().post(at(id, 'accept'), { reason: '核实' })).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/class', detail: expect.stringContaining('请选择') }],
    });
    expect((await chen().post(at(mature, 'accept'), LOWER)).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/class', detail: expect.stringContaining('成熟型') }],
    });
    const taken = await chen().post(at(mature, 'accept'), { reason: '列入核查' });
    expect(taken.json).toMatchObject({
      state: 'accepted',
      organisation: { class: 'mature', status: 'active' },
    });
  });

  it('a class that the conditions speak against is refused as in grading, and the proposal stays open', async () => {
    const id = await startUp('春分');
    await deliver([dormant(id)]);
    expect((await wu().post(at(id, 'accept'), { class: 'growing', reason: '好' })).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/class', detail: expect.stringContaining('成立应满') }],
    });
    expect(await states(id)).toEqual(['dormant-1 open']);
  });

  it('dismissed with a reason it changes nothing, and the same again changes nothing', async () => {
    const id = await growing('清明');
    await deliver([dormant(id)]);
    const dismissed = { reason: '活动照常，只是没有填报' };
    const first = await wu().post(at(id, 'dismiss'), dismissed);
    expect(first.json).toMatchObject({ state: 'dismissed', decision: { by: 'wu', ...dismissed } });
    expect((await wu().post(at(id, 'dismiss'), dismissed)).json).toEqual(first.json);
    expect((await wu().post(at(id, 'accept'), LOWER)).json).toMatchObject({
      status: 409,
      state: 'dismissed',
    });
    expect(await classOf(id)).toBe('growing');
  });

  it.each([
    ['county', '330302', 403],
    ['city', '3303', 403],
    ['township', '330302026', 404],
    ['community', '330302025010', 404],
  ] as const)('%s %s decides on none that it does not grade (%i)', async (role, division, status) => {
    const id = await growing(
      `谷雨${division}`.replace(/\d/g, (digit) => '零一二三四五六七八九'[Number(digit)]!),
    );
    await deliver([dormant(id)]);
    const other = registration.as(role, division, 'other');
    expect((await other.post(at(id, 'accept'), LOWER)).status).toBe(status);
    expect((await other.post(at(id, 'dismiss'), { reason: '好' })).status).toBe(status);
    expect(await states(id)).toEqual(['dormant-1 open']);
  });

  it('decided on another version than it has is refused (412), one that is not there is not found (404)', async () => {
    const id = await growing('立夏');
    await deliver([dormant(id)]);
    const seen = { 'if-match': '"7"' };
    expect((await wu().post(at(id, 'accept'), LOWER, seen)).status).toBe(412);
    expect((await wu().post(at(id, 'dismiss'), { reason: '好' }, seen)).status).toBe(412);
    expect((await wu().post(at(id, 'accept', 'dormant-9'), LOWER)).status).toBe(404);
    expect((await wu().post(at(id, 'accept'), LOWER, { 'if-match': '"1"' })).status).toBe(200);
  });

  it('two officers at once, one accepts and one dismisses: one does, the other hears what was done (409)', async () => {
    const id = await growing('小满');
    await deliver([dormant(id)]);
    const replies = await Promise.all([
      wu().post(at(id, 'accept'), LOWER),
      registration.as('township', TOWNSHIP, 'zhao').post(at(id, 'dismiss'), { reason: '照常' }),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [{ state }] = (await proposals(id)) as [Proposal];
    expect(await classOf(id)).toBe(state === 'accepted' ? 'start-up' : 'growing');
  });

  it('an authority lists its own subtree only', async () => {
    const path = `/v1/organisations/class-proposals?division=${TOWNSHIP}`;
    expect((await chen().get(path)).status).toBe(200);
    expect((await registration.as('township', '330302026').get(path)).status).toBe(403);
    expect((await registration.li.get(path)).status).toBe(403);
  });
});

describe('消息重复、乱序、中断: proposals come to the same end (C1.1)', () => {
  it('each piece of news three times, in any order and in any batches', async () => {
    let n = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(
          [0, 0, 0, 1, 1, 1, 2, 2, 2].map((which, index) => [which, index] as const),
          { minLength: 9 },
        ),
        fc.integer({ min: 1, max: 4 }),
        async (deliveries, batch) => {
          n += 1;
          const id = await startUp(
            `芒种${'甲乙丙丁戊己庚辛壬癸'[n % 10]}${'子丑寅卯辰巳午未申酉'[Math.floor(n / 10)]}`,
          );
          const news = [dormant(id, 1), active(id, 2), dormant(id, 3)];
          const waiting = deliveries.map(([which]) => news[which]!);
          for (let from = 0; from < waiting.length; from += batch) {
            const part = waiting.slice(from, from + batch);
            // What met another in its batch comes again.
            if ((await deliver(part)) > 0) await deliver(part);
          }
          expect((await proposals(id, '&state=open')).map((one) => one.id)).toEqual(['dormant-3']);
          await deliver([active(id, 4), ...news]);
          expect(await proposals(id, '&state=open')).toEqual([]);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('killed before its transaction or after it, it finishes when the news comes again', async () => {
    const id = await growing('夏至');
    const { store } = registration.deps;
    const dying = (moment: 'before' | 'after'): Deps => ({
      ...registration.deps,
      store: {
        ...store,
        save: async (change) => {
          if (moment === 'after') await store.save(change);
          throw new Error('killed');
        },
      },
    });
    const news = dormant(id);
    expect(await deliver([news], dying('before'))).toBe(1);
    expect(await states(id)).toEqual([]);
    expect(await deliver([news], dying('after'))).toBe(1);
    expect(await deliver([news])).toBe(0);
    expect(await states(id)).toEqual(['dormant-1 open']);
    const trail = await registration.audit(`ORGANISATION#${id}`);
    expect(trail.filter((line) => line.startsWith('class-review'))).toHaveLength(1);
  });

  it('it becomes active while an officer accepts: either the one or the other, never half of both', async () => {
    const id = await growing('小暑');
    await deliver([dormant(id)]);
    const [reply] = await Promise.all([wu().post(at(id, 'accept'), LOWER), deliver([active(id)])]);
    const [{ state }] = (await proposals(id)) as [Proposal];
    expect([reply.status, state]).toEqual(reply.status === 200 ? [200, 'accepted'] : [409, 'withdrawn']);
    expect(await classOf(id)).toBe(state === 'accepted' ? 'start-up' : 'growing');
  });
});
