/** What activity tells of dormant organisations becomes proposals, never acts (C1.1). */
import { type CloudEvent, onceFor } from '../../../shared/events/index.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import {
  type ClassProposal,
  type Dormancy,
  hearing,
  proposalFor,
  withdrawn,
} from '../model/class-proposal.ts';
import { isOver } from '../model/organisation.ts';
import { organisationEntry } from '../organisations/told.ts';

const ACTIVITY = { role: 'system', subject: 'activity' } as const;
type Told = CloudEvent<'activity.organisation.dormant' | 'activity.organisation.active'>;

/**
 * `activity.organisation.dormant`: its authority is proposed to review its class, or whether it goes on. One that is still
 * open from an earlier dormancy gives way to it.
 */
export const becameDormant = (event: CloudEvent<'activity.organisation.dormant'>, deps: Deps) =>
  heard(event, deps, async () => {
    const organisation = await deps.store.organisation(event.data.organisationId);
    return organisation && !isOver(organisation) ? proposalFor(organisation, event.data) : undefined;
  });

/** `activity.organisation.active`: an open proposal is withdrawn. */
export const dormantNoLonger = (event: CloudEvent<'activity.organisation.active'>, deps: Deps) =>
  heard(event, deps, async () => undefined);

/** Late news is passed over; the same news in any order, any number of times, leave the same proposal open, or none. */
async function heard(
  event: Told,
  deps: Deps,
  propose: () => Promise<ClassProposal | undefined>,
): Promise<void> {
  const { organisationId: id, revision } = event.data;
  await retried(async () => {
    const once = onceFor(event, deps.now());
    const before = await deps.store.dormancy(id);
    if (before && before.revision >= revision) return deps.store.save({ audit: [], once });
    const [open, proposal] = await Promise.all([openOf(before, deps), propose()]);
    const state = event.type === 'activity.organisation.active' ? event.data.state : 'dormant';
    const past = open && withdrawn(open, state, deps.now().toISOString());
    await deps.store.save({
      dormancy: hearing(before, { organisationId: id, revision }, proposal),
      classProposals: [past, proposal].filter((one) => one !== undefined),
      audit: [
        ...(past ? [organisationEntry(id, 'class-review-withdrawn', ACTIVITY, { proposalId: past.id })] : []),
        ...(proposal
          ? [
              organisationEntry(id, 'class-review-proposed', ACTIVITY, {
                proposalId: proposal.id,
                review: proposal.review,
                since: proposal.since,
              }),
            ]
          : []),
      ],
      once,
    });
  });
}

/** The proposal that was made last, as long as nobody decided on it. */
async function openOf(dormancy: Dormancy | undefined, { store }: Deps): Promise<ClassProposal | undefined> {
  if (dormancy?.proposalId === undefined) return undefined;
  const last = await store.classProposal(dormancy.organisationId, dormancy.proposalId);
  return last?.state === 'open' ? last : undefined;
}
