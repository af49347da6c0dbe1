import { describe, expect, it } from '@jest/globals';
import { type Fact, namesFrom, withFact } from '../../../functions/naming/model/history.ts';

const PROTECTION = { revokedYears: 3, renamedOrDeregisteredYears: 1 };
const seat = { kind: 'association', division: '330302025' } as const;

const registered = (name: string, on: string): Fact => ({ fact: 'registered', name, on, ...seat });
const renamed = (formerName: string, name: string, on: string): Fact => ({
  fact: 'renamed',
  formerName,
  name,
  on,
  ...seat,
});
const ended = (fact: 'deregistered' | 'revoked', name: string, on: string): Fact => ({
  fact,
  name,
  on,
  ...seat,
});

/** The names after the news came in this order, as `name status since`, the one borne now or last first. */
function names(...news: Fact[]): string[] {
  const facts = news.reduce<readonly Fact[]>(withFact, []);
  const { current, former } = namesFrom(facts, PROTECTION);
  return [current, ...former].map(({ name, status, since }) => `${name} ${status} ${since}`);
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
    const told = (...news: Fact[]) => namesFrom(news.reduce<readonly Fact[]>(withFact, []), PROTECTION);
    const revoked = ended('revoked', '甲', '2026-02-01');
    expect(told(revoked, ended('deregistered', '甲', '2026-03-01')).current).toMatchObject({
      status: 'revoked',
      freeFrom: '2029-01-31T16:00:00.000Z',
    });
    expect(told(revoked, ended('deregistered', '甲', '2028-06-01')).current).toMatchObject({
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

  it('corrects a name that was registered wrongly on the same day: the wrong one is free', () => {
    expect(names(registered('甲', '2020-01-01'), registered('乙', '2020-01-01'))).toEqual([
      '乙 registered 2020-01-01',
    ]);
  });

  it('follows two renamings of one day from name to name', () => {
    const news = [
      registered('甲', '2020-01-01'),
      renamed('甲', '乙', '2021-01-01'),
      renamed('乙', '丙', '2021-01-01'),
    ];
    for (const order of orders(news)) expect(names(...order)[0]).toBe('丙 registered 2021-01-01');
  });
});
