import { describe, expect, it } from '@jest/globals';
import type { Role } from '../../shared/auth/caller.ts';
import { addDays } from '../../shared/calendar/index.ts';
import { today } from '../../shared/calendar/today.ts';
import { CHOIR } from '../integration/registration/service.ts';
import { eventually, http, token } from '../support/stack.ts';

/** 鹿城区南汇街道南塘社区 has no other journey's organisations. */
const VILLAGE = '330302025006';
const TOWNSHIP = '330302025';

const as = async (role: Role, division: string, subject: string) => {
  const bearer = await token(role, division, subject);
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await http(method, path, { token: bearer, headers, ...(body !== undefined && { body }) });
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.text}`);
    return answer;
  };
};
type Call = Awaited<ReturnType<typeof as>>;
const idOf = ({ json }: { json: unknown }) => (json as { id: string }).id;
interface Items<T> {
  items: T[];
}

/** Has a village take a team under its management. */
async function managed(resident: Call, village: Call, name: string): Promise<string> {
  const draft = { ...CHOIR, track: 'managed', division: VILLAGE, name, actions: ['culture', 'safety'] };
  const application = idOf(await resident('POST', '/v1/applications', draft));
  await resident('POST', `/v1/applications/${application}/submit`);
  await eventually(
    () => resident('GET', `/v1/applications/${application}`),
    ({ json }) => (json as { state: string }).state === 'pending',
  );
  await village('POST', `/v1/reviews/${application}/take`);
  const { json } = await village('POST', `/v1/reviews/${application}/approve`, {});
  return (json as { organisationId: string }).organisationId;
}

/** Publishes a need of the village. */
async function published(village: Call, more: object = {}): Promise<string> {
  const from = addDays(today(new Date()), 7);
  const id = idOf(
    await village('POST', '/v1/needs', {
      title: '重阳节合唱辅导',
      division: VILLAGE,
      action: 'culture',
      kinds: ['choir'],
      period: { from, to: addDays(from, 60) },
      openUntil: addDays(from, 10),
      urgency: 'normal',
      demand: 1,
      ...more,
    }),
  );
  await village('POST', `/v1/needs/${id}/publish`);
  return id;
}

const candidatesOf = (village: Call, need: string, wanted: (organisations: string[]) => boolean) =>
  eventually(
    async () => {
      const { json } = await village('GET', `/v1/needs/${need}/candidates`);
      return (json as Items<{ organisation: string }>).items.map(({ organisation }) => organisation);
    },
    wanted,
    30_000,
  );

describe('从需求到结对: through the local cloud, from the ledger to the resource list (M1.1 - M1.4)', () => {
  it('a team of the ledger is found for a need of its village, claims it, and is confirmed with what it gets', async () => {
    const resident = await as('applicant', '330302', 'journey-matching');
    const village = await as('community', VILLAGE, 'journey-village');
    const township = await as('township', TOWNSHIP, 'journey-township');
    const provider = await as('provider', '330302', 'journey-provider');

    const organisation = await managed(resident, village, '温州市鹿城区南汇街道南塘社区合唱队');
    const known = await eventually(
      async () => (await resident('GET', '/v1/capacities/mine')).json as Items<{ id: string; state: string }>,
      ({ items }) => items.some(({ id }) => id === organisation),
      30_000,
    );
    expect(known.items).toContainEqual(expect.objectContaining({ id: organisation, state: 'open' }));

    const need = await published(village);
    expect(await candidatesOf(village, need, (all) => all.includes(organisation))).toContain(organisation);
    const told = await resident('GET', '/v1/notices');
    expect((told.json as Items<object>).items).toContainEqual(
      expect.objectContaining({ kind: 'opportunity', organisation, link: `/v1/needs/${need}` }),
    );

    const from = today(new Date());
    const funds = idOf(
      await provider('POST', '/v1/resources', {
        title: '文化活动资金',
        division: '330302',
        period: { from, to: addDays(from, 300) },
        openUntil: addDays(from, 200),
        donor: 'enterprise',
        donorName: '某鞋业有限公司',
        gift: { type: 'funds', source: 'social-capital', fen: 1_000_000 },
      }),
    );
    await provider('POST', `/v1/resources/${funds}/publish`);
    const offer = idOf(await resident('POST', `/v1/needs/${need}/claim`, { organisation }));
    const supply = { fundings: [{ resource: funds, fen: 300_000 }], goods: [], people: [] };
    await township('POST', `/v1/offers/${offer}/confirm`, { supply });
    const list = await township('GET', `/v1/resource-list?division=${VILLAGE}`);
    expect((list.json as Items<object>).items).toContainEqual(
      expect.objectContaining({ need, organisation, providers: { [funds]: '某鞋业有限公司' } }),
    );
    expect((await village('GET', `/v1/needs/${need}`)).json).toMatchObject({
      state: 'matched',
      places: { taken: 1, free: 0 },
    });
    expect((await provider('GET', `/v1/resources/${funds}`)).json).toMatchObject({ used: { fen: 300_000 } });
  });

  it('a team that agreed beforehand is sent to an emergency at once; suspended it is found no more (A3, C1.2)', async () => {
    const resident = await as('applicant', '330302', 'journey-emergency');
    const village = await as('community', VILLAGE, 'journey-village');
    const organisation = await managed(resident, village, '温州市鹿城区南汇街道南塘社区救援队');
    const capacity = `/v1/capacities/${organisation}`;
    await eventually(
      async () => (await resident('GET', '/v1/capacities/mine')).json as Items<{ id: string }>,
      ({ items }) => items.some(({ id }) => id === organisation),
      30_000,
    );
    const { headers } = await resident('GET', capacity);
    await resident('PATCH', capacity, { emergency: true }, { 'if-match': headers.get('etag')! });

    const need = await published(village, {
      title: '台风后清理',
      action: 'safety',
      kinds: ['disaster'],
      urgency: 'emergency',
      emergency: 'natural-disaster',
    });
    const matched = await eventually(
      async () => (await village('GET', `/v1/needs/${need}`)).json as { state: string },
      ({ state }) => state === 'matched',
      30_000,
    );
    expect(matched).toMatchObject({ state: 'matched', places: { taken: 1 } });
    const list = await village('GET', `/v1/resource-list?division=${VILLAGE}`);
    expect((list.json as Items<object>).items).toContainEqual(
      expect.objectContaining({ need, organisation, origin: 'emergency' }),
    );

    const another = await published(village, { title: '春节合唱辅导' });
    expect(await candidatesOf(village, another, (all) => all.includes(organisation))).toContain(organisation);
    await village('POST', `/v1/organisations/${organisation}/suspend`, {
      reason: '长期未开展活动',
      clause: 'C1.4',
    });
    expect(await candidatesOf(village, another, (all) => !all.includes(organisation))).not.toContain(
      organisation,
    );
  });
});
