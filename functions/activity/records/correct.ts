import { isDeepStrictEqual } from 'node:util';
import type { Acting } from '../../../shared/http/acting.ts';
import { unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import type { Activity, ActivityFacts, State } from '../model/activity.ts';
import { isHeldOut } from '../model/checks.ts';
import { activityEntry, changed, moved } from './change.ts';
import { lookedAt, takenOut } from './day.ts';
import { answerOf, own, refuseDay } from './find.ts';
import { silentOn } from './record.ts';
import { type CorrectRequest, unfit } from './schema.ts';

/**
 * Corrects an activity, with a reason. It is looked at as if it were new: what was confirmed has to be confirmed again, and
 * its counts follow, into another month where its day does.
 * @throws Problem 422 for what does not fit, or changes nothing; else as `own`
 */
export async function correct(
  id: string,
  { reason, ...patch }: CorrectRequest,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { activity: before, organisation } = await own(id, 'correct', acting, deps);
  const facts = Object.fromEntries(
    Object.entries({ ...before.facts, ...patch }).filter(
      ([, value]) => value !== null && value !== undefined,
    ),
  ) as unknown as ActivityFacts;
  const errors = unfit(facts).map(({ field, detail }) => ({ pointer: `#/body/${field}`, detail }));
  if (errors.length > 0) throw unprocessable(`有 ${errors.length} 处须改正`, { errors });
  if (isDeepStrictEqual(facts, before.facts)) {
    const detail = '与已填报的相同，没有要更正的内容';
    throw unprocessable(detail, {
      errors: Object.keys(patch).map((field) => ({ pointer: `#/body/${field}`, detail })),
    });
  }
  if (facts.on !== before.facts.on) refuseDay(facts.on, organisation, deps);
  const looked = await lookedAt({ id, organisation: organisation.id, facts }, false, deps);
  const left = facts.on === before.facts.on ? [] : await takenOut(before, deps);
  // A photo that another activity showed is still the same photo.
  const flags = [...looked.flags, ...before.flags.filter(({ code }) => code === 'photo' || code === 'burst')];
  const { checks } = deps.policyOn(deps.today()).data;
  const state = stateOf(before, isHeldOut(flags, checks));
  const { rating: _, ...unrated } = before;
  const after = moved(
    unrated,
    { facts, flags, state, reason, ...(state === 'reported' && { confirmBy: silentOn(deps) }) },
    deps,
  );
  const change = changed(before, after, organisation, acting.correlationId, deps);
  await deps.store.save({
    writes: [...change.writes, ...looked.writes, ...left],
    audit: [activityEntry(id, 'corrected', acting.caller, { fields: Object.keys(patch), reason, state })],
    events: change.events,
  });
  return answerOf(after);
}

/** A dispute is for the township to settle: correcting does not lead out of it. */
function stateOf({ state, origin }: Activity, heldOut: boolean): State {
  if (state === 'disputed') return 'disputed';
  if (heldOut) return 'flagged';
  return origin === 'organisation' ? 'reported' : 'confirmed';
}
