/** A match of the matching service, as tests of delivery begin with. */
import { expect } from '@jest/globals';
import { matchingService, VISITS } from './service.ts';

export const COMMUNITY = '330302025010';
export const TOWNSHIP = '330302025';
const FUNDS = {
  title: '为老服务资金',
  division: '330302',
  period: { from: '2026-11-01', to: '2027-11-30' },
  openUntil: '2027-06-30',
  donor: 'enterprise',
  donorName: '某鞋业有限公司',
  gift: { type: 'funds', source: 'social-capital', fen: 10_000_000 },
};

export interface Shown {
  id: string;
  state: string;
  phases: { number: number; reports: number; doneOn?: string }[];
  done: { reports: number; minutes: number; participants: number; served: object };
  budget: { resource: string; fen: number; spent: number; left: number }[];
  disputes: number;
  acceptBy?: string;
}

/** The service, with the people of one community, and matches that begin on 2026-12-01. */
export async function delivering() {
  const matching = await matchingService();
  const wang = matching.as('community', COMMUNITY, 'wang');
  const wu = matching.as('township', TOWNSHIP, 'wu');
  const chen = matching.as('county', '330302', 'chen');
  const shoes = matching.as('provider', '330302', 'shoes');
  let serial = 0;

  async function published(path: string, facts: object, who: typeof wang) {
    const { id } = (await who.post(path, facts)).json as { id: string };
    expect((await who.post(`${path}/${id}/publish`)).json).toMatchObject({ state: 'open' });
    return id;
  }

  /** A match that the township has confirmed, paid from funds of its own. */
  async function confirmed({
    need: more = {},
    fen = 200_000,
    owner = wang,
  }: {
    need?: object;
    fen?: number;
    owner?: typeof wang;
  } = {}) {
    serial += 1;
    const organisation = `ORG-${serial}`;
    const who = await matching.enrol(organisation, { standing: { actions: ['relief', 'culture'] } });
    const funds = await published('/v1/resources', FUNDS, shoes);
    const need = await published(
      '/v1/needs',
      { ...VISITS, period: { from: '2026-12-01', to: '2027-02-28' }, ...more },
      owner,
    );
    return { ...(await placed(need, funds, fen, who)), organisation, who, funds, need };
  }

  async function placed(need: string, funds: string, fen: number, who: typeof wang) {
    const claim = await who.post(`/v1/needs/${need}/claim`, {});
    const { id } = claim.json as { id: string };
    const supply = { fundings: [{ resource: funds, fen }], goods: [], people: [] };
    const reply = await wu.post(`/v1/offers/${id}/confirm`, { supply });
    expect({ status: reply.status, json: reply.json }).toMatchObject({ status: 200 });
    const path = `/v1/matches/${id}`;
    return {
      id,
      path,
      shown: async () => (await who.get(path)).json as Shown,
      report: (more: object = {}, by = who) => by.post(`${path}/progress`, { ...VISIT, ...more }),
      spend: (more: object = {}) =>
        who.post(`${path}/spending`, {
          resource: funds,
          fen: 10_000,
          on: '2026-12-06',
          what: '慰问品',
          ...more,
        }),
    };
  }
  type Confirmed = Awaited<ReturnType<typeof confirmed>>;

  /** Lets time pass until ten in the morning of a day. */
  const until = (day: string) => {
    const hours = (Date.parse(`${day}T02:00:00.000Z`) - matching.deps.now().getTime()) / 3_600_000;
    matching.pass({ hours });
  };
  async function running(asked: Parameters<typeof confirmed>[0] = {}) {
    const match = await confirmed(asked);
    expect((await match.who.post(`${match.path}/start`)).status).toBe(200);
    return match;
  }
  /** Reported, its phase done, and handed to its need's owner. */
  async function delivered(match: Confirmed) {
    expect((await match.report()).status).toBe(201);
    expect((await match.who.post(`${match.path}/phases/0/done`)).status).toBe(200);
    expect((await match.who.post(`${match.path}/complete`)).json).toMatchObject({ state: 'delivered' });
    return match;
  }
  async function completed(asked: Parameters<typeof confirmed>[0] = {}) {
    const match = await delivered(await running(asked));
    const reply = await (asked.owner ?? wang).post(`${match.path}/accept`);
    expect(reply.json).toMatchObject({ state: 'completed' });
    return match;
  }

  return { matching, wang, wu, chen, shoes, confirmed, running, delivered, completed, until };
}

/** A day's visits. */
export const VISIT = {
  phase: 0,
  on: '2026-12-06',
  note: '上门探访 12 户，陪聊、读报',
  minutes: 480,
  participants: 4,
  served: { 'empty-nest': 12 },
};
