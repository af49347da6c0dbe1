/** The life of a match, as data: what may happen to it in each state. Pure. */
import { MATCH_NAMES, MATCH_STATES, type MatchState } from './terms.ts';

const EVENT_NAMES = {
  start: '开始实施',
  report: '报告进展',
  'void-report': '作废进展',
  'finish-phase': '完成阶段',
  spend: '记录支出',
  'void-spending': '作废支出',
  upload: '上传佐证',
  complete: '提请验收',
  accept: '验收',
  evaluate: '评价',
  dispute: '提出争议',
  settle: '办理争议',
  guide: '写入指导意见',
  cancel: '终止',
} as const;
export type MatchEvent = keyof typeof EVENT_NAMES;

/**
 * confirmed - start -> running - complete (the organisation) -> delivered - accept (the need's owner, or nobody in time) ->
 * completed - evaluate -> evaluated. A dispute may lead from delivered back to running; before it is completed the township
 * may cancel it.
 */
const MAY: Readonly<Record<MatchEvent, readonly MatchState[]>> = {
  start: ['confirmed'],
  report: ['running'],
  'void-report': ['running', 'delivered'],
  'finish-phase': ['running'],
  spend: ['running', 'delivered'],
  'void-spending': ['running', 'delivered'],
  upload: ['running', 'delivered', 'completed', 'evaluated'],
  complete: ['running'],
  accept: ['delivered'],
  evaluate: ['completed', 'evaluated'],
  dispute: ['running', 'delivered', 'completed', 'evaluated'],
  settle: MATCH_STATES,
  guide: ['confirmed', 'running', 'delivered'],
  cancel: ['confirmed', 'running', 'delivered'],
};

/** Why an event may not happen to a match now; undefined when it may. */
export function matchRefusal(state: MatchState, event: MatchEvent): string | undefined {
  if (MAY[event].includes(state)) return undefined;
  const when = MAY[event].map((one) => `“${MATCH_NAMES[one]}”`).join('、');
  return `项目现为“${MATCH_NAMES[state]}”，不能${EVENT_NAMES[event]}，须在${when}时办理`;
}
