import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { freePlaces, type Need } from '../../../functions/matching/model/listing.ts';
import { NO_SUPPLY, type Offer } from '../../../functions/matching/model/offer.ts';
import { freeCapacity, type Organisation } from '../../../functions/matching/model/organisation.ts';
import { breakOff, finish, hold, moved, release, take } from '../../../functions/matching/model/placing.ts';
import { STANDING } from '../../support/standing.ts';

const AT = '2026-11-25T02:00:00.000Z';
const NOW = { at: AT, day: '2026-11-25' };
const TERMS = { origin: 'claim', state: 'accepted', supply: NO_SUPPLY } as const;

const needOf = (demand: number): Need => ({
  type: 'need',
  id: 'N',
  owner: { role: 'community', subject: 'wang', division: '330302025010' },
  division: '330302025010',
  state: 'open',
  facts: {
    title: '独居老人每周探访',
    division: '330302025010',
    action: 'relief',
    kinds: ['companionship'],
    period: { from: '2026-12-01', to: '2027-02-28' },
    openUntil: '2026-12-20',
    urgency: 'normal',
    demand,
  },
  places: { held: 0, taken: 0, done: 0 },
  offers: 0,
  serving: [],
  passed: [],
  createdAt: AT,
  version: 1,
});

const organisationOf = (id: string, atATime: number): Organisation => ({
  id,
  name: id,
  kind: 'team',
  division: '330302025',
  standing: { ...STANDING, actions: ['relief'] },
  capacity: {
    state: 'open',
    actions: ['relief'],
    kinds: [],
    groups: [],
    areas: ['330302025'],
    beyond: false,
    atATime,
    skills: [],
    emergency: false,
    own: false,
    revision: 1,
  },
  load: { held: 0, running: 0, minutes: {} },
  rating: { sum: 0, count: 0 },
  version: 1,
});

describe('供需对接: no place of a need is lost or given twice (M1.4)', () => {
  it.each([
    ['a need that is withdrawn', { state: 'withdrawn' as const }, {}, '公开征集'],
    ['a need past its last day', { facts: { ...needOf(1).facts, openUntil: '2026-11-24' } }, {}, '截止日期'],
    ['a need whose places are held', { places: { held: 1, taken: 0, done: 0 } }, {}, '其他组织'],
    ['an organisation that is full', {}, { load: { held: 1, running: 1, minutes: {} } }, '已满（2 个）'],
    ['one that has a place of it already', { serving: ['O'] }, {}, '已认领'],
    ['one that is suspended', {}, { standing: { ...STANDING, status: 'suspended' as const } }, '不承接'],
  ])('%s is refused with the reason', (_, need, organisation, reason) => {
    const placing = hold(
      { ...needOf(1), ...need },
      { ...organisationOf('O', 2), ...organisation },
      TERMS,
      NOW,
    );
    expect(placing).toMatchObject({ outcome: 'refused', reason: expect.stringContaining(reason) });
  });

  it('who declined is not asked again, and the place is free for the next', () => {
    const placing = hold(needOf(1), organisationOf('O', 1), TERMS, NOW);
    if (placing.outcome === 'refused') throw new Error(placing.reason);
    const { need, organisation, offer } = release(placing, 'declined', { at: AT, reason: '人手不足' });
    expect(need).toMatchObject({ state: 'open', places: { held: 0 }, passed: ['O'], serving: [], offers: 1 });
    expect(freePlaces(need)).toBe(1);
    expect(freeCapacity(organisation)).toBe(1);
    expect(offer).toMatchObject({ id: 'N.1', state: 'declined', reason: '人手不足', version: 2 });
    expect(() => release({ need, organisation, offer }, 'declined', { at: AT })).toThrow('holds nothing');
  });

  it('a need is matched when its last place is taken, and closed when its last match is done', () => {
    const placing = hold(needOf(1), organisationOf('O', 1), TERMS, NOW);
    if (placing.outcome === 'refused') throw new Error(placing.reason);
    const taken = take(placing, AT);
    expect(taken.need).toMatchObject({ state: 'matched', places: { held: 0, taken: 1, done: 0 } });
    const done = finish(taken.need, taken.organisation, AT);
    expect(done.need).toMatchObject({ state: 'closed', endedAt: AT });
    expect(done.organisation.load).toMatchObject({ held: 0, running: 0 });
    expect(breakOff(taken.need, taken.organisation, { organisation: 'O' }).need).toMatchObject({
      state: 'open',
      serving: [],
      passed: ['O'],
    });
  });

  it('whatever is claimed, declined, confirmed, done and broken off, in whichever order', () => {
    const steps = fc.array(
      fc.tuple(fc.constantFrom('hold', 'release', 'take', 'finish', 'break'), fc.nat(2)),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 3 }),
        steps,
        (demand, most, all) => {
          let need = needOf(demand);
          const organisations = ['A', 'B', 'C'].map((id) => organisationOf(id, most));
          const offers: Offer[] = [];
          for (const [step, who] of all) {
            const mine = offers.filter(({ organisation }) => organisation === organisations[who]!.id);
            if (step === 'hold') {
              const placing = hold(need, organisations[who]!, TERMS, NOW);
              if (placing.outcome === 'refused') continue;
              ({ need, organisation: organisations[who] } = placing);
              offers.push(placing.offer);
            } else {
              const wanted = step === 'release' || step === 'take' ? 'accepted' : 'confirmed';
              const found = mine.find(({ state }) => state === wanted);
              if (!found) continue;
              const at = offers.indexOf(found);
              const placed = { need, organisation: organisations[who]!, offer: found };
              if (step === 'release') {
                const after = release(placed, 'declined', { at: AT });
                ({ need, organisation: organisations[who], offer: offers[at] } = after);
              } else if (step === 'take') {
                const after = take(placed, AT);
                ({ need, organisation: organisations[who], offer: offers[at] } = after);
              } else {
                const after =
                  step === 'finish'
                    ? finish(need, organisations[who]!, AT)
                    : breakOff(need, organisations[who]!, { organisation: organisations[who]!.id });
                ({ need, organisation: organisations[who] } = after);
                offers[at] = moved(found, step === 'finish' ? 'revoked' : 'lapsed', AT);
              }
            }
            const count = (state: Offer['state'], id?: string) =>
              offers.filter((one) => one.state === state && (id === undefined || one.organisation === id))
                .length;
            expect(need.places.held).toBe(count('accepted'));
            // Done ones keep their place.
            expect(need.places.taken).toBe(count('confirmed') + need.places.done);
            expect(freePlaces(need)).toBeGreaterThanOrEqual(0);
            expect(new Set(need.serving).size).toBe(need.places.held + need.places.taken);
            for (const { id, load } of organisations) {
              expect(load).toMatchObject({ held: count('accepted', id), running: count('confirmed', id) });
              expect(load.held + load.running).toBeLessThanOrEqual(most);
            }
          }
        },
      ),
    );
  });
});
