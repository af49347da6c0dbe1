import { covers } from '../../../shared/divisions/index.ts';
import { newEvent } from '../../../shared/events/index.ts';
import { forbidden, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { leadershipOf } from '../model/organisation.ts';
import { next } from '../model/outcome.ts';
import { answerOf } from './answer.ts';
import { type Acting, isContact, refuseOther, refuseOver, saved, visible } from './find.ts';
import type { ReportInRequest } from './schema.ts';
import { known } from './told.ts';

/**
 * An organisation reports to its community party organisation (报到, O1): the organisation says so itself, or the community
 * that it reports to records it. The same again changes nothing.
 * @throws Problem 404 for whom it does not concern, 403 for other authorities, 412, 409; 422 for a day that cannot be, or a
 * community in whose township it does not sit
 */
export async function reportIn(
  id: string,
  { community, on: given }: ReportInRequest,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const on = given ?? deps.today();
  const { caller, ifMatch, correlationId } = acting;
  const before = await visible(id, caller, deps);
  const records = caller.role === 'community' && covers(caller.division, community);
  if (!isContact(before, caller) && !records) throw forbidden('报到由组织自己填报，或由所报到的社区记录');
  refuseOther(before, ifMatch);
  refuseOver(before);
  refuseElsewhere(community, before.division);
  if (on > deps.today()) throw wrong('on', '报到日期不能晚于今天');
  if (before.reportedIn?.community === community && before.reportedIn.on === on) return answerOf(before);
  const after = next(before, { reportedIn: { community, on } });
  const data = { ...known(after), community, reportedOn: on, ...leadershipOf(after) };
  const event = newEvent('registration.organisation.reported-in', { subject: id, correlationId, data }, deps);
  return saved(
    { before, after, action: 'reported-in', detail: { community, on }, events: [event] },
    acting,
    deps,
  );
}

/** It reports where it is: to a community, of its township where it sits in one. */
function refuseElsewhere(community: string, division: string): void {
  if (community.length !== 12) throw wrong('community', '应为村（社区）的 12 位代码');
  if (!covers(division.slice(0, 9), community)) throw wrong('community', '应为组织所在地的村（社区）');
}

function wrong(field: string, detail: string) {
  return unprocessable(detail, { errors: [{ pointer: `#/body/${field}`, detail }] });
}
