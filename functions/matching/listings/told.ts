/** What is told of the lists: to others, and to the service's own workers, who match anew. */
import { today } from '../../../shared/calendar/today.ts';
import { type CloudEvent, newEvent } from '../../../shared/events/index.ts';
import type { Deps } from '../deps.ts';
import type { Need, Published } from '../model/listing.ts';
import { freeCapacity, type Organisation } from '../model/organisation.ts';
import { outermost, reachOf } from '../model/rules.ts';

/** Has the candidates of a need found; those of an emergency (A3) ahead of everything. */
export function matchDue(
  { id, facts: { urgency } }: Need,
  cause: 'published' | 'changed' | 'returned' | 'supply',
  correlationId: string,
  deps: Deps,
): CloudEvent {
  const about = { subject: id, correlationId, data: { needId: id, cause } };
  return urgency === 'emergency'
    ? newEvent('matching.emergency.due', about, deps)
    : newEvent('matching.match.due', about, deps);
}

/**
 * Has the needs matched anew that something new or changed may serve.
 * @param divisions where they lie, of an organisation whose reach was another before
 */
export function supplyDue(
  of: 'organisation' | 'project' | 'resource',
  id: string,
  correlationId: string,
  deps: Deps,
  divisions?: string[],
): CloudEvent {
  const data = { of, id, ...(divisions && { divisions }) };
  return newEvent('matching.supply.due', { subject: id, correlationId, data }, deps);
}

/** Has needs matched anew that an organisation may serve now or served before. */
export function changedOrganisation(
  before: Organisation | undefined,
  after: Organisation,
  correlationId: string,
  deps: Deps,
): CloudEvent {
  const { data } = deps.policy();
  const reach = outermost([before, after].flatMap((one) => (one ? reachOf(one, data) : [])));
  return supplyDue('organisation', after.id, correlationId, deps, reach);
}

/** Has an organisation that was full, at one time or in a month, be a candidate again as soon as it has room. */
export const roomAgain = (
  before: Organisation,
  after: Organisation,
  correlationId: string,
  deps: Deps,
): CloudEvent[] =>
  freeCapacity(after) > 0 && (freeCapacity(before) === 0 || after.capacity.minutesAMonth !== undefined)
    ? [changedOrganisation(before, after, correlationId, deps)]
    : [];

/** An entry is in its list. */
export function published(entry: Published, correlationId: string, deps: Deps): CloudEvent[] {
  if (entry.type !== 'need') return [supplyDue(entry.type, entry.id, correlationId, deps)];
  const { kinds, groups = [], urgency, demand } = entry.facts;
  const data = {
    ...known(entry),
    kinds: [...kinds],
    groups: [...groups],
    urgency,
    demand,
    publishedOn: today(new Date(entry.publishedAt!)),
  };
  return [
    newEvent('matching.need.published', { subject: entry.id, correlationId, data }, deps),
    matchDue(entry, 'published', correlationId, deps),
  ];
}

/** An open entry says something else; a need may be matched or closed by it. */
export function changed(entry: Published, correlationId: string, deps: Deps): CloudEvent[] {
  if (entry.type !== 'need') return [supplyDue(entry.type, entry.id, correlationId, deps)];
  switch (entry.state) {
    case 'open':
      return [matchDue(entry, 'changed', correlationId, deps)];
    case 'closed':
      return [closed(entry, 'served', correlationId, deps)];
    default:
      return [];
  }
}

/** A need came to its end. */
export function closed(
  need: Need,
  cause: 'served' | 'withdrawn' | 'expired',
  correlationId: string,
  deps: Deps,
): CloudEvent {
  const data = { ...known(need), cause, closedOn: deps.today() };
  return newEvent('matching.need.closed', { subject: need.id, correlationId, data }, deps);
}

const known = ({ id, division, facts: { action } }: Need) => ({ needId: id, division, action });
