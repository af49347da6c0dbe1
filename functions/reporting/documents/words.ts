/** What a report says in sentences, as an officer writes it. Pure. */
import { kindOf } from '../../../shared/calendar/periods.ts';
import { shownOf } from '../../../shared/figures/shown.ts';
import { targetFor } from '../model/judged.ts';
import {
  dayName,
  EARLIER,
  indicatorOf,
  indicatorsOfParts,
  issuerOf,
  lastDayName,
  PARTS_NAME,
  periodName,
  placeName,
  type Ranked,
  type Reported,
  rankedBy,
  STATES,
  type Told,
  toldOf,
} from './report.ts';

/** A part of the text: a heading of first or second order, or a paragraph. */
export type Passage = { kind: 'first' | 'second' | 'text'; text: string };

const NUMBERS = [
  '一',
  '二',
  '三',
  '四',
  '五',
  '六',
  '七',
  '八',
  '九',
  '十',
  '十一',
  '十二',
  '十三',
  '十四',
  '十五',
];
/** More falls than these are not told of. */
const MOST_FALLS = 3;
const MOST_NAMED = 3;
/** What is told of first where the policy has it: how many there are, and what they did. */
const OVERALL = [
  'organisations.total',
  'organisations.per-community',
  'activities.count',
  'service.minutes',
  'service.people',
  'needs.published',
  'projects.completed',
];
const PLAN = '《温州市社区社会组织培优专项行动方案（2021—2023年）》';

/** To whom the report goes: a level up. */
export const addressee = ({ content }: Reported): string =>
  content.level === 'city' ? '浙江省民政厅' : '温州市民政局';

/** The text from the first sentence to the last, before the list of what is attached. */
export function passagesOf(report: Reported): Passage[] {
  const { content } = report;
  const told = toldOf(report);
  const parts: readonly { title: string; passages: readonly Passage[] }[] = [
    { title: '总体情况', passages: overall(report, told) },
    { title: '目标完成情况', passages: targets(told, content.period) },
    { title: '各项指标', passages: sections(report, told) },
    ...(content.parts.length > 0
      ? [{ title: `${PARTS_NAME[content.level]}情况`, passages: places(report) }]
      : []),
    { title: '存在的不足', passages: shortcomings(report, told) },
    ...(content.changes ? [{ title: '重述说明', passages: restated(report) }] : []),
  ];
  return [
    text(
      `根据${PLAN}，现将${placeName(content)}${periodName(content.period)}社区社会组织培优工作成效报告如下。`,
    ),
    ...parts.flatMap(({ title, passages }, at) => [
      { kind: 'first' as const, text: `${NUMBERS[at]}、${title}` },
      ...passages,
    ]),
  ];
}

const text = (words: string): Passage => ({ kind: 'text', text: words });
const second = (at: number, words: string): Passage => ({
  kind: 'second',
  text: `（${NUMBERS[at]}）${words}`,
});

function overall({ content }: Reported, told: readonly Told[]): Passage[] {
  const found = OVERALL.flatMap((id) => told.find(({ indicator }) => indicator.id === id) ?? []);
  const judged = told.filter(({ line }) => line.judged);
  const reached = judged.filter(({ line }) => line.judged!.reached === true).length;
  const sentences = [
    ...(found.length > 0
      ? [`截至${lastDayName(content)}，${found.map((one) => said(one, content.period)).join('；')}。`]
      : []),
    ...(judged.length > 0
      ? [
          `列入目标考核的指标${judged.length}项，达标${reached}项，${reached === judged.length ? '全部达标' : `未达标或者尚不能判断的${judged.length - reached}项`}。`,
        ]
      : []),
  ];
  return [text(sentences.join(''))];
}

/** A name with its value, of quotients what they are of, and how they moved. */
function said({ indicator, line, now, before, difference }: Told, period: string): string {
  const of =
    indicator.as === 'percent' && line.denominator
      ? `（${line.numerator.toLocaleString('zh-CN')}/${line.denominator.toLocaleString('zh-CN')}）`
      : '';
  const value = now.value === null ? '本期没有数据' : `为${spaceless(now.text)}${of}`;
  return `${indicator.name.zh}${value}${before ? moved(indicator, difference, period) : ''}`;
}

function moved({ as, unit }: Told['indicator'], difference: number | null, period: string): string {
  if (difference === null) return '';
  const earlier = EARLIER[kindOf(period)];
  if (difference === 0) return `，与${earlier}持平`;
  const by = Math.abs(difference).toLocaleString('zh-CN', { maximumFractionDigits: 2 });
  const [more, less] = as === 'number' ? ['增加', '减少'] : ['上升', '下降'];
  return `，比${earlier}${difference > 0 ? more : less}${by}${as === 'percent' ? '个百分点' : unit}`;
}

/** Chinese text has no space between number and unit. */
const spaceless = (words: string) => words.replaceAll(' ', '');

function targets(told: readonly Told[], period: string): Passage[] {
  const judged = told.filter(({ line }) => line.judged);
  if (judged.length === 0) return [text('本期没有列入目标考核的指标。')];
  // The plan's targets are of the year's end: within the year nothing is missed yet.
  const missed = kindOf(period) === 'year' ? '未达到目标' : '尚未达到年底目标';
  return judged.flatMap(({ indicator, line, now }, at) => {
    const { target, reached, gap, clause } = line.judged!;
    const outcome =
      reached === undefined
        ? '本期数据不足，尚不能判断是否达标'
        : reached
          ? '已达到目标'
          : `${missed}，${spaceless(gap ?? '')}`;
    const of = line.denominator
      ? `（${line.numerator.toLocaleString('zh-CN')}/${line.denominator.toLocaleString('zh-CN')}）`
      : '';
    return [
      second(at, indicator.name.zh),
      text(
        `目标为${spaceless(target)}，实际${now.value === null ? '没有数据' : `为${now.text}${of}`}，${outcome}。依据：${spaceless(clause)}。`,
      ),
    ];
  });
}

function sections({ content }: Reported, told: readonly Told[]): Passage[] {
  const rest = told.filter(({ line }) => !line.judged);
  return [...Map.groupBy(rest, ({ indicator }) => indicator.section)].flatMap(([section, lines], at) => [
    second(at, section),
    text(`${lines.map((one) => said(one, content.period)).join('；')}。`),
  ]);
}

function places(report: Reported): Passage[] {
  const { content } = report;
  const name = PARTS_NAME[content.level];
  const sentences = indicatorsOfParts(report).flatMap((indicator): string[] => {
    if (!targetFor(indicator, content.period)) return [];
    const ranked = rankedBy(indicator, report).filter(({ place }) => place !== undefined);
    if (ranked.length < 2) return [];
    const known = ranked.filter(({ reached }) => reached !== undefined);
    const reached = known.filter((one) => one.reached).length;
    const count = known.length > 0 ? `${known.length}个中有${reached}个达标，` : '';
    const [first, last] = [ranked[0]!, ranked.at(-1)!];
    if (first.shown.value === last.shown.value)
      return [`${indicator.name.zh}，${count}各地均为${first.shown.text}。`];
    const best = ranked.slice(0, MOST_NAMED);
    const worst = ranked.slice(-Math.min(MOST_NAMED, ranked.length - best.length));
    const behind = ranked.length > best.length ? `，靠后的是${listed(worst)}` : '';
    return [`${indicator.name.zh}，${count}居前的是${listed(best)}${behind}。`];
  });
  return [text([...sentences, `${name}的主要指标见下表，全部指标见附件。`].join(''))];
}

const listed = (ranked: readonly Ranked[]) =>
  ranked.map(({ part, shown }) => `${part.name}（${spaceless(shown.text)}）`).join('、');

function shortcomings(report: Reported, told: readonly Told[]): Passage[] {
  const { content } = report;
  const missed = told.filter(({ line }) => line.judged?.reached === false);
  const falls = told
    .filter(({ indicator, difference, before }) => isWorse(indicator.better, difference) && before?.value)
    .toSorted((a, b) => severity(b) - severity(a))
    .slice(0, MOST_FALLS);
  const behind = indicatorsOfParts(report).flatMap((indicator) => {
    const names = rankedBy(indicator, report)
      .filter(({ reached }) => reached === false)
      .map(({ part }) => part.name);
    return names.length > 0 ? [`${indicator.name.zh}未达标的有${names.join('、')}`] : [];
  });
  const sentences = [
    ...(missed.length > 0
      ? [
          `一是目标尚未全部达到。${missed
            .map(
              ({ indicator, now, line }) =>
                `${indicator.name.zh}为${now.text}，${spaceless(line.judged!.gap ?? '')}`,
            )
            .join('；')}。`,
        ]
      : []),
    ...(behind.length > 0 ? [`发展不够平衡。${behind.join('；')}。`] : []),
    ...(falls.length > 0
      ? [
          `部分指标不如${EARLIER[kindOf(content.period)]}。${falls.map((one) => said(one, content.period)).join('；')}。`,
        ]
      : []),
  ];
  if (sentences.length === 0) return [text('本期各项目标均已达到，没有比上期变差的指标。')];
  const order = ['一是', '二是', '三是'];
  return sentences.map((sentence, at) => text(`${order[at]}${sentence.replace(/^一是/, '')}`));
}

const isWorse = (better: 'more' | 'less' | undefined, difference: number | null): boolean =>
  difference !== null && ((better === 'more' && difference < 0) || (better === 'less' && difference > 0));

/** By what share of what it was a figure moved. */
const severity = ({ difference, before }: Told): number => Math.abs((difference ?? 0) / (before?.value || 1));

function restated({ content, policy }: Reported): Passage[] {
  const names = new Map(content.parts.map(({ division, name }) => [division, name]));
  const changes = (content.changes ?? []).map(({ division, indicator: id, before, after }) => {
    const indicator = indicatorOf(policy, id);
    const value = (figure: typeof before) => (figure ? spaceless(shownOf(indicator, figure).text) : '无');
    return `${names.get(division) ?? content.name}${indicator.name.zh}由${value(before)}改为${value(after)}`;
  });
  return [
    text(
      `本报告是第${content.version}版，第${content.version - 1}版签发后有数据补报或者更正。${changes.join('；')}。`,
    ),
  ];
}

/** Who gives it, and on which day: of what is not signed that it is not. */
export function closing({ content, signing }: Reported, today: (instant: Date) => string): string[] {
  const { state, signedAt } = signing;
  return [
    issuerOf(content),
    state === 'signed' && signedAt ? dayName(today(new Date(signedAt))) : `（${STATES[state]}）`,
  ];
}
