import type { Caller } from '../../shared/auth/caller.ts';
import { covers } from '../../shared/divisions/index.ts';
import { conflict, forbidden, unprocessable } from '../../shared/http/problem.ts';
import type { Answer } from '../../shared/http/route.ts';
import { type Once, retried } from '../../shared/store/index.ts';
import type { Deps } from './deps.ts';
import { type Examination, examine, placeOf, suggestionsFor } from './examine.ts';
import { newReservation } from './model/reservation.ts';
import { type NamingPolicy, namingPolicyOn } from './policy/index.ts';
import { reservationAnswer } from './reservation.ts';
import type { Proposal } from './rules/judge.ts';
import type { HolderKind } from './schema.ts';

/**
 * Holds a name for the caller, for the days of the policy. Of any number of simultaneous holds of equal names one wins.
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
  return retried(async () => {
    const at = deps.now().toISOString();
    const seen = deps.store.view();
    const examination = await examine(proposal, policy, seen.taken, at);
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
      policy: policy.version,
    });
    const { id, name, kind, heldUntil } = reservation;
    const answer = reservationAnswer(reservation, 201);
    await deps.store.save({
      reservations: [reservation],
      take: [{ place, name: taken, seen }],
      audit: [
        {
          aggregate: `RESERVATION#${id}`,
          action: 'held',
          actor: { role: caller.role, subject: caller.subject },
          detail: { name, kind, until: heldUntil },
        },
      ],
      ...once(answer),
    });
    return answer;
  });
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
function takenBy({ findings, neighbours }: Examination) {
  const same = neighbours.filter(
    ({ nearness }) => nearness === 'same' || nearness === 'same-trade-and-field',
  );
  const conflicts = same.map(({ taken }) => ({
    holder: taken.status === 'held' ? taken.holder : taken.status,
    ...(taken.freeFrom && { until: taken.freeFrom }),
  }));
  const detail = '这个名称已被使用或保留，请换一个名称';
  return conflict(detail, {
    errors: [{ pointer: '#/body/name', detail }],
    extra: { conflicts, findings },
  });
}
