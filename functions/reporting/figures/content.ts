import { createHash } from 'node:crypto';
import { kindOf, lastDayOf, monthsOf, periodBefore } from '../../../shared/calendar/periods.ts';
import { CITY, divisionByCode, fullNameOf } from '../../../shared/divisions/index.ts';
import { canonicalJson } from '../../../shared/store/audit.ts';
import type { Deps } from '../deps.ts';
import type { Content, Line, Part } from '../model/content.ts';
import type { Fact } from '../model/fact.ts';
import { type Figure, type Figures, overMonths } from '../model/figures.ts';
import { judge, targetFor } from '../model/judged.ts';
import type { Indicator } from '../policy/schema.ts';
import { baselineOf } from './baseline.ts';
import { type ByDivision, cityOf, countiesOfCity, monthsOfCounty, placesOf, publishedFor } from './made.ts';

type Reading = Pick<Deps, 'store' | 'policyOn'>;

/** What a report is of. */
export interface Asked {
  /** A county or the city. */
  division: string;
  period: string;
  version: number;
  /** ISO 8601 instant. */
  asOf: string;
}

/**
 * What a report says, from the facts as they were known at an instant: the same ever after, whatever becomes known later.
 * Those of counties are read one county after the other, so that a year of the city is never in memory.
 */
export async function contentFrom(
  { division, period, version, asOf }: Asked,
  deps: Reading,
): Promise<Content> {
  const { version: policy, data } = deps.policyOn(lastDayOf(period));
  const digest = digestOf();
  const read = { asOf, hear: digest.add };
  const isCity = division === CITY.code;
  const counties = isCity ? countiesOfCity() : [division];
  const parts: Part[] = [];
  const whole: Record<'now' | 'before', Figures[]> = { now: [], before: [] };
  for (const county of counties) {
    const { now, before } = await figuresOf(county, period, read, deps);
    if (isCity) parts.push(partOf(county, now.get(county), data.indicators, period));
    else
      for (const place of placesOf(county).slice(1))
        parts.push(partOf(place, now.get(place), data.indicators, period));
    whole.now.push(now.get(county) ?? {});
    whole.before.push(before.get(county) ?? {});
  }
  const own = isCity ? await figuresOf(CITY.code, period, read, deps) : undefined;
  const figures = own ? cityOf(whole.now, own.now.get(CITY.code), data.indicators) : whole.now[0]!;
  const before = own ? cityOf(whole.before, own.before.get(CITY.code), data.indicators) : whole.before[0]!;
  const lines = await linesOf({ division, period, asOf, figures, before }, data.indicators, deps);
  const { count, hash, definitions } = digest.result();
  return {
    form: 'peiyou.report.v1',
    division,
    name: fullNameOf(division),
    level: isCity ? 'city' : 'county',
    period,
    version,
    policy,
    definitions,
    asOf,
    facts: { count, digest: hash },
    lines,
    parts,
  };
}

/** Of a county, or of what is the city's own, for a period and the one before it. */
async function figuresOf(
  county: string,
  period: string,
  { asOf, hear }: { asOf: string; hear: (facts: readonly Fact[]) => void },
  deps: Reading,
): Promise<{ now: ByDivision; before: ByDivision }> {
  const earlier = periodBefore(period);
  const hasEarlier = monthsOf(earlier)[0]! >= deps.policyOn(lastDayOf(period)).data.firstMonth;
  const months = new Map<string, ByDivision>();
  const asked = [...(hasEarlier ? monthsOf(earlier) : []), ...monthsOf(period)];
  const until = lastDayOf(period);
  for await (const [month, figures] of monthsOfCounty(county, asked, { asOf, today: until }, deps, hear))
    months.set(month, figures);
  const over = async (one: string): Promise<ByDivision> => {
    if (kindOf(one) === 'month') return months.get(one)!;
    const told = await publishedFor(county, one, asOf, deps, hear);
    const { indicators } = deps.policyOn(lastDayOf(one)).data;
    return new Map(
      placesOf(county).map((place) => [
        place,
        overMonths(
          monthsOf(one).map((month) => months.get(month)!.get(place) ?? {}),
          indicators,
          told.get(place),
        ),
      ]),
    );
  };
  return { before: hasEarlier ? await over(earlier) : new Map(), now: await over(period) };
}

function partOf(
  division: string,
  figures: Figures = {},
  indicators: readonly Indicator[],
  period: string,
): Part {
  const level = divisionByCode(division)!.level;
  const told = indicators.filter(
    ({ levels, periods }) => levels.includes(level) && periods.includes(kindOf(period)),
  );
  return {
    division,
    name: divisionByCode(division)!.name,
    figures: Object.fromEntries(
      told.flatMap(({ id }) => (figures[id] ? [[id, withoutParts(figures[id])]] : [])),
    ),
  };
}

const withoutParts = ({ by: _, ...figure }: Figure) => figure;

async function linesOf(
  {
    division,
    period,
    asOf,
    figures,
    before,
  }: { division: string; period: string; asOf: string; figures: Figures; before: Figures },
  indicators: readonly Indicator[],
  deps: Reading,
): Promise<Line[]> {
  const level = divisionByCode(division)!.level;
  const told = indicators.filter(
    ({ levels, periods }) => levels.includes(level) && periods.includes(kindOf(period)),
  );
  const lines: Line[] = [];
  for (const indicator of told) {
    const figure = figures[indicator.id];
    const earlier = before[indicator.id];
    const target = targetFor(indicator, period);
    const baseline =
      target?.kind === 'clearly-up'
        ? await baselineOf(indicator, division, { period, asOf }, deps)
        : undefined;
    lines.push({
      indicator: indicator.id,
      ...(figure ?? { numerator: 0, ...(indicator.denominator && { denominator: 0 }) }),
      ...(earlier && { before: withoutParts(earlier) }),
      ...(target && { judged: judge(target, figure, baseline) }),
    });
  }
  return lines;
}

/** Counts facts, and makes one hash of them all. */
function digestOf() {
  const hash = createHash('sha256');
  const definitions = new Set<string>();
  let count = 0;
  return {
    add: (facts: readonly Fact[]) => {
      for (const fact of facts) {
        hash.update(canonicalJson(fact)).update('\n');
        if (fact.policy !== undefined) definitions.add(fact.policy);
        count += 1;
      }
    },
    result: () => ({ count, hash: hash.digest('hex'), definitions: [...definitions].sort() }),
  };
}
