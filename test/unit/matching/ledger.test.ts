import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { committed, pledged, settled, spent } from '../../../functions/matching/model/funds.ts';
import {
  difference,
  type Entry,
  HEADING_IDS,
  type Heading,
  ledgerPlace,
  postingsOf,
  sumsOf,
} from '../../../functions/matching/model/ledger.ts';
import type { Resource, ResourceFacts } from '../../../functions/matching/model/listing.ts';
import type { Match } from '../../../functions/matching/model/match.ts';
import { NO_SUPPLY } from '../../../functions/matching/model/offer.ts';
import {
  bought,
  PURPOSES,
  type Purchase,
  SELLERS,
  shareOf,
} from '../../../functions/matching/model/purchase.ts';
import { left, portions, withoutPortion, withPortion } from '../../../functions/matching/model/supply.ts';
import { SOURCES } from '../../../functions/matching/model/terms.ts';

const TODAY = '2026-11-25';
type Gift = ResourceFacts['gift'];

const resourceOf = (gift: Gift, division = '330302'): Resource => ({
  type: 'resource',
  id: 'R',
  owner: { role: 'provider', subject: 'shoes', division: '3303' },
  division,
  state: 'open',
  facts: {
    title: '为老服务资金',
    division,
    period: { from: '2026-12-01', to: '2027-11-30' },
    openUntil: '2027-06-30',
    donor: 'enterprise',
    donorName: '某鞋业有限公司',
    gift,
  },
  used: { fen: 0, quantity: 0, minutes: 0, slots: [] },
  promised: { fen: 0, quantity: 0, minutes: 0 },
  createdAt: '2026-11-25T02:00:00.000Z',
  publishedAt: '2026-11-25T02:00:00.000Z',
  version: 2,
});

const matchOf = (id: string, division: string, more: Partial<Match>): Match => ({
  id,
  need: id,
  title: '独居老人每周探访',
  needOwner: { role: 'community', subject: 'wang', division },
  organisation: 'ORG-1',
  organisationName: '服务队',
  division,
  action: 'relief',
  kinds: ['companionship'],
  period: { from: '2026-12-01', to: '2027-02-28' },
  origin: 'claim',
  supply: NO_SUPPLY,
  providers: {},
  sources: {},
  serials: { report: 0, spending: 0, dispute: 0, note: 0 },
  evidence: 0,
  reused: 0,
  phases: [],
  state: 'confirmed',
  confirmedOn: TODAY,
  publishedOn: TODAY,
  done: { reports: 0, minutes: 0, participants: 0, served: {} },
  spent: {},
  disputes: 0,
  version: 1,
  ...more,
});

/** What a run of entries comes to, by any part of a posting. */
function ledgerOf(entries: readonly Entry[], partOf: (entry: Entry, place: string) => string) {
  const parts = new Map<string, Partial<Record<Heading, number>>[]>();
  for (const entry of entries)
    for (const { heading, place, fen } of postingsOf(entry)) {
      const part = partOf(entry, place);
      parts.set(part, [...(parts.get(part) ?? []), { [heading]: fen }]);
    }
  return new Map([...parts].map(([part, list]) => [part, sumsOf(list)]));
}
const whole = (entries: readonly Entry[]) =>
  ledgerOf(entries, () => 'all').get('all') ?? (sumsOf([]) as Record<Heading, number>);

const PLACES = ['330302025010', '330302026001', '330302', '3303', '330383198201'] as const;
const gifts: fc.Arbitrary<Gift> = fc.oneof(
  fc.record({
    type: fc.constant('funds' as const),
    source: fc.constantFrom(...SOURCES),
    fen: fc.integer({ min: 1, max: 1_000_000 }),
  }),
  fc.record({
    type: fc.constant('goods' as const),
    source: fc.constantFrom(...SOURCES),
    what: fc.constant('大米'),
    unit: fc.constant('袋'),
    quantity: fc.integer({ min: 1, max: 1_000 }),
    unitFen: fc.integer({ min: 0, max: 10_000 }),
  }),
);

/** What may happen to a resource and the matches that get of it. */
const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('commit' as const), part: fc.double({ min: 0.01, max: 1, noNaN: true }) }),
    fc.record({ do: fc.constant('spend' as const), part: fc.double({ min: 0.01, max: 1, noNaN: true }) }),
    fc.record({ do: fc.constant('correct' as const) }),
    fc.record({ do: fc.constant('end' as const), how: fc.constantFrom('completed', 'cancelled') }),
    fc.record({ do: fc.constant('edit' as const), gift: gifts, place: fc.constantFrom(...PLACES) }),
    fc.record({ do: fc.constant('withdraw' as const) }),
  ),
  { maxLength: 25 },
);

/** Lives a resource through steps as the use cases take them, with what follows in the ledger. */
function live(gift: Gift, place: string, run: typeof steps extends fc.Arbitrary<infer T> ? T : never) {
  let resource = resourceOf(gift, place);
  const entries: Entry[] = [...pledged(resource, undefined, TODAY)];
  const matches: Match[] = [];
  const spendings: { match: Match; fen: number; number: number }[] = [];
  let number = 0;
  for (const step of run) {
    const { gift: now } = resource.facts;
    const running = matches.findIndex(({ state }) => state === 'confirmed');
    const match = matches[running];
    if (step.do === 'commit' && resource.state === 'open' && left(resource) > 0) {
      const amount = Math.ceil(left(resource) * step.part);
      const part = { resource: 'R', fen: amount };
      const supply =
        now.type === 'funds'
          ? { ...NO_SUPPLY, fundings: [part] }
          : { ...NO_SUPPLY, goods: [{ resource: 'R', quantity: amount }] };
      const one = matchOf(`M${matches.length}`, PLACES[matches.length % 2]!, { supply });
      resource = withPortion(resource, portions(supply).get('R')!, one.id);
      entries.push(...committed(one, [resource], TODAY));
      matches.push(one);
    } else if (step.do === 'spend' && match && now.type === 'funds') {
      const rest = match.supply.fundings[0]!.fen - (match.spent.R ?? 0);
      const fen = Math.floor(rest * step.part);
      if (fen === 0) continue;
      number += 1;
      entries.push(...spent(match, resource, { number, fen }, TODAY));
      matches[running] = { ...match, spent: { R: (match.spent.R ?? 0) + fen } };
      spendings.push({ match, fen, number });
    } else if (step.do === 'correct' && match && match.spent.R) {
      const mistake = spendings.findIndex((one) => one.match.id === match.id);
      if (mistake < 0) continue;
      const [{ fen, number: which }] = spendings.splice(mistake, 1) as [(typeof spendings)[0]];
      entries.push(...spent(match, resource, { number: which, fen: -fen }, TODAY));
      matches[running] = { ...match, spent: { R: match.spent.R - fen } };
    } else if (step.do === 'end' && match) {
      entries.push(...settled(match, [resource], step.how as 'completed', TODAY));
      const portion = portions(match.supply).get('R')!;
      resource = withoutPortion(
        resource,
        {
          ...portion,
          fen: portion.fen - (match.spent.R ?? 0),
          quantity: step.how === 'completed' ? 0 : portion.quantity,
        },
        match.id,
      );
      matches[running] = { ...match, state: step.how === 'completed' ? 'completed' : 'cancelled' };
    } else if (step.do === 'edit' && resource.state === 'open') {
      const { used } = resource;
      const touched = used.fen + used.quantity > 0;
      // What may still be changed of a resource that is used: how much there is, and where.
      const after = touched
        ? now.type === 'funds'
          ? { ...now, fen: used.fen + 1 }
          : { ...(now as Gift & { type: 'goods' }), quantity: used.quantity + 1 }
        : step.gift;
      const edited: Resource = {
        ...resource,
        division: step.place,
        facts: { ...resource.facts, division: step.place, gift: after as Gift },
        version: resource.version + 1,
      };
      entries.push(...pledged(edited, resource, TODAY));
      resource = edited;
    } else if (step.do === 'withdraw' && resource.state === 'open') {
      const after: Resource = { ...resource, state: 'withdrawn', version: resource.version + 1 };
      entries.push(...pledged(after, resource, TODAY));
      resource = after;
    }
  }
  return { resource, matches, entries };
}

describe('资金台账: double entry (M2.3)', () => {
  it('whatever happens to a resource, all headings together are zero: by account, by division, by year, by source', () => {
    fc.assert(
      fc.property(gifts, fc.constantFrom(...PLACES), steps, (gift, place, run) => {
        const { entries } = live(gift, place, run);
        for (const partOf of [
          (entry: Entry) => entry.account,
          (_: Entry, at: string) => at,
          (entry: Entry, at: string) => `${at} ${entry.year} ${entry.source} ${entry.form}`,
        ])
          for (const sums of ledgerOf(entries, partOf).values()) expect(difference(sums)).toBe(0);
        expect(whole(entries).transferred).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('at every step nothing is available, committed or spent below zero, and no entry comes twice', () => {
    fc.assert(
      fc.property(gifts, fc.constantFrom(...PLACES), steps, (gift, place, run) => {
        const { entries } = live(gift, place, run);
        expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
        for (let until = 1; until <= entries.length; until++) {
          const { available, committed: promised, spent: gone, returned } = whole(entries.slice(0, until));
          for (const fen of [available, promised, gone, returned]) expect(fen).toBeGreaterThanOrEqual(0);
        }
        for (const { fen } of entries) expect(Number.isSafeInteger(fen) && fen > 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('what is available in the ledger is what the resource list says is left; ended matches hold nothing', () => {
    fc.assert(
      fc.property(gifts, fc.constantFrom(...PLACES), steps, (gift, place, run) => {
        const { resource, matches, entries } = live(gift, place, run);
        const { gift: now } = resource.facts;
        const value = now.type === 'goods' ? now.unitFen : 1;
        expect(whole(entries).available).toBe(resource.state === 'open' ? left(resource) * value : 0);
        const byMatch = ledgerOf(entries, (entry) => ('match' in entry ? entry.match : ''));
        for (const { id, state, spent: gone } of matches) {
          const sums = byMatch.get(id);
          if (state !== 'confirmed') expect(sums?.committed ?? 0).toBe(0);
          if (now.type === 'funds' && sums) expect(sums.spent).toBe(gone.R ?? 0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('what a resource gives to another township goes from one to the other', () => {
    const funds = resourceOf({ type: 'funds', source: 'donation', fen: 1_000 }, '3303');
    const match = matchOf('M', '330302025010', {
      supply: { ...NO_SUPPLY, fundings: [{ resource: 'R', fen: 400 }] },
    });
    const sums = ledgerOf(
      [...pledged(funds, undefined, TODAY), ...committed(match, [funds], TODAY)],
      (_, at) => at,
    );
    expect(sums.get('3303')).toMatchObject({ given: -1_000, available: 600, transferred: 400 });
    expect(sums.get('330302025')).toMatchObject({ transferred: -400, committed: 400 });
  });

  it('counts a village in its township, in 龙港, which has none, in the county', () => {
    expect(PLACES.map(ledgerPlace)).toEqual(['330302025', '330302026', '330302', '3303', '330383']);
  });

  it('venues and people have no value in it', () => {
    const people = resourceOf({ type: 'people', people: 3, skills: [], minutes: 600 });
    const venue = resourceOf({ type: 'venue', address: '社区活动室', slots: [] });
    expect([...pledged(people, undefined, TODAY), ...pledged(venue, undefined, TODAY)]).toEqual([]);
  });

  it('money for a match counts in the year in which it was committed, whenever it is spent or given back', () => {
    const funds = resourceOf({ type: 'funds', source: 'government-purchase', fen: 1_000 });
    const match = matchOf('M', '330302025010', {
      supply: { ...NO_SUPPLY, fundings: [{ resource: 'R', fen: 400 }] },
      confirmedOn: '2026-12-30',
    });
    const entries = [
      ...committed(match, [funds], '2026-12-30'),
      ...spent(match, funds, { number: 1, fen: 100 }, '2027-01-05'),
      ...settled({ ...match, spent: { R: 100 } }, [funds], 'completed', '2027-03-01'),
    ];
    expect(entries.map(({ year, on }) => [year, on])).toEqual([
      ['2026', '2026-12-30'],
      ['2026', '2027-01-05'],
      ['2026', '2027-03-01'],
    ]);
    expect(shareOf(whole(entries))).toMatchObject({ matches: 100, numerator: 100, denominator: 100 });
  });
});

describe('政府购买占比: of new spending, what is bought from social organisations (O2)', () => {
  const purchases = fc.record({
    fen: fc.integer({ min: 1, max: 1_000_000 }),
    isNew: fc.boolean(),
    from: fc.constantFrom(...SELLERS),
    purpose: fc.constantFrom(...PURPOSES),
    reversed: fc.boolean(),
  });
  const purchaseOf = (facts: Pick<Purchase, 'fen' | 'isNew' | 'from' | 'purpose'>, id: number): Purchase => ({
    ...facts,
    id: `P${id}`,
    division: '330302',
    on: TODAY,
    sellerName: '某社会工作服务中心',
    what: '平台运营',
    document: '2026-17',
    recordedAt: '2026-11-25T02:00:00.000Z',
    version: 1,
  });

  it('counts each purchase that was not reversed once: in both when from a social organisation for platforms or support', () => {
    fc.assert(
      fc.property(fc.array(purchases, { maxLength: 20 }), (list) => {
        const entries = list.flatMap(({ reversed, ...facts }, index) => {
          const purchase = purchaseOf(facts, index);
          return [
            bought(purchase, 'purchase', TODAY),
            ...(reversed ? [bought(purchase, 'reversal', TODAY)] : []),
          ];
        });
        const sums = whole(entries);
        expect(difference(sums)).toBe(0);
        const counts = list.filter(({ isNew, reversed }) => isNew && !reversed);
        const total = (some: typeof list) => some.reduce((sum, { fen }) => sum + fen, 0);
        expect(shareOf(sums)).toMatchObject({
          numerator: total(
            counts.filter(({ from, purpose }) => from === 'social-organisation' && purpose !== 'other'),
          ),
          denominator: total(counts),
        });
      }),
      { numRuns: 300 },
    );
  });

  it('a sum over parts is the sum over all', () => {
    const sums = fc.record(
      Object.fromEntries(HEADING_IDS.map((heading) => [heading, fc.integer({ min: -1_000, max: 1_000 })])),
    );
    fc.assert(
      fc.property(fc.array(sums, { maxLength: 12 }), (parts) => {
        const all = shareOf(sumsOf(parts));
        const each = parts.map((part) => shareOf(part));
        expect(each.reduce((sum, { numerator }) => sum + numerator, 0)).toBe(all.numerator);
        expect(each.reduce((sum, { denominator }) => sum + denominator, 0)).toBe(all.denominator);
      }),
    );
  });
});
