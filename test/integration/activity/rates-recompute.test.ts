import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DEFINITIONS } from '../../../functions/activity/policy/definition.ts';
import { activityPolicyOn } from '../../../functions/activity/policy/index.ts';
import { recompute } from '../../../functions/activity/rates/recompute.ts';
import { markDirty } from '../../../functions/activity/store/dirty.ts';
import { addDays } from '../../../shared/calendar/index.ts';
import { childrenOf } from '../../../shared/divisions/index.ts';
import { scanAtOnce } from '../../../shared/store/scan.ts';
import { BESIDE, CITY, COUNTY, type RatesService, ratesService, TOWNSHIP, VILLAGE } from './rates-service.ts';

const LONGGANG = childrenOf('330383')[0]!.code;
const PLACES = [VILLAGE, BESIDE, '330302026003', TOWNSHIP, LONGGANG, '330303Z1', CITY];

/** Days from the autumn of 2020, before there are figures, to after the last day that the clock shows. */
const day = fc.integer({ min: 0, max: 560 }).map((days) => addDays('2020-11-01', days));
const who = fc.integer({ min: 0, max: 5 }).map((number) => `R${number}`);
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('told' as const),
      who,
      on: day,
      division: fc.constantFrom(...PLACES),
      status: fc.constantFrom(
        'active' as const,
        'active' as const,
        'active' as const,
        'suspended' as const,
        'dissolved' as const,
      ),
      class: fc.constantFrom('start-up' as const, 'growing' as const, 'mature' as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('acted' as const),
      who,
      on: day,
      people: fc.integer({ min: 1, max: 90 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('undone' as const), which: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('run' as const), days: fc.integer({ min: 1, max: 9 }) }),
  },
);

describe.each([...DEFINITIONS.keys()])('重新计算: random histories by %s', (name) => {
  let activity: RatesService;
  beforeAll(async () => {
    activity = await ratesService({ at: '2022-01-20T16:20:00.000Z' });
    activity.deps.policyOn = (on) => ({ ...activityPolicyOn(on), definition: DEFINITIONS.get(name)! });
  });
  afterAll(() => activity.close());

  it('the runs, the recompute and the pure arithmetic have the same figures', async () => {
    const known = new Set<string>();
    const acted: { who: string; on: string; people: number }[] = [];
    let days = 0;
    const pass = (count: number) => {
      days += count;
      activity.at(`${addDays('2022-01-21', days)}T00:20:00`);
    };
    const act = ({ who, on, people }: (typeof acted)[number], undo = false) =>
      activity.act(who, on, { undo, facts: { participants: people, minutes: people * 10 } });
    // Another history at every run of the tests.
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 14 }), async (history) => {
        for (const one of history)
          if (one.what === 'told') {
            known.add(one.who);
            await activity.tell(one.who, one);
          } else if (one.what === 'acted') {
            if (!known.has(one.who)) continue;
            acted.push(one);
            await act(one);
          } else if (one.what === 'undone') {
            const [gone] = acted.length > 0 ? acted.splice(one.which % acted.length, 1) : [];
            if (gone) await act(gone, true);
          } else {
            pass(one.days);
            await activity.run();
          }
        pass(1);
        const run = await activity.run();
        expect(run).toMatchObject({ state: 'done', check: { mismatches: 0 } });
        expect(await activity.figures()).toEqual(await activity.expected());
        expect(await activity.recompute()).toMatchObject({ counts: 0, figures: 0 });
      }),
      { numRuns: 1, endOnFailure: true },
    );
    // A history may leave nobody.
    await activity.tell('SURE');
    await activity.tell('SURE-2', { division: BESIDE });
    await activity.act('SURE', '2022-01-10');
    pass(1);
    await activity.run();
    const right = await activity.figures();
    expect(Object.keys(right).length).toBeGreaterThan(4);
    await activity.tamper('RATE#', () => undefined);
    await activity.tamper('ORGANISATION#', ({ SK }) =>
      (SK as string).startsWith('MONTH#') ? undefined : {},
    );
    const { counts, figures } = await activity.recompute();
    expect(counts).toBeGreaterThan(0);
    expect(figures).toBeGreaterThan(0);
    expect(await activity.figures()).toEqual(right);
    expect(await activity.figures()).toEqual(await activity.expected());
  });
});

describe('重新计算: what is wrong is put right, and nothing else (npm run recompute)', () => {
  let activity: RatesService;
  beforeAll(async () => {
    activity = await ratesService();
    await activity.tell('A');
    await activity.tell('B', { division: BESIDE });
    await activity.act('A', '2021-05-10');
    await activity.act('A', '2022-02-10');
    await activity.act('B', '2022-02-10');
    await activity.run();
  });
  afterAll(() => activity.close());

  it('what is right stays as it is, to the version', async () => {
    const before = await activity.items('RATE#');
    expect(await activity.recompute()).toEqual({ activities: 3, organisations: 2, counts: 0, figures: 0 });
    expect(await activity.items('RATE#')).toEqual(before);
  });

  it('a wrong count is put right, and all figures over it are restated', async () => {
    activity.at('2022-03-21T00:20:00');
    await activity.tamper('ORGANISATION#A', ({ SK }) =>
      SK === 'MONTH#2022-02' ? { activities: 0, minutes: 7 } : {},
    );
    await activity.deps.store.save({
      writes: [markDirty({ division: VILLAGE, period: '2022-02', stamp: 'wrong' })],
    });
    await activity.run();
    expect(await activity.figure(COUNTY, '2022-02')).toBe('1/2 (2)');
    expect(await activity.recompute()).toMatchObject({ counts: 1 });
    expect(await activity.figure(COUNTY, '2022-02')).toBe('2/2 (3)');
    expect(await activity.figures()).toEqual(await activity.expected());
    expect(await activity.recompute()).toMatchObject({ counts: 0, figures: 0 });
  });

  it('a wrong figure is put right, and one of what no longer is', async () => {
    activity.at('2022-03-22T00:20:00');
    const right = await activity.figures();
    await activity.tamper('RATE#3303', ({ SK, numerator }) =>
      SK === `LATEST#2022-02#${COUNTY}` ? { numerator: (numerator as number) - 1 } : {},
    );
    await activity.tamper(`RATE#${TOWNSHIP}`, ({ SK, division }) =>
      SK === `LATEST#2021-05#${VILLAGE}` ? { division, numerator: 9, denominator: 9 } : {},
    );
    expect((await activity.recompute()).figures).toBe(2);
    expect(await activity.figures()).toEqual(right);
  });

  it('from a month on, what was before is left alone', async () => {
    activity.at('2022-03-23T00:20:00');
    await activity.tamper(`RATE#${TOWNSHIP}`, ({ SK }) =>
      SK === `LATEST#2021-05#${VILLAGE}` ? { numerator: 0 } : {},
    );
    expect(await activity.recompute('2022-01')).toMatchObject({ figures: 0 });
    expect((await activity.recompute('2021-01')).figures).toBe(1);
  });
});

describe('重新计算: what changes while the table is read is in the figures in the end (npm run recompute)', () => {
  let activity: RatesService;
  beforeAll(async () => {
    activity = await ratesService();
    await activity.tell('A');
    await activity.tell('B', { division: BESIDE, on: '2021-11-15' });
    await activity.act('A', '2022-02-10');
  });
  afterAll(() => activity.close());

  /** Recomputes; what is done before the first reading is over is not in what it read. */
  const recomputeWhile = async (meanwhile: () => Promise<unknown>) => {
    const { documentClient, table } = activity.cloud;
    let done = false;
    return recompute(
      async (each) => {
        await scanAtOnce(documentClient, table, each);
        if (!done) await meanwhile();
        done = true;
      },
      '2021-01',
      activity.deps,
    );
  };

  it('figures that a run makes meanwhile are not made a second time', async () => {
    await recomputeWhile(async () => {
      await activity.act('B', '2022-02-11');
      expect(await activity.run()).toMatchObject({ state: 'done' });
    });
    expect(await activity.figure(COUNTY, '2022-02')).toBe('2/2 (1)');
    expect(await activity.figures()).toEqual(await activity.expected());
  });

  it('an organisation that turns out never to have been there is in no figure', async () => {
    activity.at('2022-03-21T00:20:00');
    await activity.tamper('RATE#', () => undefined);
    await recomputeWhile(async () => {
      await activity.tell('B', { division: BESIDE, on: '2021-11-15', status: 'dissolved' });
      expect(await activity.run()).toMatchObject({ state: 'done' });
    });
    expect(await activity.figure(BESIDE, '2022-02')).toBe('0/0 (2)');
    expect(await activity.figures()).toEqual(await activity.expected());
  });
});
