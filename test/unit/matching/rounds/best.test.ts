import { describe, expect, it } from '@jest/globals';
import type { Candidate } from '../../../../functions/matching/model/candidates.ts';
import type { Situation } from '../../../../functions/matching/model/instance.ts';
import type { Need, Resource } from '../../../../functions/matching/model/listing.ts';
import type { Organisation } from '../../../../functions/matching/model/organisation.ts';
import { best } from '../../../../functions/matching/rounds/best.ts';
import { situationOf } from '../../../support/matching-county.ts';

const county = situationOf();
const [need] = county.needs as [Need];
const [fund] = county.resources as [Resource];
const [organisation] = [...county.organisations.values()] as [Organisation];
const day = need.facts.period.from;
const district = need.division.slice(0, 6);
const SLOT = { from: `${day}T10:00:00+08:00`, to: `${day}T12:00:00+08:00` };

/** As many needs, organisations and resources, of which any serves any. */
function alike(count: number, facts: Partial<Need['facts']>, gift: Resource['facts']['gift']): Situation {
  const ids = Array.from({ length: count }, (_, at) => at);
  const { budgetFen: _, slot: __, sources: ___, ...asked } = need.facts;
  const { actions: ____, groups: _____, ...given } = fund.facts;
  const { minutesAMonth: ______, period: _______, ...capacity } = organisation.capacity;
  const organisations = ids.map((at) => ({
    ...organisation,
    id: `o${at}`,
    capacity: { ...capacity, actions: [need.facts.action], kinds: [], areas: [district], atATime: 5 },
  }));
  const needs = ids.map((at) => ({ ...need, id: `n${at}`, facts: { ...asked, demand: 1, ...facts } }));
  return {
    ...county,
    needs,
    organisations: new Map(organisations.map((one) => [one.id, one])),
    candidates: new Map(
      needs.map(({ id }) => [
        id,
        organisations.map(
          (one): Candidate => ({
            organisation: one.id,
            organisationName: one.name,
            score: { points: 500, parts: [], policy: 'matching.v1' },
          }),
        ),
      ]),
    ),
    resources: ids.map((at) => ({
      ...fund,
      id: `r${at}`,
      facts: { ...given, division: district, openUntil: '2099-01-01', period: need.facts.period, gift },
    })),
  };
}

describe('统一分配: nothing that could serve a need is passed over (M2.2)', () => {
  it('eight needs and as many funds, each of which pays for one: all are served', async () => {
    const gift = { type: 'funds', source: 'donation', fen: 100_000 } as const;
    const { result, prepared } = await best(alike(8, { budgetFen: 100_000 }, gift), 60);
    expect(result.chosen).toHaveLength(8);
    expect(result).toMatchObject({ proven: true, gap: 0, objective: 4_000 });
    const paying = result.chosen.map((at) => prepared.choices[at]!.supply.fundings[0]!.resource);
    expect(new Set(paying).size).toBe(8);
  });

  it('eight needs that want a hall at one time, and as many halls: all are served', async () => {
    const gift = { type: 'venue', address: '礼堂', slots: [SLOT] } as const;
    const { result, prepared } = await best(alike(8, { slot: SLOT }, gift), 60);
    expect(result).toMatchObject({ proven: true, gap: 0, objective: 4_000 });
    const halls = result.chosen.map((at) => prepared.choices[at]!.supply.venue!.resource);
    expect(new Set(halls).size).toBe(8);
  });

  it('where there are more ways than the solver takes, the bound says what the others might bring', async () => {
    const gift = { type: 'funds', source: 'donation', fen: 100_000 } as const;
    const situation = alike(8, { budgetFen: 100_000 }, gift);
    const { result, prepared } = await best(situation, 60, 100);
    const others = [...prepared.others()];
    expect(prepared.instance.candidates.length + others.length).toBe(8 * 8 * 8);
    expect(others.length).toBeGreaterThan(50);
    expect(result.objective).toBeLessThanOrEqual(4_000);
    expect(result.bound).toBeGreaterThanOrEqual(4_000);
  });
});
