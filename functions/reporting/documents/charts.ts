/** The charts of a report: each target over the divisions below, and percentages beside those of the period before. Pure. */
import { kindOf } from '../../../shared/calendar/periods.ts';
import { targetFor } from '../model/judged.ts';
import type { Chart } from './chart.ts';
import {
  EARLIER,
  indicatorsOfParts,
  PARTS_NAME,
  periodName,
  placeName,
  type Reported,
  rankedBy,
  toldOf,
} from './report.ts';

/** More divisions than a page has room for are left out at the end of the ranking, and the title says so. */
const MOST_BARS = 30;

export function chartsOf(report: Reported): Chart[] {
  const { content } = report;
  const when = `${placeName(content)}${periodName(content.period)}`;
  const targets = indicatorsOfParts(report).flatMap((indicator): Chart[] => {
    const target = targetFor(indicator, content.period);
    const ranked = target ? rankedBy(indicator, report) : [];
    if (!target || ranked.length === 0) return [];
    const cut = ranked.length > MOST_BARS ? `（前${MOST_BARS}名）` : '';
    return [
      {
        title: `${when}${PARTS_NAME[content.level]}${indicator.name.zh}${cut}`,
        bars: ranked.slice(0, MOST_BARS).map(({ part, shown, reached }) => ({
          name: part.name,
          value: shown.value ?? undefined,
          text: shown.text,
          short: reached === false,
        })),
        ...(target.kind !== 'clearly-up' && {
          target: { name: `目标 ${target.percent}%`, value: target.percent },
        }),
      },
    ];
  });
  const percentages = toldOf(report).filter(
    ({ indicator, now }) => indicator.as === 'percent' && now.value !== null,
  );
  if (percentages.length === 0) return targets;
  const earlier = EARLIER[kindOf(content.period)];
  const together: Chart = {
    title: `${when}各项比例与${earlier}相比`,
    legend: { bars: '本期', second: earlier },
    bars: percentages.map(({ indicator, now, before }) => ({
      name: shortened(indicator.name.zh),
      value: now.value ?? undefined,
      text: now.text,
      ...(before && { second: { value: before.value ?? undefined, text: before.text } }),
    })),
  };
  return [...targets, together];
}

/** Names beside bars leave room for the bars. */
const shortened = (name: string) => (name.length > 16 ? `${name.slice(0, 15)}…` : name);
