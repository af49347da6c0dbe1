import type { Caller } from '../../../shared/auth/caller.ts';
import { addDays } from '../../../shared/calendar/index.ts';
import type { CloudEvent } from '../../../shared/events/index.ts';
import { invalid, notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { AuditEntry, Once, TransactWrite } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Activity, ActivityFacts, Origin } from '../model/activity.ts';
import { isHeldOut } from '../model/checks.ts';
import type { Organisation } from '../model/organisation.ts';
import { activityEntry, changed } from './change.ts';
import { lookedAt } from './day.ts';
import { answerOf, manages, refuseDay, speaksFor } from './find.ts';
import type { RecordRequest } from './schema.ts';

/**
 * Records an activity (A1-A4): the organisation itself, or the community for one that it manages (C1.5). What is odd about
 * it is held out of the rates; else it waits for the community, or counts at once where the community recorded it.
 * @throws Problem 404 for an organisation that the caller does not speak for, 422 for a day on which it cannot have been
 */
export async function record(
  { organisation: id, ...facts }: RecordRequest,
  { caller, correlationId }: { caller: Caller; correlationId: string },
  deps: Deps,
  once: (answer: Answer) => { once?: Once },
): Promise<Answer> {
  const organisation = await recorded(id, caller, deps);
  refuseDay(facts.on, organisation, deps);
  const origin = caller.role === 'community' ? 'community' : 'organisation';
  const { activity, ...change } = await entered(
    { id: deps.newId(), facts, organisation, origin, by: caller },
    correlationId,
    deps,
  );
  const answer = answerOf(activity, 201);
  await deps.store.save({ ...change, ...once(answer) });
  return answer;
}

/**
 * What is to be saved when an activity enters the records.
 * @param pointer JSON pointer of its day
 * @throws Problem 422 when its day is full
 */
export async function entered(
  {
    id,
    facts,
    organisation,
    origin,
    by,
    importId,
  }: {
    id: string;
    facts: ActivityFacts;
    organisation: Organisation;
    origin: Exclude<Origin, 'match'>;
    by: { role: string; subject: string };
    importId?: string;
  },
  correlationId: string,
  deps: Deps,
  pointer?: string,
): Promise<{ activity: Activity; writes: TransactWrite[]; audit: AuditEntry[]; events: CloudEvent[] }> {
  const { flags, writes } = await lookedAt({ id, organisation: organisation.id, facts }, true, deps, pointer);
  const at = deps.now().toISOString();
  const { checks } = deps.policyOn(deps.today()).data;
  const state = isHeldOut(flags, checks) ? 'flagged' : origin === 'organisation' ? 'reported' : 'confirmed';
  const activity: Activity = {
    id,
    organisation: organisation.id,
    organisationName: organisation.name,
    facts,
    state,
    flags,
    origin,
    ...(importId !== undefined && { importId }),
    by: { role: by.role, subject: by.subject },
    createdAt: at,
    at,
    ...(state === 'reported' && { confirmBy: silentOn(deps) }),
    photos: 0,
    version: 1,
  };
  const change = changed(undefined, activity, organisation, correlationId, deps);
  return {
    activity,
    writes: [...change.writes, ...writes],
    audit: [
      {
        ...activityEntry(id, 'recorded', by, {
          organisation: organisation.id,
          state,
          flags: flags.map(({ code }) => code),
        }),
        first: true,
      },
    ],
    events: change.events,
  };
}

/** The last day on which the community may dispute what is reported today. */
export function silentOn(deps: Deps): string {
  const today = deps.today();
  return addDays(today, deps.policyOn(today).data.confirmation.silentDays);
}

/**
 * The organisation for which somebody records: the one named, or the only one that the account speaks for.
 * @throws Problem 404 for one that the caller does not speak for, 400 when it has to be named
 */
export async function recorded(
  id: string | undefined,
  caller: Caller,
  { store }: Deps,
): Promise<Organisation> {
  if (id !== undefined) {
    const named = await store.organisation(id);
    if (named && (speaksFor(named, caller) || manages(named, caller))) return named;
    throw notFound('没有这个组织，或您不代表它');
  }
  if (caller.role === 'community')
    throw invalid([{ pointer: '#/body/organisation', detail: '请写明代哪个组织填报' }]);
  const { items } = await store.organisationsOf(caller, { limit: 2, scope: 'recorders' });
  const [only, another] = items;
  if (only && !another) return only;
  throw another
    ? invalid([{ pointer: '#/body/organisation', detail: '您代表多个组织，请写明是哪一个的活动' }])
    : notFound('您还不代表任何组织，请先由登记、备案或管理机关登记联系人');
}
