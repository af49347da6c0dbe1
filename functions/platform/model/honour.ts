/** Demonstration towns, outstanding organisations and people (示范镇、优秀社会组织、优秀个人, O3): from nomination to award. Pure. */

export const HONOUR_NAMES = {
  town: '示范镇（街道）',
  organisation: '优秀社会组织',
  person: '优秀个人',
} as const;
export type HonourKind = keyof typeof HONOUR_NAMES;
export const HONOUR_KINDS = Object.keys(HONOUR_NAMES) as HonourKind[];

export const HONOUR_STATES = {
  nominated: '已推荐',
  refused: '未通过',
  notice: '公示中',
  awarded: '已命名',
  withdrawn: '已撤销',
} as const;
export type HonourState = keyof typeof HONOUR_STATES;
/** States in which everybody sees it. */
export const PUBLIC_STATES = ['notice', 'awarded', 'withdrawn'] as const satisfies HonourState[];

const LIFE = {
  review: { from: ['nominated'], name: '审核' },
  object: { from: ['notice'], name: '提出异议' },
  resolve: { from: ['notice'], name: '处理异议' },
  award: { from: ['notice'], name: '命名' },
  withdraw: { from: ['awarded'], name: '撤销' },
} as const satisfies Record<string, { from: readonly HonourState[]; name: string }>;
export type HonourEvent = keyof typeof LIFE;

/** Why something may not happen in a state; undefined when it may. */
export const refusal = (state: HonourState, event: HonourEvent): string | undefined =>
  (LIFE[event].from as readonly string[]).includes(state)
    ? undefined
    : `“${HONOUR_STATES[state]}”的，不能${LIFE[event].name}`;

export interface Objection {
  /** From 1. */
  serial: number;
  text: string;
  /** YYYY-MM-DD */
  on: string;
  upheld?: boolean;
  answer?: string;
}

export interface Honour {
  id: string;
  kind: HonourKind;
  division: string;
  /** Of a person a ciphertext. */
  name: string;
  organisationId?: string;
  /** Whether the person agrees to be named in public. */
  consent: boolean;
  deeds: string;
  /** Hashes of files of the township's platform. */
  evidence: readonly string[];
  state: HonourState;
  /** Accounts of whoever nominated and reviewed it. */
  nominator: string;
  reviewer?: string;
  /** Why it was approved or refused. */
  opinion?: string;
  /** Of the public notice, both included, YYYY-MM-DD. */
  notice?: { from: string; until: string };
  objections: readonly Objection[];
  awardedOn?: string;
  withdrawnOn?: string;
  reason?: string;
  policy: string;
  version: number;
}

/** Objections that nobody has answered. */
export const openObjections = ({ objections }: Pick<Honour, 'objections'>): Objection[] =>
  objections.filter(({ upheld }) => upheld === undefined);

/** Why it cannot be awarded on a day; undefined when it can: after the notice, with no objection open. */
export function notYet(honour: Pick<Honour, 'notice' | 'objections'>, today: string): string | undefined {
  if (today <= honour.notice!.until) return `公示至 ${honour.notice!.until}，期满后命名`;
  const open = openObjections(honour);
  return open.length > 0 ? `还有 ${open.length} 件异议没有答复` : undefined;
}

/** Whether a name may be told to everybody: of a person only once awarded, and by consent. */
export const isNamed = ({ kind, state, consent }: Pick<Honour, 'kind' | 'state' | 'consent'>): boolean =>
  kind !== 'person' || (state === 'awarded' && consent);
