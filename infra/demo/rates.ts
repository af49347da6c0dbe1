import { CITY } from '../../shared/divisions/index.ts';
import { type Demonstration, type Json, until } from '../demonstration.ts';

/**
 * Has the activity service's run of a day done: the month before is closed by the schedule (T2).
 * @returns how many figures changed
 * @throws Error when the parts are not the whole
 */
export async function ratesOf(day: string, { as, clock, schedule }: Demonstration): Promise<number> {
  clock(`${day}T00:20:00+08:00`);
  await schedule('activitySchedule');
  const { json } = await until(
    () => as('city', CITY.code, 'bureau')('GET', '/v1/activity/runs?limit=1'),
    ({ json: { items } }) => {
      const [latest] = items as Json[];
      return latest?.day === day && latest.state === 'done';
    },
  );
  const [{ changed, check }] = json.items as [{ changed: number; check: { mismatches: number } }];
  if (check.mismatches > 0) throw new Error(`${day}: the parts are not the whole (${JSON.stringify(check)})`);
  return changed;
}
