import type { Caller } from '../../shared/auth/caller.ts';
import { covers } from '../../shared/divisions/index.ts';
import type { Once } from '../../shared/http/idempotency.ts';
import { conflict, forbidden, unprocessable } from '../../shared/http/problem.ts';
import type { Answer } from '../../shared/http/route.ts';
import { ConditionFailed } from '../../shared/store/index.ts';
import type { Deps } from './deps.ts';
import { type Examination, examine, placeOf, suggestionsFor } from './examine.ts';
import { type NamingPolicy, namingPolicyOn } from './policy/index.ts';
import { reservationAnswer } from './reservation.ts';
import type { Proposal } from './rules/judge.ts';
import type { TakenName } from './rules/similar/compare.ts';
import type { HolderKind } from './schema.ts';
import { reservationOwner, type StoredReservation } from './store.ts';

/**
 * Holds a name for the caller, for the days of the policy. Of any number of simultaneous holds of one name one wins.
 * @param once stores the answer under the request's Idempotency-Key
 * @throws Problem 422 with findings and suggestions for a name that breaks a rule, 409 with the holder's kind for one
 *   that is taken, 403 outside the caller's division
 */
export async function reserve(
  request: Omit<Proposal, 'on'>,
  caller: Caller,
  deps: Deps,
  once: (answer: Answer) => { once?: Once },
): Promise<Answer> {
  const proposal = { ...request, on: deps.today() };
  const policy = namingPolicyOn(proposal.on);
  const at = deps.now().toISOString();
  const examination = await examine(proposal, policy, deps.store.taken, at);
  const place = placeOf(examination, policy);
  holdToSeat(caller, examination.seat, request.division === undefined ? '#/body/name' : '#/body/division');
  await refuseUnacceptable(examination, proposal, policy, deps);
  if (!place) {
    throw unprocessable('看不出由哪个机关登记或备案，请填写所在地', {
      errors: [{ pointer: '#/body/division', detail: '应为所在乡镇（街道）或村（社区）的行政区划代码' }],
    });
  }
  const { reservation, taken } = newReservation({
    id: deps.newId(),
    proposal,
    examination,
    place,
    holder: { kind: caller.role as HolderKind, id: caller.subject },
    heldFrom: at,
    days: policy.data.holdDays.applicant,
    policy,
  });
  const answer = reservationAnswer(reservation, 201);
  try {
    await deps.store.save({
      reservations: [reservation],
      take: [{ place, name: taken }],
      audit: [
        {
          aggregate: `RESERVATION#${reservation.id}`,
          action: 'held',
          actor: { role: caller.role, subject: caller.subject },
          detail: { name: reservation.name, kind: reservation.kind, until: reservation.heldUntil },
        },
      ],
      ...once(answer),
    });
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    const again = await examine(proposal, policy, deps.store.taken, deps.now().toISOString());
    throw takenBy(again, error);
  }
  return answer;
}

/** Authorities act inside their division; residents and organisations in the county where they are. */
function holdToSeat({ role, division }: Caller, seat: string, pointer: string) {
  const reach = role === 'applicant' || role === 'organisation' ? division.slice(0, 6) : division;
  if (seat !== '' && !covers(reach, seat)) {
    throw forbidden(`所在地 ${seat} 不在您的管辖或所属范围（${division}）内`, {
      errors: [{ pointer, detail: `应在行政区划 ${reach} 内` }],
    });
  }
}

async function refuseUnacceptable(
  examination: Examination,
  proposal: Proposal,
  policy: NamingPolicy,
  deps: Deps,
) {
  const errors = examination.findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  if (errors.every(({ rule }) => rule === 'N30' || rule === 'N31')) throw takenBy(examination);
  const suggestions = await suggestionsFor(
    proposal,
    examination,
    policy,
    deps.store.taken,
    deps.now().toISOString(),
  );
  throw unprocessable('名称不符合规定，不能保留', {
    errors: errors.map(({ message, rule }) => ({ pointer: '#/body/name', detail: `${rule}：${message}` })),
    extra: { findings: examination.findings, suggestions },
  });
}

/** 409 with what holds the name: the kind of holder or that it is registered, never who it is. */
function takenBy({ findings, neighbours }: Examination, cause?: unknown) {
  const same = neighbours.filter(
    ({ nearness }) => nearness === 'same' || nearness === 'same-trade-and-field',
  );
  const conflicts = same.map(({ taken }) => ({
    holder: taken.status === 'held' ? taken.holder : taken.status,
    ...(taken.freeFrom && { until: taken.freeFrom }),
  }));
  const detail = '这个名称已被使用或保留，请换一个名称';
  return conflict(detail, {
    cause,
    errors: [{ pointer: '#/body/name', detail }],
    extra: { conflicts, findings },
  });
}

interface NewReservation {
  id: string;
  proposal: Proposal;
  examination: Examination;
  place: NonNullable<ReturnType<typeof placeOf>>;
  holder: StoredReservation['holder'];
  /** ISO 8601 instant. */
  heldFrom: string;
  days: number;
  policy: NamingPolicy;
}

/** A new hold of an examined name, as a reservation and as a taken name of the index. */
export function newReservation({
  id,
  proposal,
  examination,
  place,
  holder,
  heldFrom,
  days,
  policy,
}: NewReservation) {
  const heldUntil = new Date(Date.parse(heldFrom) + days * 86_400_000).toISOString();
  const reservation: StoredReservation = {
    id,
    name: proposal.name,
    kind: proposal.kind,
    division: examination.seat,
    authority: place.authority,
    holder,
    state: 'held',
    heldFrom,
    heldUntil,
    findings: examination.findings,
    policy: policy.version,
    place,
    version: 1,
  };
  const taken: TakenName = {
    ...examination.identity,
    id: reservationOwner(reservation),
    name: proposal.name,
    status: 'held',
    holder: holder.kind,
    freeFrom: heldUntil,
  };
  return { reservation, taken };
}
