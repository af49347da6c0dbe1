import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type ActivityService,
  activityService,
  CONCERT,
  recordedBy,
  TOWNSHIP,
  VILLAGE,
  type Who,
} from './service.ts';

let activity: ActivityService;
let who: Who;
let id: string;
beforeAll(async () => {
  activity = await activityService();
  who = await activity.enrol('I-1');
  ({ id } = await recordedBy(who));
});
afterAll(() => activity.close());

const community = () => activity.as('community', VILLAGE, 'wang');
const township = () => activity.as('township', TOWNSHIP, 'wu');
const long = (length: number) => '长'.repeat(length);
const many = <T>(count: number, one: T) => Array.from({ length: count }, () => one);

/** Each field of an activity, and what it does not take. */
const FACTS: [field: string, values: unknown[]][] = [
  ['organisation', [1, '', 'a b', long(65)]],
  ['title', [undefined, null, 1, '', '  ', long(101), '两\n行', '联系 13800138000', '330302197001011234']],
  ['on', [undefined, null, 20_261_120, '', '2026-13-01', '2026-02-30', '20261120', '2026-11-20T09:00']],
  ['from', [undefined, null, 9, '', '9:00', '24:00', '09:60', '09:00:00', '上午']],
  ['to', [undefined, null, '', '11', '25:00', '09:00', '08:59']],
  ['division', [undefined, null, '', '999999', '3303', '330302025999', 330302025010]],
  ['place', [1, '', long(101), '两\n行', '联系 138-0013-8000']],
  [
    'point',
    [
      '120,28',
      {},
      { longitude: 120.65 },
      { longitude: 181, latitude: 28 },
      { longitude: 120, latitude: -91 },
      { longitude: 120, latitude: 28, height: 3 },
    ],
  ],
  ['action', [undefined, null, '', 'sport', ['culture']]],
  ['kinds', [undefined, null, [], 'choir', ['sport'], ['choir', 'choir'], ['patrol'], many(11, 'choir')]],
  ['participants', [undefined, null, 0, -1, 1.5, '45', 1_000_001]],
  ['volunteers', [null, -1, 1.5, '12', 1_000_001]],
  ['partyMembers', [null, -1, 1.5, '3', 1_000_001]],
  ['minutes', [undefined, null, -1, 1.5, '60', 1_000_001]],
  ['served', [null, [], 30, { poor: 3 }, { children: -1 }, { children: '3' }, { children: 1.5 }]],
  ['need', [1, '', long(101)]],
  ['project', [1, '', long(101)]],
  ['platform', [1, '', '330302', VILLAGE, '330302999']],
  ['nothing', [1]],
  ['state', ['confirmed']],
  ['rating', [5]],
];

/** Expects to be refused at a place, in Chinese. */
function expectRefusal(json: unknown, pointer: string, of: unknown) {
  expect({ of, json }).toMatchObject({ json: { status: 400 } });
  const { errors } = json as { errors: { pointer: string; detail: string }[] };
  expect({ of, errors }).toMatchObject({
    errors: expect.arrayContaining([
      {
        pointer: expect.stringMatching(new RegExp(`^${pointer}(/|$)`)),
        detail: expect.stringMatching(/[一-龥]/),
      },
    ]),
  });
}

describe('错误的内容: an activity says what is wrong with each field and what would be right', () => {
  it.each(FACTS)('%s', async (field, values) => {
    for (const value of values) {
      const { json } = await who.post('/v1/activities', { ...CONCERT, [field]: value });
      expectRefusal(json, `#/body/${field}`, value);
    }
  });

  it('all faults are told at once, and nothing is recorded', async () => {
    const { json } = await who.post('/v1/activities', { title: 1, on: 'x', nothing: 1 });
    const { errors } = json as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(
        [
          'title',
          'on',
          'nothing',
          'from',
          'to',
          'division',
          'action',
          'kinds',
          'participants',
          'minutes',
        ].map((field) => `#/body/${field}`),
      ),
    );
    const { items } = (await who.get('/v1/organisations/I-1/activities')).json as { items: object[] };
    expect(items).toHaveLength(1);
  });

  it('a correction refuses the same, each field by itself, and wants something to correct', async () => {
    for (const [field, values] of FACTS.filter(([name]) => name !== 'organisation'))
      for (const value of values.filter((one) => one !== undefined && one !== null).slice(0, 3)) {
        const { json } = await who.patch(`/v1/activities/${id}`, { [field]: value, reason: '更正' }, 1);
        expectRefusal(json, `#/body/${field}`, value);
      }
    const { json } = await who.patch(`/v1/activities/${id}`, { reason: '更正' }, 1);
    expectRefusal(json, '#/body', {});
    for (const field of ['title', 'on', 'participants'])
      expectRefusal(
        (await who.patch(`/v1/activities/${id}`, { [field]: null, reason: '更正' }, 1)).json,
        `#/body/${field}`,
        null,
      );
  });

  it.each([
    ['void', () => who],
    ['dispute', community],
    ['clear', community],
    ['rule', township],
  ])('to %s something takes a reason without anybody’s number', async (step, by) => {
    const path = `/v1/activities/${id}/${step}`;
    for (const reason of [undefined, null, 1, '', '  ', long(501), '见 13800138000'])
      expectRefusal(
        (await by().post(path, { ...(step === 'rule' && { outcome: 'void' }), reason })).json,
        '#/body/reason',
        reason,
      );
  });

  it('a rating is of 1 to 5 points; a ruling is one of two', async () => {
    for (const rating of [0, 6, 1.5, '5', null])
      expectRefusal(
        (await community().post(`/v1/activities/${id}/confirm`, { rating })).json,
        '#/body/rating',
        rating,
      );
    for (const outcome of [undefined, '', 'maybe'])
      expectRefusal(
        (await township().post(`/v1/activities/${id}/rule`, { outcome, reason: '核对' })).json,
        '#/body/outcome',
        outcome,
      );
  });

  it.each<[string, unknown[]]>([
    ['contentType', [undefined, 'application/pdf', 'image/gif']],
    ['size', [undefined, 0, -1, 1.5, '9']],
    ['sha256', [undefined, '', 'A'.repeat(64), 'a'.repeat(63)]],
    ['fileName', ['王某.jpg']],
  ])('a photo’s %s', async (field, values) => {
    const photo = { contentType: 'image/jpeg', size: 9, sha256: 'a'.repeat(64) };
    for (const value of values)
      expectRefusal(
        (await who.post(`/v1/activities/${id}/photos`, { ...photo, [field]: value })).json,
        `#/body/${field}`,
        value,
      );
  });

  it('lists know their filters', async () => {
    for (const [path, pointer] of [
      ['/v1/activities?month=2026-11', 'division'],
      ['/v1/activities?division=999999&month=2026-11', 'division'],
      ['/v1/activities?division=3303&month=2026-11', 'division'],
      ['/v1/activities?division=330302', 'month'],
      ['/v1/activities?division=330302&month=2026-13', 'month'],
      ['/v1/activities?division=330302&month=2026', 'month'],
      ['/v1/activities?division=330302&month=2026-11&state=gone', 'state'],
      ['/v1/activities?division=330302&month=2026-11&action=sport', 'action'],
      ['/v1/activities?division=330302&month=2026-11&limit=101', 'limit'],
      ['/v1/activities?division=330302&month=2026-11&cursor=forged', 'cursor'],
      ['/v1/activities/waiting', 'division'],
      ['/v1/activities/waiting?division=330302&state=gone', 'state'],
      ['/v1/activities/waiting?division=330302&nothing=1', 'nothing'],
      ['/v1/organisations/I-1/activities?period=2026-Q1', 'period'],
      ['/v1/organisations/I-1/activities?limit=0', 'limit'],
      ['/v1/organisations/I-1/activities?cursor=forged', 'cursor'],
    ] as const)
      expectRefusal((await activity.as('city', '3303').get(path)).json, `#/query/${pointer}`, path);
  });

  it('a cursor is good for its own list only', async () => {
    await recordedBy(who, { ...CONCERT, on: '2026-11-19' });
    const path = '/v1/organisations/I-1/activities?limit=1';
    const { next } = (await who.get(path)).json as { next: string };
    const cursor = encodeURIComponent(next);
    expect((await who.get(`${path}&cursor=${cursor}`)).status).toBe(200);
    expectRefusal(
      (await who.get(`${path}&period=2026&cursor=${cursor}`)).json,
      '#/query/cursor',
      'another list',
    );
  });

  it('what is not there is not found, whatever is done to it', async () => {
    const change = { participants: 44, reason: '更正' };
    const photo = { contentType: 'image/jpeg', size: 9, sha256: 'a'.repeat(64) };
    const none = '/v1/activities/none';
    const hash = 'b'.repeat(64);
    const replies = await Promise.all([
      who.get(none),
      who.patch(none, change, 1),
      who.post(`${none}/void`, { reason: '填错' }),
      community().post(`${none}/confirm`, {}),
      community().post(`${none}/dispute`, { reason: '没有' }),
      community().post(`${none}/clear`, { reason: '属实' }),
      township().post(`${none}/rule`, { outcome: 'void', reason: '没有' }),
      who.post(`${none}/photos`, photo),
      who.get(`${none}/photos`),
      who.post(`/v1/activities/${id}/photos/${hash}/confirm`),
      who.get(`/v1/activities/${id}/photos/${hash}`),
      who.get('/v1/organisations/none/activities'),
    ]);
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 404));
  });
});
