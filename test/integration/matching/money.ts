/** What tests about money do with the matching service. */
import { expect } from '@jest/globals';
import { type MatchingService, VISITS } from './service.ts';

/** 50 万分 of an enterprise for 鹿城区. */
export const FUNDS = {
  title: '为老服务资金',
  division: '330302',
  period: { from: '2026-12-01', to: '2027-11-30' },
  openUntil: '2027-06-30',
  donor: 'enterprise',
  donorName: '某鞋业有限公司',
  gift: { type: 'funds', source: 'social-capital', fen: 500_000 },
} as const;

type Who = ReturnType<MatchingService['as']>;

/** The steps that bring money to a match. */
export function moneyOf(matching: MatchingService) {
  let serial = 0;
  const people = {
    wang: matching.as('community', '330302025010', 'wang'),
    wu: matching.as('township', '330302025', 'wu'),
    chen: matching.as('county', '330302', 'chen'),
    lin: matching.as('city', '3303', 'lin'),
    shoes: matching.as('provider', '330302', 'shoes'),
  };
  const published = async (path: string, facts: object, who: Who): Promise<string> => {
    const { status, json } = await who.post(path, facts);
    expect({ status, json }).toMatchObject({ status: 201 });
    const { id } = json as { id: string };
    expect((await who.post(`${path}/${id}/publish`)).json).toMatchObject({ state: 'open' });
    return id;
  };
  const organisation = async (standing: object = {}) => {
    serial += 1;
    const id = `MONEY-${serial}`;
    return { id, who: await matching.enrol(id, { standing }) };
  };
  const resource = (more: object = {}, who = people.shoes) =>
    published('/v1/resources', { ...FUNDS, ...more }, who);

  return {
    ...people,
    organisation,
    published,
    resource,
    funds: (fen: number, source = 'social-capital', more: object = {}, who = people.shoes) =>
      resource({ ...more, gift: { type: 'funds', source, fen } }, who),
    /** A need that an organisation has claimed, up to the township's word. */
    claimed: async (more: object = {}, { who }: { who: Who } = { who: people.wang }): Promise<string> => {
      const id = await published('/v1/needs', { ...VISITS, ...more }, people.wang);
      const claimant = who === people.wang ? (await organisation({ class: 'mature' })).who : who;
      const { status, json } = await claimant.post(`/v1/needs/${id}/claim`, {});
      expect({ status, json }).toMatchObject({ status: 201 });
      return (json as { id: string }).id;
    },
    /** Confirms an offer with money of resources. */
    confirm: (offer: string, ...fundings: [resource: string, fen: number][]) =>
      people.wu.post(`/v1/offers/${offer}/confirm`, {
        supply: { fundings: fundings.map(([id, fen]) => ({ resource: id, fen })), goods: [], people: [] },
      }),
    /** What a resource or purchase has by heading. */
    account: async (id: string) => {
      const { [id]: found } = Object.fromEntries(await matching.deps.store.accounts([id]));
      return found;
    },
  };
}
