/** Honest figures: what is odd about an activity is held out of the rates until the community has looked at it. Pure. */
import type { ActivityData, FlagCode } from '../policy/index.ts';
import type { ActivityFacts } from './activity.ts';

export const FLAG_NAMES = {
  duplicate: '重复填报',
  overlap: '时间重叠',
  participants: '人数异常',
  minutes: '服务时长异常',
  burst: '期末集中填报',
  photo: '照片重复使用',
} as const satisfies Readonly<Record<FlagCode, string>>;

/** What is odd about an activity, and which others it collides with. */
export interface Flag {
  code: FlagCode;
  why: string;
  /** Ids of activities. */
  with?: readonly string[];
}

/** Another activity of the same organisation on the same day. */
export interface SameDay {
  id: string;
  /** As it is compared. */
  title: string;
  from?: string | undefined;
  to?: string | undefined;
  /** Ids of those that it was found to repeat. */
  duplicateOf?: readonly string[];
}

/** A title as it is compared: what people vary when they write the same again is left out. */
export const comparable = (title: string) =>
  title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\s]/gu, '');

/**
 * What is odd about an activity.
 * @param sameDay other activities of its organisation on its day
 * @param entered how many its organisation has entered today already, where today is one of the last days of a month
 */
export function check(
  facts: ActivityFacts,
  { sameDay, entered }: { sameDay: readonly SameDay[]; entered: number | undefined },
  checks: ActivityData['checks'],
): Flag[] {
  return [
    ...duplicates(facts, sameDay),
    ...overlaps(facts, sameDay, checks.overlapMinutes),
    ...people(facts, checks),
    ...minutes(facts, checks.minutesAParticipant),
    ...(entered !== undefined && entered >= checks.burst.records
      ? [
          {
            code: 'burst' as const,
            why: `月末已集中填报 ${entered} 次活动（超过 ${checks.burst.records} 次的须核查），请说明没有及时填报的原因`,
          },
        ]
      : []),
  ];
}

/** Whether what is odd about an activity holds it out, by policy. */
export const isHeldOut = (flags: readonly Flag[], { holdOut }: Pick<ActivityData['checks'], 'holdOut'>) =>
  flags.some(({ code }) => holdOut.includes(code));

const isSame = ({ title, from }: ActivityFacts, other: SameDay) =>
  comparable(title) === other.title &&
  (from === undefined || other.from === undefined || from === other.from);

function duplicates(facts: ActivityFacts, sameDay: readonly SameDay[]): Flag[] {
  const same = sameDay.filter((other) => isSame(facts, other)).map(({ id }) => id);
  return same.length === 0
    ? []
    : [{ code: 'duplicate', why: `同一天已填报过名称相同的活动《${facts.title}》`, with: same }];
}

function overlaps(facts: ActivityFacts, sameDay: readonly SameDay[], most: number): Flag[] {
  const { from, to } = facts;
  if (from === undefined || to === undefined) return [];
  const colliding = sameDay.filter(
    (other) =>
      !isSame(facts, other) &&
      other.from !== undefined &&
      other.to !== undefined &&
      Math.min(minuteOf(to), minuteOf(other.to)) - Math.max(minuteOf(from), minuteOf(other.from)) > most,
  );
  return colliding.length === 0
    ? []
    : [
        {
          code: 'overlap',
          why: `与同一天另外 ${colliding.length} 次活动的时间重叠超过 ${most} 分钟`,
          with: colliding.map(({ id }) => id),
        },
      ];
}

function people(
  { participants, volunteers, partyMembers, served }: ActivityFacts,
  checks: ActivityData['checks'],
): Flag[] {
  const most = Math.max(0, ...Object.values(served));
  const why = [
    ...(participants > checks.participants
      ? [`参加 ${participants} 人，超过 ${checks.participants} 人`]
      : []),
    ...(volunteers > checks.volunteers ? [`志愿者 ${volunteers} 人，超过 ${checks.volunteers} 人`] : []),
    ...(volunteers > participants ? [`志愿者 ${volunteers} 人，多于参加的 ${participants} 人`] : []),
    ...(partyMembers > participants ? [`党员 ${partyMembers} 人，多于参加的 ${participants} 人`] : []),
    ...(most > checks.participants ? [`服务对象 ${most} 人，超过 ${checks.participants} 人`] : []),
  ];
  return why.length === 0 ? [] : [{ code: 'participants', why: why.join('；') }];
}

/** Nobody serves longer than the activity lasts, nor than policy thinks possible on a day. */
function minutes(
  { from, to, minutes: served, participants, volunteers }: ActivityFacts,
  most: number,
): Flag[] {
  const lasted = from !== undefined && to !== undefined ? minuteOf(to) - minuteOf(from) : most;
  const each = Math.min(lasted, most);
  const possible = each * Math.max(participants, volunteers);
  return served <= possible
    ? []
    : [
        {
          code: 'minutes',
          why: `服务时长合计 ${served} 分钟，多于 ${Math.max(participants, volunteers)} 人每人 ${each} 分钟`,
        },
      ];
}

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
