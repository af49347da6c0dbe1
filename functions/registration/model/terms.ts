/** The terms in which the service speaks, with those of its users. */
import type { Kind, Status, Track } from '../../../shared/events/shapes.ts';

/** Kinds of organisation, and the tracks on which they enter the ledger. */
export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  association: '社会团体',
  'private-non-enterprise': '民办非企业单位',
  foundation: '基金会',
  team: '群众活动团队',
};
export const TRACK_NAMES: Readonly<Record<Track, string>> = {
  registered: '登记',
  filed: '备案',
  managed: '村居管理',
};

/** What an application is for: to found an organisation, or a step in its life that the authority decides on. */
export const MATTER_NAMES = {
  founding: '成立',
  change: '变更',
  upgrade: '升级',
  dissolution: '注销',
} as const;
export type Matter = keyof typeof MATTER_NAMES;
export const MATTERS = Object.keys(MATTER_NAMES) as readonly Matter[];

/** Whether an organisation is there and may be active. */
export const STATUS_NAMES: Readonly<Record<Status, string>> = {
  active: '正常',
  suspended: '停止活动',
  dissolved: '已注销',
  revoked: '已撤销',
};

/** What becomes of a duty of an organisation. */
export const DUTY_STATES = ['owed', 'handed-in', 'settled', 'broken', 'lapsed'] as const;
