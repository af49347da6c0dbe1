import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type MatchingService, matchingService, VISITS } from './service.ts';

let matching: MatchingService;
beforeAll(async () => {
  matching = await matchingService();
});
afterAll(() => matching.close());

const wang = () => matching.as('community', '330302025010', 'wang');
const agency = () => matching.as('agency', '330302', 'hope');
const provider = () => matching.as('provider', '330302', 'shoes');

const PERIOD = { from: '2026-12-01', to: '2027-02-28' };
const SLOT = { from: '2026-12-05T14:00:00+08:00', to: '2026-12-05T16:00:00+08:00' };
const VENUE = { type: 'venue', address: '南汇街道文化礼堂', slots: [SLOT] };
const GOODS = {
  type: 'goods',
  source: 'donation',
  what: '轮椅',
  unit: '辆',
  quantity: 10,
  unitFen: 50_000,
};
const PEOPLE = { type: 'people', people: 3, skills: ['护理'], minutes: 600 };
const FUNDS = { type: 'funds', source: 'donation', fen: 100 };
const PHASE = { title: '探访', ...PERIOD, budgetFen: 1 };
const long = (length: number) => '长'.repeat(length);
const many = <T>(count: number, one: T) => Array.from({ length: count }, () => one);

type Wrong = [field: string, values: unknown[], pointer?: string];
/** What each field of all three lists refuses: another type, too little, too much, what is no word of its vocabulary. */
const COMMON: Wrong[] = [
  [
    'title',
    [
      1,
      null,
      '',
      '  ',
      [],
      {},
      long(101),
      'a\u0000b',
      '两\n行',
      '\u202e反',
      '\ud800',
      '探访王奶奶13800138000',
    ],
  ],
  [
    'description',
    [1, '', long(2001), 'a\u0000b', '王奶奶 13800138000', '138-0013-8000', '１３８００１３８０００'],
  ],
  ['division', [1, '', '33', '330302025010010', '999999', '33030202501', '鹿城区']],
  ['groups', ['disabled', [], ['poor'], ['disabled', 'disabled'], many(9, 'disabled'), [1], [null]]],
  [
    'period',
    ['2026', [], {}, { from: '2026-12-01' }, { ...PERIOD, extra: 1 }, { ...PERIOD, to: '2027-02-29' }],
  ],
  ['openUntil', [20261220, '', '2026-13-01', '2026-12-1', '2026-12-20T00:00:00Z', '今天', '20261220']],
];
const WORK: Wrong[] = [
  ['action', [1, '', 'sport', ['relief'], 'RELIEF', '救助']],
  ['kinds', ['choir', [], ['nothing'], many(11, 'choir'), ['choir', 'choir'], [null]]],
  ['skills', [[], ['护理', '护理'], [long(31)], [''], many(11, '护理'), [1]]],
];
const AMOUNTS = [-1, 1.5, '100', null, 1e15, Number.MAX_SAFE_INTEGER, true];

const NEED: Wrong[] = [
  ...COMMON,
  ...WORK,
  ['urgency', [1, '', 'now', ['soon']]],
  ['emergency', [1, '', 'fire']],
  ['demand', [0, -1, 1.5, '1', null, 21, 1e9]],
  ['people', [0, -1, 1.5, '1', 1_000_001]],
  ['minutes', [0, -1, 0.5, '60', 10_000_001]],
  ['budgetFen', AMOUNTS],
  [
    'slot',
    [
      '2026-12-05',
      {},
      { from: SLOT.from },
      { ...SLOT, to: '2026-12-05T16:00:00' },
      { ...SLOT, from: '2026-12-05' },
      { ...SLOT, seats: 3 },
    ],
  ],
  ['classes', [[], ['big'], ['mature', 'mature'], 'mature', many(4, 'mature')]],
];
const PROJECT: Wrong[] = [
  ...COMMON,
  ...WORK,
  ['needs', [[], '1', [1], [''], [long(101)], ['a', 'a'], many(11, 'a')]],
  ['budgetFen', AMOUNTS],
  [
    'phases',
    [
      [],
      {},
      many(13, PHASE),
      [{ ...PHASE, title: '' }],
      [{ ...PHASE, title: '电话 138 0013 8000' }],
      [{ ...PHASE, from: 'x' }],
      [{ ...PHASE, budgetFen: -1 }],
      [{ ...PHASE, extra: 1 }],
      [null],
    ],
  ],
  ['staff', [0, -1, 1.5, '3', 1001]],
];
const RESOURCE: Wrong[] = [
  ...COMMON,
  ['actions', [[], ['sport'], 'relief', ['relief', 'relief'], many(5, 'relief')]],
  ['donor', [1, '', 'state']],
  ['donorName', [1, '', '  ', long(101), '两\n行']],
  [
    'gift',
    [
      null,
      [],
      'funds',
      {},
      { type: 'gold' },
      { ...FUNDS, fen: 0 },
      { ...FUNDS, fen: '1' },
      { ...FUNDS, source: 'mine' },
      { ...FUNDS, extra: 1 },
      { type: 'funds', fen: 1 },
      { ...VENUE, address: '' },
      { ...VENUE, address: '联系 13800138000' },
      { ...VENUE, slots: [] },
      { ...VENUE, slots: many(51, SLOT) },
      { ...VENUE, slots: [{ from: SLOT.from }] },
      { ...VENUE, seats: 0 },
      { ...GOODS, quantity: 0 },
      { ...GOODS, quantity: 1.5 },
      { ...GOODS, unitFen: -1 },
      { ...GOODS, unit: '' },
      { ...GOODS, what: long(101) },
      { ...PEOPLE, people: 0 },
      { ...PEOPLE, minutes: 0 },
      { ...PEOPLE, skills: [''] },
      { ...PEOPLE, skills: many(11, '护理') },
    ],
  ],
];

const LISTS = [
  ['/v1/needs', wang, NEED],
  ['/v1/projects', agency, PROJECT],
  ['/v1/resources', provider, RESOURCE],
] as const;

interface Refusal {
  status: number;
  detail: string;
  errors: { pointer: string; detail: string }[];
}
/** Asks to be refused at a field, in Chinese. */
function expectRefusal(json: unknown, pointer: string, of: unknown) {
  expect({ of, json }).toMatchObject({ json: { status: 400 } });
  const { errors } = json as Refusal;
  expect({ of, errors }).toMatchObject({
    errors: expect.arrayContaining([
      {
        pointer: expect.stringMatching(new RegExp(`^${pointer}(/|$)`)),
        detail: expect.stringMatching(/[一-龥]/),
      },
    ]),
  });
}

describe.each(LISTS)(
  '错误的内容: %s says what is wrong with each field and what would be right',
  (path, who, fields) => {
    it.each(fields)('%s', async (field, values) => {
      for (const value of values) {
        const begun = await who().post(path, { [field]: value });
        expectRefusal(begun.json, `#/body/${field}`, value);
      }
    });

    it('all faults are told at once', async () => {
      const { json } = await who().post(path, { title: 1, division: 'x', openUntil: 'y', nothing: 1 });
      expect((json as Refusal).errors.map(({ pointer }) => pointer).sort()).toEqual(
        ['division', 'nothing', 'openUntil', 'title'].map((field) => `#/body/${field}`),
      );
    });

    it('an edit refuses the same, but takes null to empty a field; it names its version', async () => {
      const begun = await who().post(path, { title: '名称', description: '说明' });
      const { id } = begun.json as { id: string };
      const patch = (body: unknown, headers: Record<string, string> = { 'if-match': begun.headers.etag! }) =>
        who().call('PATCH', `${path}/${id}`, body, headers);
      for (const [field, values] of fields)
        for (const value of values.filter((one) => one !== null).slice(0, 2))
          expectRefusal((await patch({ [field]: value })).json, `#/body/${field}`, value);
      expectRefusal((await patch({})).json, '#/body', {});
      expectRefusal((await patch({ id: 'x' })).json, '#/body/id', 'id');
      expectRefusal((await patch({ state: 'open' })).json, '#/body/state', 'state');
      expect((await patch({ title: '新' }, {})).status).toBe(428);
      expect((await patch({ title: '新' }, { 'if-match': '"9"' })).status).toBe(412);
      const emptied = await patch({ description: null });
      expect(emptied.json).not.toHaveProperty('description');
      expect(emptied.json).toMatchObject({ title: '名称' });
    });

    it('a list asks for a division, and knows its filters', async () => {
      for (const [query, pointer] of [
        ['', 'division'],
        ['division=', 'division'],
        ['division=999999', 'division'],
        ['division=330302&state=draft', 'state'],
        ['division=330302&state=gone', 'state'],
        ['division=330302&action=sport', 'action'],
        ['division=330302&group=poor', 'group'],
        ['division=330302&until=tomorrow', 'until'],
        ['division=330302&limit=0', 'limit'],
        ['division=330302&limit=101', 'limit'],
        ['division=330302&cursor=forged', 'cursor'],
        ['division=330302&nothing=1', 'nothing'],
        ['division=330302&division=330302', 'division'],
      ] as const)
        expectRefusal(
          (await matching.as('city', '3303').get(`${path}?${query}`)).json,
          `#/query/${pointer}`,
          query,
        );
    });

    it('a cursor is good for its own list only, with the same filters', async () => {
      const city = matching.as('city', '3303');
      const filter = `${path}?division=330302&limit=1&state=withdrawn`;
      const { json } = await city.get(filter);
      const { next } = json as { next?: string };
      if (next === undefined) return;
      const other = await city.get(
        `${path}?division=330302&limit=1&state=expired&cursor=${encodeURIComponent(next)}`,
      );
      expectRefusal(other.json, '#/query/cursor', 'other filter');
    });

    it('what is not there is not found, whatever is done to it', async () => {
      for (const [method, step, body] of [
        ['GET', '', undefined],
        ['PATCH', '', { title: '名称' }],
        ['POST', '/publish', undefined],
        ['POST', '/withdraw', { reason: '已解决' }],
      ] as const) {
        const headers = method === 'PATCH' ? { 'if-match': '"1"' } : {};
        for (const id of ['none', 'x%23LISTING', '%E9%9C%80'])
          expect((await who().call(method, `${path}/${id}${step}`, body, headers)).status).toBe(404);
        expect((await who().call(method, `${path}/${long(101)}${step}`, body, headers)).status).toBe(400);
      }
    });

    it('is not withdrawn without a reason, nor with one that names somebody', async () => {
      const { id } = (await who().post(path, { title: '名称' })).json as { id: string };
      for (const reason of [undefined, '', ' ', 1, long(501), '请找 13800138000'])
        expectRefusal((await who().post(`${path}/${id}/withdraw`, { reason })).json, '#/body/reason', reason);
      expectRefusal(
        (await who().post(`${path}/${id}/withdraw`, { reason: '错', more: 1 })).json,
        '#/body/more',
        1,
      );
    });
  },
);

describe('错误的内容: what organisations say of their capacity', () => {
  it.each<Wrong>([
    ['actions', [[], ['sport'], 'relief', ['relief', 'relief'], null]],
    ['kinds', ['choir', ['nothing'], many(21, 'choir'), null]],
    ['groups', [['poor'], 'disabled', ['disabled', 'disabled']]],
    ['areas', [[], ['999999'], '330302', many(6, '330302'), ['330302', '330302'], [1], null]],
    ['beyond', [1, 'yes', null]],
    ['atATime', [0, -1, 1.5, '3', 101, null]],
    ['skills', [[''], [long(31)], many(21, '护理'), ['护理', '护理']]],
    ['emergency', [1, 'yes']],
    ['period', ['2027', {}, { from: '2027-01-01' }, { from: '2027-02-30', to: '2027-03-01' }]],
    ['state', ['withdrawn']],
    ['load', [{ held: 0 }]],
    ['nothing', [1]],
  ])('%s', async (field, values) => {
    const who = await matching.enrol('BAD-1');
    for (const value of values) {
      const reply = await who.call(
        'PATCH',
        '/v1/capacities/BAD-1',
        { [field]: value },
        { 'if-match': '"1"' },
      );
      expectRefusal(reply.json, `#/body/${field}`, value);
    }
  });

  it('no change, no version, no reason: each is told', async () => {
    const who = await matching.enrol('BAD-2');
    const path = '/v1/capacities/BAD-2';
    expectRefusal((await who.call('PATCH', path, {}, { 'if-match': '"1"' })).json, '#/body', {});
    expect((await who.call('PATCH', path, { atATime: 2 })).status).toBe(428);
    expect((await who.call('PATCH', path, { atATime: 2 }, { 'if-match': '"7"' })).status).toBe(412);
    expectRefusal((await who.post(`${path}/withdraw`, {})).json, '#/body/reason', {});
    expectRefusal((await who.post(`${path}/withdraw`, { reason: long(501) })).json, '#/body/reason', 'long');
    expectRefusal(
      (await who.post(`${path}/withdraw`, { reason: '请找 13800138000' })).json,
      '#/body/reason',
      'number',
    );
  });
});

describe('错误的内容: claims, answers and confirmations', () => {
  it('a claim names organisation and project by their ids', async () => {
    const who = await matching.enrol('BAD-3');
    for (const [body, pointer] of [
      [{ organisation: 1 }, '#/body/organisation'],
      [{ organisation: '' }, '#/body/organisation'],
      [{ project: long(101) }, '#/body/project'],
      [{ extra: 1 }, '#/body/extra'],
      [[], '#/body'],
    ] as const)
      expectRefusal((await who.post('/v1/needs/1/claim', body)).json, pointer, body);
    expect((await who.post('/v1/needs/none/claim', {})).status).toBe(404);
  });

  it('an account that speaks for two says which one claims; one that speaks for none is told so', async () => {
    const contact = { role: 'organisation' as const, subject: 'two' };
    await matching.enrol('BAD-4', { standing: { contact } });
    await matching.enrol('BAD-5', { standing: { contact } });
    const { id } = (await wang().post('/v1/needs', VISITS)).json as { id: string };
    await wang().post(`/v1/needs/${id}/publish`);
    const two = matching.as('organisation', '330302', 'two');
    expectRefusal((await two.post(`/v1/needs/${id}/claim`, {})).json, '#/body/organisation', 'two');
    expect((await two.post(`/v1/needs/${id}/claim`, { organisation: 'BAD-5' })).status).toBe(201);
    const none = matching.as('organisation', '330302', 'nobody');
    expect((await none.post(`/v1/needs/${id}/claim`, {})).status).toBe(404);
    const draft = (await wang().post('/v1/needs', VISITS)).json as { id: string };
    expect((await two.post(`/v1/needs/${draft.id}/claim`, { organisation: 'BAD-4' })).status).toBe(404);
    const other = { organisation: 'BAD-4', project: 'none' };
    const second = (await wang().post('/v1/needs', VISITS)).json as { id: string };
    await wang().post(`/v1/needs/${second.id}/publish`);
    expectRefusal((await two.post(`/v1/needs/${second.id}/claim`, other)).json, '#/body/project', other);
  });

  it('a confirmation says what of each resource, in whole numbers, each at its place', async () => {
    const wu = matching.as('township', '330302025', 'wu');
    const NONE = { fundings: [], goods: [], people: [] };
    for (const [supply, pointer] of [
      [{}, 'supply'],
      [{ ...NONE, fundings: [{ resource: 'a', fen: 0 }] }, 'supply/fundings/0/fen'],
      [{ ...NONE, fundings: [{ resource: 'a', fen: 1.5 }] }, 'supply/fundings/0/fen'],
      [{ ...NONE, fundings: [{ fen: 1 }] }, 'supply/fundings/0/resource'],
      [{ ...NONE, fundings: many(6, { resource: 'a', fen: 1 }) }, 'supply/fundings'],
      [{ ...NONE, fundings: many(2, { resource: 'a', fen: 1 }) }, 'supply/fundings'],
      [{ ...NONE, goods: [{ resource: 'a', quantity: -1 }] }, 'supply/goods/0/quantity'],
      [{ ...NONE, people: [{ resource: 'a', minutes: '9' }] }, 'supply/people/0/minutes'],
      [{ ...NONE, venue: { resource: 'a' } }, 'supply/venue/slot'],
      [{ ...NONE, venue: { resource: 'a', slot: { ...SLOT, to: 'x' } } }, 'supply/venue/slot/to'],
      [{ ...NONE, extra: 1 }, 'supply/extra'],
    ] as const)
      expectRefusal((await wu.post('/v1/offers/1.1/confirm', { supply })).json, `#/body/${pointer}`, supply);
    for (const step of ['confirm', 'reject'])
      for (const id of ['none', '1.1', 'x.y', '.1', '1.', '1.0000000001'])
        expect(
          (await wu.post(`/v1/offers/${id}/${step}`, step === 'reject' ? { reason: '错' } : {})).status,
        ).toBe(404);
    for (const reason of [undefined, '', long(501), '请找 13800138000'])
      expectRefusal((await wu.post('/v1/offers/1.1/reject', { reason })).json, '#/body/reason', reason);
    expect((await wu.post('/v1/matches/none/cancel', { reason: '错' })).status).toBe(404);
  });

  it('lists of offers, confirmations and the resource list know their filters', async () => {
    const who = await matching.enrol('BAD-6');
    const wu = matching.as('township', '330302025', 'wu');
    for (const [one, path, pointer] of [
      [who, '/v1/offers', 'organisation'],
      [who, '/v1/offers?organisation=BAD-6&state=planned', 'state'],
      [who, '/v1/offers?organisation=BAD-6&limit=x', 'limit'],
      [who, '/v1/offers?organisation=BAD-6&cursor=x', 'cursor'],
      [wu, '/v1/confirmations?limit=0', 'limit'],
      [wu, '/v1/confirmations?cursor=x', 'cursor'],
      [wu, '/v1/confirmations?division=330302025', 'division'],
      [wu, '/v1/resource-list', 'division'],
      [wu, '/v1/resource-list?division=330302025&state=x', 'state'],
      [wu, '/v1/resource-list?division=330302025&cursor=x', 'cursor'],
    ] as const)
      expectRefusal((await one.get(path)).json, `#/query/${pointer}`, path);
    expect((await who.get('/v1/offers?organisation=none')).status).toBe(404);
  });
});
