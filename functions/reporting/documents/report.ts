/** A report as all its documents read it. Pure. */
import { kindOf, lastDayOf } from '../../../shared/calendar/periods.ts';
import { CITY, divisionByCode, isMunicipalDistrict } from '../../../shared/divisions/index.ts';
import { type Shown, shownOf } from '../../../shared/figures/shown.ts';
import type { Content, Line, Part } from '../model/content.ts';
import type { Figure } from '../model/figures.ts';
import { judge, targetFor } from '../model/judged.ts';
import { ranked } from '../model/ranked.ts';
import { compared, differenceOf } from '../model/shown.ts';
import type { ReportingPolicy } from '../policy/index.ts';
import type { Indicator } from '../policy/schema.ts';
import type { Format } from './formats.ts';

/** How far a report has come on its way to be frozen. */
export interface Signing {
  state: 'draft' | 'checked' | 'signed';
  /** SHA-256 of the content's canonical JSON. */
  contentHash: string;
  /** ISO 8601 instants. */
  checkedAt?: string;
  signedAt?: string;
}

export interface Reported {
  content: Content;
  /** The very version that the content was computed by. */
  policy: ReportingPolicy;
  signing: Signing;
}

/** One indicator of the report's division as it is told. */
export interface Told {
  indicator: Indicator;
  line: Line;
  now: Shown;
  before: Shown | undefined;
  /** Points of percentages, else the unit that is shown. */
  difference: number | null;
}

/** The lines of the report with what their indicators are, in the report's order. */
export const toldOf = ({ content, policy }: Reported): Told[] =>
  content.lines.map((line) => {
    const indicator = indicatorOf(policy, line.indicator);
    return {
      indicator,
      line,
      now: shownOf(indicator, line),
      before: line.before && shownOf(indicator, line.before),
      difference: differenceOf(indicator, line, line.before),
    };
  });

/** @throws Error when the content was computed by another version of the policy */
export function indicatorOf({ version, data }: ReportingPolicy, id: string): Indicator {
  const found = data.indicators.find((one) => one.id === id);
  if (!found) throw new Error(`Version ${version} of the indicators has no ${id}`);
  return found;
}

/** The indicators that are told of at least one division below the report's, in the report's order. */
export const indicatorsOfParts = ({ content, policy }: Reported): Indicator[] =>
  policy.data.indicators.filter(({ id }) => content.parts.some(({ figures }) => figures[id]));

export interface Ranked {
  part: Part;
  figure: Figure;
  shown: Shown;
  /** From 1, the same for the same; undefined for those that are left out of rankings. */
  place: number | undefined;
  /** Undefined where there is no target, or nothing to judge by. */
  reached: boolean | undefined;
}

/** The divisions below by what they come to, the best first; those of which nothing can be said are left out. */
export function rankedBy(indicator: Indicator, { content }: Reported): Ranked[] {
  const target = targetFor(indicator, content.period);
  const found = content.parts.flatMap((part) => {
    const figure = part.figures[indicator.id];
    return figure && (indicator.as === 'number' || figure.denominator) ? [{ part, figure }] : [];
  });
  const places = ranked(
    new Map(found.map(({ part: { division }, figure }) => [division, figure] as const)),
    indicator,
  );
  const sign = indicator.better === 'less' ? 1 : -1;
  return found
    .toSorted((a, b) => sign * compared(a.figure, b.figure) || (a.part.division < b.part.division ? -1 : 1))
    .map(({ part, figure }) => ({
      part,
      figure,
      shown: shownOf(indicator, figure),
      place: places.get(part.division)?.place,
      reached: target && judge(target, figure).reached,
    }));
}

const QUARTERS = ['一', '二', '三', '四'];

/** A period as officers write it: 2023年、2023年第二季度、2023年5月. */
export function periodName(period: string): string {
  const year = `${period.slice(0, 4)}年`;
  switch (kindOf(period)) {
    case 'year':
      return year;
    case 'quarter':
      return `${year}第${QUARTERS[Number(period.slice(6)) - 1]}季度`;
    case 'month':
      return `${year}${Number(period.slice(5))}月`;
  }
}

/** What the period before is called. */
export const EARLIER = { year: '上年', quarter: '上季度', month: '上月' } as const;

export const titleOf = ({ name, period }: Content): string =>
  `${name}${periodName(period)}社区社会组织培优成效报告`;

/** The division as its people name it: a district with its city. */
export function placeName({ division }: Content): string {
  const { name } = divisionByCode(division)!;
  return division !== CITY.code && isMunicipalDistrict(division) ? `${CITY.name}${name}` : name;
}

/** Who gives the report: the civil-affairs bureau of its division. */
export const issuerOf = (content: Content): string => `${placeName(content)}民政局`;

/** What the divisions below are called together. */
export const PARTS_NAME = { city: '各县（市、区）', county: '各乡镇（街道）' } as const;

export const STATES = { draft: '草稿，未经核对', checked: '已核对，未签发', signed: '已签发' } as const;

/** YYYY-MM-DD as officers write it. */
export function dayName(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

export const lastDayName = ({ period }: Content): string => dayName(lastDayOf(period));

/** A name that says what the file is: a draft is not taken for a report, nor a restatement for what it restates. */
export function fileNameOf(
  { content, signing }: Pick<Reported, 'content' | 'signing'>,
  format: Format,
): string {
  const edition = content.version > 1 ? `（第${content.version}版）` : '';
  const draft = signing.state === 'signed' ? '' : '（草稿）';
  return `${titleOf(content)}${edition}${draft}.${format}`;
}
