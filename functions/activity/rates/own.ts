import type * as z from 'zod';
import type { Caller } from '../../../shared/auth/caller.ts';
import { monthOf } from '../../../shared/calendar/months.ts';
import { lastDayOf, monthsOf } from '../../../shared/calendar/periods.ts';
import { invalid } from '../../../shared/http/problem.ts';
import type { Deps } from '../deps.ts';
import { isDefinedFor } from '../model/activity-rate.ts';
import { homesOf } from '../model/organisation.ts';
import { overseen } from '../records/find.ts';
import { judged } from './judged.ts';
import { rowOf } from './organisations.ts';
import type { OwnAnswer } from './schema.ts';

/**
 * How active one organisation is in a period, by the definition in force (T2): what its figure is made of, for itself and
 * for the authorities above it.
 * @throws Problem 404 for an organisation that the caller neither speaks for nor oversees, 400 for a period without figures
 */
export async function readOwn(
  id: string,
  period: string,
  caller: Caller,
  deps: Deps,
): Promise<z.output<typeof OwnAnswer>> {
  const organisation = await overseen(id, caller, deps);
  const { version, definition } = deps.policyOn(lastDayOf(period));
  if (!isDefinedFor(definition, period))
    throw invalid([{ pointer: '#/query/period', detail: `该口径（${definition.title}）只有年度数字` }]);
  const { name, spells } = organisation;
  const residents = homesOf(organisation).map((home) => ({ id, name, spells, home }));
  const found = await judged(residents, monthsOf(period), deps);
  const through = monthOf(deps.today());
  return {
    organisation: id,
    name,
    period,
    policy: version,
    definition,
    items: found.flatMap((one) => rowOf(one, period, definition, through) ?? []),
  };
}
