import { describe, expect, it } from '@jest/globals';
import {
  as,
  type Call,
  funded,
  type Items,
  idOf,
  managed,
  published as publishedBy,
} from '../support/matching-journey.ts';
import { eventually } from '../support/stack.ts';

// 江都社区 of 七都街道, where no other journey has organisations: only the best are told of a need and listed for it.
const TOWNSHIP = '330302023';
const VILLAGE = `${TOWNSHIP}001`;
const team = (resident: Call, village: Call, name: string) =>
  managed(resident, village, `温州市鹿城区七都街道江都社区${name}`, undefined, VILLAGE);
const published = (village: Call, more: object = {}) => publishedBy(village, { division: VILLAGE, ...more });
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
    const village = await as('community', VILLAGE, 'matching-village');
    const township = await as('township', TOWNSHIP, 'matching-township');
    const provider = await as('provider', '330302', 'journey-provider');

    const organisation = await team(resident, village, '合唱队');
    const known = (await resident('GET', '/v1/capacities/mine')).json as Items<object>;
    expect(known.items).toContainEqual(expect.objectContaining({ id: organisation, state: 'open' }));

    const need = await published(village);
    expect(await candidatesOf(village, need, (all) => all.includes(organisation))).toContain(organisation);
    const told = await resident('GET', '/v1/notices');
    expect((told.json as Items<object>).items).toContainEqual(
      expect.objectContaining({ kind: 'opportunity', organisation, link: `/v1/needs/${need}` }),
    );

    const funds = await funded(provider, 1_000_000);
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
    const village = await as('community', VILLAGE, 'matching-village');
    const organisation = await team(resident, village, '救援队');
    const capacity = `/v1/capacities/${organisation}`;
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
