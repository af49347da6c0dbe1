/** What reports of the city and of a county may say: invented figures of all indicators, the same for the same seed. */
import { createHash } from 'node:crypto';
import type { Reported, Signing } from '../../functions/reporting/documents/report.ts';
import type { Content, Line, Part } from '../../functions/reporting/model/content.ts';
import { type Figure, type Figures, isPublished } from '../../functions/reporting/model/figures.ts';
import { judge, targetFor } from '../../functions/reporting/model/judged.ts';
import { kindNamed } from '../../functions/reporting/model/kinds.ts';
import { reportingPolicyOn } from '../../functions/reporting/policy/index.ts';
import type { Indicator } from '../../functions/reporting/policy/schema.ts';
import { randomOf } from '../../infra/random.ts';
import { kindOf, lastDayOf } from '../../shared/calendar/periods.ts';
import { CITY, childrenOf, divisionByCode, fullNameOf } from '../../shared/divisions/index.ts';
import { canonicalJson } from '../../shared/store/audit.ts';

interface Wanted {
  division?: string;
  period?: string;
  version?: number;
  seed?: number;
  state?: Signing['state'];
}

/** A report of the city for 2023 with its twelve counties, signed. */
export function reported({ state = 'signed', ...wanted }: Wanted = {}): Reported {
  const content = contentOf(wanted);
  return {
    content,
    policy: reportingPolicyOn(lastDayOf(content.period)),
    signing: {
      state,
      contentHash: createHash('sha256').update(canonicalJson(content)).digest('hex'),
      ...(state !== 'draft' && { checkedAt: '2024-01-15T02:00:00.000Z' }),
      ...(state === 'signed' && { signedAt: '2024-01-18T17:30:00.000Z' }),
    },
  };
}

export function contentOf({
  division = CITY.code,
  period = '2023',
  version = 1,
  seed = 1,
}: Wanted = {}): Content {
  const random = randomOf(seed);
  const { version: policy, data } = reportingPolicyOn(lastDayOf(period));
  const places = childrenOf(division);
  const toldAt = (code: string) =>
    data.indicators.filter(
      ({ levels, periods }) =>
        levels.includes(divisionByCode(code)!.level) && periods.includes(kindOf(period)),
    );
  const parts = places.map(
    ({ code, name }): Part => ({
      division: code,
      name,
      figures: Object.fromEntries(toldAt(code).map((one) => [one.id, figureOf(one, random)])),
    }),
  );
  const whole = (indicator: Indicator): Figure => {
    const found = parts.flatMap(({ figures }) => figures[indicator.id] ?? []);
    if (found.length === 0) return figureOf(indicator, random);
    const sum = (side: 'numerator' | 'denominator') =>
      found.reduce((total, figure) => total + (figure[side] ?? 0), 0);
    return {
      numerator: sum('numerator') + (isPublished(indicator) ? 7 : 0),
      ...(indicator.denominator && { denominator: sum('denominator') }),
    };
  };
  const lines = toldAt(division).map((indicator): Line => {
    const figure = whole(indicator);
    const target = targetFor(indicator, period);
    const before = {
      numerator: Math.floor(figure.numerator * (0.8 + random() * 0.3)),
      ...(figure.denominator !== undefined && { denominator: figure.denominator }),
    };
    return {
      indicator: indicator.id,
      ...figure,
      ...brokenDown(indicator, figure, random),
      before,
      ...(target && { judged: judge(target, figure) }),
    };
  });
  const first = lines[0]!;
  return {
    form: 'peiyou.report.v1',
    division,
    name: fullNameOf(division),
    level: division === CITY.code ? 'city' : 'county',
    period,
    version,
    policy,
    definitions: ['activity.2021'],
    asOf: '2024-01-13T01:00:00.000Z',
    facts: { count: 412_345, digest: 'ab'.repeat(32) },
    lines,
    parts,
    ...(version > 1 && {
      changes: [
        {
          indicator: first.indicator,
          division,
          before: { numerator: first.numerator - 1, denominator: first.denominator! },
          after: { numerator: first.numerator, denominator: first.denominator! },
        },
      ],
    }),
  };
}

/** Of a percentage some share, of an average some points, of a number anything. */
function figureOf({ as, scale }: Indicator, random: () => number): Figures[string] {
  const denominator = 20 + Math.floor(random() * 3_000);
  switch (as) {
    case 'percent':
      return { numerator: Math.floor(denominator * (0.55 + random() * 0.45)), denominator };
    case 'average':
      return { numerator: Math.floor(denominator * scale * (3 + random() * 10)), denominator };
    case 'number':
      return { numerator: Math.floor(random() * 9_000 * scale) };
  }
}

function brokenDown({ numerator, by }: Indicator, figure: Figure, random: () => number): Pick<Figure, 'by'> {
  if (numerator.of !== 'facts' || by.length === 0) return {};
  const { kind } = numerator;
  const part = (whole: number) => Math.floor(whole * random());
  return {
    by: Object.fromEntries(
      by.map((dimension) => [
        dimension,
        Object.fromEntries(
          Object.keys(kindNamed(kind)!.dimensions[dimension]!).map((word) => [
            word,
            {
              numerator: part(figure.numerator),
              ...(figure.denominator !== undefined &&
                dimension === 'action' && { denominator: part(figure.denominator) }),
            },
          ]),
        ),
      ]),
    ),
  };
}
