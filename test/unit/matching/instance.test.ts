import { describe, expect, it } from '@jest/globals';
import { allocate } from '../../../functions/matching/allocation/allocate.ts';
import type { Instance } from '../../../functions/matching/allocation/instance.ts';
import { type Prepared, prepare, type Situation } from '../../../functions/matching/model/instance.ts';
import type { Need, Project, Resource } from '../../../functions/matching/model/listing.ts';
import type { Source } from '../../../functions/matching/model/terms.ts';
import { situationOf } from '../../support/matching-county.ts';

/** What the chosen take of everything that is bounded, above what there is. */
function excesses(
  { needs, organisations, limits, candidates }: Instance,
  chosen: readonly number[],
): string[] {
  const taken = new Map<string, number>();
  const take = (what: string, amount: number) => taken.set(what, (taken.get(what) ?? 0) + amount);
  for (const { need, organisation, uses = [] } of chosen.map((at) => candidates[at]!)) {
    take(`need ${need}`, 1);
    take(`organisation ${organisation}`, 1);
    for (const { limit, amount } of uses) take(`limit ${limit}`, amount);
  }
  const most = new Map<string, number>([
    ...needs.map(({ id, demand }) => [`need ${id}`, demand] as const),
    ...organisations.map(({ id, capacity }) => [`organisation ${id}`, capacity] as const),
    ...limits.map(({ id, amount }) => [`limit ${id}`, amount] as const),
  ]);
  return [...taken].filter(([what, amount]) => amount > most.get(what)!).map(([what]) => what);
}

/** The best candidates first, each as long as everything bounded allows it. */
function greedy(instance: Instance): number {
  const order = [...instance.candidates.keys()].sort(
    (a, b) => instance.candidates[b]!.score - instance.candidates[a]!.score || a - b,
  );
  const total = instance.needs.reduce((sum, { demand }) => sum + demand, 0);
  const share = Math.max(1, Math.floor((instance.maxShare ?? 1) * total));
  const capped = {
    ...instance,
    organisations: instance.organisations.map((one) => ({ ...one, capacity: Math.min(one.capacity, share) })),
  };
  const chosen: number[] = [];
  const pairs = new Set<string>();
  for (const at of order) {
    const { need, organisation } = instance.candidates[at]!;
    const pair = `${need} ${organisation}`;
    if (pairs.has(pair) || excesses(capped, [...chosen, at]).length > 0) continue;
    pairs.add(pair);
    chosen.push(at);
  }
  return chosen.reduce((sum, at) => sum + instance.candidates[at]!.score, 0);
}

/** What candidates speak of and is not there, and ids that are there twice. */
function unknown({ needs, organisations, limits, candidates }: Instance): string[] {
  const [known, twice] = [new Set<string>(), new Set<string>()];
  for (const [part, entries] of Object.entries({ needs, organisations, limits }))
    for (const { id } of entries)
      known.has(`${part} ${id}`) ? twice.add(`${part} ${id}`) : known.add(`${part} ${id}`);
  const named = candidates.flatMap(({ need, organisation, uses = [] }) => [
    `needs ${need}`,
    `organisations ${organisation}`,
    ...uses.map(({ limit }) => `limits ${limit}`),
  ]);
  return [...twice, ...named.filter((one) => !known.has(one))];
}

const shuffled = (situation: Situation): Situation => ({
  ...situation,
  needs: situation.needs.toReversed(),
  resources: situation.resources.toReversed(),
  organisations: new Map([...situation.organisations].reverse()),
  candidates: new Map([...situation.candidates].reverse()),
});

describe('统一分配的问题: what a round of a county is made of (M2.2)', () => {
  const situation = situationOf();

  it('is without faults, and the same whatever the order in which it was read', () => {
    const { instance, choices } = prepare(situation);
    expect(unknown(instance)).toEqual([]);
    expect(instance.candidates.length).toBeGreaterThan(100);
    expect(choices).toHaveLength(instance.candidates.length);
    expect(JSON.stringify(prepare(shuffled(situation)).instance)).toBe(JSON.stringify(instance));
  });

  it('solved, it keeps all bounds, is proven, and brings no less than taking the best one by one', async () => {
    const { instance } = prepare(situation);
    const { chosen, objective, bound, gap } = await allocate(instance);
    expect(excesses(instance, chosen)).toEqual([]);
    expect({ gap, objective }).toEqual({ gap: 0, objective: bound });
    expect(objective).toBeGreaterThanOrEqual(greedy(instance));
  });

  const [first] = situation.needs as [Need];
  const fund = situation.resources.find(({ facts }) => facts.gift.type === 'funds')! as Resource;
  const one = (
    need: Partial<Need['facts']>,
    resources: readonly Resource[] = situation.resources,
  ): Situation => ({
    ...situation,
    needs: [{ ...first, facts: { ...first.facts, ...need } }],
    resources,
  });
  const funds = (facts: Partial<Resource['facts']>, fen: number, used = 0): Resource =>
    ({
      ...fund,
      facts: {
        ...fund.facts,
        division: '330302',
        ...facts,
        gift: { type: 'funds', source: 'donation', fen },
      },
      used: { ...fund.used, fen: used },
    }) as Resource;
  const limitsOf = (found: Situation) => prepare(found).instance.limits;

  it('what costs nothing needs no money; what costs is paid from funds with enough left (M2.3)', () => {
    const { budgetFen: _, ...free } = first.facts;
    expect(limitsOf({ ...one({}), needs: [{ ...first, facts: free }] })).toEqual([]);
    expect(limitsOf(one({ budgetFen: 100 }, [funds({}, 150, 50)]))).toEqual([
      { id: `funds.${fund.id}`, amount: 100 },
    ]);
    for (const none of [[], [funds({}, 150, 51)], [funds({ division: '330303' }, 1_000)]])
      expect(prepare(one({ budgetFen: 100 }, none))).toMatchObject({
        instance: { candidates: [] },
        unfunded: new Set([first.id]),
      });
  });

  const from = (id: string, source: Source, fen: number): Resource => {
    const given = funds({}, fen);
    return { ...given, id, facts: { ...given.facts, gift: { type: 'funds', source, fen } } };
  };
  const paid = ({ choices }: Prepared) =>
    new Set(choices.flatMap(({ supply }) => supply.fundings.map(({ resource }) => resource)));

  it('what each provider gives from each channel is a limit of its own (M2.3)', () => {
    const resources = [
      from('BUREAU-CAPITAL', 'social-capital', 500),
      from('FIRM-CAPITAL', 'social-capital', 400),
      from('FIRM-DONATION', 'donation', 300),
    ];
    expect(limitsOf(one({ budgetFen: 100 }, resources))).toEqual([
      { id: 'funds.BUREAU-CAPITAL', amount: 500 },
      { id: 'funds.FIRM-CAPITAL', amount: 400 },
      { id: 'funds.FIRM-DONATION', amount: 300 },
    ]);
  });

  it('of "at most so much" what the project costs is taken, and all of it where nothing is known (M2.3)', () => {
    const taken = (budgetFen: number | undefined, ofProject?: number) => {
      const { budgetFen: _, ...free } = first.facts;
      const facts = { ...free, ...(budgetFen !== undefined && { budgetFen }) };
      const candidates = situation.candidates
        .get(first.id)!
        .map((found) => (ofProject === undefined ? found : { ...found, project: 'P' }));
      const project = { id: 'P', state: 'open', facts: { budgetFen: ofProject } } as unknown as Project;
      const { choices, instance } = prepare({
        ...situation,
        needs: [{ ...first, facts }],
        resources: [funds({}, 1_000)],
        projects: new Map([['P', project]]),
        candidates: new Map([[first.id, candidates]]),
      });
      const fen = new Set(choices.flatMap(({ supply }) => supply.fundings.map((one) => one.fen)));
      expect(
        new Set(instance.candidates.flatMap(({ uses = [] }) => uses.map(({ amount }) => amount))),
      ).toEqual(fen);
      return [...fen];
    };
    expect(taken(300)).toEqual([300]);
    expect(taken(300, 120)).toEqual([120]);
    expect(taken(300, 400)).toEqual([300]);
    expect(taken(undefined, 120)).toEqual([120]);
    expect(taken(undefined)).toEqual([]);
  });

  it('a need, or the project that serves it, that asks for certain channels is paid from no other (M2.3)', () => {
    const resources = (['social-capital', 'donation', 'village-collective'] as const).map((source) =>
      from(source, source, 1_000),
    );
    const sources: Source[] = ['donation', 'village-collective'];
    const asked = one({ budgetFen: 100, sources }, resources);
    expect(paid(prepare(asked))).toEqual(new Set(sources));
    const project = {
      id: 'P',
      state: 'open',
      facts: { budgetFen: 80, sources: ['donation'], needs: [first.id] },
    } as unknown as Project;
    const candidates = situation.candidates.get(first.id)!.map((found) => ({ ...found, project: 'P' }));
    const designed = {
      ...asked,
      projects: new Map([['P', project]]),
      candidates: new Map([[first.id, candidates]]),
    };
    expect(paid(prepare(designed))).toEqual(new Set(['donation']));
    expect(paid(prepare(one({ budgetFen: 100, sources: ['venture-philanthropy'] }, resources)))).toEqual(
      new Set(),
    );
  });

  it('a cap of the county holds for a channel whoever provides it; another channel may pay (M2.3)', async () => {
    const needs = ['A', 'B', 'C'].map((id) => ({ ...first, id, facts: { ...first.facts, budgetFen: 100 } }));
    const resources = [
      from('BUREAU', 'social-capital', 900),
      from('FIRM', 'social-capital', 800),
      from('SHOP', 'social-capital', 700),
      from('CHARITY', 'donation', 100),
    ];
    const capped = prepare({
      ...situation,
      needs,
      resources,
      channelCaps: { 'social-capital': 150 },
      candidates: new Map(needs.map(({ id }) => [id, situation.candidates.get(first.id)!])),
    });
    expect(capped.instance.limits).toContainEqual({ id: 'channel.social-capital', amount: 150 });
    const { chosen } = await allocate({ ...capped.instance, maxShare: 1 });
    const sources = chosen.map((at) => capped.choices[at]!.supply.fundings[0]!.resource);
    expect(sources).toHaveLength(2);
    expect(sources).toContain('CHARITY');
  });

  it('government purchase pays none but those that policy names (M2.3)', () => {
    const bought = { ...funds({}, 1_000_000) };
    const gift = { type: 'funds' as const, source: 'government-purchase' as const, fen: 1_000_000 };
    const { choices } = prepare(one({ budgetFen: 100 }, [{ ...bought, facts: { ...bought.facts, gift } }]));
    for (const { organisation } of choices)
      expect(situation.organisations.get(organisation)!.standing.class).toBe('mature');
  });

  it('a hall has room for one of two that overlap in it (M2.2)', async () => {
    const slot = (from: number, to: number) => ({
      from: `2026-12-20T${from}:00:00+08:00`,
      to: `2026-12-20T${to}:00:00+08:00`,
    });
    const { openUntil, period, title } = fund.facts;
    const venue = {
      ...fund,
      id: 'HALL',
      facts: {
        title,
        openUntil,
        period,
        donor: fund.facts.donor,
        donorName: '礼堂',
        division: '330302',
        gift: { type: 'venue', address: '礼堂', slots: [slot(10, 18)] },
      },
    } as Resource;
    const { budgetFen: _, ...facts } = first.facts;
    const at = (id: string, from: number, to: number) => ({
      ...first,
      id,
      facts: { ...facts, demand: 1, slot: slot(from, to) },
    });
    const needs = [at('A', 10, 13), at('B', 12, 15), at('C', 14, 17), at('D', 17, 19)];
    const prepared = prepare({
      ...situation,
      needs,
      resources: [venue],
      candidates: new Map(needs.map(({ id }) => [id, situation.candidates.get(first.id)!])),
    });
    const { chosen } = await allocate(prepared.instance);
    expect(chosen.map((way) => prepared.instance.candidates[way]!.need)).toEqual(['A', 'C']);
    expect([...prepared.unhoused]).toEqual(['D']);
  });
});
