/** What the use cases of activities share: whose they are, who has to look at them, how they are shown. */
import type { Caller } from '../../../shared/auth/caller.ts';
import { covers } from '../../../shared/divisions/index.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, notFound, preconditionFailed, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { type Activity, refusal, type Step } from '../model/activity.ts';
import { dayFault } from '../model/day-fault.ts';
import type { Organisation } from '../model/organisation.ts';

const AUTHORITIES: readonly string[] = ['community', 'township', 'county', 'city'];
export const isAuthority = ({ role }: Pick<Caller, 'role'>) => AUTHORITIES.includes(role);

/** Whether an account speaks for an organisation. */
export const speaksFor = ({ standing: { contact } }: Organisation, { role, subject }: Caller): boolean =>
  contact?.role === role && contact.subject === subject;

/** Whether a community records for an organisation: it manages it (C1.5), at home in it. */
export const manages = ({ standing, division }: Organisation, caller: Caller): boolean =>
  caller.role === 'community' && standing.track === 'managed' && division === caller.division;

/**
 * An organisation for those who may see what it does: whoever speaks for it, manages it, or is above its home.
 * @throws Problem 404 for everybody else, as for one that does not exist
 */
export async function overseen(id: string, caller: Caller, { store }: Deps): Promise<Organisation> {
  const organisation = await store.organisation(id);
  const may =
    organisation &&
    (speaksFor(organisation, caller) ||
      manages(organisation, caller) ||
      (isAuthority(caller) && covers(caller.division, organisation.division)));
  if (!may) throw notFound('没有这个组织，或您无权查看');
  return organisation;
}

/**
 * Who may see an activity: its organisation, the authorities of where it was and of where its organisation is.
 * @throws Problem 404 for everybody else, as for one that does not exist
 */
export async function visible(
  id: string,
  caller: Caller,
  { store }: Deps,
): Promise<{ activity: Activity; organisation: Organisation }> {
  const activity = await store.activity(id);
  const organisation = activity && (await store.organisation(activity.organisation));
  const shown =
    organisation &&
    (isAuthority(caller)
      ? covers(caller.division, activity.facts.division) || covers(caller.division, organisation.division)
      : speaksFor(organisation, caller));
  if (!shown) throw notFound('没有这次活动，或您无权查看');
  return { activity, organisation };
}

/**
 * An activity with which its own side does something.
 * @throws Problem 404 for others than its organisation and the community that manages it, 412 for another version, 409 when
 * it is no longer to be done, or the activity is a project's
 */
export async function own(id: string, step: Step, { caller, ifMatch }: Acting, deps: Deps) {
  const found = await visible(id, caller, deps);
  const { activity, organisation } = found;
  if (!(speaksFor(organisation, caller) || manages(organisation, caller)))
    throw notFound('没有这次活动，或不由您办理');
  if (activity.origin === 'match') throw conflict('项目的活动由项目进展得来，请在项目中更正（M1.4）');
  return may(found, step, ifMatch);
}

/**
 * An activity that an authority has to look at: the community that it was in, the township above when it was not in one, or
 * when the community recorded it itself. Those above the organisation's home may as well, for it counts in their figures
 * wherever it was. Nobody looks at what he recorded himself.
 * @throws Problem 404 for everybody else, 409 when there is nothing to look at
 */
export async function judged(id: string, step: Step, { caller, ifMatch }: Acting, deps: Deps) {
  const found = await visible(id, caller, deps);
  const { activity, organisation } = found;
  const { division } = activity.facts;
  const isCommunity = caller.role === 'community' && division === caller.division;
  const isAbove =
    caller.role !== 'community' &&
    isAuthority(caller) &&
    (covers(caller.division, division) || covers(caller.division, organisation.division));
  if (!(isCommunity || isAbove)) throw notFound('没有这次活动，或不由您办理');
  // Whoever acts for it: a community is one side.
  if (isCommunity && activity.by.role === 'community')
    throw conflict('村（社区）不能核查自己填报的活动，请由乡镇（街道）办理');
  if (activity.by.role === caller.role && activity.by.subject === caller.subject)
    throw conflict('不能核查自己填报、导入的活动，请由他人办理');
  if (isCommunity && step === 'rule') throw conflict('异议由乡镇（街道）裁定');
  return may(found, step, ifMatch);
}

function may<T extends { activity: Activity }>(found: T, step: Step, ifMatch: string | undefined): T {
  const { activity } = found;
  if (ifMatch !== undefined && ifMatch !== String(activity.version)) throw preconditionFailed();
  const why = refusal(activity, step);
  if (why !== undefined) throw conflict(why, { extra: { state: activity.state } });
  return found;
}

/** @throws Problem 422 naming the date, for a day on which the organisation was not there, to come, or long past */
export function refuseDay(on: string, organisation: Organisation, deps: Deps, pointer = '#/body/on'): void {
  const today = deps.today();
  const within = deps.policyOn(today).data.confirmation.recordWithinDays;
  const detail = dayFault(on, organisation.spells, { today, within });
  if (detail !== undefined) throw unprocessable(detail, { errors: [{ pointer, detail }] });
}

/** An activity as it is shown. */
export function shown(activity: Activity) {
  const { id, organisation, organisationName, facts, state, flags, origin, match, rating, reason } = activity;
  const { createdAt, at, confirmBy, photos } = activity;
  return {
    id,
    organisation,
    organisationName,
    state,
    ...facts,
    flags: flags.map((flag) => ({ ...flag, ...(flag.with && { with: [...flag.with] }) })),
    origin,
    ...(match !== undefined && { match }),
    ...(rating !== undefined && { rating }),
    ...(reason !== undefined && { reason }),
    photos,
    createdAt,
    at,
    ...(confirmBy !== undefined && { confirmBy }),
  };
}

/** The answer that shows an activity. */
export const answerOf = (activity: Activity, status = 200): Answer => ({
  status,
  body: shown(activity),
  etag: activity.version,
  ...(status === 201 && { headers: { location: `/v1/activities/${activity.id}` } }),
});
