/** What has to be written so that the figures of a county, or of the city, stand as they come to now. */
import { lastDayOf } from '../../../shared/calendar/periods.ts';
import { CITY, parentOf } from '../../../shared/divisions/index.ts';
import { canonicalJson } from '../../../shared/store/audit.ts';
import type { TransactWrite } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Figures } from '../model/figures.ts';
import { widerThan } from '../model/months.ts';
import { putStanding, putVillages, type Villages } from '../store/figures.ts';
import {
  type ByDivision,
  begunIn,
  cityOf,
  countiesOfCity,
  monthsOfCounty,
  placesOf,
  publishedFor,
  withWider,
  yearOf,
} from './made.ts';

/**
 * Writes of which the first go first: by the figures of a county it is seen that something moved in it, so they come last, when
 * all of it stands.
 */
export type InTurn = readonly (readonly TransactWrite[])[];

/**
 * The figures of a county, its townships and villages, for months of one year, with their quarters and the year; what stands
 * already is not written again. Each write fails where another was faster.
 */
export async function writesOfCounty(county: string, months: readonly string[], deps: Deps): Promise<InTurn> {
  const places = placesOf(county);
  // Read before the facts: another that read newer ones is not overwritten.
  const { standings, packs } = await standingIn(places, months, deps);
  const standing = ledgerOf(standings);
  const villages = ledgerOf(packs.flatMap(unpacked));
  for await (const [month, figures] of monthsOfCounty(county, months, { today: deps.today() }, deps)) {
    for (const place of places) standing.now(place, month, figures.get(place) ?? {});
    const below = [...figures.keys()].filter((division) => division.length === 12);
    for (const village of new Set([...villages.divisions(), ...below]))
      villages.now(village, month, withoutParts(figures.get(village) ?? {}));
  }
  const told = await publishedPeriods(county, months, deps);
  const versions = new Map(packs.map(({ above, period, version }) => [`${above} ${period}`, version]));
  const ofVillages = packed(villages, months, told, deps).map((pack) =>
    putVillages({
      ...pack,
      ...about(pack.period, deps),
      version: (versions.get(`${pack.above} ${pack.period}`) ?? 0) + 1,
    }),
  );
  return [ofVillages, ...putsOf(standing, places, months, told, deps)];
}

/** The city's figures for months of one year: its counties' as they stand, added up, with what is its own. */
export async function writesOfCity(_city: string, months: readonly string[], deps: Deps): Promise<InTurn> {
  const { standings } = await standingIn([CITY.code], months, deps);
  const standing = ledgerOf(standings);
  const counties = await deps.store.standings(
    countiesOfCity().flatMap((division) => months.map((period) => ({ division, period }))),
  );
  const byMonth = Map.groupBy(counties, ({ period }) => period);
  for await (const [month, own] of monthsOfCounty(CITY.code, months, { today: deps.today() }, deps)) {
    const below = (byMonth.get(month) ?? []).map(({ figures }) => figures);
    const { indicators } = deps.policyOn(lastDayOf(month)).data;
    standing.now(CITY.code, month, cityOf(below, own.get(CITY.code), indicators));
  }
  const told = await publishedPeriods(CITY.code, months, deps);
  return putsOf(standing, [CITY.code], months, told, deps);
}

const about = (period: string, { policyOn, now }: Deps) => ({
  policy: policyOn(lastDayOf(period)).version,
  computedAt: now().toISOString(),
});

interface Stood {
  division: string;
  period: string;
  figures: Figures;
  version: number;
}

/** Figures by division and period, as they stand and as they come to now. */
function ledgerOf(stood: readonly Stood[]) {
  const before = new Map(stood.map((one) => [`${one.division} ${one.period}`, one]));
  const after = new Map<string, Figures>();
  return {
    now: (division: string, period: string, figures: Figures) => after.set(`${division} ${period}`, figures),
    of: (division: string, period: string) =>
      after.get(`${division} ${period}`) ?? before.get(`${division} ${period}`)?.figures,
    stood: (division: string, period: string) => before.get(`${division} ${period}`),
    divisions: () => [...new Set([...before.keys(), ...after.keys()].map((key) => key.split(' ')[0]!))],
  };
}
type Ledger = ReturnType<typeof ledgerOf>;

/** What stands of places and of their villages: of the whole year, which quarters and the year are made of. */
async function standingIn(places: readonly string[], months: readonly string[], { store, today }: Deps) {
  const periods = [...begunIn(yearOf(months[0]!), today()), ...widerThan(months)];
  const asked = places.flatMap((division) => periods.map((period) => ({ division, period })));
  const [standings, packs] = await Promise.all([
    store.standings(asked),
    store.villages(asked.map(({ division: above, period }) => ({ above, period }))),
  ]);
  return { standings, packs };
}

const unpacked = ({ villages, period, version }: Villages): Stood[] =>
  Object.entries(villages).map(([division, figures]) => ({ division, period, figures, version }));

/** What others publish of the quarters and the year that months lie in. */
async function publishedPeriods(county: string, months: readonly string[], deps: Deps) {
  return new Map<string, ByDivision>(
    await Promise.all(
      widerThan(months).map(
        async (period) => [period, await publishedFor(county, period, undefined, deps)] as const,
      ),
    ),
  );
}

/**
 * Figures of places that are others than those that stand. The first, which the others lie in, stands anew with any of them though
 * it comes to the same: what moved from one to another is held against its signed report, which tells of both.
 */
function putsOf(
  ledger: Ledger,
  places: readonly string[],
  months: readonly string[],
  told: ReadonlyMap<string, ByDivision>,
  deps: Deps,
): InTurn {
  const [whole, ...parts] = places as [string, ...string[]];
  const made = (place: string) => madeOf(ledger, place, months, told, deps);
  const below = parts.flatMap((place) => changedOf(ledger, place, made(place)));
  const own = made(whole);
  const anew = new Set([...changedOf(ledger, whole, own), ...below].map(({ period }) => period));
  const above = [...anew].map((period) => ({ division: whole, period, figures: own.get(period)! }));
  const puts = (some: readonly { division: string; period: string; figures: Figures }[]) =>
    some.map((one) =>
      putStanding({
        ...one,
        ...about(one.period, deps),
        version: (ledger.stood(one.division, one.period)?.version ?? 0) + 1,
      }),
    );
  return [puts(below), puts(above)];
}

/** Figures of a place for months, and for the quarters and the year that they lie in, as they come to now. */
function madeOf(
  ledger: Ledger,
  place: string,
  months: readonly string[],
  told: ReadonlyMap<string, ByDivision>,
  deps: Deps,
): Map<string, Figures> {
  const year = new Map(
    begunIn(yearOf(months[0]!), deps.today()).flatMap((month) => {
      const figures = ledger.of(place, month);
      return figures ? [[month, figures] as const] : [];
    }),
  );
  return withWider(year, months, (period) => told.get(period)?.get(place), deps);
}

/** Those of them that are others than what stands. */
const changedOf = (ledger: Ledger, division: string, made: ReadonlyMap<string, Figures>) =>
  [...made].flatMap(([period, figures]) => {
    const stood = ledger.stood(division, period);
    const same = stood !== undefined && canonicalJson(stood.figures) === canonicalJson(figures);
    return same ? [] : [{ division, period, figures }];
  });

/** The villages of each township by period, where any of them is other than it stands. */
function packed(
  villages: Ledger,
  months: readonly string[],
  told: ReadonlyMap<string, ByDivision>,
  deps: Deps,
): Pick<Villages, 'above' | 'period' | 'villages'>[] {
  const codes = villages.divisions();
  const changed = new Set<string>();
  const made = new Map<string, Figures>();
  for (const village of codes)
    for (const { period, figures } of changedOf(
      villages,
      village,
      madeOf(villages, village, months, told, deps),
    )) {
      made.set(`${village} ${period}`, figures);
      changed.add(`${parentOf(village)!.code} ${period}`);
    }
  const byAbove = Map.groupBy(codes, (village) => parentOf(village)!.code);
  return [...changed].map((key) => {
    const [above, period] = key.split(' ') as [string, string];
    const inIt = byAbove.get(above)!.flatMap((village) => {
      const figures = made.get(`${village} ${period}`) ?? villages.of(village, period);
      return figures ? [[village, figures] as const] : [];
    });
    return { above, period, villages: Object.fromEntries(inIt) };
  });
}

/** Villages are many and have few facts: no tables are made of their parts. */
const withoutParts = (figures: Figures): Figures =>
  Object.fromEntries(Object.entries(figures).map(([id, { by: _, ...figure }]) => [id, figure]));
