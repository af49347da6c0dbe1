import { BatchWriteCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { expect } from '@jest/globals';
import { type Offer, offerId } from '../../../functions/matching/model/offer.ts';
import { type MatchingService, VISITS } from './service.ts';

/** 鹿城区, where the township 南汇街道 (330302025) has the community 春秋社区. */
export const LUCHENG = '330302';
export const CHUNQIU = '330302025010';

const AFTERNOON = { from: '2026-12-05T14:00:00+08:00', to: '2026-12-05T16:00:00+08:00' };
const GIFT = {
  title: '社区服务支持',
  division: LUCHENG,
  period: { from: '2026-12-01', to: '2027-11-30' },
  openUntil: '2027-06-30',
  donor: 'enterprise',
  donorName: '某鞋业有限公司',
};
const HALL = { ...GIFT, gift: { type: 'venue', address: '春秋社区礼堂', slots: [AFTERNOON] } };

export interface RoundCounty {
  /** Ids by what the needs are for. */
  needs: Record<keyof typeof NEEDS, string>;
  organisations: string[];
  funds: string;
  hall: string;
}

/** What a round has to weigh: a place each, two places, money for one of two, a hall for one of two, nobody who does it. */
const NEEDS = {
  visits: {},
  bathing: { title: '助浴' },
  reading: { title: '读报' },
  meals: { title: '送餐', demand: 2 },
  repairs: { title: '适老化改造', budgetFen: 300_000 },
  trips: { title: '外出陪同', budgetFen: 300_000 },
  festival: { title: '重阳聚会', slot: AFTERNOON },
  course: { title: '健康讲座', slot: { ...AFTERNOON, from: '2026-12-05T15:00:00+08:00' } },
  choir: { title: '合唱队', action: 'culture', kinds: ['choir'] },
};
const ORGANISATIONS = 6;

type Items = Record<string, unknown>[];

/** All that a service's table holds. */
export async function itemsOf({ cloud }: MatchingService): Promise<Items> {
  const items: Items = [];
  for await (const { Items: page = [] } of paginateScan(
    { client: cloud.documentClient },
    { TableName: cloud.table, ConsistentRead: true },
  ))
    items.push(...page);
  return items;
}

/** Puts items into a service's empty table: quicker than to do again what they come from. */
export async function filled({ cloud, deps }: MatchingService, items: Items, ids = 'later'): Promise<void> {
  for (let at = 0; at < items.length; at += 25)
    await cloud.documentClient.send(
      new BatchWriteCommand({
        RequestItems: {
          [cloud.table]: items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } })),
        },
      }),
    );
  deps.newId = sequence(ids);
}

/** Ids in order, the same each time. */
function sequence(prefix: string) {
  let serial = 0;
  return () => `${prefix}-${String(++serial).padStart(5, '0')}`;
}

/** A county with all of that, its candidates found; with the same ids each time. */
export async function roundCounty(matching: MatchingService): Promise<RoundCounty> {
  matching.deps.newId = sequence('id');
  const organisations = Array.from({ length: ORGANISATIONS }, (_, index) => `ORG-${index}`);
  for (const [index, id] of organisations.entries())
    await matching.enrol(id, { standing: { class: index % 2 === 0 ? 'growing' : 'start-up' } });
  const community = matching.as('community', CHUNQIU, 'wang');
  const provider = matching.as('provider', LUCHENG, 'shoes');
  const published = async (who: typeof community, path: string, facts: object) => {
    const { json } = await who.post(path, facts);
    const { id } = json as { id: string };
    expect((await who.post(`${path}/${id}/publish`)).json).toMatchObject({ state: 'open' });
    return id;
  };
  const needs: Record<string, string> = {};
  for (const [name, facts] of Object.entries(NEEDS))
    needs[name] = await published(community, '/v1/needs', { ...VISITS, ...facts });
  const funds = await published(provider, '/v1/resources', {
    ...GIFT,
    gift: { type: 'funds', source: 'social-capital', fen: 500_000 },
  });
  const hall = await published(provider, '/v1/resources', HALL);
  await matching.work();
  return { needs: needs as RoundCounty['needs'], organisations, funds, hall };
}

/** How needs and organisations stand: what a round leaves behind, without its times and versions. */
export async function standing(matching: MatchingService, { needs, organisations }: RoundCounty) {
  const { store } = matching.deps;
  const loads = await store.organisations(organisations);
  return {
    needs: Object.fromEntries(
      await Promise.all(
        Object.entries(needs).map(async ([name, id]) => {
          const need = await store.listing('need', id);
          if (need?.type !== 'need' || need.state === 'draft') throw new Error(`${name} is not published`);
          // Those as well that nobody sees yet; not those that were taken back.
          const offers = await Promise.all(
            Array.from({ length: need.offers }, (_, at) => store.offer(offerId(id, at + 1))),
          );
          const { state, places, passed } = need;
          return [
            name,
            { state, places, passed, offers: offers.flatMap((offer) => (offer ? [ofOffer(offer)] : [])) },
          ] as const;
        }),
      ),
    ),
    loads: Object.fromEntries(
      loads.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ id, load }) => [id, load] as const),
    ),
  };
}

const ofOffer = ({ organisation, origin, from, state, supply, score }: Offer) => ({
  organisation,
  origin,
  from,
  state,
  supply,
  points: score?.points,
});
