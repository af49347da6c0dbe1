import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../../shared/auth/caller.ts';
import { type MatchingService, matchingService, VISITS } from './service.ts';

let matching: MatchingService;
beforeAll(async () => {
  matching = await matchingService();
});
afterAll(() => matching.close());

const VILLAGE = '330302025010';
const wang = () => matching.as('community', VILLAGE, 'wang');
const wu = () => matching.as('township', '330302025', 'wu');
const agency = () => matching.as('agency', '330302', 'hope');
const provider = () => matching.as('provider', '330302', 'shoes');
type Who = ReturnType<typeof wang>;

const PROJECT = {
  title: '银龄陪伴计划',
  division: '330302025',
  action: 'relief',
  kinds: ['companionship'],
  period: { from: '2026-12-10', to: '2027-02-20' },
  openUntil: '2026-12-31',
  budgetFen: 1,
  phases: [{ title: '探访', from: '2026-12-10', to: '2027-02-20', budgetFen: 1 }],
};
const FUNDS = {
  title: '为老服务资金',
  division: '330302',
  period: { from: '2026-12-01', to: '2027-11-30' },
  openUntil: '2027-06-30',
  donor: 'enterprise',
  donorName: '某鞋业有限公司',
  gift: { type: 'funds', source: 'social-capital', fen: 500_000 },
};
async function begun(path: string, facts: object, who: Who) {
  const reply = await who.post(path, facts);
  expect(reply.status).toBe(201);
  return (reply.json as { id: string }).id;
}
async function published(path: string, facts: object, who: Who) {
  const id = await begun(path, facts, who);
  expect((await who.post(`${path}/${id}/publish`)).status).toBe(200);
  return id;
}
let serial = 0;
const organisation = async () => {
  serial += 1;
  const id = `A-${serial}`;
  return { id, who: await matching.enrol(id) };
};

/** Everybody who is not the one, as [role, division, subject]. */
type Stranger = readonly [role: Role, division: string, subject: string];
const STRANGERS: Readonly<Record<string, Stranger>> = {
  'the community beside it': ['community', '330302025019', 'wang'],
  'the township above': ['township', '330302025', 'wang'],
  'the township beside it': ['township', '330302026', 'wang'],
  'its county': ['county', '330302', 'wang'],
  'another county': ['county', '330304', 'wang'],
  'the city': ['city', '3303', 'wang'],
  'another agency': ['agency', '330302', 'wang'],
  'another provider': ['provider', '330302', 'wang'],
  'another organisation': ['organisation', '330302', 'wang'],
  'an applicant': ['applicant', '330302', 'wang'],
};
/** What each stranger is answered: by the role alone 403, else as for what does not exist. */
async function refusedTo(strangers: readonly string[], act: (who: Who) => Promise<{ status: number }>) {
  const answers = await Promise.all(
    strangers.map(async (name) => {
      const { status } = await act(matching.as(...STRANGERS[name]!));
      return [name, status];
    }),
  );
  expect(answers.filter(([, status]) => status !== 403 && status !== 404)).toEqual([]);
}
const ALL = Object.keys(STRANGERS);
const but = (...names: string[]) => ALL.filter((name) => !names.includes(name));

const LISTS = [
  ['/v1/needs', wang, VISITS],
  ['/v1/projects', agency, PROJECT],
  ['/v1/resources', provider, FUNDS],
] as const;

describe.each(LISTS)('谁能办理: %s, by its owner only', (path, owner, facts) => {
  const whole = async () => ({
    ...facts,
    ...(path === '/v1/projects' && { needs: [await published('/v1/needs', VISITS, wang())] }),
  });

  it('a draft is seen by nobody else, not by the city either', async () => {
    const id = await begun(path, facts, owner());
    await refusedTo(ALL, (who) => who.get(`${path}/${id}`));
    expect((await owner().get(`${path}/${id}`)).status).toBe(200);
  });

  it('a draft that was taken back is seen by nobody else, even where it says little', async () => {
    const id = await begun(path, { title: '名称' }, owner());
    expect((await owner().post(`${path}/${id}/withdraw`, { reason: '写错了' })).status).toBe(200);
    await refusedTo(ALL, (who) => who.get(`${path}/${id}`));
    expect((await owner().get(`${path}/${id}`)).json).toMatchObject({ state: 'withdrawn', title: '名称' });
    if (path === '/v1/needs')
      for (const rest of ['offers', 'candidates'])
        await refusedTo(ALL, (who) => who.get(`${path}/${id}/${rest}`));
  });

  it('nobody else changes, publishes or withdraws it', async () => {
    const draft = await begun(path, await whole(), owner());
    await refusedTo(ALL, (who) => who.post(`${path}/${draft}/publish`));
    const id = await published(path, await whole(), owner());
    await refusedTo(ALL, (who) =>
      who.call('PATCH', `${path}/${id}`, { title: '别的' }, { 'if-match': '"2"' }),
    );
    await refusedTo(ALL, (who) => who.post(`${path}/${id}/withdraw`, { reason: '不服' }));
    expect((await owner().get(`${path}/${id}`)).json).toMatchObject({ state: 'open', title: facts.title });
  });

  it('published it is seen by all who take part, and by the authorities of its subtree', async () => {
    const id = await published(path, await whole(), owner());
    // Resources of the county are for all in it, projects of the township for its communities.
    const beside = { '/v1/needs': 2, '/v1/projects': 1, '/v1/resources': 0 }[path];
    const elsewhere = [
      ...['the township beside it', 'the community beside it'].slice(0, beside),
      'another county',
    ];
    await refusedTo(elsewhere, (who) => who.get(`${path}/${id}`));
    for (const name of but(...elsewhere))
      expect([name, (await matching.as(...STRANGERS[name]!).get(`${path}/${id}`)).status]).toEqual([
        name,
        200,
      ]);
    const reply = await matching.as('city', '3303').get(`${path}/${id}`);
    for (const subject of ['"wang"', 'hope', 'shoes']) expect(reply.text).not.toContain(subject);
  });

  it('a list is of a division within one’s own', async () => {
    for (const [name, division] of [
      ['the community beside it', VILLAGE],
      ['the township above', '330302'],
      ['another county', '330302'],
      ['its county', '3303'],
    ] as const)
      expect((await matching.as(...STRANGERS[name]!).get(`${path}?division=${division}`)).status).toBe(403);
  });
});

describe('谁能办理: offers, by the organisation and the authority that confirms', () => {
  const claimed = async () => {
    const need = await published('/v1/needs', VISITS, wang());
    const { id, who } = await organisation();
    const offer = ((await who.post(`/v1/needs/${need}/claim`, {})).json as { id: string }).id;
    return { need, organisation: id, who, offer };
  };

  it('is seen by who speaks for the organisation, the need’s owner and the authorities above; by nobody else', async () => {
    const { offer, who, need } = await claimed();
    const above = ['the township above', 'its county', 'the city'];
    await refusedTo(but(...above), (other) => other.get(`/v1/offers/${offer}`));
    for (const one of [who, wang(), ...above.map((name) => matching.as(...STRANGERS[name]!))])
      expect((await one.get(`/v1/offers/${offer}`)).status).toBe(200);
    await refusedTo(but(...above), (other) => other.get(`/v1/needs/${need}/offers`));
    await refusedTo(but(...above), (other) => other.get(`/v1/needs/${need}/candidates`));
  });

  it('is answered by nobody but who speaks for the organisation', async () => {
    const { offer, organisation: id } = await claimed();
    await refusedTo(ALL, (other) => other.post(`/v1/offers/${offer}/accept`));
    await refusedTo(ALL, (other) => other.post(`/v1/offers/${offer}/decline`, { reason: '不服' }));
    await refusedTo(ALL, (other) => other.get(`/v1/offers?organisation=${id}`));
    expect((await matching.as('applicant', '330302', id).post(`/v1/offers/${offer}/accept`)).status).toBe(
      404,
    );
  });

  it('is confirmed, rejected and broken off by nobody but the township of the need (M1.3)', async () => {
    const { offer } = await claimed();
    const others = but('the township above');
    await refusedTo(others, (other) => other.post(`/v1/offers/${offer}/confirm`, {}));
    await refusedTo(others, (other) => other.post(`/v1/offers/${offer}/reject`, { reason: '不服' }));
    expect((await wu().post(`/v1/offers/${offer}/confirm`, {})).status).toBe(200);
    await refusedTo(others, (other) => other.post(`/v1/matches/${offer}/cancel`, { reason: '不服' }));
    expect((await wu().post(`/v1/matches/${offer}/cancel`, { reason: '无法继续' })).status).toBe(200);
  });

  it('waits among what its township has to confirm, and in no other authority’s list', async () => {
    const { offer } = await claimed();
    const listed = async (who: Who) => {
      const { json } = await who.get('/v1/confirmations?limit=100');
      return (json as { items: { id: string }[] }).items.some(({ id }) => id === offer);
    };
    expect(await listed(wu())).toBe(true);
    expect(await listed(matching.as('township', '330302026'))).toBe(false);
    expect(await listed(matching.as('county', '330302'))).toBe(false);
  });

  it('where a county has no townships, the county confirms (龙港)', async () => {
    const { childrenOf } = await import('../../../shared/divisions/index.ts');
    const village = childrenOf('330383').at(0)!.code;
    const community = matching.as('community', village, 'long');
    const need = await published('/v1/needs', { ...VISITS, division: village }, community);
    const who = await matching.enrol('LONG-1', { division: village });
    const offer = ((await who.post(`/v1/needs/${need}/claim`, {})).json as { id: string }).id;
    const county = matching.as('county', '330383');
    const { json } = await county.get('/v1/confirmations');
    expect((json as { items: object[] }).items).toContainEqual(expect.objectContaining({ id: offer }));
    expect((await county.post(`/v1/offers/${offer}/confirm`, {})).status).toBe(200);
  });
});
