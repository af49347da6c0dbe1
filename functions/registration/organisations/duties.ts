/** What an organisation owes: listed, and ended with it. */
import type * as z from 'zod';
import type { Caller } from '../../../shared/auth/caller.ts';
import type { Page } from '../../../shared/store/index.ts';
import { dueFromToday, policyOf } from '../applications/application.ts';
import type { Deps } from '../deps.ts';
import type { Application } from '../model/application.ts';
import { standing } from '../model/due.ts';
import { commitment, type Duty, isOpen, lapsed, renamed, yearlyReport } from '../model/duty.ts';
import { isOver, type Organisation } from '../model/organisation.ts';
import { visible } from './find.ts';
import type { DutyAnswer } from './schema.ts';

/** More than an organisation owes in its life: a report a year. */
const ALL = 100;

/**
 * What an organisation owes and owed, with how it stands today.
 * @throws Problem 404 for whom it does not concern
 */
export async function listDuties(
  id: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  caller: Caller,
  deps: Deps,
): Promise<Page<z.output<typeof DutyAnswer>>> {
  await visible(id, caller, deps);
  const page = await deps.store.duties(id, { limit, scope: `duties ${id} ${caller.subject}`, cursor });
  return { ...page, items: page.items.map((duty) => shownDuty(duty, deps)) };
}

/** A duty as it is shown. */
export function shownDuty(duty: Duty, deps: Deps): z.output<typeof DutyAnswer> {
  const { dueSoonDays } = policyOf(deps).data;
  const { followed: _, ...shown } = { followed: undefined, ...duty };
  if (duty.dueOn === undefined || !isOpen(duty)) return shown;
  return { ...shown, standing: standing(duty.dueOn, deps.today(), dueSoonDays) };
}

/** What a newly registered organisation owes: a report on this year, and the payment where it committed itself to one. */
export function duties(organisation: Organisation, application: Application, deps: Deps): Duty[] {
  if (organisation.track !== 'registered') return [];
  const { days } = policyOf(deps).data;
  const promised = application.draft.capitalProof === 'commitment';
  return [
    ...reportOwed(organisation, deps),
    ...(promised ? [commitment(organisation, application, dueFromToday(days.commitment, deps))] : []),
  ];
}

/** The report on this year that an organisation owes once it is registered. */
export function reportOwed(organisation: Organisation, deps: Deps): Duty[] {
  if (organisation.track !== 'registered') return [];
  return [yearlyReport(organisation, Number(deps.today().slice(0, 4)), policyOf(deps).data)];
}

/** The open duties that a change of the organisation changes: they end with it, and bear its name. */
export async function following(before: Organisation, after: Organisation, { store }: Deps): Promise<Duty[]> {
  const over = isOver(after);
  if (before.track !== 'registered' || !(over || before.name !== after.name)) return [];
  const { items } = await store.duties(after.id, { limit: ALL, scope: `following ${after.id}` });
  return items.filter(isOpen).map((duty) => (over ? lapsed(duty) : renamed(duty, after.name)));
}
