/** What organisations report of the projects that they took on becomes activities, once each (M1.4, T2). */
import { type CloudEvent, onceFor } from '../../../shared/events/index.ts';
import { idFrom } from '../../../shared/imports/files.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Activity } from '../model/activity.ts';
import type { Organisation } from '../model/organisation.ts';
import { activityEntry, changed, moved } from '../records/change.ts';
import { type MatchRecord, putMatchRecord } from '../store/matches.ts';

const BY = { role: 'system', subject: 'matching' } as const;
type Reported = CloudEvent<'matching.project.progressed' | 'matching.project.corrected'>;

const activityOf = (match: string, report: number) => idFrom('activity', 'match', match, report);

/**
 * `matching.project.progressed`: what was reported counts. The community sees it in the project and accepts or disputes it
 * there. One that was corrected before it was heard of stays void.
 * @throws Error for an organisation that is not known yet: the event comes again
 */
export const progressed = (event: CloudEvent<'matching.project.progressed'>, deps: Deps) =>
  retried(async () => {
    const { matchId, report } = event.data;
    if (!(await deps.store.activity(activityOf(matchId, report)))) await enter(event, 'confirmed', deps);
  });

/** `matching.project.corrected`: what was reported counts no longer, nor does it when it is heard of later. */
export async function corrected(event: CloudEvent<'matching.project.corrected'>, deps: Deps): Promise<void> {
  const { matchId, report } = event.data;
  await retried(async () => {
    const before = await deps.store.activity(activityOf(matchId, report));
    if (!before) return enter(event, 'void', deps);
    if (before.state === 'void') return;
    const organisation = await known(before.organisation, deps);
    const after = moved(before, { state: 'void', reason: '项目进展已更正' }, deps);
    const { writes, events } = changed(before, after, organisation, event.correlationid, deps);
    await deps.store.save({
      writes,
      audit: [activityEntry(after.id, 'voided', BY, { match: matchId, report })],
      events,
    });
  });
}

/**
 * `matching.project.evaluated`: what the community thought of a project is what it thought of its activities. Of several
 * evaluations the last counts, whatever the order in which they come.
 */
export async function evaluated(event: CloudEvent<'matching.project.evaluated'>, deps: Deps): Promise<void> {
  const { matchId, by, sum, count, revision } = event.data;
  if (by !== 'community') return;
  const given = Math.round(sum / count);
  const reports = await retried(async () => {
    const record = await deps.store.matchRecord(matchId);
    if ((record?.revision ?? 0) < revision)
      await deps.store.save({
        writes: [putMatchRecord({ ...next(matchId, record), rating: given, revision })],
      });
    // A later evaluation rates them, or has done so.
    return (record?.revision ?? 0) > revision ? [] : (record?.reports ?? []);
  });
  for (const report of reports)
    await retried(async () => {
      const before = await deps.store.activity(activityOf(matchId, report));
      // Read after the activity: a later evaluation that comes at the same time has the last word.
      const rating = (await deps.store.matchRecord(matchId))?.rating;
      if (!before || rating === undefined || before.rating === rating) return;
      const organisation = await known(before.organisation, deps);
      const after = { ...before, rating, version: before.version + 1 };
      const { writes, events } = changed(before, after, organisation, event.correlationid, deps);
      await deps.store.save({ writes, audit: [activityEntry(after.id, 'rated', BY, { rating })], events });
    });
}

/**
 * Enters a report that is not there.
 * @throws ConditionFailed when it is there meanwhile: a correction then has to take it back, and not to pass it over
 */
async function enter(event: Reported, state: 'confirmed' | 'void', deps: Deps): Promise<void> {
  const { matchId, needId, report, organisationId, ...said } = event.data;
  const id = activityOf(matchId, report);
  const [record, organisation] = await Promise.all([
    deps.store.matchRecord(matchId),
    known(organisationId, deps),
  ]);
  const at = deps.now().toISOString();
  const activity: Activity = {
    id,
    organisation: organisationId,
    organisationName: organisation.name,
    facts: {
      title: `项目进展（第 ${report} 次）`,
      on: said.on,
      division: said.division,
      action: said.action,
      kinds: said.kinds,
      participants: said.participants,
      volunteers: 0,
      partyMembers: 0,
      minutes: said.minutes,
      served: said.served,
      need: needId,
    },
    state,
    flags: [],
    origin: 'match',
    match: matchId,
    ...(record?.rating !== undefined && { rating: record.rating }),
    by: BY,
    createdAt: at,
    at,
    photos: 0,
    version: 1,
  };
  const { writes, events } = changed(undefined, activity, organisation, event.correlationid, deps);
  const reports = [...(record?.reports ?? []), report];
  await deps.store.save({
    writes: [...writes, putMatchRecord({ ...next(matchId, record), reports })],
    audit: [{ ...activityEntry(id, 'recorded', BY, { match: matchId, report, state }), first: true }],
    events,
    once: onceFor(event, deps.now()),
  });
}

const next = (match: string, record: MatchRecord | undefined): MatchRecord => ({
  reports: [],
  ...record,
  match,
  version: (record?.version ?? 0) + 1,
});

async function known(id: string, { store }: Deps): Promise<Organisation> {
  const organisation = await store.organisation(id);
  if (!organisation) throw new Error(`Organisation ${id} is not known yet`);
  return organisation;
}
