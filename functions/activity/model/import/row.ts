/** Judges a row of a workbook of activities: what was done, or everything that has to be put right in it. Pure. */
import {
  ACTION_NAMES,
  type Action,
  actionOf,
  GROUP_NAMES,
  type Group,
  KIND_OF_SERVICE_NAMES,
  type ServiceKind,
} from '../../../../shared/actions/index.ts';
import { divisionByCode, hasPlatform } from '../../../../shared/divisions/index.ts';
import { dayFrom } from '../../../../shared/imports/day.ts';
import { type CellProblem, plain } from '../../../../shared/imports/sheet.ts';
import type { ActivityFacts } from '../activity.ts';
import { dayFault } from '../day-fault.ts';
import type { Organisation } from '../organisation.ts';
import { ACTION_WORDS, type ActivityCells, type ColumnId } from './columns.ts';

type Judged =
  | { outcome: 'good'; facts: ActivityFacts }
  | { outcome: 'bad'; problems: CellProblem<ColumnId>[] };

const ACTIONS = new Map(Object.entries(ACTION_NAMES).map(([action, name]) => [name, action as Action]));
const KINDS = new Map(
  Object.entries(KIND_OF_SERVICE_NAMES).map(([kind, name]) => [plain(name), kind as ServiceKind]),
);
const MOST = 1_000_000;
/** Half an hour or so of a day as spreadsheets keep it: a share of one. */
const MINUTES_A_DAY = 1_440;

/**
 * @param organisation the one that the row names, known already
 * @param today YYYY-MM-DD
 * @param within days for which activities may be recorded afterwards
 */
export function judge(
  cells: ActivityCells,
  organisation: Organisation,
  { today, within }: { today: string; within: number },
): Judged {
  const problems: CellProblem<ColumnId>[] = [];
  const bad = (column: ColumnId, reason: string, remedy: string): undefined => {
    problems.push({ column, reason, remedy });
    return undefined;
  };
  const typed = (column: ColumnId) => plain(String(cells[column] ?? ''));
  const count = (column: ColumnId, least = 0): number => {
    const text = typed(column);
    if (text === '' && least === 0) return 0;
    const number = Number(text.replace(/[人名分钟]+$/, ''));
    if (text !== '' && Number.isInteger(number) && number >= least && number <= MOST) return number;
    bad(column, text === '' ? '没有填写' : '不是整数，或超出范围', `请填 ${least} 至 ${MOST} 的整数`);
    return 0;
  };
  const text = (column: ColumnId): string => {
    const value = String(cells[column] ?? '').trim();
    if ([...value].length > 100) bad(column, '太长', '请缩短到 100 字以内');
    if (/(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)/.test(plain(value)))
      bad(column, '含有身份证号码或手机号码', '请删去个人信息（A1）');
    return value;
  };
  const title = text('title');
  if (title === '') bad('title', '没有填写', '请填写活动名称');
  const on = dayFrom(cells.on ?? '');
  const fault = on === undefined ? undefined : dayFault(on, organisation.spells, { today, within });
  if (on === undefined) bad('on', '不是日期', '请按 2026-10-18 的样子填写');
  else if (fault !== undefined) bad('on', fault, '请核对日期');
  const [from, to] = [timeFrom(cells.from), timeFrom(cells.to)];
  for (const [column, time] of [
    ['from', from],
    ['to', to],
  ] as const)
    if (time === 'wrong') bad(column, '不是时间', '请按 09:30 的样子填写');
  if ((from === undefined) !== (to === undefined))
    bad(from === undefined ? 'from' : 'to', '没有填写', '开始和结束时间请都填，或都不填');
  else if (from !== undefined && to !== undefined && to !== 'wrong' && to <= from)
    bad('to', '不晚于开始时间', '请核对；跨夜的活动请按日分开填写');
  const code = typed('division');
  const division = code === '' ? organisation.division : code;
  if (division.length < 6 || !divisionByCode(division))
    bad('division', '没有这个行政区划代码', '请填本市村（社区）或乡镇（街道）的代码，或不填');
  const platform = typed('platform');
  if (platform !== '' && !hasPlatform(platform))
    bad(
      'platform',
      '没有这个乡镇（街道）代码',
      '请填本市乡镇（街道）的 9 位代码；龙港市没有乡镇（街道），填 330383；或不填',
    );
  const action = ACTIONS.get(typed('action').replace(/(行动|类)$/, '') as (typeof ACTION_WORDS)[number]);
  if (!action) bad('action', '填写的内容认不出来', `请填 ${ACTION_WORDS.join('、')} 之一`);
  const kinds = kindsFrom(String(cells.kinds ?? ''), action, bad);
  const participants = count('participants', 1);
  const served = Object.fromEntries(
    (Object.keys(GROUP_NAMES) as Group[]).flatMap((group) => {
      const people = count(`served:${group}`);
      return people === 0 ? [] : [[group, people]];
    }),
  );
  const place = text('place');
  const facts = {
    title,
    on: on ?? '',
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    division,
    ...(place !== '' && { place }),
    ...(platform !== '' && { platform }),
    action: action ?? 'culture',
    kinds,
    participants,
    volunteers: count('volunteers'),
    partyMembers: count('partyMembers'),
    minutes: count('minutes'),
    served,
  };
  return problems.length > 0 ? { outcome: 'bad', problems } : { outcome: 'good', facts };
}

function kindsFrom(
  typed: string,
  action: Action | undefined,
  bad: (column: ColumnId, reason: string, remedy: string) => undefined,
): ServiceKind[] {
  const words = typed.split(/[、,，;；/\s]+/).filter((word) => word !== '');
  if (words.length === 0) bad('kinds', '没有填写', '请填写服务种类，例如 合唱');
  return [
    ...new Set(
      words.flatMap((word) => {
        const kind = KINDS.get(plain(word));
        if (kind === undefined) return bad('kinds', `“${word}”认不出来`, '请按模板说明填写服务种类') ?? [];
        if (action !== undefined && actionOf(kind) !== action)
          bad('kinds', `“${word}”不属于${ACTION_NAMES[action]}行动`, `请改行动领域，或另填一行`);
        return [kind];
      }),
    ),
  ];
}

/** A time of day from 9:30, 09:30:00, 9：30, or a share of a day as spreadsheets keep it. */
export function timeFrom(cell: string | number | undefined): string | 'wrong' | undefined {
  if (cell === undefined || plain(String(cell)) === '') return undefined;
  const typed = plain(String(cell));
  const share = Number(typed);
  const minutes =
    /^0?\.\d+$/.test(typed) || share === 0
      ? Math.round(share * MINUTES_A_DAY)
      : minutesOf(/^(\d{1,2}):([0-5]\d)(:[0-5]\d)?$/.exec(typed));
  if (minutes === undefined || minutes >= MINUTES_A_DAY) return 'wrong';
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const minutesOf = (parts: RegExpExecArray | null) =>
  parts ? Number(parts[1]) * 60 + Number(parts[2]) : undefined;
