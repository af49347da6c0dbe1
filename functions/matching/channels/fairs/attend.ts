/** Who comes to a fair: needs, projects, resources and organisations, each by whoever stands for it. */
import type { Caller } from '../../../../shared/auth/caller.ts';
import { covers } from '../../../../shared/divisions/index.ts';
import type { Acting } from '../../../../shared/http/acting.ts';
import { notFound, unprocessable } from '../../../../shared/http/problem.ts';
import type { Answer } from '../../../../shared/http/route.ts';
import { speaksFor } from '../../capacities/find.ts';
import type { Deps } from '../../deps.ts';
import { isMine } from '../../listings/find.ts';
import { ATTENDEE_NAMES, type Attendee, type Fair } from '../../model/fair.ts';
import { isReady } from '../../model/organisation.ts';
import { checkFair, deleteAttendee, putAttendee } from '../../store/fairs.ts';
import { channelEntry } from '../entries.ts';
import { fairOf, refuseEnded, shownAttendee } from './find.ts';
import type { AttendeeRequest } from './schema.ts';

/**
 * Something of the caller's attends a fair; saying so again changes nothing.
 * @throws Problem 404 for what is not his, 409 when the fair is over, 422 for what is not open or lies elsewhere
 */
export async function attend(
  id: string,
  request: AttendeeRequest,
  { caller }: Acting,
  deps: Deps,
): Promise<Answer> {
  const fair = await fairOf(id, deps);
  const about = await ownAttendee(fair, request, caller, deps);
  refuseEnded(fair, '报名');
  const [before] = await deps.store.attending(id, [request]);
  if (before) return { status: 200, body: shownAttendee(before) };
  const attendee: Attendee = { fair: id, ...request, ...about, at: deps.now().toISOString() };
  await deps.store.save({
    writes: [checkFair(fair), putAttendee(attendee)],
    audit: [channelEntry(id, 'attended', caller, { ...request })],
  });
  return { status: 200, body: shownAttendee(attendee) };
}

/**
 * It does not come after all; what was agreed stays.
 * @throws Problem 404 for what does not attend, or is not the caller's, 409 when the fair is over
 */
export async function stayAway(
  id: string,
  request: AttendeeRequest,
  { caller }: Acting,
  deps: Deps,
): Promise<Answer> {
  const fair = await fairOf(id, deps);
  if (!(await standsFor(request, caller, deps))) throw missing(request);
  refuseEnded(fair, '取消报名');
  const [attendee] = await deps.store.attending(id, [request]);
  if (!attendee) throw notFound('没有报名');
  await deps.store.save({
    writes: [checkFair(fair), deleteAttendee(id, request)],
    audit: [channelEntry(id, 'stayed-away', caller, { ...request })],
  });
  return { status: 200, body: shownAttendee(attendee) };
}

/** What the caller stands for; undefined for what is not his. */
async function standsFor({ type, of }: AttendeeRequest, caller: Caller, { store }: Deps) {
  if (type === 'organisation') {
    const organisation = await store.organisation(of);
    if (!organisation || !speaksFor(organisation, caller)) return undefined;
    const { name: title, division } = organisation;
    return { title, division, open: isReady(organisation) };
  }
  const listing = await store.listing(type, of);
  if (!listing || listing.state === 'draft' || !isMine(listing, caller)) return undefined;
  return { title: listing.facts.title, division: listing.division, open: listing.state === 'open' };
}

async function ownAttendee({ facts }: Fair, request: AttendeeRequest, caller: Caller, deps: Deps) {
  const found = await standsFor(request, caller, deps);
  if (!found) throw missing(request);
  const { open, ...about } = found;
  const name = ATTENDEE_NAMES[request.type];
  const unfit = !open
    ? `这个${name}现在不能对接：须已发布、有效，组织须可承接`
    : request.type === 'need' && !covers(facts.division, about.division)
      ? '这个需求不在对接会所在的行政区划内'
      : undefined;
  if (unfit !== undefined) throw unprocessable(unfit, { errors: [{ pointer: '#/body/of', detail: unfit }] });
  return about;
}

const missing = ({ type }: AttendeeRequest) => notFound(`没有这个${ATTENDEE_NAMES[type]}，或不由您办理`);
