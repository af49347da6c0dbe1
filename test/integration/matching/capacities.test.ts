import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { organisationTold } from '../../../functions/matching/organisations/told.ts';
import { ZONES } from '../../../shared/divisions/index.ts';
import { newEvent } from '../../../shared/events/envelope.ts';
import type { Standing } from '../../../shared/events/shapes.ts';
import { AlreadyDone } from '../../../shared/store/index.ts';
import { type MatchingService, matchingService, VISITS } from './service.ts';

let matching: MatchingService;
beforeAll(async () => {
  matching = await matchingService();
});
afterAll(() => matching.close());

const county = () => matching.as('county', '330302');
type Who = ReturnType<typeof county>;
let serial = 0;
async function organisation(
  more: Parameters<MatchingService['enrol']>[1] = {},
): Promise<{ id: string; who: Who }> {
  serial += 1;
  const id = `C-${serial}`;
  return { id, who: await matching.enrol(id, more) };
}
const capacity = async (id: string, who: Who) => (await who.get(`/v1/capacities/${id}`)).json as Shown;
interface Shown {
  state: string;
  actions: string[];
  atATime: number;
  own: boolean;
  class: string;
  areas: string[];
  reason?: string;
}
async function change(id: string, who: Who, patch: object) {
  const { headers } = await who.get(`/v1/capacities/${id}`);
  return who.call('PATCH', `/v1/capacities/${id}`, patch, { 'if-match': headers.etag! });
}
const ids = (reply: { json: unknown }) =>
  (reply.json as { items: { id: string }[] }).items.map(({ id }) => id);

/** What each kind of news says beside how the organisation stands. */
const NEWS = {
  graded: { class: 'mature', formerClass: 'growing', gradedOn: '2026-11-25' },
  suspended: { suspendedOn: '2026-11-25', cause: 'decided' },
  resumed: { resumedOn: '2026-11-25' },
  changed: { changedOn: '2026-11-25', fields: ['actions'] },
  dissolved: { dissolvedOn: '2026-11-25', cause: 'deregistered' },
  'reported-in': {
    community: '330302025010',
    reportedOn: '2026-11-25',
    leaders: 1,
    partyMembers: 0,
    retiredOfficials: 0,
  },
} as const;

/** News of an organisation by registration, to be taken as often as it is delivered. */
function news(of: keyof typeof NEWS, id: string, standing: Partial<Standing> & { version: number }) {
  const data = {
    organisationId: id,
    name: `温州市鹿城区南汇街道${id}服务队`,
    kind: 'team',
    division: '330302025',
    standing: {
      track: 'filed',
      class: 'growing',
      status: 'active',
      actions: ['relief'],
      hub: false,
      contact: { role: 'organisation', subject: id },
      ...standing,
    },
    ...NEWS[of],
  };
  const event = newEvent(
    `registration.organisation.${of}`,
    { subject: id, correlationId: 'test', data: data as never },
    matching.deps,
  ) as Parameters<typeof organisationTold>[0];
  return () =>
    organisationTold(event, matching.deps).catch((error: unknown) => {
      if (!(error instanceof AlreadyDone)) throw error;
    });
}

describe('承接能力: what organisations can take on follows from registration until they say so themselves (M1.4)', () => {
  it('a new organisation takes on its own actions around its home, as many at a time as its class may', async () => {
    const { id, who } = await organisation({ division: '330302025010', standing: { class: 'start-up' } });
    expect(await capacity(id, who)).toMatchObject({
      state: 'open',
      actions: ['relief'],
      areas: ['330302025'],
      own: false,
      atATime: matching.deps.policy().data.atATime['start-up'],
    });
  });

  it('what it says itself stays when registration tells of it again; its class follows', async () => {
    const { id, who } = await organisation();
    expect((await change(id, who, { atATime: 7, actions: ['relief', 'culture'] })).status).toBe(200);
    await news('graded', id, { version: 2, class: 'mature' })();
    expect(await capacity(id, who)).toMatchObject({
      atATime: 7,
      actions: ['relief', 'culture'],
      own: true,
      class: 'mature',
    });
  });

  it('pauses with a reason, and takes on again', async () => {
    const { id, who } = await organisation();
    const paused = await who.post(`/v1/capacities/${id}/withdraw`, { reason: '骨干成员外出' });
    expect(paused.json).toMatchObject({ state: 'withdrawn', reason: '骨干成员外出' });
    const again = await who.post(`/v1/capacities/${id}/reopen`);
    expect(again.json).toMatchObject({ state: 'open' });
    expect(again.json).not.toHaveProperty('reason');
    expect(await matching.audit(`CAPACITY#${id}`)).toEqual([`paused by ${id}`, `reopened by ${id}`]);
  });

  it('a period is taken away again with null', async () => {
    const { id, who } = await organisation();
    const period = { from: '2026-12-01', to: '2027-06-30' };
    expect((await change(id, who, { period })).json).toMatchObject({ period });
    expect((await change(id, who, { period: null })).json).not.toHaveProperty('period');
  });

  it.each<[string, object, string]>([
    ['kinds of an action that it does not do', { kinds: ['choir'] }, '#/body/kinds/0'],
    [
      'a period that ends before it begins',
      { period: { from: '2027-02-01', to: '2027-01-01' } },
      '#/body/period/to',
    ],
  ])('what does not fit together is refused: %s', async (_, patch, pointer) => {
    const { id, who } = await organisation();
    expect((await change(id, who, patch)).json).toMatchObject({ status: 422, errors: [{ pointer }] });
  });

  it('a functional zone is no area: its streets are', async () => {
    const { id, who } = await organisation();
    const reply = await change(id, who, { areas: [ZONES[0]!.code] });
    expect(reply.json).toMatchObject({ status: 400, errors: [{ pointer: '#/body/areas/0' }] });
  });

  it('of two who change it on one version one is told that it is another by now (412)', async () => {
    const { id, who } = await organisation();
    const { headers } = await who.get(`/v1/capacities/${id}`);
    const patch = (atATime: number) =>
      who.call('PATCH', `/v1/capacities/${id}`, { atATime }, { 'if-match': headers.etag! });
    const replies = await Promise.all([patch(2), patch(3), patch(4), patch(5)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
    const won = replies.find(({ status }) => status === 200)!.json as Shown;
    expect((await capacity(id, who)).atATime).toBe(won.atATime);
  });

  it('a claim in between does not get in the way of a change, which is of what the organisation said', async () => {
    const { id, who } = await organisation();
    const { headers } = await who.get(`/v1/capacities/${id}`);
    const wang = matching.as('community', VISITS.division, 'wang');
    const need = (await wang.post('/v1/needs', VISITS)).json as { id: string };
    await wang.post(`/v1/needs/${need.id}/publish`);
    const [claim, changed] = await Promise.all([
      who.post(`/v1/needs/${need.id}/claim`, {}),
      who.call('PATCH', `/v1/capacities/${id}`, { atATime: 9 }, { 'if-match': headers.etag! }),
    ]);
    expect([claim.status, changed.status]).toEqual([201, 200]);
    expect(await capacity(id, who)).toMatchObject({ atATime: 9, load: { held: 1, running: 0, free: 8 } });
  });
});

describe('承接能力清单: authorities and agencies see who can take what on', () => {
  it('by subtree, state and action, page by page, each once', async () => {
    const divisions = ['330304001', '330304001', '330304002', '330304002', '330304'];
    const all: string[] = [];
    for (const [index, division] of divisions.entries()) {
      const actions: Standing['actions'] = index % 2 === 0 ? ['relief', 'culture'] : ['safety'];
      all.push((await organisation({ division, standing: { actions } })).id);
    }
    const ouhai = matching.as('county', '330304');
    const of = async (query: string) => ids(await ouhai.get(`/v1/capacities?limit=100&${query}`)).sort();
    expect(await of('division=330304')).toEqual([...all].sort());
    expect(await of('division=330304001')).toEqual(all.slice(0, 2).sort());
    expect(await of('division=330304&action=culture')).toEqual([all[0], all[2], all[4]].sort());
    await matching.as('organisation', '330304', all[0]!).post(`/v1/capacities/${all[0]}/withdraw`, {
      reason: '骨干成员外出',
    });
    expect(await of('division=330304')).toEqual(all.slice(1).sort());
    expect(await of('division=330304&state=withdrawn')).toEqual([all[0]]);
    const paged: string[] = [];
    let next: string | undefined;
    do {
      const page = await ouhai.get(
        `/v1/capacities?division=330304&limit=1${next ? `&cursor=${encodeURIComponent(next)}` : ''}`,
      );
      paged.push(...ids(page));
      next = (page.json as { next?: string }).next;
    } while (next);
    expect(paged.sort()).toEqual(all.slice(1).sort());
  });

  it('tells nobody which account speaks for an organisation', async () => {
    const { id } = await organisation({
      standing: { contact: { role: 'organisation', subject: 'secret-subject' } },
    });
    expect((await county().get(`/v1/capacities/${id}`)).text).not.toContain('secret-subject');
    expect((await county().get('/v1/capacities?division=330302&limit=100')).text).not.toContain(
      'secret-subject',
    );
  });

  it('is not shown to other organisations, nor to authorities elsewhere', async () => {
    const { id } = await organisation();
    const other = await organisation();
    for (const one of [
      other.who,
      matching.as('applicant', '330302', id),
      matching.as('county', '330304'),
      matching.as('agency', '330304', 'hope'),
      matching.as('township', '330302026'),
    ])
      expect((await one.get(`/v1/capacities/${id}`)).status).toBe(404);
    for (const one of [
      matching.as('agency', '330302', 'hope'),
      matching.as('township', '330302025'),
      county(),
    ])
      expect((await one.get(`/v1/capacities/${id}`)).status).toBe(200);
    const patch = await other.who.call(
      'PATCH',
      `/v1/capacities/${id}`,
      { atATime: 1 },
      { 'if-match': '"1"' },
    );
    expect(patch.status).toBe(404);
    expect((await other.who.post(`/v1/capacities/${id}/withdraw`, { reason: '不服' })).status).toBe(404);
    expect((await other.who.post(`/v1/capacities/${id}/reopen`)).status).toBe(404);
  });

  it('an account sees all the organisations that it speaks for', async () => {
    const contact = { role: 'applicant' as const, subject: 'founder-of-three' };
    const mine = await Promise.all([1, 2, 3].map(() => organisation({ standing: { contact } })));
    const founder = matching.as('applicant', '330302', 'founder-of-three');
    expect(ids(await founder.get('/v1/capacities/mine')).sort()).toEqual(mine.map(({ id }) => id).sort());
  });
});

describe('登记变动: matching follows the ledger, whatever the order of the news', () => {
  it('delivered thrice and the wrong way round it stands as the latest says', async () => {
    const { id, who } = await organisation();
    const [first, second, third] = [
      news('suspended', id, { version: 2, status: 'suspended' }),
      news('resumed', id, { version: 3, class: 'mature' }),
      news('suspended', id, { version: 4, status: 'suspended', class: 'mature' }),
    ];
    for (const take of [third, first, second, second, third, first, third]) await take();
    expect(await capacity(id, who)).toMatchObject({ state: 'suspended', class: 'mature' });
    const { version } = (await matching.deps.store.organisation(id))!;
    expect(version).toBe(2);
    await Promise.all([first, second, third].flatMap((take) => [take(), take(), take()]));
    expect((await matching.deps.store.organisation(id))!.version).toBe(2);
  });

  it('all at once it stands as the latest says', async () => {
    const { id, who } = await organisation();
    const all = Array.from({ length: 8 }, (_, index) =>
      news('changed', id, {
        version: index + 2,
        status: index === 7 ? 'active' : 'suspended',
        class: index === 7 ? 'mature' : 'growing',
      }),
    );
    await Promise.all(all.toReversed().map((take) => take()));
    expect(await capacity(id, who)).toMatchObject({ state: 'open', class: 'mature' });
  });

  it('of an unknown organisation the latest news is enough: it need not have heard of its founding', async () => {
    await news('reported-in', 'LATE-1', { version: 9 })();
    expect((await county().get('/v1/capacities/LATE-1')).json).toMatchObject({ state: 'open' });
  });

  it('suspended it takes nothing on: it neither accepts nor is confirmed, until it is resumed (C1.2)', async () => {
    const { id, who } = await organisation();
    const wang = matching.as('community', VISITS.division, 'wang');
    const wu = matching.as('township', '330302025', 'wu');
    const need = (await wang.post('/v1/needs', VISITS)).json as { id: string };
    await wang.post(`/v1/needs/${need.id}/publish`);
    const offer = (await who.post(`/v1/needs/${need.id}/claim`, {})).json as { id: string };
    await news('suspended', id, { version: 2, status: 'suspended' })();
    expect((await wu.post(`/v1/offers/${offer.id}/confirm`, {})).json).toMatchObject({
      status: 409,
      rule: 'status',
    });
    const another = (await wang.post('/v1/needs', VISITS)).json as { id: string };
    await wang.post(`/v1/needs/${another.id}/publish`);
    expect((await who.post(`/v1/needs/${another.id}/claim`, {})).json).toMatchObject({
      status: 409,
      rule: 'status',
    });
    await news('resumed', id, { version: 3 })();
    expect((await wu.post(`/v1/offers/${offer.id}/confirm`, {})).status).toBe(200);
  });

  it('at its end nobody says anything of it any more (C1.5)', async () => {
    const { id, who } = await organisation();
    await news('dissolved', id, { version: 2, status: 'dissolved' })();
    expect((await change(id, who, { atATime: 2 })).json).toMatchObject({ status: 409, state: 'dissolved' });
    expect((await who.post(`/v1/capacities/${id}/reopen`)).status).toBe(409);
  });

  it('who speaks for it changes with the ledger: the former contact sees and says nothing more', async () => {
    const { id, who } = await organisation();
    const contact = { role: 'organisation' as const, subject: 'new-leader' };
    await news('changed', id, { version: 2, contact })();
    const leader = matching.as('organisation', '330302', 'new-leader');
    expect((await leader.get(`/v1/capacities/${id}`)).status).toBe(200);
    expect((await who.get(`/v1/capacities/${id}`)).status).toBe(404);
    expect((await who.post(`/v1/capacities/${id}/withdraw`, { reason: '不服' })).status).toBe(404);
    expect(ids(await who.get('/v1/capacities/mine'))).toEqual([]);
  });
});
