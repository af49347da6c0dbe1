import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NO_SUPPLY, type Offer, offerId } from '../../../functions/matching/model/offer.ts';
import type { Round } from '../../../functions/matching/model/round.ts';
import { putOffer } from '../../../functions/matching/store/offers.ts';
import { putRound, putRow } from '../../../functions/matching/store/rounds.ts';
import { type MatchingService, matchingService, VISITS } from './service.ts';

let matching: MatchingService;
beforeAll(async () => {
  matching = await matchingService();
});
afterAll(() => matching.close());

const LUCHENG = '330302';
const NANHUI = '330302025';
const CHUNQIU = '330302025010';
const AT = '2026-11-25T02:00:00.000Z';

type Caller = ReturnType<MatchingService['as']>;
/** All pages of a list, each with the ids that it shows. */
async function pages(who: Caller, path: string, idOf: (item: never) => unknown) {
  const all: unknown[][] = [];
  let cursor: string | undefined;
  do {
    const { json, status } = await who.get(`${path}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    expect(status).toBe(200);
    const page = json as { items: never[]; next?: string };
    all.push(page.items.map(idOf));
    cursor = page.next;
  } while (cursor !== undefined);
  return all;
}

const offerOf = (need: string, serial: number, more: Partial<Offer> = {}): Offer => ({
  id: offerId(need, serial),
  need,
  serial,
  organisation: `ORG-${serial}`,
  organisationName: '服务队',
  title: '探访',
  division: CHUNQIU,
  action: 'relief',
  origin: 'round',
  state: 'declined',
  supply: NO_SUPPLY,
  createdAt: AT,
  at: AT,
  version: 1,
  ...more,
});

describe('分页: a page is full, or it is the last (M1.3, M2.2)', () => {
  it('a township sees the rows of its own needs alone, page by page, however many the county has', async () => {
    const round: Round = {
      id: 'R-1',
      county: LUCHENG,
      state: 'done',
      by: { role: 'county', subject: 'chen' },
      createdAt: AT,
      touchedAt: AT,
      due: 1,
      attempt: 'A-1',
      rows: 90,
      next: 0,
      counts: { chosen: 0, held: 0, overtaken: 0, announced: 0 },
      policy: 'matching.v1',
      version: 2,
    };
    const rows = Array.from({ length: 90 }, (_, number) => ({
      number,
      need: `N-${number}`,
      title: '探访',
      division: number % 9 === 0 ? CHUNQIU : `3303020${10 + (number % 9)}001`,
      explanation: [],
    }));
    await matching.deps.store.save({ writes: putRound({ ...round, state: 'queued', version: 1 }) });
    await matching.deps.store.save({ writes: putRound(round) });
    await matching.deps.store.save({ writes: rows.map((row) => putRow(round, row)) });
    const path = '/v1/rounds/R-1/rows?limit=4';
    const seen = await pages(matching.as('township', NANHUI, 'wu'), path, ({ need }) => need);
    expect(seen.map(({ length }) => length)).toEqual([4, 4, 2]);
    expect(seen.flat()).toEqual(Array.from({ length: 10 }, (_, at) => `N-${at * 9}`));
    const county = await pages(matching.as('county', LUCHENG, 'chen'), path, ({ need }) => need);
    expect(new Set(county.flat()).size).toBe(90);
    for (const page of county.slice(0, -1)) expect(page).toHaveLength(4);
  });

  it('of the offers of a need those that nobody sees yet leave no gaps', async () => {
    const community = matching.as('community', CHUNQIU, 'wang');
    const { json } = await community.post('/v1/needs', VISITS);
    const { id } = json as { id: string };
    await community.post(`/v1/needs/${id}/publish`);
    const offers = Array.from({ length: 9 }, (_, at) =>
      offerOf(id, at + 1, { state: at % 2 === 0 ? 'planned' : 'declined' }),
    );
    await matching.deps.store.save({ writes: offers.map(putOffer) });
    const seen = await pages(community, `/v1/needs/${id}/offers?limit=3`, ({ id: offer }) => offer);
    expect(seen).toEqual([[2, 4, 6].map((serial) => offerId(id, serial)), [offerId(id, 8)]]);
  });

  it('a county has to confirm what its townships do not, and finds it without paging through theirs (M1.3)', async () => {
    const own = Array.from({ length: 3 }, (_, at) =>
      offerOf(`OWN-${at}`, 1, { state: 'accepted', division: LUCHENG }),
    );
    const theirs = Array.from({ length: 12 }, (_, at) => offerOf(`THEIRS-${at}`, 1, { state: 'accepted' }));
    const [longgang, village] = ['330383', '330383198001'];
    const without = Array.from({ length: 3 }, (_, at) =>
      offerOf(`DIRECT-${at}`, 1, { state: 'accepted', division: village }),
    );
    await matching.deps.store.save({ writes: [...own, ...theirs, ...without].map(putOffer) });
    const waiting = (role: 'county' | 'township', division: string) =>
      pages(matching.as(role, division, 'x'), '/v1/confirmations?limit=2', ({ need }) => need);
    expect(await waiting('county', LUCHENG)).toEqual([['OWN-0', 'OWN-1'], ['OWN-2']]);
    expect((await waiting('township', NANHUI)).flat()).toEqual(theirs.map(({ need }) => need).sort());
    expect((await waiting('county', longgang)).flat()).toEqual(['DIRECT-0', 'DIRECT-1', 'DIRECT-2']);
  });

  it('an organisation asks for its offers of one state: full pages of them', async () => {
    const who = await matching.enrol('ORG-LIST');
    const offers = Array.from({ length: 90 }, (_, at) =>
      offerOf(`LISTED-${String(at).padStart(2, '0')}`, 1, {
        organisation: 'ORG-LIST',
        state: at % 9 === 0 ? 'lapsed' : 'declined',
      }),
    );
    await matching.deps.store.save({ writes: offers.map(putOffer) });
    const path = '/v1/offers?organisation=ORG-LIST&state=lapsed&limit=4';
    const seen = await pages(who, path, ({ need }) => need);
    expect(seen.map(({ length }) => length)).toEqual([4, 4, 2]);
    expect(new Set(seen.flat()).size).toBe(10);
  });
});
