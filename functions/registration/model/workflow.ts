/**
 * The life of an application, to found an organisation or about one, as one state machine: what may happen to it in each state, who may do it, on which
 * condition, and where it leads. `docs/registration-workflow.md` is made from it.
 */
import type { Track } from '../../../shared/events/shapes.ts';

export const STATE_NAMES = {
  draft: '草稿',
  naming: '核名中',
  pending: '待受理',
  accepted: '审查中',
  correcting: '待补正',
  approved: '已批准',
  refused: '不予批准',
  withdrawn: '已撤回',
} as const;
export type State = keyof typeof STATE_NAMES;
export const STATES = Object.keys(STATE_NAMES) as readonly State[];

export const EVENT_NAMES = {
  edit: '修改',
  submit: '提交',
  resubmit: '补正后提交',
  withdraw: '撤回',
  'name-held': '名称通过',
  'name-refused': '名称未通过',
  'name-overdue': '核名超时，再次请求',
  take: '领办',
  'ask-correction': '要求补正',
  accept: '受理',
  approve: '批准',
  refuse: '不予批准',
} as const;
export type Event = keyof typeof EVENT_NAMES;
export const EVENTS = Object.keys(EVENT_NAMES) as readonly Event[];

/** Who acts: the resident whose application it is, the authority that decides it, the naming service, the clock. */
export type Actor = 'applicant' | 'authority' | 'naming' | 'clock';

/** A condition beyond state and actor; what a refusal says in Chinese. */
export const GUARDS = {
  complete: '材料还不齐全',
  'name-asked': '名称没有变更，无须核名',
  'name-kept': '名称变更须先核名',
  'accepted-before': '尚未受理',
  'not-accepted-before': '已经受理',
  'taken-by-me': '请先领办；已由他人领办的，由领办人办理',
  'not-taken-by-another': '已由他人领办',
  'another-accepted': '受理人不能批准自己受理的登记申请，须由另一人批准',
  'rounds-left': '补正次数已用完，应作出决定',
} as const;
export type Guard = keyof typeof GUARDS;

export interface Transition {
  from: readonly State[];
  event: Event;
  by: Actor;
  to: State;
  guards: readonly Guard[];
  /** Only on these tracks; on all when left out. */
  tracks?: readonly Track[];
}

/**
 * Four eyes for registration: who accepts does not approve. Filing (C1.4) and management (C1.5) are light: they are
 * decided in one step by who took them.
 */
export const TRANSITIONS: readonly Transition[] = [
  { from: ['draft'], event: 'edit', by: 'applicant', to: 'draft', guards: [] },
  { from: ['correcting'], event: 'edit', by: 'applicant', to: 'correcting', guards: [] },
  { from: ['draft'], event: 'submit', by: 'applicant', to: 'naming', guards: ['complete', 'name-asked'] },
  { from: ['draft'], event: 'submit', by: 'applicant', to: 'pending', guards: ['complete', 'name-kept'] },
  {
    from: ['correcting'],
    event: 'resubmit',
    by: 'applicant',
    to: 'naming',
    guards: ['complete', 'name-asked'],
  },
  {
    from: ['correcting'],
    event: 'resubmit',
    by: 'applicant',
    to: 'pending',
    guards: ['complete', 'name-kept', 'not-accepted-before'],
  },
  {
    from: ['correcting'],
    event: 'resubmit',
    by: 'applicant',
    to: 'accepted',
    guards: ['complete', 'name-kept', 'accepted-before'],
  },
  {
    from: ['draft', 'naming', 'pending', 'accepted', 'correcting'],
    event: 'withdraw',
    by: 'applicant',
    to: 'withdrawn',
    guards: [],
  },
  { from: ['naming'], event: 'name-held', by: 'naming', to: 'pending', guards: ['not-accepted-before'] },
  { from: ['naming'], event: 'name-held', by: 'naming', to: 'accepted', guards: ['accepted-before'] },
  { from: ['naming'], event: 'name-refused', by: 'naming', to: 'correcting', guards: [] },
  { from: ['naming'], event: 'name-overdue', by: 'clock', to: 'naming', guards: [] },
  { from: ['pending'], event: 'take', by: 'authority', to: 'pending', guards: ['not-taken-by-another'] },
  { from: ['accepted'], event: 'take', by: 'authority', to: 'accepted', guards: [], tracks: ['registered'] },
  {
    from: ['pending', 'accepted'],
    event: 'ask-correction',
    by: 'authority',
    to: 'correcting',
    guards: ['taken-by-me', 'rounds-left'],
  },
  {
    from: ['pending'],
    event: 'accept',
    by: 'authority',
    to: 'accepted',
    guards: ['taken-by-me'],
    tracks: ['registered'],
  },
  {
    from: ['accepted'],
    event: 'approve',
    by: 'authority',
    to: 'approved',
    guards: ['taken-by-me', 'another-accepted'],
    tracks: ['registered'],
  },
  {
    from: ['pending'],
    event: 'approve',
    by: 'authority',
    to: 'approved',
    guards: ['taken-by-me'],
    tracks: ['filed', 'managed'],
  },
  { from: ['pending', 'accepted'], event: 'refuse', by: 'authority', to: 'refused', guards: ['taken-by-me'] },
];

/** What the guards look at. */
export interface Situation {
  state: State;
  track: Track;
  /** Whether everything that the track demands is there. */
  complete: boolean;
  /** Whether the naming service has to be asked: the name is new, or changes. A name that is borne stays (C2). */
  nameAsked: boolean;
  /** Subject of the officer who took it. */
  takenBy?: string | undefined;
  /** Subject of the officer who accepted it. */
  acceptedBy?: string | undefined;
  /** Rounds of correction asked for so far, and the most there may be. */
  rounds: number;
  mostRounds: number;
}

export type Step = { outcome: 'moves'; to: State } | { outcome: 'refused'; reason: string };

const HOLDS: Readonly<Record<Guard, (situation: Situation, subject: string) => boolean>> = {
  complete: ({ complete }) => complete,
  'name-asked': ({ nameAsked }) => nameAsked,
  'name-kept': ({ nameAsked }) => !nameAsked,
  'accepted-before': ({ acceptedBy }) => acceptedBy !== undefined,
  'not-accepted-before': ({ acceptedBy }) => acceptedBy === undefined,
  'taken-by-me': ({ takenBy }, subject) => takenBy === subject,
  'not-taken-by-another': ({ takenBy }, subject) => takenBy === undefined || takenBy === subject,
  'another-accepted': ({ acceptedBy }, subject) => acceptedBy !== subject,
  'rounds-left': ({ rounds, mostRounds }) => rounds < mostRounds,
};

/**
 * Where an event leads, or why it may not happen now. Whether the actor has to do with this very application is decided
 * before.
 * @param subject who acts
 */
export function step(situation: Situation, event: Event, by: Actor, subject: string): Step {
  const { state, track } = situation;
  const known = TRANSITIONS.filter(
    (one) => one.event === event && one.by === by && (one.tracks?.includes(track) ?? true),
  );
  const here = known.filter(({ from }) => from.includes(state));
  if (here.length === 0) {
    const where = known.flatMap(({ from }) => from).map((one) => `“${STATE_NAMES[one]}”`);
    const when = where.length > 0 ? `，${EVENT_NAMES[event]}须在${[...new Set(where)].join('、')}时办理` : '';
    return {
      outcome: 'refused',
      reason: `申请现为“${STATE_NAMES[state]}”，不能${EVENT_NAMES[event]}${when}`,
    };
  }
  const open = here.find(({ guards }) => guards.every((guard) => HOLDS[guard](situation, subject)));
  if (open) return { outcome: 'moves', to: open.to };
  const broken = here[0]!.guards.find((guard) => !HOLDS[guard](situation, subject))!;
  return { outcome: 'refused', reason: GUARDS[broken] };
}

/** Whether the applicant may change an application now. */
export function mayBeEdited(state: State): boolean {
  return TRANSITIONS.some(({ event, from }) => event === 'edit' && from.includes(state));
}

/** Whether an application is decided or given up. */
export function isOver(state: State): boolean {
  return !TRANSITIONS.some(({ from }) => from.includes(state));
}
