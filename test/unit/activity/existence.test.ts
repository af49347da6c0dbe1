import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countsIn, existing, type Spell, standingOn } from '../../../functions/activity/model/existence.ts';
import { told } from '../../../functions/activity/model/organisation.ts';
import type { Standing } from '../../../shared/events/shapes.ts';

const HOME = { division: '330302025010', class: 'start-up' } as const;
const spell = (version: number, on: string, more: Partial<Spell> = {}): Spell => ({
  version,
  on,
  status: 'active',
  ...HOME,
  ...more,
});
const counts = (spells: readonly Spell[], ...months: string[]) =>
  months.filter((month) => countsIn(spells, month) !== undefined);

describe('存续月份: the months that count for an organisation (T2)', () => {
  it('one that exists on the first day counts, one founded a day later does not', () => {
    expect(counts(existing(HOME, '2022-03-01'), '2022-02', '2022-03')).toEqual(['2022-03']);
    expect(counts(existing(HOME, '2022-03-02'), '2022-03', '2022-04')).toEqual(['2022-04']);
  });

  it('the month in which it ends does not count, be it on the first day or the last', () => {
    for (const to of ['2022-05-01', '2022-05-17', '2022-05-31'])
      expect(counts(existing(HOME, '2022-03-01', to), '2022-04', '2022-05', '2022-06')).toEqual(['2022-04']);
  });

  it('a month in which it was suspended on the first day does not count; one suspended later does', () => {
    const spells = [
      spell(1, '2022-01-01'),
      spell(2, '2022-03-10', { status: 'suspended' }),
      spell(3, '2022-05-02'),
    ];
    expect(counts(spells, '2022-03', '2022-04', '2022-05', '2022-06')).toEqual(['2022-03', '2022-06']);
  });

  it('a revoked one has ended', () => {
    const spells = [spell(1, '2022-01-01'), spell(2, '2022-02-15', { status: 'revoked' })];
    expect(counts(spells, '2022-01', '2022-02', '2022-03')).toEqual(['2022-01']);
  });

  it('it counts where it was on the first day, as of the class that it was then', () => {
    const moved = { division: '330302025019', class: 'growing' } as const;
    const spells = [spell(1, '2022-01-01'), spell(2, '2022-02-15', moved)];
    expect(countsIn(spells, '2022-02')).toMatchObject(HOME);
    expect(countsIn(spells, '2022-03')).toMatchObject(moved);
  });

  it('later news about an earlier day holds from that day on', () => {
    const spells = [
      spell(1, '2022-01-01'),
      spell(2, '2022-06-01', { class: 'growing' }),
      spell(3, '2022-03-01', { class: 'mature' }),
    ];
    expect(standingOn(spells, '2022-02-28')).toMatchObject({ version: 1 });
    expect(standingOn(spells, '2022-07-01')).toMatchObject({ version: 3 });
    expect(standingOn(spells, '2021-12-31')).toBeUndefined();
  });
});

describe('组织动态: news of an organisation', () => {
  const news = (version: number, on: string, status: Standing['status'], name: string) => ({
    id: 'O',
    name,
    kind: 'team' as const,
    division: HOME.division,
    standing: { version, track: 'filed', class: 'start-up', status, actions: [], hub: false } as Standing,
    on,
  });

  it('in any order, any number of times, leaves the same', () => {
    const all = [
      news(1, '2021-01-01', 'active', '旧名'),
      news(2, '2021-06-01', 'suspended', '旧名'),
      news(3, '2021-08-01', 'active', '新名'),
      news(4, '2022-02-01', 'dissolved', '新名'),
    ];
    const take = (order: typeof all) =>
      order.reduce<ReturnType<typeof told>>((known, one) => told(known, one) ?? known, undefined);
    const expected = take(all)!;
    expect(expected).toMatchObject({ name: '新名', standing: { status: 'dissolved' }, version: 4 });
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...all, ...all], { minLength: 8 }),
        (order) => JSON.stringify(take(order)) === JSON.stringify(expected),
      ),
    );
  });
});
