/** What the use cases of models share: finding one, who decides, how it is shown. */
import type { Caller, MaybeCaller } from '../../../shared/auth/caller.ts';
import { covers, fullNameOf } from '../../../shared/divisions/index.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, notFound, preconditionFailed } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { maskName } from '../../../shared/privacy/index.ts';
import { entriesOf } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { type Honour, type HonourEvent, isNamed, PUBLIC_STATES, refusal } from '../model/honour.ts';
import { seesAll } from '../register/find.ts';

/** Audit entries of models; the aggregate is `HONOUR#<id>`. */
export const honourEntry = entriesOf((id) => `HONOUR#${id}`);

const isPublic = ({ state }: Honour) => (PUBLIC_STATES as readonly string[]).includes(state);

/** @throws Problem 404 for one that there is not, or that the caller may not see yet */
export async function visible(id: string, caller: MaybeCaller, { store }: Deps): Promise<Honour> {
  const honour = await store.honour(id);
  if (!honour || !(isPublic(honour) || seesAll(caller, honour.division)))
    throw notFound('没有这项推荐，或尚未公示');
  return honour;
}

/**
 * One to which something may happen now; `deciding`: by whoever stands above its division.
 * @throws Problem 404 for everybody else, 412 for another version, 409 when it may not happen in its state
 */
export async function ready(
  id: string,
  event: HonourEvent,
  { caller, ifMatch }: Acting,
  deps: Deps,
  { deciding }: { deciding: boolean },
): Promise<Honour> {
  const honour = await visible(id, caller, deps);
  if (deciding && !covers(caller.division, honour.division)) throw notFound('没有这项推荐，或不由您办理');
  if (ifMatch !== undefined && ifMatch !== String(honour.version)) throw preconditionFailed();
  const why = refusal(honour.state, event);
  if (why !== undefined) throw conflict(why, { extra: { state: honour.state } });
  return honour;
}

/**
 * One as it is shown: accounts are left out, the public does not see objections, and a person's name is masked until it is
 * public.
 * @param reveal shows the name all the same
 */
export async function shownHonour(
  honour: Honour,
  caller: MaybeCaller,
  { names }: Deps,
  { reveal = false } = {},
) {
  const {
    id,
    kind,
    division,
    organisationId,
    deeds,
    state,
    opinion,
    notice,
    awardedOn,
    withdrawnOn,
    reason,
  } = honour;
  const whole = seesAll(caller, division);
  const name = kind === 'person' ? await names.open(honour.name, id) : honour.name;
  return {
    id,
    kind,
    division,
    place: fullNameOf(division),
    name: reveal || isNamed(honour) ? name : maskName(name),
    ...(organisationId !== undefined && { organisationId }),
    deeds,
    state,
    ...(notice && { notice }),
    ...(awardedOn !== undefined && { awardedOn }),
    ...(withdrawnOn !== undefined && { withdrawnOn, reason }),
    policy: honour.policy,
    ...(whole && {
      consent: honour.consent,
      evidence: honour.evidence,
      objections: honour.objections,
      ...(opinion !== undefined && { opinion }),
    }),
  };
}

export const answerOf = async (
  honour: Honour,
  caller: Caller,
  deps: Deps,
  status = 200,
): Promise<Answer> => ({
  status,
  body: await shownHonour(honour, caller, deps),
  etag: honour.version,
});
