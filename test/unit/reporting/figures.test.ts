import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Fact } from '../../../functions/reporting/model/fact.ts';
import { addedUp, overMonths } from '../../../functions/reporting/model/figures.ts';
import { FACT_KINDS } from '../../../functions/reporting/model/kinds.ts';
import { monthsIn, widerThan } from '../../../functions/reporting/model/months.ts';
import { countedOn, type News, spellsOf, told } from '../../../functions/reporting/model/spells.ts';
import { tally } from '../../../functions/reporting/model/tally.ts';
import file from '../../../functions/reporting/policy/indicators.json' with { type: 'json' };
import { ReportingData } from '../../../functions/reporting/policy/schema.ts';
import { divisionsWithin } from '../../../shared/divisions/index.ts';
import { catalogue } from '../../../shared/events/catalogue.ts';

const data = ReportingData.parse(file.versions[0]!.data);
const { indicators } = data;
const VILLAGES = divisionsWithin('330302', 'village').map(({ code }) => code);
const recorded = { revision: 1, recorded: '2023-01-01T00:00:00.000Z', event: { id: 'e', type: 't' } };

const activity = (division: string, minutes: number, action = 'culture'): Fact => ({
  kind: 'activity',
  subject: 'a',
  division,
  period: '2023-01',
  on: '2023-01-05',
  counted: { words: { action: [action], group: [] }, values: { minutes, people: 0 } },
  ...recorded,
});

describe('Figures of divisions', () => {
  it('add up from villages to the county, whatever the facts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(VILLAGES.length - 1), fc.nat(500), fc.constantFrom('culture', 'safety'))),
        (all) => {
          const facts = all.map(([at, minutes, action]) => activity(VILLAGES[at]!, minutes, action));
          const figures = tally(facts, { county: '330302', month: '2023-01', indicators });
          const townships = divisionsWithin('330302', 'township').map(({ code }) => figures.get(code)!);
          const county = figures.get('330302')!;
          for (const id of [
            'activities.count',
            'service.minutes',
            'platforms.operating',
            'organisations.per-community',
          ])
            expect(addedUp(townships, indicators)[id]).toEqual(county[id]);
          const total = facts.reduce((sum, { counted }) => sum + counted!.values.minutes!, 0);
          expect(county['service.minutes']?.numerator ?? 0).toBe(total);
          const parts = Object.values(county['service.minutes']?.by?.action ?? {});
          expect(parts.reduce((sum, { numerator }) => sum + numerator, 0)).toBe(total);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('of a quarter add up what happened, and take what is so at its end', () => {
    const month = (activities: number, organisations: number) => ({
      'activities.count': { numerator: activities },
      'organisations.total': {
        numerator: organisations,
        by: { class: { growing: { numerator: organisations } } },
      },
      'needs.matched': { numerator: activities, denominator: 10 },
    });
    expect(overMonths([month(1, 5), month(2, 6), month(4, 0)], indicators)).toMatchObject({
      'activities.count': { numerator: 7 },
      'organisations.total': { numerator: 0 },
      'needs.matched': { numerator: 7, denominator: 30 },
    });
    expect(overMonths([month(1, 5), month(2, 6)], indicators)['organisations.total']).toEqual({
      numerator: 6,
      by: { class: { growing: { numerator: 6 } } },
    });
  });

  it('of what others publish are theirs, never added up (T2)', () => {
    const rate = { 'organisations.activity': { numerator: 1, denominator: 2 } };
    expect(addedUp([rate, rate], indicators)).toEqual({});
    expect(overMonths([rate, rate], indicators)).toEqual({});
    expect(overMonths([rate], indicators, rate)).toEqual(rate);
  });
});

describe('How something stood', () => {
  const news = (version: number, from: string, word: string): News => ({
    version,
    from,
    division: '330302025',
    words: { class: [word] },
    values: {},
  });

  it('is the same in whatever order the news comes', () => {
    const all = [
      news(1, '2022-01-01', 'start-up'),
      news(2, '2022-05-01', 'growing'),
      news(3, '2022-03-01', 'mature'),
      news(4, '2022-09-01', 'growing'),
    ];
    const inOrder = spellsOf(all);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        const known = shuffled.reduce<News[]>((so, one) => told(so, one) ?? so, []);
        expect(spellsOf(known)).toEqual(inOrder);
      }),
    );
    // What version 3 says of March on replaces what version 2 said of May.
    expect(inOrder.map(({ from, words }) => [from, words.class])).toEqual([
      ['2022-01-01', ['start-up']],
      ['2022-03-01', ['mature']],
      ['2022-09-01', ['growing']],
    ]);
  });

  it('counts where it stood, until it is over', () => {
    const spells = spellsOf([
      news(1, '2022-01-01', 'growing'),
      { ...news(2, '2022-06-01', 'growing'), division: '330302026' },
      { ...news(3, '2022-08-01', 'growing'), division: '330302026', over: true },
    ]);
    const there = (division: string, day: string) => countedOn(spells, division, day) !== undefined;
    expect(['2021-12-31', '2022-01-01', '2022-06-01'].map((day) => there('330302025', day))).toEqual([
      false,
      true,
      false,
    ]);
    expect(['2022-05-31', '2022-07-31', '2022-08-01'].map((day) => there('330302026', day))).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe('Months to be computed', () => {
  it('are each month once, from the first that has figures to the current one', () => {
    const spans = [
      { from: '2016-05', until: '2021-02' },
      { from: '2021-02', until: '2021-02' },
      { from: '2021-05', until: '9999-12' },
    ];
    expect(monthsIn(spans, { first: '2021-01', current: '2021-06' })).toEqual([
      '2021-01',
      '2021-02',
      '2021-05',
      '2021-06',
    ]);
    expect(widerThan(['2021-01', '2021-02', '2021-05'])).toEqual(['2021-Q1', '2021', '2021-Q2']);
  });
});

describe('Indicators as data', () => {
  const added = (indicator: object) => ReportingData.safeParse({ ...data, indicators: [indicator] });
  const sound = {
    id: 'new.one',
    name: { zh: '平安类活动占比', en: 'Share of safety activities' },
    section: '服务',
    clause: 'A3 二（三）',
    as: 'percent',
    unit: '%',
    numerator: { of: 'facts', kind: 'activity', where: { action: ['safety'] } },
    denominator: { of: 'facts', kind: 'activity' },
  };

  it('need no code for a new one over facts that are there', () => {
    const parsed = added(sound);
    const figures = tally([activity(VILLAGES[0]!, 1, 'safety'), activity(VILLAGES[1]!, 1)], {
      county: '330302',
      month: '2023-01',
      indicators: parsed.data!.indicators,
    });
    expect(figures.get('330302')).toEqual({ 'new.one': { numerator: 1, denominator: 2 } });
  });

  it.each([
    ['facts that are not there', { ...sound, numerator: { of: 'facts', kind: 'weather' } }, 'weather'],
    [
      'a value that they have not',
      { ...sound, numerator: { of: 'facts', kind: 'activity', sum: 'rain' } },
      'rain',
    ],
    [
      'a word that none bears',
      { ...sound, numerator: { ...sound.numerator, where: { action: ['x'] } } },
      'action x',
    ],
    ['a quotient without a denominator', { ...sound, denominator: undefined }, 'denominator'],
    [
      'a target of what is no percentage',
      {
        ...sound,
        as: 'number',
        unit: '个',
        denominator: undefined,
        targets: [{ year: '2023', kind: 'over', percent: 5, clause: 'T1' }],
      },
      'percentages',
    ],
    ['parts that its facts are not told apart by', { ...sound, by: ['class'] }, 'told apart'],
  ])('are refused with %s', (_, indicator, why) => {
    expect(added(indicator).error?.message).toContain(why);
  });

  it('are refused twice under one id', () => {
    expect(ReportingData.safeParse({ ...data, indicators: [sound, sound] }).success).toBe(false);
  });
});

describe('Facts', () => {
  it('come from events that the service takes, and every event that it takes makes facts', () => {
    const sources = Object.values(FACT_KINDS).flatMap((kind): readonly string[] => kind.sources);
    const taken = Object.entries(catalogue)
      .filter(([, { subscribers }]) => (subscribers as readonly string[]).includes('reporting'))
      .map(([type]) => type);
    expect(sources.toSorted()).toEqual(taken.toSorted());
  });
});
