import { addDays } from '../../../shared/calendar/days.ts';
import { type Spell, standingOn } from './existence.ts';

/**
 * Why no activity of an organisation can be dated on a day; undefined when one can.
 * @param within days for which activities may be recorded afterwards
 */
export function dayFault(
  on: string,
  spells: readonly Spell[],
  { today, within }: { today: string; within: number },
): string | undefined {
  if (on > today) return `活动日期 ${on} 还没有到；活动结束后再填报`;
  const first = addDays(today, -within);
  if (on < first) return `活动日期 ${on} 已超过 ${within} 天，最早可填 ${first}`;
  const standing = standingOn(spells, on);
  if (!standing) return `活动日期 ${on} 早于组织成立（备案）之日`;
  if (standing.status === 'suspended') return `组织在 ${on} 已被停止活动`;
  return standing.status === 'active' ? undefined : `组织在 ${on} 已注销或撤销`;
}
