/**
 * Which track fits an organisation (C1.1, C1.2, C1.4, C1.5): the highest whose conditions it meets, and what the next one
 * up would still ask for.
 */
import { type Class, type Kind, TRACKS, type Track } from '../../../shared/events/shapes.ts';
import type { Condition, RegistrationData } from '../policy/schema.ts';

/** What an organisation is or has, as far as it is known. */
export interface Facts {
  kind: Kind;
  /** Code of the division where it sits. */
  division: string;
  individualMembers: number;
  unitMembers: number;
  staff: number;
  capitalFen: number;
  hasPremises: boolean;
  hasLeader: boolean;
  /** Of one that is there already: months since it began, and its activity in percent (T2). */
  months?: number | undefined;
  activityPercent?: number | undefined;
}

/** A condition held against the facts: what it asks for and what there is, in words, and the clause. */
export interface Judged {
  id: Condition['id'];
  met: boolean;
  message: string;
  clause: string;
}

export interface Advice {
  track: Track;
  class: Class;
  /** Every track from the highest down, each with its conditions; one that is closed to the kind says why. */
  tracks: { track: Track; fits: boolean; conditions: Judged[]; closed?: string }[];
  /** The next track up that is open to the kind, and the conditions of it that are missing. */
  next?: { track: Track; missing: Judged[] };
}

/** The conditions of a track for a kind in a county; undefined when the kind cannot take it. */
export function conditionsOf(
  track: Track,
  { kind, division }: Pick<Facts, 'kind' | 'division'>,
  data: RegistrationData,
): readonly Condition[] | undefined {
  if (track === 'registered' && kind === 'team') return undefined;
  if (track !== 'registered' && kind === 'foundation') return undefined;
  const common =
    track === 'registered'
      ? data.conditions.registered[kind as Exclude<Kind, 'team'>]
      : data.conditions[track];
  const own = data.counties.filter(
    (one) =>
      one.track === track &&
      division.startsWith(one.division) &&
      (one.kind === undefined || one.kind === kind),
  );
  return common.map(
    (condition) => own.find((one) => one.condition.id === condition.id)?.condition ?? condition,
  );
}

/** Advises on the track; an organisation that meets no condition at all is still looked after by its village (C1.5). */
export function advise(facts: Facts, data: RegistrationData): Advice {
  const tracks = TRACKS.map((track) => {
    const conditions = conditionsOf(track, facts, data);
    const judged = (conditions ?? []).map((condition) => judge(condition, facts));
    const fits = conditions !== undefined && judged.every(({ met }) => met);
    return { track, fits, conditions: judged, ...(!conditions && { closed: closedTo(facts.kind) }) };
  });
  const open = tracks.filter(({ closed }) => closed === undefined);
  const best = open.findIndex(({ fits }) => fits);
  const at = best === -1 ? open.length - 1 : best;
  const { track } = open[at]!;
  const above = open[best === -1 ? at : at - 1];
  return {
    track,
    class: track === 'registered' ? 'mature' : grows(facts, data) ? 'growing' : 'start-up',
    tracks,
    ...(above && {
      next: { track: above.track, missing: above.conditions.filter(({ met }) => !met) },
    }),
  };
}

/** What is known to be old enough, large enough and active enough grows; all else starts up (C1.1). */
function grows(facts: Facts, { growing }: RegistrationData): boolean {
  const { months = 0, activityPercent = 0, individualMembers, unitMembers } = facts;
  return (
    months >= growing.months &&
    activityPercent >= growing.activityPercent &&
    individualMembers + unitMembers >= growing.members
  );
}

function closedTo(kind: Kind): string {
  return kind === 'team'
    ? '群众活动团队不是法人，登记须先定为社会团体、民办非企业单位或基金会'
    : '基金会只能登记，不能备案或由村（居）管理';
}

const yuan = (fen: number) => `${(fen / 1_000_000).toLocaleString('zh-CN')} 万元`;

function judge(condition: Condition, facts: Facts): Judged {
  const { id, clause } = condition;
  const { individualMembers, unitMembers, staff, capitalFen, hasPremises, hasLeader } = facts;
  switch (condition.id) {
    case 'members': {
      const { individuals, units, mixed } = condition;
      const both = individualMembers > 0 && unitMembers > 0;
      return {
        id,
        clause,
        met:
          individualMembers >= individuals ||
          unitMembers >= units ||
          (both && individualMembers + unitMembers >= mixed),
        message: `个人会员不少于 ${individuals} 个，或单位会员不少于 ${units} 个，混合会员总数不少于 ${mixed} 个（现有个人会员 ${individualMembers} 个、单位会员 ${unitMembers} 个）`,
      };
    }
    case 'members-or-staff': {
      const { members, staff: least } = condition;
      return {
        id,
        clause,
        met: individualMembers + unitMembers >= members || staff >= least,
        message: `成员不少于 ${members} 人，或工作人员不少于 ${least} 人（现有成员 ${individualMembers + unitMembers} 人、工作人员 ${staff} 人）`,
      };
    }
    case 'capital':
      return {
        id,
        clause,
        met: capitalFen >= condition.fen,
        message: `活动资金不少于 ${yuan(condition.fen)}（现有 ${yuan(capitalFen)}）`,
      };
    case 'staff':
      return {
        id,
        clause,
        met: staff >= condition.least,
        message: `专职或兼职工作人员不少于 ${condition.least} 人（现有 ${staff} 人）`,
      };
    case 'premises':
      return { id, clause, met: hasPremises, message: '有固定的活动场所' };
    case 'leader':
      return { id, clause, met: hasLeader, message: '有负责人' };
  }
}
