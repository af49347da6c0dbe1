import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Candidates, concerns, rank } from '../../../functions/matching/model/candidates.ts';
import type { Need, Project } from '../../../functions/matching/model/listing.ts';
import { type Organisation, placesOf } from '../../../functions/matching/model/organisation.ts';
import { obstacle, placesFor, reachOf } from '../../../functions/matching/model/rules.ts';
import { score } from '../../../functions/matching/model/score.ts';
import { matchingPolicyOn } from '../../../functions/matching/policy/index.ts';
import { SERVICE_KINDS } from '../../../shared/actions/index.ts';
import { childrenOf, covers, divisionsWithin } from '../../../shared/divisions/index.ts';
import { needWith, organisationWith } from '../../support/matching.ts';

const POLICY = matchingPolicyOn('2026-11-25');
const { data } = POLICY;
const AT = '2026-11-25T02:00:00.000Z';

/** 鹿城 and what borders it, 龙港, which has no townships, and 泰顺, which is far from both. */
const COUNTIES = ['330302', '330303', '330383', '330329'];
const DIVISIONS = COUNTIES.flatMap((county) => {
  const townships = divisionsWithin(county, 'township').slice(0, 2);
  const villages = [county, ...townships.map(({ code }) => code)].flatMap((code) =>
    childrenOf(code)
      .filter((one) => one.level === 'village')
      .slice(0, 2),
  );
  return [county, ...[...townships, ...villages].map(({ code }) => code)];
});
const division = fc.constantFrom(...DIVISIONS);
const action = fc.constantFrom('relief', 'safety');
const kind = fc.constantFrom('companionship', 'daily-care', 'disaster', 'patrol');
const some = <T>(one: fc.Arbitrary<T>, minLength = 0) => fc.uniqueArray(one, { minLength, maxLength: 3 });
/** Mostly unsaid. */
const of = <T>(one: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: one });
const given = <T extends object>(facts: T) =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
const period = fc.constantFrom(
  { from: '2026-12-01', to: '2027-02-28' },
  { from: '2026-01-01', to: '2027-12-31' },
  { from: '2027-01-01', to: '2027-01-31' },
);
const grade = fc.constantFrom('start-up', 'growing', 'mature');
const skill = fc.constantFrom('护理', '法律', '心理');
const group = fc.constantFrom('empty-nest', 'children', 'disabled');

const anyNeed = fc
  .record({
    division,
    action,
    kind,
    groups: of(some(group, 1)),
    skills: of(some(skill, 1)),
    classes: of(some(grade, 1)),
    urgency: fc.constantFrom('normal', 'soon', 'emergency'),
    minutes: of(fc.integer({ min: 0, max: 6_000 })),
    passed: some(fc.constantFrom('O0', 'O1', 'O2')),
    serving: some(fc.constantFrom('O3', 'O4')),
  })
  .map(({ division, passed, serving, action, kind, ...rest }) =>
    needWith(
      {
        action,
        kinds: [kind in SERVICE_KINDS[action] ? kind : Object.keys(SERVICE_KINDS[action])[0]],
        ...given(rest),
      } as never,
      { division, passed, serving },
    ),
  );

const anyOrganisation = (id: string) =>
  fc
    .record({
      home: division,
      areas: fc.uniqueArray(fc.constantFrom('3303', ...COUNTIES, ...DIVISIONS), {
        minLength: 1,
        maxLength: 3,
      }),
      beyond: fc.boolean(),
      actions: fc.constantFrom(['relief'], ['relief', 'safety']),
      kinds: fc.oneof(fc.constant([]), some(kind)),
      groups: some(group),
      skills: some(skill),
      atATime: fc.integer({ min: 1, max: 4 }),
      minutesAMonth: of(fc.integer({ min: 0, max: 3_000 })),
      period: of(period),
      emergency: fc.boolean(),
      grade,
      held: fc.nat(1),
      running: fc.nat(1),
      open: fc.integer({ min: 0, max: 9 }),
      active: fc.integer({ min: 0, max: 9 }),
      ratings: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 6 }),
    })
    .map(({ home, grade, held, running, open, active, ratings, ...capacity }) =>
      organisationWith(
        { ...(given(capacity) as object), state: open > 0 ? 'open' : 'withdrawn' },
        {
          id,
          name: id,
          division: home,
          standing: { class: grade, status: active > 0 ? 'active' : 'suspended' },
          load: { held, running },
          rating: { sum: ratings.reduce((sum, one) => sum + one, 0), count: ratings.length },
        },
      ),
    );
const anyOne = fc.nat(9).chain((at) => anyOrganisation(`O${at}`));
const many = fc.tuple(...Array.from({ length: 30 }, (_, at) => anyOrganisation(`O${at}`)));
const project = (skills: string[], id = 'P', budgetFen = 1_000): Project =>
  ({ id, state: 'open', facts: { title: '陪伴计划', budgetFen, skills, needs: ['N'] } }) as never;

const pointsOf = (need: Need, one: Organisation, of?: Project) => score(need.facts, one, of, POLICY).points;
const partOf = (need: Need, one: Organisation, reason: string, of?: Project) =>
  score(need.facts, one, of, POLICY).parts.find((part) => part.reason === reason)!;
const ranked = (need: Need, organisations: readonly Organisation[], before?: Candidates) =>
  rank(need, organisations, [], POLICY, AT, before);

describe('条件: who may not serve a need, why, and what would change it (M1.4)', () => {
  it.each<[rule: string, Need, Organisation, mended: Need | Organisation]>([
    ['status', needWith(), organisationWith({}, { standing: { status: 'suspended' } }), organisationWith()],
    ['paused', needWith(), organisationWith({ state: 'withdrawn' }), organisationWith()],
    ['serving', needWith({ demand: 2 }, { serving: ['O'] }), organisationWith(), needWith({ demand: 2 })],
    ['passed', needWith({}, { passed: ['O'] }), organisationWith(), needWith()],
    [
      'action',
      needWith(),
      organisationWith({ actions: ['culture'] }),
      organisationWith({ actions: ['culture', 'relief'] }),
    ],
    [
      'kind',
      needWith(),
      organisationWith({ kinds: ['legal-aid'] }),
      organisationWith({ kinds: ['legal-aid', 'companionship'] }),
    ],
    [
      'class',
      needWith({ classes: ['mature'] }),
      organisationWith(),
      organisationWith({}, { standing: { class: 'mature' } }),
    ],
    [
      'period',
      needWith(),
      organisationWith({ period: { from: '2026-12-02', to: '2027-12-31' } }),
      organisationWith({ period: { from: '2026-12-01', to: '2027-02-28' } }),
    ],
    ['area', needWith(), organisationWith({ areas: ['330302026'] }), organisationWith({ beyond: true })],
    [
      'capacity',
      needWith(),
      organisationWith({}, { load: { held: 1, running: 1 } }),
      organisationWith({ atATime: 3 }, { load: { held: 1, running: 1 } }),
    ],
    [
      'time',
      needWith({ minutes: 300 }),
      organisationWith({ minutesAMonth: 150 }, { load: { minutes: { '2027-01': 51 } } }),
      organisationWith({ minutesAMonth: 150 }, { load: { minutes: { '2027-01': 50 } } }),
    ],
  ])('%s', (rule, need, organisation, mended) => {
    expect(obstacle(need, organisation, data)).toEqual({
      rule,
      why: expect.stringMatching(/\p{Script=Han}/u),
      remedy: expect.stringMatching(/\p{Script=Han}/u),
    });
    const [need2, organisation2] = 'facts' in mended ? [mended, organisation] : [need, mended];
    expect(obstacle(need2, organisation2, data)).toBeUndefined();
  });

  it.each([
    ['a neighbouring county, where it goes beyond its areas', '330303', true, true],
    ['a neighbouring county, where it does not', '330303', false, false],
    ['a county that is no neighbour', '330329', true, false],
  ])('it serves %s', (_, county, beyond, does) => {
    const need = needWith({}, { division: county });
    expect(obstacle(need, organisationWith({ beyond }), data)?.rule).toBe(does ? undefined : 'area');
  });

  it('whoever may serve a need is found where candidates are looked for, and the need where he is known', () => {
    let eligible = 0;
    fc.assert(
      fc.property(anyNeed, anyOne, (need, organisation) => {
        if (obstacle(need, organisation, data)) return;
        eligible += 1;
        const looked = placesFor(need, data);
        expect(placesOf(organisation).some((place) => looked.includes(place))).toBe(true);
        expect(reachOf(organisation, data).some((one) => covers(one, need.division))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
    expect(eligible).toBeGreaterThan(100);
  });
});

describe('评分: every point has its reason (M2.2)', () => {
  it('a score is the sum of its parts, each a whole number within its most', () => {
    fc.assert(
      fc.property(anyNeed, anyOne, fc.boolean(), (need, organisation, designed) => {
        const { points, parts, policy } = score(
          need.facts,
          organisation,
          designed ? project([]) : undefined,
          POLICY,
        );
        expect(points).toBe(parts.reduce((sum, one) => sum + one.points, 0));
        expect(new Set(parts.map(({ reason }) => reason)).size).toBe(7);
        for (const one of parts) {
          expect(Number.isInteger(one.points)).toBe(true);
          expect(one.points).toBeGreaterThanOrEqual(0);
          expect(one.points).toBeLessThanOrEqual(one.most);
          expect(one.most).toBe(data.weights[one.reason]);
          expect(one.why).toMatch(/\p{Script=Han}/u);
        }
        expect(policy).toBe('matching.v1');
      }),
    );
  });

  it.each<[string, (one: Organisation) => Organisation | undefined]>([
    [
      'a better rating',
      (one) =>
        one.rating.sum < 5 * one.rating.count
          ? { ...one, rating: { ...one.rating, sum: one.rating.sum + 1 } }
          : undefined,
    ],
    [
      'less load',
      (one) => (one.load.held > 0 ? { ...one, load: { ...one.load, held: one.load.held - 1 } } : undefined),
    ],
    [
      'one more skill',
      (one) => ({
        ...one,
        capacity: { ...one.capacity, skills: [...new Set([...one.capacity.skills, '护理'])] },
      }),
    ],
    [
      'growing instead of another class (C1.3)',
      (one) => ({ ...one, standing: { ...one.standing, class: 'growing' } }),
    ],
  ])('%s never lowers it', (_, better) => {
    let compared = 0;
    fc.assert(
      fc.property(anyNeed, anyOne, (need, organisation) => {
        const after = better(organisation);
        if (!after) return;
        compared += 1;
        expect(pointsOf(need, after)).toBeGreaterThanOrEqual(pointsOf(need, organisation));
      }),
      { numRuns: 500 },
    );
    expect(compared).toBeGreaterThan(50);
  });

  it('the nearer has more, and each distance is said', () => {
    const need = needWith();
    const near = ['330302025010', '330302025', '330302', '330303'].map((home) =>
      partOf(need, organisationWith({}, { division: home }), 'distance'),
    );
    expect(near.map(({ points, why }) => [points, why])).toEqual([
      [250, '组织在本村（社区）'],
      [200, '组织在本乡镇（街道）'],
      [125, '组织在本县（市、区）'],
      [50, '组织在相邻县（市、区）'],
    ]);
  });

  it('resources lean to the growing with a strong role, and the reason names the clause (C1.3)', () => {
    const strong = { sum: 12, count: 3 };
    const rows = (['start-up', 'growing', 'mature'] as const).map((one) =>
      [undefined, strong].map(
        (rating) =>
          partOf(
            needWith(),
            organisationWith({}, { standing: { class: one }, ...(rating && { rating }) }),
            'class',
          ).points,
      ),
    );
    expect(rows).toEqual([
      [75, 105],
      [120, 150],
      [90, 120],
    ]);
    const { why } = partOf(needWith(), organisationWith({}, { rating: strong }), 'class');
    expect(why).toBe('成长型组织，作用发挥好（3 次评价平均不低于 4 分）（C1.3）');
  });

  it.each([
    ['too few', { sum: 10, count: 2 }],
    ['not good enough', { sum: 15, count: 4 }],
  ])('ratings that are %s make no strong role', (_, rating) => {
    expect(partOf(needWith(), organisationWith({}, { rating }), 'class').points).toBe(120);
  });

  it('a project that is designed for the need counts where the organisation has its skills; the cheapest of them', () => {
    const nurses = organisationWith({ skills: ['护理'] });
    const [found] = rank(
      needWith(),
      [nurses],
      [project(['法律'], 'A', 1), project(['护理'], 'B', 900), project([], 'C', 800)],
      POLICY,
      AT,
    ).kept;
    expect(found).toMatchObject({ project: 'C' });
    expect(found!.score.points - pointsOf(needWith(), nurses)).toBe(50);
    expect(
      rank(needWith(), [organisationWith()], [project(['法律'])], POLICY, AT).kept[0],
    ).not.toHaveProperty('project');
  });

  it('a project that costs more than the need allows at most is none for it (M1.2)', () => {
    const projects = [project([], 'DEAR', 1_001), project([], 'FITTING', 1_000)];
    const within = (budgetFen: number) =>
      rank(needWith({ budgetFen }), [organisationWith()], projects, POLICY, AT).kept[0]!.project;
    expect(within(1_000)).toBe('FITTING');
    expect(within(999)).toBeUndefined();
  });
});

describe('排序: the best twenty, in an order that everybody can repeat', () => {
  it('does not depend on the order in which organisations are found', () => {
    fc.assert(
      fc.property(anyNeed, many, fc.infiniteStream(fc.nat()), (need, organisations, keys) => {
        const shuffled = organisations
          .map((one) => ({ one, key: keys.next().value! }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(ranked(need, shuffled)).toEqual(ranked(need, organisations));
      }),
    );
  });

  it('keeps who may serve and has the most points; who agreed to emergencies goes first in one (A3)', () => {
    fc.assert(
      fc.property(anyNeed, many, (need, organisations) => {
        const { kept, looked, out } = ranked(need, organisations);
        const fitting = organisations.filter((one) => !obstacle(need, one, data));
        expect(looked).toBe(30);
        expect(Object.values(out).reduce((sum, count) => sum + count, 0)).toBe(30 - fitting.length);
        const key = (one: Organisation) => {
          const agreed = need.facts.urgency === 'emergency' && one.capacity.emergency;
          return `${agreed ? 0 : 1} ${String(9_999 - pointsOf(need, one)).padStart(4, '0')} ${one.id}`;
        };
        const expected = fitting.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)).slice(0, 20);
        expect(kept.map(({ organisation }) => organisation)).toEqual(expected.map(({ id }) => id));
      }),
    );
  });

  it('of many with the same points the first twenty by their ids', () => {
    const alike = Array.from({ length: 25 }, (_, at) => organisationWith({}, { id: `O${at + 10}` }));
    expect(ranked(needWith(), alike.toReversed()).kept.map(({ organisation }) => organisation)).toEqual(
      alike.slice(0, 20).map(({ id }) => id),
    );
  });

  it('a change of an organisation concerns a need exactly when it changes its candidates', () => {
    let concerned = 0;
    fc.assert(
      fc.property(anyNeed, many, fc.nat(29), fc.nat(29), (need, organisations, who, like) => {
        const found = ranked(need, organisations);
        // It becomes like another one, or stays as it is.
        const { id, name } = organisations[who]!;
        const changed = { ...organisations[like]!, id, name };
        const after = ranked(need, organisations.with(who, changed), found);
        const differs = JSON.stringify(after.kept) !== JSON.stringify(found.kept);
        if (differs) concerned += 1;
        // As it comes from the table, where members have no order.
        const stored = JSON.parse(JSON.stringify(found), (_, value) =>
          value && typeof value === 'object' && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).toReversed())
            : value,
        );
        expect(concerns(changed, need, stored, POLICY)).toBe(differs);
        expect(after.version).toBe(found.version + 1);
      }),
      { numRuns: 300 },
    );
    expect(concerned).toBeGreaterThan(20);
  });

  it('nothing found yet, or projects that are for the need: it is matched to see', () => {
    const found = rank(needWith(), [organisationWith()], [project([])], POLICY, AT);
    expect(concerns(organisationWith(), needWith(), found, POLICY)).toBe(true);
    expect(concerns(organisationWith(), needWith(), undefined, POLICY)).toBe(true);
  });
});
