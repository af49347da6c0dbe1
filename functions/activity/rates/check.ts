import { atOnce } from '../../../shared/at-once.ts';
import { monthOf, monthsBetween } from '../../../shared/calendar/months.ts';
import { around, lastDayOf } from '../../../shared/calendar/periods.ts';
import { CITY, divisionsWithin } from '../../../shared/divisions/index.ts';
import type { RatesDeps } from '../deps.ts';
import { contributionsOf, isDefinedFor, type Rate, sum } from '../model/activity-rate.ts';
import type { Figure } from '../model/figure.ts';
import type { Check, Mismatch } from '../model/run.ts';
import { FIRST_MONTH } from '../policy/index.ts';
import type { Resident } from '../store/organisations.ts';
import { divisionsOf, inChunks, mark } from './calendar.ts';

/** Divisions whose organisations are read at once. */
const HOMES_AT_ONCE = 16;

/**
 * Holds a county's figures that were computed since an instant against their parts: the own figures of all divisions in it
 * add up to it, and its denominators are what is counted from the organisations themselves. Of the city: the figures of the
 * counties add up to it.
 */
export async function check(county: string, since: string, deps: RatesDeps): Promise<Check> {
  const asked = begunPeriods(deps).map((period) => ({ division: county, period }));
  const figures = (await deps.store.figures(asked)).filter(({ computedAt }) => computedAt >= since);
  if (figures.length === 0) return { figures: 0, mismatches: 0, examples: [] };
  const residents = county === CITY.code ? undefined : await residentsOf(county, deps);
  const found: Mismatch[] = [];
  for (const figure of figures) {
    const parts = county === CITY.code ? await ofCounties(figure, deps) : await ofDivisions(figure, deps);
    found.push(...differences(figure, parts));
    if (residents) found.push(...uncounted(figure, residents, deps));
  }
  return { figures: figures.length, mismatches: found.length, examples: found };
}

/** Has all figures of a county computed anew that are not what they are made of. */
export async function repair(county: string, { examples }: Check, deps: RatesDeps): Promise<void> {
  const periods = [...new Set(examples.map(({ period }) => period))];
  const divisions = await divisionsOf(county, deps);
  await inChunks(
    periods.flatMap((period) => divisions.map((division) => mark(division, period, deps))),
    deps,
  );
}

/** All months, quarters and years that have figures. */
export function begunPeriods(deps: Pick<RatesDeps, 'today'>): string[] {
  const months = monthsBetween(FIRST_MONTH, monthOf(deps.today()));
  const wider = months.flatMap((month) => Object.values(around(month)));
  return [...new Set([...months, ...wider])];
}

const ofCounties = async ({ period, own }: Figure, deps: RatesDeps) =>
  sum([own, ...(await deps.store.figuresBelow(CITY.code, period))]);

async function ofDivisions({ division, period, own }: Figure, deps: RatesDeps): Promise<Rate> {
  const above = [division, ...divisionsWithin(division, 'township').map(({ code }) => code)];
  const below = await Promise.all(above.map((code) => deps.store.figuresBelow(code, period)));
  return sum([own, ...below.flat().map((figure) => figure.own)]);
}

const differences = ({ division, period, numerator, denominator }: Figure, parts: Rate): Mismatch[] =>
  [
    { division, period, what: 'numerator' as const, says: numerator, comesTo: parts.numerator },
    { division, period, what: 'denominator' as const, says: denominator, comesTo: parts.denominator },
  ].filter(({ says, comesTo }) => says !== comesTo);

async function residentsOf(county: string, { store }: RatesDeps): Promise<Resident[]> {
  const residents: Resident[] = [];
  // A county has hundreds of villages, a client fifty connections.
  await atOnce(await store.homesIn(county), HOMES_AT_ONCE, async (home) => {
    residents.push(...(await store.residentsOf(home)));
  });
  return residents;
}

/** The denominator, counted from the organisations without any figure in between. */
function uncounted(
  { division, period, denominator }: Figure,
  residents: Resident[],
  deps: RatesDeps,
): Mismatch[] {
  const { definition } = deps.policyOn(lastDayOf(period));
  if (!isDefinedFor(definition, period)) return [];
  const through = monthOf(deps.today());
  let comesTo = 0;
  for (const { home, spells } of residents)
    for (const part of contributionsOf(definition, period, { spells, counts: new Map() }, through))
      if (part.division === home) comesTo += part.rate.denominator;
  return comesTo === denominator
    ? []
    : [{ division, period, what: 'organisations', says: denominator, comesTo }];
}
