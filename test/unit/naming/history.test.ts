import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Fact, namesFrom, withFact } from '../../../functions/naming/model/history.ts';

const PROTECTION = { revokedYears: 3, renamedOrDeregisteredYears: 1 };

/** An event is told on its day, at nine when nothing else is said; an imported list whenever it is brought. */
const at = (on: string, said = '09:00') => ({
  kind: 'association' as const,
  division: '330302025',
  on,
  said: said.length > 5 ? `${said}T09:00:00.000Z` : `${on}T${said}:00.000Z`,
});
const registered = (name: string, ...when: Parameters<typeof at>): Fact => ({
  fact: 'registered',
  name,
  ...at(...when),
});
const renamed = (formerName: string, name: string, ...when: Parameters<typeof at>): Fact => ({
  fact: 'renamed',
  formerName,
  name,
  ...at(...when),
});
const ended = (fact: 'deregistered' | 'revoked', name: string, ...when: Parameters<typeof at>): Fact => ({
  fact,
  name,
  ...at(...when),
});

const told = (news: readonly Fact[]) => namesFrom(news.reduce<readonly Fact[]>(withFact, []), PROTECTION);

/** The names after the news came in this order, as `name status since`, the one borne now or last first. */
function names(...news: Fact[]): string[] {
  const { current, former } = told(news);
  return [current, ...former].map(({ name, status, since }) => `${name} ${status} ${since}`);
}

/** The names that every order of arrival of the news tells; an error when they differ. */
function namesInAnyOrder(...news: Fact[]): string[] {
  for (const order of orders(news)) expect(names(...order)).toEqual(names(...news));
  return names(...news);
}

function* orders<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [index, item] of items.entries()) {
    for (const rest of orders(items.toSpliced(index, 1))) yield [item, ...rest];
  }
}

describe('名称变更沿革: the names of an organisation follow from the news of it, in whatever order they come', () => {
  it('tells the same names from every order of the news, some of them twice', () => {
    const news = [
      registered('甲', '2019-05-01'),
      renamed('甲', '乙', '2022-02-01'),
      renamed('乙', '丙', '2024-02-01'),
      ended('deregistered', '丙', '2026-03-01'),
      ended('revoked', '丙', '2026-03-01'),
      renamed('甲', '乙', '2022-02-01'),
    ];
    const told = ['丙 revoked 2026-03-01', '乙 renamed 2024-02-01', '甲 renamed 2022-02-01'];
    for (const order of orders(news)) expect(names(...order)).toEqual(told);
  });

  it('does not undo a renaming when the registration is told again or late', () => {
    const told = ['乙 registered 2026-02-01', '甲 renamed 2026-02-01'];
    const first = registered('甲', '2026-01-01');
    const change = renamed('甲', '乙', '2026-02-01');
    expect(names(first, change, first)).toEqual(told);
    expect(names(change, first)).toEqual(told);
    expect(names(first, change, registered('丁', '2018-01-01'))).toContain('乙 registered 2026-02-01');
  });

  it('knows of a renaming that nobody told of, on the day of the next news at the latest', () => {
    const told = [registered('甲', '2026-01-01'), ended('deregistered', '乙', '2026-03-01')];
    expect(names(...told)).toEqual(['乙 deregistered 2026-03-01', '甲 renamed 2026-03-01']);
    expect(names(...told, renamed('甲', '乙', '2026-02-01'))).toEqual([
      '乙 deregistered 2026-03-01',
      '甲 renamed 2026-02-01',
    ]);
  });

  it('keeps an ended organisation ended: a renaming of that day or later does not revive it', () => {
    const before = [registered('甲', '2026-01-01'), ended('deregistered', '甲', '2026-03-01')];
    for (const on of ['2026-03-01', '2026-04-01']) {
      expect(names(...before, renamed('甲', '乙', on))[0]).toMatch(/^[甲乙] deregistered 2026-03-01$/);
    }
  });

  it('revives an ended organisation by a later registration only', () => {
    const before = [registered('甲', '2020-01-01'), ended('revoked', '甲', '2021-03-01')];
    expect(names(...before, registered('甲', '2020-06-01'))).toEqual(['甲 revoked 2021-03-01']);
    expect(names(...before, registered('甲', '2022-06-01'))).toEqual(['甲 registered 2022-06-01']);
  });

  it('protects a name by the ending that protects it longest: three years after a revocation (M16)', () => {
    const revoked = ended('revoked', '甲', '2026-02-01');
    expect(told([revoked, ended('deregistered', '甲', '2026-03-01')]).current).toMatchObject({
      status: 'revoked',
      freeFrom: '2029-01-31T16:00:00.000Z',
    });
    expect(told([revoked, ended('deregistered', '甲', '2028-06-01')]).current).toMatchObject({
      status: 'deregistered',
      freeFrom: '2029-05-31T16:00:00.000Z',
    });
  });

  it('takes a name back: what is borne again is no former name', () => {
    expect(
      names(
        registered('甲', '2020-01-01'),
        renamed('甲', '乙', '2021-01-01'),
        renamed('乙', '甲', '2022-01-01'),
      ),
    ).toEqual(['甲 registered 2022-01-01', '乙 renamed 2022-01-01']);
  });

  it('takes the list of a bureau that gives the name of today with the day of the first registration', () => {
    const change = renamed('甲', '乙', '2021-01-01');
    const told = ['乙 registered 2021-01-01', '甲 renamed 2021-01-01'];
    expect(names(registered('甲', '2020-01-01'), change, registered('乙', '2020-01-01'))).toEqual(told);
  });

  it('knows of a renaming that nobody told of also from a registration of a later day', () => {
    expect(namesInAnyOrder(registered('甲', '2020-01-01'), registered('乙', '2021-01-01'))).toEqual([
      '乙 registered 2021-01-01',
      '甲 renamed 2021-01-01',
    ]);
    expect(namesInAnyOrder(renamed('甲', '乙', '2021-01-01'), registered('甲', '2022-01-01'))).toEqual([
      '甲 registered 2022-01-01',
      '乙 renamed 2022-01-01',
    ]);
  });

  it('protects a former name where the organisation sat, and as what it was, when it bore it', () => {
    const moved = { ...renamed('甲', '乙', '2021-01-01'), kind: 'foundation', division: '330303' } as const;
    expect(told([registered('甲', '2020-01-01'), moved])).toMatchObject({
      current: { name: '乙', kind: 'foundation', division: '330303' },
      former: [{ name: '甲', kind: 'association', division: '330302025' }],
    });
  });

  it('protects the former names longest first', () => {
    expect(
      names(
        registered('甲', '2019-01-01'),
        renamed('甲', '乙', '2020-01-01'),
        renamed('乙', '丙', '2021-01-01'),
      ),
    ).toEqual(['丙 registered 2021-01-01', '乙 renamed 2021-01-01', '甲 renamed 2020-01-01']);
  });
});

describe('同日多次登记: what is told of one day took effect in the order in which it was told', () => {
  it('a name given up and taken back on one day is borne', () => {
    expect(
      namesInAnyOrder(
        registered('甲', '2020-01-01'),
        renamed('甲', '乙', '2021-01-01', '09:00'),
        renamed('乙', '甲', '2021-01-01', '10:00'),
      ),
    ).toEqual(['甲 registered 2021-01-01', '乙 renamed 2021-01-01']);
  });

  it('three renamings of one day lead to the name told last', () => {
    const news = [
      renamed('甲', '乙', '2021-01-01', '09:00'),
      renamed('乙', '丙', '2021-01-01', '10:00'),
      renamed('丙', '丁', '2021-01-01', '11:00'),
    ];
    expect(namesInAnyOrder(...news)[0]).toBe('丁 registered 2021-01-01');
  });

  it('renamings told at one instant go from name to name, from the one borne before them', () => {
    const before = registered('乙', '2020-01-01');
    expect(
      namesInAnyOrder(
        before,
        renamed('丙', '丁', '2021-01-01'),
        renamed('丁', '甲', '2021-01-01'),
        renamed('乙', '丙', '2021-01-01'),
      )[0],
    ).toBe('甲 registered 2021-01-01');
    expect(
      namesInAnyOrder(
        renamed('丙', '丁', '2021-01-01'),
        renamed('丁', '甲', '2021-01-01'),
        renamed('乙', '丙', '2021-01-01'),
      )[0],
    ).toBe('甲 registered 2021-01-01');
    const thereAndBack = [renamed('甲', '乙', '2021-01-01'), renamed('乙', '甲', '2021-01-01')];
    expect(namesInAnyOrder(before, ...thereAndBack)[0]).toBe('乙 registered 2021-01-01');
    expect(namesInAnyOrder(registered('甲', '2020-01-01'), ...thereAndBack)[0]).toBe(
      '甲 registered 2021-01-01',
    );
  });

  it('a name registered wrongly and corrected on the day was never borne: it is free', () => {
    const corrected = [
      registered('甲', '2020-01-01', '09:00'),
      registered('乙', '2020-01-01', '10:00'),
      registered('丙', '2020-01-01', '11:00'),
    ];
    expect(namesInAnyOrder(...corrected)).toEqual(['丙 registered 2020-01-01']);
  });

  it('a seat or a kind registered wrongly and corrected on the day is the one told last', () => {
    for (const corrected of [{ division: '330303' }, { kind: 'team' as const }]) {
      const news = [
        registered('甲', '2020-01-01', '09:00'),
        { ...registered('甲', '2020-01-01', '10:00'), ...corrected },
      ];
      for (const order of orders(news)) expect(told(order).current).toMatchObject(corrected);
    }
  });

  it('a registration and an end told at one instant leave it ended, revoked rather than deregistered', () => {
    const news = [registered('甲', '2020-01-01'), ended('deregistered', '甲', '2020-01-01')];
    expect(namesInAnyOrder(...news)).toEqual(['甲 deregistered 2020-01-01']);
    expect(namesInAnyOrder(...news, ended('revoked', '甲', '2020-01-01'))).toEqual(['甲 revoked 2020-01-01']);
  });

  it('an old list imported once more does not undo a correction', () => {
    const facts = [
      registered('甲', '2020-01-01', '2026-05-01'),
      registered('乙', '2020-01-01', '2026-06-01'),
    ].reduce<readonly Fact[]>(withFact, []);
    expect(withFact(facts, registered('甲', '2020-01-01', '2026-07-01'))).toBe(facts);
    expect(namesFrom(facts, PROTECTION).current.name).toBe('乙');
  });

  it('what is told again counts from when it was told first, also when that comes late', () => {
    expect(
      namesInAnyOrder(
        registered('甲', '2020-01-01', '2026-07-01'),
        registered('乙', '2020-01-01', '2026-06-01'),
        registered('甲', '2020-01-01', '2026-05-01'),
      ),
    ).toEqual(['乙 registered 2020-01-01']);
  });

  it('an organisation dissolved and registered anew on one day bears the new name', () => {
    const news = [
      registered('合唱', '2020-01-01', '09:00'),
      ended('deregistered', '合唱', '2020-01-01', '10:00'),
      registered('舞蹈', '2020-01-01', '11:00'),
      registered('合唱', '2020-01-01', '12:00'),
    ];
    expect(namesInAnyOrder(...news)).toEqual(['舞蹈 registered 2020-01-01', '合唱 deregistered 2020-01-01']);
  });

  it('a list that tells of the registration after the renaming of that day does not undo the renaming', () => {
    const registration = registered('甲', '2020-01-01', '2026-05-01');
    const change = renamed('甲', '乙', '2020-01-01', '09:00');
    const renaming = ['乙 registered 2020-01-01', '甲 renamed 2020-01-01'];
    expect(namesInAnyOrder(registration, change)).toEqual(renaming);
    const dissolved = ended('deregistered', '乙', '2020-01-01', '10:00');
    expect(namesInAnyOrder(registration, change, dissolved)[0]).toBe('甲 registered 2020-01-01');
  });
});

describe('撤销登记后: a name that ended keeps its end, whatever the organisation does next (M16)', () => {
  const revoked = [registered('甲', '2020-01-01'), ended('revoked', '甲', '2024-06-01')];
  const untilJune2027 = {
    name: '甲',
    status: 'revoked',
    since: '2024-06-01',
    freeFrom: '2027-05-31T16:00:00.000Z',
  };

  it('registered anew under another name: three years from the revocation', () => {
    const { current, former } = told([...revoked, registered('乙', '2024-07-01')]);
    expect(current).toMatchObject({ name: '乙', status: 'registered', since: '2024-07-01' });
    expect(former).toMatchObject([untilJune2027]);
  });

  it('a renaming told after the revocation: both names for three years from it', () => {
    const { current, former } = told([...revoked, renamed('甲', '乙', '2024-07-01')]);
    expect(current).toMatchObject({ ...untilJune2027, name: '乙' });
    expect(former).toMatchObject([untilJune2027]);
  });

  it('a deregistration under another name told after the revocation: both names for three years from it', () => {
    const { current, former } = told([...revoked, ended('deregistered', '乙', '2024-07-01')]);
    expect(current).toMatchObject({ ...untilJune2027, name: '乙' });
    expect(former).toMatchObject([untilJune2027]);
  });

  it('a renaming told after a deregistration: a year from the renaming', () => {
    const news = [ended('deregistered', '甲', '2024-06-01'), renamed('甲', '乙', '2024-07-01')];
    expect(told(news).former).toMatchObject([
      { name: '甲', status: 'deregistered', freeFrom: '2025-06-30T16:00:00.000Z' },
    ]);
  });

  it('borne again and given up again: still three years from the revocation', () => {
    const anew = registered('甲', '2024-07-01');
    expect(told([...revoked, anew, renamed('甲', '乙', '2024-08-01')]).former).toMatchObject([untilJune2027]);
    expect(told([...revoked, anew, ended('deregistered', '甲', '2024-08-01')]).current).toMatchObject(
      untilJune2027,
    );
  });

  it('stands with the organisation at its last seat', () => {
    const moved = { kind: 'foundation', division: '330303' } as const;
    const news = [
      ...revoked,
      { ...registered('甲', '2024-07-01'), ...moved },
      { ...ended('deregistered', '甲', '2024-08-01'), ...moved },
    ];
    expect(told(news).current).toMatchObject({ ...untilJune2027, ...moved });
  });
});

describe('任意沿革: any news in any order', () => {
  const name = fc.constantFrom('甲', '乙', '丙');
  const when = fc.tuple(
    fc.constantFrom('2020-01-01', '2021-01-01'),
    fc.constantFrom('09:00', '10:00', '11:00'),
  );
  const anyFact = fc.oneof(
    fc.tuple(name, when).map(([one, on]) => registered(one, ...on)),
    fc.tuple(name, name, when).map(([one, other, on]) => renamed(one, other, ...on)),
    fc
      .tuple(fc.constantFrom('deregistered' as const, 'revoked' as const), name, when)
      .map(([cause, one, on]) => ended(cause, one, ...on)),
  );

  it('the same facts tell the same names in each of the 120 orders of five', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { minLength: 5, maxLength: 5 }), (news) => {
        const outcomes = new Set([...orders(news)].map((order) => JSON.stringify(told(order))));
        expect(outcomes.size).toBe(1);
      }),
      { numRuns: 300 },
    );
  });

  it('what is told again later changes nothing', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { minLength: 1, maxLength: 12 }), (news) => {
        const facts = news.reduce<readonly Fact[]>(withFact, []);
        const again = news.map((fact): Fact => ({ ...fact, said: '2026-11-24T09:00:00.000Z' }));
        expect(again.reduce(withFact, facts)).toBe(facts);
      }),
      { numRuns: 1000 },
    );
  });

  it('a name once revoked stays protected for three years, however it goes on', () => {
    const later = fc.constantFrom('2024-06-01', '2024-07-01', '2025-01-01').map((on) => ({ ...at(on), on }));
    fc.assert(
      fc.property(fc.array(fc.tuple(anyFact, later), { maxLength: 8 }), (after) => {
        const news = after.map(([fact, day]): Fact => ({ ...fact, ...day }));
        const { current, former } = told([ended('revoked', '甲', '2024-06-01', '08:00'), ...news]);
        const end = [current, ...former].find((one) => one.name === '甲');
        expect(end?.freeFrom === undefined || end.freeFrom >= '2027-05-31T16:00:00.000Z').toBe(true);
        expect(current.status).not.toBe('renamed');
      }),
      { numRuns: 1000 },
    );
  });

  /** What an office might do one after the other, several times a day; verbs that make no sense are left out. */
  const story = fc
    .array(
      fc.record({
        verb: fc.constantFrom('rename' as const, 'deregister' as const, 'revoke' as const),
        name,
        months: fc.constantFrom(0, 0, 0, 1, 13),
      }),
      { minLength: 1, maxLength: 12 },
    )
    .map((steps) => {
      const news = new Map<string, Fact>();
      const freeFrom = new Map<string, string>();
      let bearing = '';
      let isRegistered = false;
      let month = 0;
      for (const [index, { verb, name, months }] of steps.entries()) {
        month += months;
        const day = (years: number) =>
          `${2020 + years + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
        const when = [day(0), `09:${String(index).padStart(2, '0')}`] as const;
        const fact: Fact = !isRegistered
          ? registered(name, ...when)
          : verb === 'rename'
            ? renamed(bearing, name, ...when)
            : ended(verb === 'revoke' ? 'revoked' : 'deregistered', bearing, ...when);
        const content = JSON.stringify({ ...fact, said: '' });
        if (news.has(content) || (fact.fact === 'renamed' && name === bearing)) continue;
        news.set(content, fact);
        if (fact.fact !== 'registered') {
          const until = new Date(`${day(fact.fact === 'revoked' ? 3 : 1)}T00:00:00+08:00`).toISOString();
          freeFrom.set(bearing, [freeFrom.get(bearing) ?? '', until].sort()[1]!);
        }
        isRegistered = fact.fact === 'registered' || fact.fact === 'renamed';
        bearing = fact.name;
      }
      return { news: [...news.values()], bearing, isRegistered, freeFrom };
    });
  const arrivals = story.chain(({ news, ...outcome }) =>
    fc.tuple(fc.subarray(news), fc.array(fc.nat(), { minLength: 24, maxLength: 24 })).map(([again, at]) => ({
      ...outcome,
      news: [...news, ...again.map((fact): Fact => ({ ...fact, said: '2029-01-01T09:00:00.000Z' }))]
        .map((fact, index) => ({ fact, at: at[index]! }))
        .sort((a, b) => a.at - b.at)
        .map(({ fact }) => fact),
    })),
  );

  it('tells what the office did, from news in disorder and in part told twice', () => {
    fc.assert(
      fc.property(arrivals, ({ news, bearing, isRegistered, freeFrom }) => {
        const { current, former } = told(news);
        expect(current.name).toBe(bearing);
        expect(current.freeFrom).toBe(isRegistered ? undefined : freeFrom.get(bearing));
        expect(new Map(former.map((one) => [one.name, one.freeFrom]))).toEqual(
          new Map([...freeFrom].filter(([one]) => one !== bearing)),
        );
      }),
      { numRuns: 2000 },
    );
  });
});
